import { describe, expect, it } from 'vitest';
import type { PrintKind } from '../generated/api.ts';
import { addressOf, fitting, usualChoice } from './print-choice.ts';

const grid = (name: string, paper: string, sizes: number[]) => ({
  name,
  paper,
  sizes,
  labels: 8,
  width: 99.1,
  height: 67.7,
  known_as: '',
});
const KINDS: PrintKind[] = [
  { kind: 'sheet', sizes: [60, 40], papers: ['a4', 'f4', 'letter'], grids: [] },
  {
    kind: 'labels',
    sizes: [40, 60],
    papers: ['a4', 'letter'],
    grids: [grid('3x6', 'a4', [40]), grid('2x4', 'a4', [40, 60]), grid('2x5', 'letter', [40])],
  },
  { kind: 'poster', sizes: [120, 160], papers: ['a4', 'f4', 'letter'], grids: [] },
];

describe('R63 what is chosen to print can be printed', () => {
  it('begins with the usual', () => {
    expect(usualChoice(KINDS)).toEqual({ kind: 'sheet', size: 60, paper: 'a4', grid: '', page: 0, file: 'pdf' });
    expect(usualChoice([]).kind).toBe('');
  });

  it('keeps what still fits and changes what does not', () => {
    const folio = { ...usualChoice(KINDS), paper: 'f4', size: 40 };
    expect(fitting(KINDS, { ...folio, kind: 'labels' })).toMatchObject({ size: 40, paper: 'a4', grid: '3x6' });
    expect(fitting(KINDS, { ...folio, kind: 'poster' })).toMatchObject({ size: 120, paper: 'f4', grid: '' });
    const labels = fitting(KINDS, { ...folio, kind: 'labels' });
    expect(fitting(KINDS, { ...labels, size: 60 }).grid).toBe('2x4');
    expect(fitting(KINDS, { ...labels, paper: 'letter' }).grid).toBe('2x5');
  });

  it('asks for no more than was chosen', () => {
    expect(addressOf('7', usualChoice(KINDS))).toBe('/api/markers/books/7/sheet.pdf?kind=sheet&size=60&paper=a4');
    const one = { ...usualChoice(KINDS), kind: 'labels', grid: '3x6', page: 4, file: 'svg' as const };
    expect(addressOf('7', one)).toContain('sheet.svg?kind=labels&size=60&paper=a4&grid=3x6&page=4');
  });
});
