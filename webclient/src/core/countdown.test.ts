import { describe, expect, it } from 'vitest';
import { clockFace, left, ran } from './countdown.ts';

const timer = { seconds: 60, ends_at: 100_000 };

describe('a timer', () => {
  it('runs down and stays at nothing', () => {
    expect(left(timer, 40_000)).toBe(60_000);
    expect(left(timer, 100_001)).toBe(0);
    expect([30_000, 40_000, 70_000, 200_000].map((now) => ran(timer, now))).toEqual([0, 0, 0.5, 1]);
  });

  it('is written as clocks are', () => {
    expect([60_000, 59_001, 59_000, 1, 0, 605_000, 3_750_000].map(clockFace)).toEqual([
      '1:00',
      '1:00',
      '0:59',
      '0:01',
      '0:00',
      '10:05',
      '1:02:30',
    ]);
  });
});
