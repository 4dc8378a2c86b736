import { describe, expect, it } from 'vitest';
import { type Calibration, calibratedCamera, FOCALS, learn, sureFocal, UNCALIBRATED } from './calibration.ts';
import { rotationOf } from './matrix.ts';
import { type Corners, NOMINAL_FOCAL, nominalCamera, type Pose, project, square } from './pose.ts';
import { SQUARE } from './ring13.ts';

const [WIDTH, HEIGHT] = [640, 480];

/** Numbers that look random and are the same every time: -1 to 1, bell-shaped enough. */
function noise(seed: number): () => number {
  let state = seed;
  const one = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return () => one() + one() + one();
}

/** A hand that moves around the page for some views, through a camera with this focal length over the diagonal. */
function film(focal: number, views: number, blur: number, tilt = 0.7): Calibration {
  const camera = nominalCamera(WIDTH, HEIGHT, focal);
  const random = noise(Math.round(1000 * focal));
  let known = UNCALIBRATED;
  for (let i = 0; i < views; i++) {
    const around = i * 0.9;
    const R = rotationOf([tilt * Math.cos(around), tilt * Math.sin(around), 0.2 * i]);
    const pose: Pose = { R, t: [10 * Math.sin(i), 8 * Math.cos(i), 60 + 3 * (i % 5)] };
    const corners = square(SQUARE).map(([x, y]) => {
      const [u, v] = project(pose, camera, [x, y, 0]);
      return [u + blur * random(), v + blur * random()];
    }) as unknown as Corners;
    known = learn(known, corners, WIDTH, HEIGHT);
  }
  return known;
}

describe('calibration', () => {
  it.each([0.6, 0.66, 0.71])('R46 learns a focal length of %f of the diagonal from tilted views', (focal) => {
    const exact = film(focal, 25, 0);
    expect(Math.abs(exact.focal!.value / focal - 1)).toBeLessThan(0.01);
    const noisy = film(focal, 25, 0.08);
    expect(sureFocal(noisy)).not.toBeNull();
    expect(Math.abs(noisy.focal!.value / focal - 1)).toBeLessThan(3 * noisy.focal!.deviation);
    expect(Math.abs(noisy.focal!.value / focal - 1)).toBeLessThan(0.04);
  });

  it('R46 is not sure after a few views, nor after many frontal ones, and then the usual camera is used', () => {
    for (const unsure of [UNCALIBRATED, film(0.6, 2, 0.1), film(0.6, 40, 0.1, 0.05)]) {
      expect(sureFocal(unsure)).toBeNull();
      expect(calibratedCamera(unsure, null, WIDTH, HEIGHT)).toEqual(nominalCamera(WIDTH, HEIGHT, NOMINAL_FOCAL));
      expect(calibratedCamera(unsure, 0.7, WIDTH, HEIGHT)).toEqual(nominalCamera(WIDTH, HEIGHT, 0.7));
    }
    expect(calibratedCamera(film(0.6, 25, 0), 0.7, WIDTH, HEIGHT).fx).toBeCloseTo(0.6 * 800, -1);
  });

  it('learns nothing from the same view again, from corners that make no square, and keeps its views in hand', () => {
    const known = film(0.66, 6, 0);
    expect(film(0.66, 200, 0.1).views.length).toBeLessThanOrEqual(30);
    const camera = nominalCamera(WIDTH, HEIGHT);
    const again = square(SQUARE).map(([x, y]) =>
      project(known.views[0]!.pose, camera, [x, y, 0]),
    ) as unknown as Corners;
    expect(learn(known, again, WIDTH, HEIGHT)).toBe(known);
    const point = [100, 100] as const;
    expect(learn(known, [point, point, point, point], WIDTH, HEIGHT)).toBe(known);
  });

  it('is not led astray by a few views that went wrong', () => {
    const astray = film(0.62, 25, 0.05);
    const wrong = film(0.8, 4, 0.05, 0.9);
    const camera = nominalCamera(WIDTH, HEIGHT, 0.8);
    const known = wrong.views.reduce((before, { pose }, i) => {
      const moved: Pose = { R: pose.R, t: [pose.t[0] + 20 * i, pose.t[1], pose.t[2] * 1.3] };
      const corners = square(SQUARE).map(([x, y]) => project(moved, camera, [x, y, 0])) as unknown as Corners;
      return learn(before, corners, WIDTH, HEIGHT);
    }, astray);
    expect(Math.abs(known.focal!.value / 0.62 - 1)).toBeLessThan(0.05);
  });

  it('tries focal lengths from the widest phone to the longest', () => {
    expect(FOCALS[0]).toBeLessThan(0.5);
    expect(FOCALS.at(-1)).toBeGreaterThan(0.85);
  });
});
