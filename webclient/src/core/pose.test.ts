import { describe, expect, it } from 'vitest';
import {
  angleBetween,
  apply,
  type Mat3,
  multiply,
  quaternionOf,
  rotationOf,
  rotationOfQuaternion,
  transpose,
} from './matrix.ts';
import {
  type Camera,
  type Corners,
  estimatePose,
  ippe,
  nominalCamera,
  type Point,
  type Pose,
  project,
  square,
} from './pose.ts';
import { projectionMatrix, viewMatrix } from './view.ts';

const camera: Camera = { fx: 530, fy: 528, cx: 318, cy: 243 };
const model = square(41.5);
const degrees = (radians: number) => (radians * 180) / Math.PI;

/** Mulberry32: small, seeded, good enough for tests. */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let x = Math.imul(a ^ (a >>> 15), 1 | a);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A page tilted by up to `tilt` degrees, turned at will, 150 to 500 mm away and not far from the picture's middle. */
function randomPose(random: () => number, tilt: number, least = 0): Pose {
  const azimuth = 2 * Math.PI * random();
  const lean = ((least + (tilt - least) * random()) * Math.PI) / 180;
  const R = multiply(
    rotationOf([lean * Math.cos(azimuth), lean * Math.sin(azimuth), 0]),
    rotationOf([0, 0, 2 * Math.PI * random() - Math.PI]),
  );
  const z = 150 + 350 * random();
  return { R, t: [z * 0.4 * (random() - 0.5), z * 0.3 * (random() - 0.5), z] };
}

