import { describe, expect, it } from 'vitest';
import { isTap, lift, move, NO_FINGERS, press } from './fingers.ts';

const two = press(press(NO_FINGERS, 1, { x: 100, y: 300 }), 2, { x: 200, y: 300 });

describe('R72 fingers', () => {
  it('turn with one, after it was no tap any more', () => {
    const down = press(NO_FINGERS, 1, { x: 100, y: 300 });
    const small = move(down, 1, { x: 106, y: 300 });
    expect(small.turn).toBe(0);
    expect(isTap(lift(small.fingers, 1))).toBe(true);
    const far = move(small.fingers, 1, { x: 201, y: 300 });
    expect(far.turn).toBeCloseTo(Math.PI / 4);
    expect(far.factor).toBe(1);
    expect(isTap(lift(far.fingers, 1))).toBe(false);
  });

  it('stretch with two, and twist over the full circle', () => {
    expect(move(two, 2, { x: 300, y: 300 })).toMatchObject({ factor: 2 });
    expect(move(two, 2, { x: 300, y: 300 }).turn).toBeCloseTo(0);
    // A quarter clockwise on the screen is a quarter to the right seen from above.
    expect(move(two, 2, { x: 100, y: 400 }).turn).toBeCloseTo(-Math.PI / 2);
    const left = press(press(NO_FINGERS, 1, { x: 200, y: 300 }), 2, { x: 100, y: 301 });
    expect(Math.abs(move(left, 2, { x: 100, y: 299 }).turn)).toBeLessThan(0.03);
  });

  it('do not tap when they were two, and forget it with the next', () => {
    const lifted = lift(lift(two, 1), 2);
    expect(isTap(lifted)).toBe(false);
    expect(isTap(press(lifted, 3, { x: 0, y: 0 }))).toBe(true);
  });

  it('survive what was never put down, and two in one place', () => {
    expect(move(NO_FINGERS, 7, { x: 1, y: 1 })).toMatchObject({ turn: 0, factor: 1 });
    const same = press(press(NO_FINGERS, 1, { x: 5, y: 5 }), 2, { x: 5, y: 5 });
    expect(move(same, 2, { x: 55, y: 5 }).factor).toBe(50);
  });
});
