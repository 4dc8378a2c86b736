// Where a printed square lies before the camera: IPPE for the two candidates, Gauss-Newton to make the better one exact.
//
// Camera frame: OpenCV's (x right, y down, z forward). Page frame here: mm, x right, y down the page, z into the paper,
// origin in the middle of the marker. Picture: px, the middle of the first pixel is 0.5, 0.5.

import type { Mat3, Vec3 } from './matrix.ts';
import { angleBetween, apply, multiply, rotationOf, solveInPlace } from './matrix.ts';

/** A pinhole camera: focal lengths and principal point, px. */
export interface Camera {
  readonly fx: number;
  readonly fy: number;
  readonly cx: number;
  readonly cy: number;
}

/** From page to camera: X_camera = R X_page + t, t in mm. */
export interface Pose {
  readonly R: Mat3;
  readonly t: Vec3;
}

export type Point = readonly [number, number];
/** Corners of a square, clockwise from its own top left as printed. */
export type Corners = readonly [Point, Point, Point, Point];

/** A pose and the root mean square of its reprojection error, px. */
export interface FittedPose extends Pose {
  readonly error: number;
}

/**
 * Diagonal field of view that phone cameras have about, as focal length over picture diagonal: 0.66 is 74 degrees
 * (530 px at 640 x 480, 960 px at 1280 x 720). By the diagonal, so that it holds upright and lying, 4:3 and 16:9.
 */
export const NOMINAL_FOCAL = 0.66;

export function nominalCamera(width: number, height: number, focal = NOMINAL_FOCAL): Camera {
  const f = focal * Math.hypot(width, height);
  return { fx: f, fy: f, cx: width / 2, cy: height / 2 };
}

/** The same sight as a camera has it that has `ratio` times the focal length: so much farther away. */
export function refocused([x, y, z]: Vec3, ratio: number): Vec3 {
  return [x, y, z * ratio];
}

/** Focal length over the picture's diagonal. */
export function focalOf(camera: Camera, width: number, height: number): number {
  return camera.fx / Math.hypot(width, height);
}

/** Corners, mm on the page, of a square with this side around the origin. */
export function square(side: number): Corners {
  const h = side / 2;
  return [
    [-h, -h],
    [h, -h],
    [h, h],
    [-h, h],
  ];
}

/** Where a point of the page, mm, is seen, px; meaningless behind the camera. */
export function project(pose: Pose, camera: Camera, point: Vec3): Point {
  const [x, y, z] = apply(pose.R, point);
  const depth = z + pose.t[2];
  return [(camera.fx * (x + pose.t[0])) / depth + camera.cx, (camera.fy * (y + pose.t[1])) / depth + camera.cy];
}

/**
 * The pose of a square from its seen corners, or null when they make no square. A small or far square has two nearly
 * equal poses: within `AMBIGUOUS` px of each other both are made exact, and of two that then explain the picture
 * equally well the one nearer to `previous` is taken.
 */
export function estimatePose(seen: Corners, model: Corners, camera: Camera, previous: Pose | null): FittedPose | null {
  const candidates = ippe(seen, model, camera);
  if (!candidates) return null;
  const [first, second] = candidates;
  const best = refine(first, seen, model, camera);
  if (second.error - first.error > AMBIGUOUS || !(second.t[2] > 0)) return inFront(best);
  const other = refine(second, seen, model, camera);
  const equal = Math.abs(best.error - other.error) < INDISTINCT;
  const nearer = previous
    ? angleBetween(previous.R, other.R) < angleBetween(previous.R, best.R)
    : other.error < best.error;
  return inFront((equal ? nearer : other.error < best.error) ? other : best);
}

const AMBIGUOUS = 1.2;
const INDISTINCT = 0.1;

function inFront(pose: FittedPose): FittedPose | null {
  return pose.t[2] > 0 && Number.isFinite(pose.error) ? pose : null;
}

/**
 * Both poses of a planar figure (Collins and Bartoli, Infinitesimal Plane-based Pose Estimation, 2014), the one that
 * fits better first; null when the corners are degenerate.
 */
export function ippe(seen: Corners, model: Corners, camera: Camera): [FittedPose, FittedPose] | null {
  const rays = seen.map(([u, v]): Point => [(u - camera.cx) / camera.fx, (v - camera.cy) / camera.fy]);
  const h = homography(model, rays);
  if (!h) return null;
  const rotations = rotationsOf(h);
  if (!rotations) return null;
  const [a, b] = rotations.map((R) => fitted({ R, t: translationFor(R, rays, model) }, seen, model, camera));
  return a!.error <= b!.error ? [a!, b!] : [b!, a!];
}

/** Homography from the plane z = 0 to the picture plane, least squares with h33 = 1; row by row without it. */
function homography(model: Corners, rays: readonly Point[]): Float64Array | null {
  const scale = Math.hypot(...model[0]) || 1; // near 1, so that the equations are well conditioned
  const A = new Float64Array(64);
  const b = new Float64Array(8);
  model.forEach((point, i) => {
    const [x, y] = [point[0] / scale, point[1] / scale];
    const [u, v] = rays[i]!;
    const rows = [
      [x, y, 1, 0, 0, 0, -u * x, -u * y],
      [0, 0, 0, x, y, 1, -v * x, -v * y],
    ] as const;
    for (const [r, seen] of [[rows[0], u] as const, [rows[1], v] as const]) {
      for (let p = 0; p < 8; p++) {
        for (let q = 0; q < 8; q++) A[p * 8 + q]! += r[p]! * r[q]!;
        b[p]! += r[p]! * seen;
      }
    }
  });
  if (!solveInPlace(A, b, 8)) return null;
  for (const i of [0, 1, 3, 4, 6, 7]) b[i]! /= scale;
  return b;
}

