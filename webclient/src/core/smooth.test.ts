import { describe, expect, it } from 'vitest';
import { angleBetween, rotationOf, type Vec3 } from './matrix.ts';
import type { Pose } from './pose.ts';
import { type Smoothing, smooth } from './smooth.ts';

const FRAME = 1 / 30;

/** Deterministic jitter of a standard deviation of about 1. */
function jitter(i: number, k: number): number {
  const x = Math.sin(i * 12.9898 + k * 78.233) * 43758.5453;
  return (x - Math.floor(x) - 0.5) * 3.46;
}

function run(pose: (time: number, i: number) => Pose, seconds: number): { out: Pose[]; last: Smoothing } {
  const out: Pose[] = [];
  let state: Smoothing | null = null;
  for (let i = 0; i * FRAME < seconds; i++) {
    state = smooth(state, pose(i * FRAME, i), i * FRAME);
    out.push(state.pose);
  }
  return { out, last: state! };
}

const deviation = (values: number[]) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
};

describe('smooth', () => {
  it('lets the first pose through as it is', () => {
    const pose: Pose = { R: rotationOf([0.1, 0.2, 0.3]), t: [1, 2, 300] };
    expect(smooth(null, pose, 5).pose).toBe(pose);
  });

  it('quiets a still hand by half at least', () => {
    const still = (_: number, i: number): Pose => ({
      R: rotationOf([0.5 + 0.001 * jitter(i, 1), 0.002 * jitter(i, 2), 0]),
      t: [0.1 * jitter(i, 3), 10, 300 + 0.1 * jitter(i, 4)],
    });
    const { out } = run(still, 4);
    const settled = out.slice(30);
    expect(deviation(settled.map((p) => p.t[2]))).toBeLessThan(0.05);
    const mean = rotationOf([0.5, 0, 0]);
    expect(Math.max(...settled.map((p) => angleBetween(p.R, mean)))).toBeLessThan(0.004);
  });

  it('does not lag behind a moving one by more than a frame', () => {
    const speed: Vec3 = [200, -50, 30];
    const moving = (time: number): Pose => ({
      R: rotationOf([0, 0, 1.5 * time]),
      t: speed.map((v) => v * time) as unknown as Vec3,
    });
    const { out } = run(moving, 2);
    const last = out.at(-1)!;
    const truth = moving((out.length - 1) * FRAME);
    expect(Math.hypot(...last.t.map((x, i) => x - truth.t[i]!))).toBeLessThan(Math.hypot(...speed) * FRAME);
    expect(angleBetween(last.R, truth.R)).toBeLessThan(1.5 * FRAME);
  });

  it('stays a rotation through full turns, where the quaternion changes its sign', () => {
    const turning = (time: number): Pose => ({ R: rotationOf([0, 3 * time, 0]), t: [0, 0, 300] });
    const { out } = run(turning, 6);
    out.forEach((pose, i) => {
      expect(angleBetween(pose.R, turning(i * FRAME).R)).toBeLessThan(0.2);
      expect(Math.hypot(pose.R[0], pose.R[3], pose.R[6])).toBeCloseTo(1, 9);
    });
  });

  it('forgets what lies more than half a second back, and a clock that stands still', () => {
    const { last } = run(() => ({ R: rotationOf([0, 0, 0]), t: [0, 0, 300] }), 1);
    const elsewhere: Pose = { R: rotationOf([1, 0, 0]), t: [80, 0, 200] };
    expect(smooth(last, elsewhere, last.time + 0.6).pose).toBe(elsewhere);
    expect(smooth(last, elsewhere, last.time).pose).toBe(elsewhere);
  });
});
