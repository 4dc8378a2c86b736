import { describe, expect, it } from 'vitest';
import { afterFrame, afterHeat, afterPause, BUDGET, type Pace, pace, steps } from './quality.ts';

/** Frames of one cost for some seconds, as a phone makes them; the pace and the time after them. */
function run(from: Pace, start: number, seconds: number, cost: (at: number) => number, camera = true): [Pace, number] {
  let [now, time] = [from, start];
  while (time < start + seconds) {
    now = afterFrame(now, { cost: cost(now.at), time, camera });
    time += Math.max(1 / 30, cost(now.at) / 1000);
  }
  return [now, time];
}

describe('quality', () => {
  it('R53 steps down by size, then rate, then effects while frames take too long, and no further than there is', () => {
    const seen: number[] = [];
    let [now, time] = [pace(), 0];
    for (let i = 0; i < 400; i++) {
      now = afterFrame(now, { cost: 90, time, camera: true });
      time += 0.09;
      if (seen.at(-1) !== now.at) seen.push(now.at);
    }
    expect(seen).toEqual(steps.slice(0, -1).map((_, i) => i));
    const order = (key: 'picture' | 'rate' | 'shadows' | 'ratio') => steps.findIndex((s) => s[key] !== steps[0]![key]);
    expect([order('picture'), order('rate'), order('shadows'), order('ratio')]).toEqual([1, 2, 3, 4]);
  });

  it('R53 is not moved by a hiccup, nor by frames that are merely full', () => {
    const [hiccup] = run(pace(), 0, 30, (at) => (at === 0 ? BUDGET * 0.8 : 0));
    let [now, time] = [hiccup, 30];
    for (let i = 0; i < 200; i++) {
      now = afterFrame(now, { cost: i % 20 === 0 ? 400 : BUDGET * 0.7, time, camera: true });
      time += 0.04;
    }
    expect(now.at).toBe(0);
  });

  it('R53 steps down where one frame of three comes too late, though the rest are quick', () => {
    let [now, time] = [pace(), 0];
    for (let i = 0; i < 200; i++) {
      const cost = i % 3 === 2 ? 75 : 30;
      now = afterFrame(now, { cost, time, camera: true });
      time += cost / 1000;
    }
    expect(now.at).toBe(steps.length - 2);
  });

  it('R53 goes back up when there was room for a while, and tries less and less often what did not last', () => {
    // This phone can do step 2, and 1 only just not.
    const cost = (at: number) => (at >= 2 ? 10 : 60);
    const ups: number[] = [];
    let [now, time] = [pace(), 0];
    while (time < 300) {
      const before = now.at;
      now = afterFrame(now, { cost: cost(now.at), time, camera: true });
      if (now.at < before) ups.push(time);
      time += 1 / 30;
    }
    expect(ups.length).toBeGreaterThan(2);
    expect(ups.length).toBeLessThan(8);
    const waits = ups.slice(1).map((up, i) => up - ups[i]!);
    expect(waits.at(-1)!).toBeGreaterThan(waits[0]! * 1.5);
    const [free] = run(now, time, 400, () => 5);
    expect(free.at).toBe(0);
  });

  it('R53 reads the finer picture only where four times the px fit: a phone in between does not swing', () => {
    const [between] = run(pace(), 0, 600, (at) => (at === 0 ? 48 : 14));
    expect(between.at).toBe(1);
    const heard: number[] = [];
    let [now, time] = [between, 600];
    while (time < 900) {
      now = afterFrame(now, { cost: now.at === 0 ? 48 : 14, time, camera: true });
      if (heard.at(-1) !== now.at) heard.push(now.at);
      time += 1 / 27;
    }
    expect(heard).toEqual([1]);
    expect(run(now, time, 60, () => 9)[0].at).toBe(0);
  });

  it('R53 a hot phone steps down in turns, and none goes up before it is cool', () => {
    let now = afterHeat(pace(), 'hot', 0, true);
    expect(now.at).toBe(1);
    now = afterHeat(now, 'hot', 1, true);
    expect(now.at).toBe(1);
    now = afterHeat(now, 'hot', 11, true);
    expect(now.at).toBe(2);
    const [warm, time] = run(afterHeat(now, 'warm', 12, true), 12, 60, () => 5);
    expect(warm.at).toBe(2);
    const [cool] = run(afterHeat(warm, 'cool', time, true), time, 60, () => 5);
    expect(cool.at).toBe(0);
  });

  it('R103 asks for fewer than 24 frames a second only where a phone that was quick, or says that it is hot, is slow', () => {
    const rates = (pace: Pace) => steps[pace.at]!.rate;
    const [never] = run(pace(), 0, 60, () => 90);
    expect(rates(never)).toBeGreaterThanOrEqual(24);
    const [quick, time] = run(pace(), 0, 30, () => 10);
    expect(rates(run(quick, time, 60, () => 90)[0])).toBe(15);
    expect(rates(afterHeat(never, 'hot', 60, true))).toBe(15);
    // The heat of another day is over.
    expect(rates(pace(steps.length - 1))).toBeGreaterThanOrEqual(24);
  });

  it('R53 without a camera only what is drawn changes', () => {
    const [slow] = run(pace(), 0, 2, () => 90, false);
    expect(steps[slow.at]).toMatchObject({ shadows: false, ratio: 2 });
    const [free] = run(slow, 10, 30, () => 5, false);
    expect(free.at).toBe(0);
  });

  it('R53 a pause counts for nothing', () => {
    let now = pace();
    for (let i = 0; i < 7; i++) now = afterFrame(now, { cost: 90, time: i / 5, camera: true });
    now = afterFrame(afterPause(now), { cost: 90, time: 60, camera: true });
    expect(now.at).toBe(0);
  });
});
