import { describe, expect, it } from 'vitest';
import { angleBetween, multiply, rotationOf, turnOf } from './matrix.ts';
import type { Pose } from './pose.ts';
import { extend, FOLLOWED_FOR, guesses, refocus, type Trail } from './trail.ts';

const FRAME = 1 / 30;
const at = (frame: number): Pose => ({
  R: multiply(rotationOf([0, 0.05 * frame, 0]), rotationOf([0.4, 0.2, 1])),
  t: [2 * frame, -frame, 90],
});
const along = (frames: number): Trail =>
  Array.from({ length: frames }, (_, i) => i).reduce<Trail | null>(
    (trail, i) => extend(trail, 3, at(i), i * FRAME),
    null,
  )!;

describe('trail', () => {
  it('expects a marker to go on as it went, or else where it was', () => {
    const [ahead, last] = guesses(along(3), 3 * FRAME);
    expect(Math.hypot(...ahead!.t.map((x, i) => x - at(3).t[i]!))).toBeLessThan(0.5);
    expect(angleBetween(ahead!.R, at(3).R)).toBeLessThan(0.01);
    expect(last).toEqual(at(2));
  });

  it('knows no speed after a single sight, nor over a change of markers or a pause', () => {
    expect(guesses(along(1), FRAME)).toEqual([at(0)]);
    expect(extend(along(3), 4, at(3), 3 * FRAME).speed).toBeNull();
    expect(extend(along(3), 3, at(3), 2 * FRAME + 1.1 * FOLLOWED_FOR).speed).toBeNull();
  });

  it('gives up a marker that was out of sight for too long, and after a clock that went back', () => {
    expect(guesses(along(3), 2 * FRAME + 0.9 * FOLLOWED_FOR)).toHaveLength(2);
    expect(guesses(along(3), 2 * FRAME + 1.1 * FOLLOWED_FOR)).toEqual([]);
    expect(guesses(along(3), 0)).toEqual([]);
  });

  it('expects a marker as much farther away as the focal length is found to be longer', () => {
    const far = (pose: Pose): Pose => ({ R: pose.R, t: [pose.t[0], pose.t[1], 1.1 * pose.t[2]] });
    const coming = [0, 1].reduce<Trail | null>(
      (trail, i) => extend(trail, 3, { R: at(0).R, t: [0, 0, 90 - 3 * i] }, i * FRAME),
      null,
    )!;
    const [ahead, last] = guesses(refocus(coming, 1.1), 2 * FRAME);
    const [before] = guesses(coming, 2 * FRAME);
    expect(ahead!.t[2]).toBeCloseTo(far(before!).t[2], 6);
    expect(last!.t[2]).toBeCloseTo(1.1 * 87, 6);
  });

  it('never expects a marker behind the camera', () => {
    const towards = extend(extend(null, 0, { ...at(0), t: [0, 0, 40] }, 0), 0, { ...at(0), t: [0, 0, 10] }, FRAME);
    expect(guesses(towards, 2 * FRAME).every((guess) => guess.t[2] > 0)).toBe(true);
  });

  it('measures turns of any size', () => {
    for (const turn of [
      [0, 0, 0],
      [1e-7, 0, 0],
      [0.3, -0.2, 1],
      [0, 3.1, 0],
    ] as const) {
      turnOf(rotationOf(turn)).forEach((x, i) => {
        expect(x).toBeCloseTo(turn[i]!, 6);
      });
    }
  });
});
