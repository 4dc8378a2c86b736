import { describe, expect, it } from 'vitest';
import { angleBetween, rotationOf } from '../core/matrix.ts';
import { type Corners, nominalCamera, type Pose, project, square } from '../core/pose.ts';
import { type Frame, NOTHING_YET, observe, type Seen, type Sight } from './sight.ts';

const [width, height, squareSide] = [640, 480, 41.5];
const camera = nominalCamera(width, height);

function seenAt(marker: string, pose: Pose): Seen {
  return {
    marker,
    corners: square(squareSide).map(([x, y]) => project(pose, camera, [x, y, 0])) as unknown as Corners,
  };
}

const frame = (time: number, ...seen: Seen[]): Frame => ({ seen, width, height, camera, squareSide, time });
const pose = (x: number, turn = 0.4): Pose => ({ R: rotationOf([turn, 0.2, 0]), t: [x, 5, 250] });

function run(frames: Frame[]): { sight: Sight; raw: Pose | null }[] {
  let sight = NOTHING_YET;
  return frames.map((next) => {
    const result = observe(sight, next);
    sight = result.sight;
    return result;
  });
}

describe('sight', () => {
  it('measures the pose of the page it is looking at', () => {
    const [first] = run([frame(0, seenAt('a', pose(10)), seenAt('b', pose(90)))]);
    expect(first!.sight.presence).toMatchObject({ kind: 'tracking', marker: 'a' });
    first!.raw!.t.forEach((x, i) => {
      expect(x).toBeCloseTo(pose(10).t[i]!, 3);
    });
    expect(angleBetween(first!.raw!.R, pose(10).R)).toBeLessThan(1e-4);
  });

  it('keeps the last steadied pose while the page is away', () => {
    const frames = [0, 1, 2].map((i) => frame(i / 30, seenAt('a', pose(i))));
    const [, , last, coasting, held] = run([...frames, frame(0.2), frame(1)]);
    expect(coasting).toMatchObject({ raw: null, sight: { presence: { kind: 'coasting' } } });
    expect(held).toMatchObject({ raw: null, sight: { presence: { kind: 'held', marker: 'a' } } });
    expect(held!.sight.smoothing!.pose).toBe(last!.sight.smoothing!.pose);
  });

  it('does not let the figure glide when the focal length is learnt', () => {
    const learnt = { ...camera, fx: camera.fx * 1.05, fy: camera.fy * 1.05 };
    const still = [0, 1, 2, 3].map((i) => frame(i / 30, seenAt('a', pose(10))));
    const farther: Frame = { ...frame(4 / 30, seenAt('a', pose(10))), camera: learnt };
    const after = run([...still, farther]).at(-1)!;
    expect(after.raw!.t[2]).toBeGreaterThan(1.03 * pose(10).t[2]);
    expect(after.sight.smoothing!.pose.t[2]).toBeCloseTo(after.raw!.t[2], 0);
  });

  it('does not let one page glide into the other when it is turned', () => {
    const away = [0, 1, 2, 3, 4, 5].map((i) => frame(0.5 + i / 30, seenAt('b', pose(-60, -0.5))));
    const results = run([frame(0.4, seenAt('a', pose(60))), ...away]);
    const turned = results.find(({ sight }) => sight.presence.kind === 'tracking' && sight.presence.marker === 'b')!;
    expect(turned.sight.smoothing!.pose.t[0]).toBeCloseTo(-60, 3);
    const before = results[results.indexOf(turned) - 1]!;
    expect(before.raw).toBeNull();
    expect(before.sight.smoothing!.pose.t[0]).toBeCloseTo(60, 3);
  });

  it('takes corners that make no square for a page not seen', () => {
    const point = [100, 100] as const;
    const broken: Seen = { marker: 'a', corners: [point, point, point, point] };
    const [, result] = run([frame(0, seenAt('a', pose(0))), frame(0.03, broken)]);
    expect(result!.raw).toBeNull();
    expect(result!.sight.smoothing).not.toBeNull();
  });
});