/** The two rotations that agree with the homography to first order at the figure's middle. */
function rotationsOf(h: Float64Array): [Mat3, Mat3] | null {
  const [h0, h1, p, h3, h4, q, h6, h7] = h as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const j00 = h0 - h6 * p;
  const j01 = h1 - h7 * p;
  const j10 = h3 - h6 * q;
  const j11 = h4 - h7 * q;
  // V turns the optical axis onto the ray through the middle.
  const length = Math.hypot(p, q, 1);
  const [vx, vy, vz] = [p / length, q / length, 1 / length];
  const k = 1 / (1 + vz);
  const V: Mat3 = [1 - vx * vx * k, -vx * vy * k, vx, -vx * vy * k, 1 - vy * vy * k, vy, -vx, -vy, vz];
  const b00 = V[0] - p * V[6];
  const b01 = V[1] - p * V[7];
  const b10 = V[3] - q * V[6];
  const b11 = V[4] - q * V[7];
  const det = b00 * b11 - b01 * b10;
  const a00 = (b11 * j00 - b01 * j10) / det;
  const a01 = (b11 * j01 - b01 * j11) / det;
  const a10 = (b00 * j10 - b10 * j00) / det;
  const a11 = (b00 * j11 - b10 * j01) / det;
  const squares = a00 * a00 + a01 * a01 + a10 * a10 + a11 * a11;
  const area = a00 * a11 - a01 * a10;
  const gamma = Math.sqrt(0.5 * (squares + Math.sqrt(Math.max(0, squares * squares - 4 * area * area))));
  if (!(gamma > 0) || !Number.isFinite(gamma)) return null;
  const [r00, r01, r10, r11] = [a00 / gamma, a01 / gamma, a10 / gamma, a11 / gamma];
  const c0 = Math.sqrt(Math.max(0, 1 - r00 * r00 - r10 * r10));
  const sign = -r00 * r01 - r10 * r11 < 0 ? -1 : 1;
  const c1 = sign * Math.sqrt(Math.max(0, 1 - r01 * r01 - r11 * r11));
  const turned = (x: number, y: number): Mat3 =>
    multiply(V, [r00, r01, r10 * y - x * r11, r10, r11, x * r01 - r00 * y, x, y, r00 * r11 - r10 * r01]);
  return [turned(c0, c1), turned(-c0, -c1)];
}

/** Translation that brings the rotated figure nearest to its rays: linear least squares. */
function translationFor(R: Mat3, rays: readonly Point[], model: Corners): Vec3 {
  const A = new Float64Array(9);
  const b = new Float64Array(3);
  model.forEach(([mx, my], i) => {
    const [x, y, z] = apply(R, [mx, my, 0]);
    const [u, v] = rays[i]!;
    const [e, f] = [u * z - x, v * z - y];
    A[0]! += 1;
    A[2]! -= u;
    A[4]! += 1;
    A[5]! -= v;
    A[6]! -= u;
    A[7]! -= v;
    A[8]! += u * u + v * v;
    b[0]! += e;
    b[1]! += f;
    b[2]! -= u * e + v * f;
  });
  solveInPlace(A, b, 3);
  return [b[0]!, b[1]!, b[2]!];
}

function fitted(pose: Pose, seen: Corners, model: Corners, camera: Camera): FittedPose {
  let sum = 0;
  model.forEach(([x, y], i) => {
    const [u, v] = project(pose, camera, [x, y, 0]);
    sum += (u - seen[i]![0]) ** 2 + (v - seen[i]![1]) ** 2;
  });
  return { ...pose, error: Math.sqrt(sum / model.length) };
}

/** Gauss-Newton on the reprojection error; each step turns and moves the page in the camera's frame. */
export function refine(from: Pose, seen: Corners, model: Corners, camera: Camera, steps = 6): FittedPose {
  let { R, t } = from;
  for (let step = 0; step < steps; step++) {
    const A = new Float64Array(36);
    const b = new Float64Array(6);
    for (const [i, [x, y]] of model.entries()) addCorner(A, b, { R, t }, camera, [x, y, 0], seen[i]!);
    for (let i = 0; i < 6; i++) A[i * 7]! *= 1 + 1e-6;
    if (!solveInPlace(A, b, 6)) break;
    const [wx, wy, wz, dx, dy, dz] = b as unknown as [number, number, number, number, number, number];
    R = multiply(rotationOf([wx, wy, wz]), R);
    t = [t[0] + dx, t[1] + dy, t[2] + dz];
    if (Math.hypot(wx, wy, wz) < 1e-7 && Math.hypot(dx, dy, dz) < 1e-5) break;
  }
  return fitted({ R, t }, seen, model, camera);
}

/** Adds one corner's two equations to the normal equations `A` (6 x 6: turn, then move) and `b`. */
function addCorner(A: Float64Array, b: Float64Array, { R, t }: Pose, camera: Camera, point: Vec3, seen: Point): void {
  const [x, y, z] = apply(R, point);
  const [X, Y, Z] = [x + t[0], y + t[1], z + t[2]];
  const gradients = [
    [camera.fx / Z, 0, (-camera.fx * X) / (Z * Z), seen[0] - ((camera.fx * X) / Z + camera.cx)],
    [0, camera.fy / Z, (-camera.fy * Y) / (Z * Z), seen[1] - ((camera.fy * Y) / Z + camera.cy)],
  ] as const;
  for (const [gx, gy, gz, missing] of gradients) {
    const row = [gz * y - gy * z, gx * z - gz * x, gy * x - gx * y, gx, gy, gz];
    for (let p = 0; p < 6; p++) {
      for (let q = 0; q < 6; q++) A[p * 6 + q]! += row[p]! * row[q]!;
      b[p]! += row[p]! * missing;
    }
  }
}
