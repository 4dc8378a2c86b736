// Light in a photograph: read between its pixels, and followed over a surface on which it changes evenly.
//
// Light is linear, 0 to 1, unless it is called a level. Places are in cells as in print-measure.ts.

import type { Point } from './pose.ts';

/** A grey picture, one byte a pixel, gamma coded. */
export interface Gray {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Bytes from row to row. */
  readonly stride: number;
}

const GAMMA = 2.2;
const LINEAR = Float64Array.from({ length: 256 }, (_, level) => (level / 255) ** GAMMA);

export type Sample = readonly [x: number, y: number, light: number];
export type Light = (x: number, y: number) => number;

/** Light at a place in the picture, between its four nearest pixels; at the edge that of the edge. */
export function lightAt({ data, width, height, stride }: Gray, [u, v]: Point): number {
  const x = Math.min(Math.max(u - 0.5, 0), width - 1);
  const y = Math.min(Math.max(v - 0.5, 0), height - 1);
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [x1, y1] = [Math.min(x0 + 1, width - 1), Math.min(y0 + 1, height - 1)];
  const [fx, fy] = [x - x0, y - y0];
  const one = (column: number, row: number) => LINEAR[data[row * stride + column]!]!;
  const top = one(x0, y0) * (1 - fx) + one(x1, y0) * fx;
  return top * (1 - fy) + (one(x0, y1) * (1 - fx) + one(x1, y1) * fx) * fy;
}

export const lowerHalf = (samples: readonly Sample[]) => sorted(samples).slice(0, samples.length >> 1);
export const upperHalf = (samples: readonly Sample[]) => sorted(samples).slice(samples.length >> 1);
const sorted = (samples: readonly Sample[]) => [...samples].sort((a, b) => a[2] - b[2]);

/** Light as it changes evenly over the marker: the least squares plane, around the samples' own middle. */
export function planeThrough(samples: readonly Sample[]): Light {
  const mean = (of: (s: Sample) => number) => samples.reduce((sum, s) => sum + of(s), 0) / samples.length;
  const [mx, my, ml] = [mean((s) => s[0]), mean((s) => s[1]), mean((s) => s[2])];
  const xx = mean((s) => (s[0] - mx) ** 2);
  const yy = mean((s) => (s[1] - my) ** 2);
  const xy = mean((s) => (s[0] - mx) * (s[1] - my));
  const xl = mean((s) => (s[0] - mx) * (s[2] - ml));
  const yl = mean((s) => (s[1] - my) * (s[2] - ml));
  const det = xx * yy - xy * xy;
  if (!(det > 1e-9)) return () => ml;
  const [slopeX, slopeY] = [(xl * yy - yl * xy) / det, (yl * xx - xl * xy) / det];
  return (x, y) => ml + slopeX * (x - mx) + slopeY * (y - my);
}

export const levelOf = (light: number): number => Math.round(255 * light ** (1 / GAMMA));

export function median(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  const ordered = [...numbers].sort((a, b) => a - b);
  return ordered[ordered.length >> 1]!;
}

export function part<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(is).length / all.length;
}
