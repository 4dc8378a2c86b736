import { describe, expect, it } from 'vitest';
import { mirrorRows, type Stored, uprightGray } from './upright.ts';

/** The upright picture that every orientation must give back: 3 by 2, all pixels different. */
const UPRIGHT = [
  [10, 20, 30],
  [40, 50, 60],
];
/** Which pixel of the stored picture an upright one comes from, in the words of Exif: where row 0 and column 0 are. */
const stored: Record<number, number[][]> = {
  1: UPRIGHT, // row 0 top, column 0 left
  2: [
    [30, 20, 10],
    [60, 50, 40],
  ], // top, right
  3: [
    [60, 50, 40],
    [30, 20, 10],
  ], // bottom, right
  4: [
    [40, 50, 60],
    [10, 20, 30],
  ], // bottom, left
  5: [
    [10, 40],
    [20, 50],
    [30, 60],
  ], // left, top
  6: [
    [30, 60],
    [20, 50],
    [10, 40],
  ], // right, top
  7: [
    [60, 30],
    [50, 20],
    [40, 10],
  ], // right, bottom
  8: [
    [40, 10],
    [50, 20],
    [60, 30],
  ], // left, bottom
};

const plane = (rows: number[][]): Stored => ({
  bytes: new Uint8Array(rows.flatMap((row) => [...row, 0, 0])),
  offset: 0,
  stride: rows[0]!.length + 2,
  step: 1,
  width: rows[0]!.length,
  height: rows.length,
  colours: null,
});

describe('upright', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('R55 sets a photograph of orientation %i upright', (orientation) => {
    const gray = uprightGray(plane(stored[orientation]!), orientation);
    expect([gray.width, gray.height]).toEqual([3, 2]);
    expect([...gray.bytes]).toEqual(UPRIGHT.flat());
  });

  it('weighs colours as the eye does, whatever their order', () => {
    const bgra = { ...plane([[0]]), bytes: new Uint8Array([9, 9, 255, 0, 0, 9]), offset: 2, step: 4, stride: 4 };
    expect(uprightGray({ ...bgra, colours: [2, 1, 0] }, 1).bytes[0]).toBe((255 * 29) >> 8);
    expect(uprightGray({ ...bgra, colours: [0, 1, 2] }, 1).bytes[0]).toBe((255 * 77) >> 8);
  });

  it('turns rows round', () => {
    const bytes = new Uint8Array(UPRIGHT.flat());
    mirrorRows(bytes, 3);
    expect([...bytes]).toEqual([30, 20, 10, 60, 50, 40]);
  });
});
