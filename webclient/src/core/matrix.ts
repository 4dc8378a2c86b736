// Small dense algebra for poses: 3 x 3 matrices row by row, rotations as matrices, vectors and quaternions.

export type Vec3 = readonly [number, number, number];
/** Row-major 3 x 3. */
export type Mat3 = readonly [number, number, number, number, number, number, number, number, number];
/** Unit quaternion x, y, z, w. */
export type Quat = readonly [number, number, number, number];

export function multiply(a: Mat3, b: Mat3): Mat3 {
  const [a0, a1, a2, a3, a4, a5, a6, a7, a8] = a;
  const [b0, b1, b2, b3, b4, b5, b6, b7, b8] = b;
  return [
    a0 * b0 + a1 * b3 + a2 * b6,
    a0 * b1 + a1 * b4 + a2 * b7,
    a0 * b2 + a1 * b5 + a2 * b8,
    a3 * b0 + a4 * b3 + a5 * b6,
    a3 * b1 + a4 * b4 + a5 * b7,
    a3 * b2 + a4 * b5 + a5 * b8,
    a6 * b0 + a7 * b3 + a8 * b6,
    a6 * b1 + a7 * b4 + a8 * b7,
    a6 * b2 + a7 * b5 + a8 * b8,
  ];
}

export function transpose(a: Mat3): Mat3 {
  return [a[0], a[3], a[6], a[1], a[4], a[7], a[2], a[5], a[8]];
}

export function apply(a: Mat3, [x, y, z]: Vec3): Vec3 {
  return [a[0] * x + a[1] * y + a[2] * z, a[3] * x + a[4] * y + a[5] * z, a[6] * x + a[7] * y + a[8] * z];
}

/** Rotation by the vector's length in radians about its direction (Rodrigues). */
export function rotationOf([x, y, z]: Vec3): Mat3 {
  const angle = Math.hypot(x, y, z);
  const s = angle < 1e-9 ? 1 : Math.sin(angle) / angle;
  const c = angle < 1e-9 ? 0.5 : (1 - Math.cos(angle)) / (angle * angle);
  return [
    1 - c * (y * y + z * z),
    c * x * y - s * z,
    c * x * z + s * y,
    c * x * y + s * z,
    1 - c * (x * x + z * z),
    c * y * z - s * x,
    c * x * z - s * y,
    c * y * z + s * x,
    1 - c * (x * x + y * y),
  ];
}

/** Angle between two rotations, radians, 0 to pi. */
export function angleBetween(a: Mat3, b: Mat3): number {
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (a[i]! - b[i]!) ** 2;
  // The chord |A - B| = 2 sqrt(2) sin(angle / 2) keeps its precision near 0, where the trace loses it.
  return 2 * Math.asin(Math.min(1, Math.sqrt(sum / 8)));
}

/** The vector that `rotationOf` makes this rotation of; its length is 0 to pi. */
export function turnOf(r: Mat3): Vec3 {
  const [x, y, z, w] = quaternionOf(r);
  const sine = Math.hypot(x, y, z);
  const angle = 2 * Math.atan2(sine, Math.abs(w));
  const k = sine < 1e-9 ? 2 : (angle / sine) * (w < 0 ? -1 : 1);
  return [k * x, k * y, k * z];
}

/** The rotation's quaternion with the largest component computed first (Shepperd 1978). */
export function quaternionOf(r: Mat3): Quat {
  const [a, b, c] = [r[0], r[4], r[8]];
  const trace = a + b + c;
  if (trace > Math.max(a, b, c)) {
    const w = Math.sqrt(1 + trace) / 2;
    return [(r[7] - r[5]) / (4 * w), (r[2] - r[6]) / (4 * w), (r[3] - r[1]) / (4 * w), w];
  }
  if (a >= b && a >= c) {
    const x = Math.sqrt(1 + a - b - c) / 2;
    return [x, (r[1] + r[3]) / (4 * x), (r[2] + r[6]) / (4 * x), (r[7] - r[5]) / (4 * x)];
  }
  if (b >= c) {
    const y = Math.sqrt(1 - a + b - c) / 2;
    return [(r[1] + r[3]) / (4 * y), y, (r[5] + r[7]) / (4 * y), (r[2] - r[6]) / (4 * y)];
  }
  const z = Math.sqrt(1 - a - b + c) / 2;
  return [(r[2] + r[6]) / (4 * z), (r[5] + r[7]) / (4 * z), z, (r[3] - r[1]) / (4 * z)];
}

/** The rotation of a quaternion of any length but 0. */
export function rotationOfQuaternion(q: Quat): Mat3 {
  const length = Math.hypot(...q);
  const [x, y, z, w] = [q[0] / length, q[1] / length, q[2] / length, q[3] / length];
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - z * w),
    2 * (x * z + y * w),
    2 * (x * y + z * w),
    1 - 2 * (x * x + z * z),
    2 * (y * z - x * w),
    2 * (x * z - y * w),
    2 * (y * z + x * w),
    1 - 2 * (x * x + y * y),
  ];
}

/**
 * Solves `a x = b` in place by Gaussian elimination with pivoting: `a` is n x n row by row, the answer is left in `b`.
 * Returns false when `a` is singular.
 */
export function solveInPlace(a: Float64Array, b: Float64Array, n: number): boolean {
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(a[row * n + column]!) > Math.abs(a[pivot * n + column]!)) pivot = row;
    }
    if (!(Math.abs(a[pivot * n + column]!) > 1e-14)) return false;
    if (pivot !== column) swapRows(a, b, n, pivot, column);
    for (let row = column + 1; row < n; row++) {
      const factor = a[row * n + column]! / a[column * n + column]!;
      for (let k = column; k < n; k++) a[row * n + k]! -= factor * a[column * n + k]!;
      b[row]! -= factor * b[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let rest = b[row]!;
    for (let k = row + 1; k < n; k++) rest -= a[row * n + k]! * b[k]!;
    b[row] = rest / a[row * n + row]!;
  }
  return true;
}

function swapRows(a: Float64Array, b: Float64Array, n: number, p: number, q: number): void {
  for (let k = 0; k < n; k++) [a[p * n + k], a[q * n + k]] = [a[q * n + k]!, a[p * n + k]!];
  [b[p], b[q]] = [b[q]!, b[p]!];
}
