import { describe, expect, it } from 'vitest';
import type { Vec3 } from './matrix.ts';
import {
  carry,
  type Gaze,
  type Placing,
  put,
  resize,
  roomFromPage,
  SEEKING,
  SIZES,
  scale,
  seek,
  size,
  turn,
} from './placing.ts';

const standing = (placing: Placing) => {
  if (placing.kind !== 'standing') throw new Error('it does not stand');
  return placing;
};
const AHEAD: Gaze = { at: [0, 1.2, 0], ahead: [0, -0.6, -0.8] };
const FIT = { extent: 130, share: 0.2 };
const table = (at: Vec3) => [{ at, level: 1 }];

/** Where a point of the scene, mm, is in the room. */
function inRoom(placing: Placing, [x, y, z]: Vec3): Vec3 {
  const m = roomFromPage(standing(placing));
  const row = (i: number) => m[i]! * x + m[4 + i]! * y + m[8 + i]! * z + m[12 + i]!;
  return [row(0), row(1), row(2)];
}

const near = (a: Vec3, b: Vec3) => {
  for (let i = 0; i < 3; i++) expect(a[i]).toBeCloseTo(b[i]!, 9);
};

describe('R71 the spot that is looked at', () => {
  it('is the first level surface, and no wall', () => {
    const surfaces = [
      { at: [0, 1, -2], level: 0.1 },
      { at: [0, 0.7, -0.6], level: 0.99 },
    ] as const;
    expect(seek(SEEKING, surfaces, 1)).toMatchObject({ spot: [0, 0.7, -0.6] });
    expect(seek(SEEKING, surfaces.slice(0, 1), 1)).toMatchObject({ spot: null });
  });

  it('trembles less than what was measured, and follows within half a second', () => {
    let placing = seek(SEEKING, table([0, 0.7, -0.6]), 0);
    let widest = 0;
    for (let i = 1; i <= 120; i++) {
      placing = seek(placing, table([0.01 * (-1) ** i, 0.7, -0.6]), i / 60);
      if (i > 60 && placing.kind === 'seeking') widest = Math.max(widest, Math.abs(placing.spot![0]));
    }
    expect(widest).toBeLessThan(0.003);
    for (let i = 121; i <= 150; i++) placing = seek(placing, table([0.2, 0.7, -0.6]), i / 60);
    expect(placing.kind === 'seeking' && placing.spot![0]).toBeCloseTo(0.2, 2);
  });

  it('jumps to another surface, outlives a missed frame, and is gone soon after', () => {
    let placing = seek(SEEKING, table([0, 0.7, -0.6]), 0);
    placing = seek(placing, table([0, 0, -1.5]), 0.02);
    expect(placing).toMatchObject({ spot: [0, 0, -1.5] });
    expect(seek(placing, [], 0.1)).toMatchObject({ spot: [0, 0, -1.5] });
    expect(seek(placing, [], 0.6)).toMatchObject({ spot: null });
  });
});

describe('R71 putting the scene', () => {
  it('puts it on the spot with its front to the child', () => {
    const placing = put(seek(SEEKING, table([0.3, 0.7, -0.4]), 0), AHEAD, 0, FIT);
    near(inRoom(placing, [0, 0, 0]), [0.3, 0.7, -0.4]);
    const front = inRoom(placing, [0, 0, 100]);
    // Nearer to the child than its middle, and on the straight line to it.
    expect(Math.hypot(front[0], front[2])).toBeLessThan(0.5);
    expect(front[0] * -0.4 - front[2] * 0.3).toBeCloseTo(0, 9);
    near(inRoom(placing, [0, 50, 0]), [0.3, 0.75, -0.4]);
  });

  it('puts it on a desk before the child where no surface was found', () => {
    const { at } = standing(put(SEEKING, AHEAD, 0, FIT));
    near(at, [0, 0.7, -0.6]);
    const low = standing(put(SEEKING, { ...AHEAD, at: [0, 0.6, 0] }, 0, FIT));
    expect(low.at[1]).toBeCloseTo(0.35);
    // Without a known floor the room's origin is the head.
    expect(standing(put(SEEKING, { at: [0, 0, 0], ahead: [1, 0, 0] }, -1.2, FIT)).at).toEqual([0.6, -0.5, 0]);
    expect(standing(put(SEEKING, { at: [0, 1.2, 0], ahead: [0, -1, 0] }, 0, FIT)).at[2]).toBeCloseTo(-0.6);
  });

  it('stays where it is when it is put again, and goes with what holds it', () => {
    const placing = put(SEEKING, AHEAD, 0, FIT);
    expect(put(placing, { at: [5, 1, 5], ahead: [1, 0, 0] }, 0, FIT)).toBe(placing);
    expect(seek(placing, table([1, 1, 1]), 9)).toBe(placing);
    expect(standing(carry(turn(placing, 1), [1, 0, 1]))).toMatchObject({ at: [1, 0, 1] });
    expect(carry(SEEKING, [1, 0, 1])).toBe(SEEKING);
  });
});

describe('R72 turning and sizing', () => {
  const placing = put(SEEKING, AHEAD, 0, FIT);

  it('begins as large as on the page within reach, and larger on a floor far below', () => {
    expect(size(standing(placing))).toBe(1);
    expect(size(standing(put(seek(SEEKING, table([0, 0, -1]), 0), AHEAD, 0, FIT)))).toBe(2);
  });

  it('turns about its middle', () => {
    const quarter = turn(placing, Math.PI / 2);
    near(inRoom(quarter, [0, 0, 0]), inRoom(placing, [0, 0, 0]));
    // The front was towards the child (+z), and is at its right now.
    near(inRoom(quarter, [0, 0, 100]), [0.1, 0.7, -0.6]);
  });

  it('has limits, and a size that is the page’s own', () => {
    expect(standing(scale(placing, 1e6)).scale).toBe(SIZES.at(-1));
    expect(standing(scale(placing, 1e-6)).scale).toBe(SIZES[0]);
    expect(size(standing(scale(placing, 1.05)))).toBe(1);
    expect(size(standing(scale(scale(placing, 1.05), 1.05)))).toBeCloseTo(1.1025);
    near(inRoom(scale(placing, 2), [0, 50, 0]), [0, 0.8, -0.6]);
  });

  it('goes through every size by button, and back', () => {
    let now = scale(placing, 1e-6);
    const seen = [size(standing(now))];
    for (let i = 0; i < SIZES.length + 2; i++) {
      now = resize(now, 1);
      seen.push(size(standing(now)));
    }
    expect([...new Set(seen)]).toEqual([...SIZES]);
    for (let i = 0; i < SIZES.length + 2; i++) now = resize(now, -1);
    expect(size(standing(now))).toBe(SIZES[0]);
    expect(resize(SEEKING, 1)).toBe(SEEKING);
    expect(turn(SEEKING, 1)).toBe(SEEKING);
    expect(scale(SEEKING, 2)).toBe(SEEKING);
  });
});
