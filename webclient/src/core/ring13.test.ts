import { describe, expect, it } from 'vitest';
import { CELLS, ringCells, SQUARE, squareSide, WHOLE, wordBits } from './ring13.ts';

describe('ring13', () => {
  it('has its cells clockwise from the top left, two outside the square', () => {
    const cells = ringCells();
    expect(cells).toHaveLength(CELLS);
    expect(cells[0]).toEqual([-2, -2]);
    expect(cells[12]).toEqual([10, -2]);
    expect(cells[24]).toEqual([10, 10]);
    expect(cells[36]).toEqual([-2, 10]);
    expect(new Set(cells.map(String)).size).toBe(CELLS);
    cells.forEach(([x, y], i) => {
      const [nx, ny] = cells[(i + 1) % CELLS]!;
      expect(Math.abs(nx - x) + Math.abs(ny - y)).toBe(1);
    });
  });

  it('turns into itself by a shift of twelve cells', () => {
    const cells = ringCells();
    const turned = cells.map(([x, y]) => [SQUARE - 1 - y, x]);
    expect(turned).toEqual(cells.map((_, i) => cells[(i + CELLS / 4) % CELLS]));
  });

  it('is measured by its whole side, found by the square inside', () => {
    expect(squareSide(60)).toBeCloseTo((60 * 9) / 13);
    expect(squareSide(WHOLE)).toBe(SQUARE);
  });

  it('reads words of 12 hexadecimal digits and nothing else', () => {
    expect(wordBits('8000000000F1')).toBe(0x8000000000f1n);
    for (const bad of ['', '80000000000', '8000000000000', 'g00000000000', '-00000000001']) {
      expect(() => wordBits(bad)).toThrow(RangeError);
    }
  });
});
