import { describe, expect, it } from 'vitest';
import { minutesLeft, minutesToEnd, nextStep, strip } from './plan-strip.ts';

const MINUTE = 60_000;
const plan = {
  id: 'p',
  title: 'Senin',
  steps: [5, 10, 2].map((minutes, i) => ({ page: `page-${i}`, tasks: [], minutes })),
};

describe('a plan’s time', () => {
  it('runs in the present step, past what was expected', () => {
    const at = (now: number) => strip(plan, 1, 100 * MINUTE, now * MINUTE).map((step) => [step.state, step.gone]);
    expect(at(105)).toEqual([
      ['done', 0],
      ['now', 0.5],
      ['ahead', 0],
    ]);
    expect(at(115)[1]).toEqual(['now', 1.5]);
    expect(minutesLeft(plan, 1, 100 * MINUTE, 103.2 * MINUTE)).toBe(7);
    expect(minutesLeft(plan, 1, 100 * MINUTE, 113 * MINUTE)).toBe(-3);
  });

  it('is not guessed when nobody knows when the step began', () => {
    expect(strip(plan, 0, 0, 50 * MINUTE)[0]!.gone).toBe(0);
    expect(minutesLeft(plan, 0, 0, 50 * MINUTE)).toBeNull();
    expect(minutesToEnd(plan, 0, 0, 50 * MINUTE)).toBe(17);
  });

  it('adds up to the end, and an overdue step does not eat into the next', () => {
    expect(minutesToEnd(plan, null, 0, 0)).toBe(17);
    expect(minutesToEnd(plan, 1, 100 * MINUTE, 104 * MINUTE)).toBe(8);
    expect(minutesToEnd(plan, 1, 100 * MINUTE, 150 * MINUTE)).toBe(2);
  });

  it('goes from step to step, and stops at the last', () => {
    expect([null, 0, 1, 2].map((step) => nextStep(plan, step))).toEqual([0, 1, 2, null]);
  });
});