function cornersOf(pose: Pose, noise: number, random: () => number): Corners {
  return model.map(([x, y]): Point => {
    const [u, v] = project(pose, camera, [x, y, 0]);
    return [u + noise * gaussian(random), v + noise * gaussian(random)];
  }) as unknown as Corners;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;

describe('rotations', () => {
  it('survive the way through a quaternion, whichever component is largest', () => {
    const random = seeded(3);
    for (let i = 0; i < 500; i++) {
      const R = rotationOf([7 * random() - 3.5, 7 * random() - 3.5, 7 * random() - 3.5]);
      expect(angleBetween(rotationOfQuaternion(quaternionOf(R)), R)).toBeLessThan(1e-7);
    }
  });

  it('measure the angle between them', () => {
    for (const angle of [0, 1e-6, 0.4, 1.5, 3.1]) {
      const a = rotationOf([0.3, -0.2, 0.9]);
      const b = multiply(rotationOf([angle / Math.sqrt(2), -angle / Math.sqrt(2), 0]), a);
      expect(angleBetween(a, b)).toBeCloseTo(angle, 7);
    }
  });
});

describe('estimatePose', () => {
  it('finds the true pose from exact corners', () => {
    const random = seeded(11);
    for (let i = 0; i < 400; i++) {
      const truth = randomPose(random, 75);
      const found = estimatePose(cornersOf(truth, 0, random), model, camera, truth)!;
      expect(found.error).toBeLessThan(1e-5);
      expect(degrees(angleBetween(found.R, truth.R))).toBeLessThan(0.01);
      expect(Math.hypot(...found.t.map((x, k) => x - truth.t[k]!))).toBeLessThan(0.01);
    }
  });

  it('errs by less than a degree and 2 mm in the middle when corners are off by a quarter pixel', () => {
    const random = seeded(12);
    const turns: number[] = [];
    const moves: number[] = [];
    for (let i = 0; i < 600; i++) {
      const truth = randomPose(random, 65, 15);
      const found = estimatePose(cornersOf(truth, 0.25, random), model, camera, truth)!;
      turns.push(degrees(angleBetween(found.R, truth.R)));
      moves.push(Math.hypot(...found.t.map((x, k) => x - truth.t[k]!)));
    }
    expect(median(turns)).toBeLessThan(1);
    expect(median(moves)).toBeLessThan(2);
  });

  it('stays with the last pose where a small square has two', () => {
    const random = seeded(13);
    let flips = 0;
    for (let i = 0; i < 300; i++) {
      const turn = randomPose(random, 20, 8);
      const truth: Pose = { R: turn.R, t: [turn.t[0], turn.t[1], 600] };
      const found = estimatePose(cornersOf(truth, 0.05, random), model, camera, truth)!;
      if (degrees(angleBetween(found.R, truth.R)) > 10) flips++;
    }
    expect(flips).toBeLessThan(6);
  });

  it('gives both candidates, of which one is the truth', () => {
    const random = seeded(14);
    for (let i = 0; i < 200; i++) {
      const truth = randomPose(random, 50, 5);
      const both = ippe(cornersOf(truth, 0, random), model, camera)!;
      expect(both[0].error).toBeLessThanOrEqual(both[1].error);
      expect(Math.min(...both.map((p) => degrees(angleBetween(p.R, truth.R))))).toBeLessThan(0.5);
    }
  });

  it('refuses corners that make no square', () => {
    const flat: Corners = [
      [10, 10],
      [20, 20],
      [30, 30],
      [40, 40],
    ];
    expect(estimatePose(flat, model, camera, null)).toBeNull();
    const nothing: Corners = [
      [10, 10],
      [10, 10],
      [10, 10],
      [10, 10],
    ];
    expect(estimatePose(nothing, model, camera, null)).toBeNull();
  });
});

describe('nominalCamera', () => {
  it('agrees with measured phones lying and upright', () => {
    expect(nominalCamera(640, 480).fx).toBeCloseTo(528, 0);
    expect(nominalCamera(480, 640).fx).toBeCloseTo(528, 0);
    expect(Math.abs(nominalCamera(1280, 720).fx - 960)).toBeLessThan(12);
    expect(nominalCamera(480, 640)).toMatchObject({ cx: 240, cy: 320 });
  });
});

describe('the frames of three.js', () => {
  const times = (m: readonly number[], [x, y, z, w]: number[]): number[] =>
    [0, 1, 2, 3].map((r) => m[r]! * x! + m[4 + r]! * y! + m[8 + r]! * z! + m[12 + r]! * w!);

  it('draws a point of the page where the camera saw it', () => {
    const random = seeded(21);
    const [width, height] = [640, 480];
    const projection = projectionMatrix(camera, width, height, 10, 5000);
    for (let i = 0; i < 200; i++) {
      const pose = randomPose(random, 70);
      const scene: [number, number, number] = [60 * random() - 30, 40 * random(), 60 * random() - 30];
      const [u, v] = project(pose, camera, [scene[0], scene[2], -scene[1]]);
      const clip = times(projection, times(viewMatrix(pose), [...scene, 1]));
      expect(((clip[0]! / clip[3]! + 1) / 2) * width).toBeCloseTo(u, 6);
      expect(((1 - clip[1]! / clip[3]!) / 2) * height).toBeCloseTo(v, 6);
      expect(Math.abs(clip[2]! / clip[3]!)).toBeLessThan(1);
    }
  });

  it('puts what stands on the page between paper and camera, unmirrored', () => {
    const above: Pose = { R: [1, 0, 0, 0, 1, 0, 0, 0, 1], t: [0, 0, 300] };
    const view = viewMatrix(above);
    expect(times(view, [0, 50, 0, 1])[2]).toBeGreaterThan(times(view, [0, 0, 0, 1])[2]!);
    const turn = [0, 1, 2].flatMap((r) => [0, 4, 8].map((c) => view[c + r]!)) as unknown as Mat3;
    const [x, y, z] = [apply(turn, [1, 0, 0]), apply(turn, [0, 1, 0]), apply(turn, [0, 0, 1])];
    expect(
      x[0] * (y[1] * z[2] - y[2] * z[1]) - x[1] * (y[0] * z[2] - y[2] * z[0]) + x[2] * (y[0] * z[1] - y[1] * z[0]),
    ).toBeCloseTo(1);
    expect(angleBetween(multiply(turn, transpose(turn)), [1, 0, 0, 0, 1, 0, 0, 0, 1])).toBeLessThan(1e-9);
  });
});
