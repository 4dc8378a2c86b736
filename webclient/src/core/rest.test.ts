import { describe, expect, it } from 'vitest';
import { afterFrame, afterHeat, afterPause, BUDGET, type Pace, pace, steps } from './quality.ts';
import { afterRest, ENDURANCE, needsRest, PROVEN } from './rest.ts';

/** Frames of a cost until the camera wants to rest, or for some seconds; the pace and the time then. */
function run(from: Pace, start: number, seconds: number, cost: (at: number) => number): [Pace, number] {
  let [now, time] = [from, start];
  while (time < start + seconds && !needsRest(now.strain, time)) {
    now = afterFrame(now, { cost: cost(now.at), time, camera: true });
    time += Math.max(1 / 30, cost(now.at) / 1000);
  }
  return [now, time];
}

const last = steps.length - 1;

describe('rest', () => {
  it('R95 the camera rests when what ran well has been too slow for long, with nothing left to be made lighter', () => {
    const [cool, begun] = run(pace(), 0, PROVEN + 5, () => 20);
    const [hot, over] = run(cool, begun, 300, () => 2 * BUDGET);
    expect(hot.at).toBe(last);
    expect(needsRest(hot.strain, over)).toBe(true);
    expect(over - begun).toBeGreaterThan(ENDURANCE);
    expect(over - begun).toBeLessThan(ENDURANCE + 30);
  });

  it('R95 a phone that was never quick is not called hot, nor one that still copes when made lighter', () => {
    const [slow, a] = run(pace(), 0, 600, () => 3 * BUDGET);
    expect([slow.at, needsRest(slow.strain, a)]).toEqual([last - 1, false]);
    const [cool, begun] = run(pace(), 0, PROVEN + 5, () => 20);
    const [coping, b] = run(cool, begun, 600, (at) => (at < last ? 2 * BUDGET : 0.9 * BUDGET));
    expect([coping.at, needsRest(coping.strain, b)]).toEqual([last, false]);
  });

  it('R95 a good while in between counts, a pause too', () => {
    const [cool, begun] = run(pace(), 0, PROVEN + 5, () => 20);
    let [now, time] = run(cool, begun, ENDURANCE * 0.8, () => 2 * BUDGET);
    [now, time] = run(now, time, 3, () => 10);
    [now, time] = run(now, time, ENDURANCE * 0.8, () => 2 * BUDGET);
    expect(needsRest(now.strain, time)).toBe(false);
    now = afterPause(now);
    [now, time] = run(now, time + 600, 5, () => 2 * BUDGET);
    expect(needsRest(now.strain, time)).toBe(false);
  });

  it('R95 where the browser says that the processor is at its end, frames need not be slow', () => {
    let now = pace(last);
    let time = 0;
    for (; time < 2 * ENDURANCE && !needsRest(now.strain, time); time += 2) now = afterHeat(now, 'hot', time, true);
    expect(time).toBeGreaterThanOrEqual(ENDURANCE);
    expect(time).toBeLessThan(ENDURANCE + 4);
    [now, time] = run({ ...afterHeat(now, 'warm', time, true), strain: afterRest(now.strain) }, time, 5, () => 10);
    expect(needsRest(now.strain, time)).toBe(false);
  });

  it('R95 who wants the camera all the same is asked less and less often', () => {
    const [cool, begun] = run(pace(), 0, PROVEN + 5, () => 20);
    let [now, time] = run(cool, begun, 300, () => 2 * BUDGET);
    const again = time;
    [now, time] = run({ ...now, strain: afterRest(now.strain) }, again, 600, () => 2 * BUDGET);
    expect(time - again).toBeGreaterThan(2 * ENDURANCE);
    expect(needsRest(now.strain, time)).toBe(true);
  });
});
