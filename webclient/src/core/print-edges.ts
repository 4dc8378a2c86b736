// The edges of a photographed marker: how soft they are, and where the ring ends on paper.

import type { Point } from './pose.ts';
import { type Light, median } from './print-light.ts';
import { CELLS, ringCells, SQUARE } from './ring13.ts';

/** Half the width of the QR code's white margin, in cells: it is .88 of a cell in the largest version we print. */
export const MARGIN = 0.42;

export interface Edge {
  /** From a tenth to nine tenths of the light, cells. */
  readonly width: number;
  /** Where half the light is, cells outwards from the square's edge; 0 and 1 as drawn. */
  readonly place: number;
  readonly outer: boolean;
}

/** The ring's inner edge all around, and its outer edge wherever the word's cell beside it is white. */
export function edgesOf(light: Light, word: bigint): Edge[] {
  const white = new Set(ringCells().flatMap(([x, y], k) => (isWhite(word, k) ? [`${x},${y}`] : [])));
  const edges: Edge[] = [];
  for (let side = 0; side < 4; side++) {
    for (let along = 0.5; along < SQUARE; along += 0.5) {
      const profile = (out: number) => light(...turned(along, -out, side));
      edges.push(...edgeBetween(profile, -MARGIN, 0.5, false));
      const [cx, cy] = turned(Math.floor(along) + 0.5, -1.5, side);
      const apart = Math.abs((along % 1) - 0.5) < 0.1; // in the middle of the cell, away from its neighbours
      if (apart && white.has(`${Math.floor(cx)},${Math.floor(cy)}`))
        edges.push(...edgeBetween(profile, 1.5, 0.5, true));
    }
  }
  return edges;
}

/** A place `along` the top edge and `down` from it, after quarter turns about the middle. */
function turned(along: number, down: number, turns: number): Point {
  let [x, y] = [along, down];
  for (let i = 0; i < turns; i++) [x, y] = [SQUARE - y, x];
  return [x, y];
}

/** The edge on the way from light at `from` to dark at `to`; none where there is no such step. */
function edgeBetween(profile: (out: number) => number, from: number, to: number, outer: boolean): Edge[] {
  const steps = 48;
  const lights = Array.from({ length: steps + 1 }, (_, i) => profile(from + ((to - from) * i) / steps));
  const [most, least] = [Math.max(...lights.slice(0, 8)), Math.min(...lights.slice(-8))];
  if (!(most - least > 0.05)) return [];
  const where = (part: number): number => {
    const wanted = least + part * (most - least);
    const after = lights.findIndex((l) => l <= wanted);
    if (after <= 0) return after < 0 ? to : from;
    const share = (lights[after - 1]! - wanted) / (lights[after - 1]! - lights[after]! || 1);
    return from + ((to - from) * (after - 1 + share)) / steps;
  };
  return [{ width: Math.abs(where(0.9) - where(0.1)), place: where(0.5), outer }];
}

export function ringOf(edges: readonly Edge[]): { ring: number; bend: number } {
  const inner = edges.filter((edge) => !edge.outer).map((edge) => edge.place);
  const outer = edges.filter((edge) => edge.outer).map((edge) => edge.place);
  const usual = median(outer);
  const bend = Math.sqrt(outer.reduce((sum, place) => sum + (place - usual) ** 2, 0) / Math.max(1, outer.length));
  return { ring: outer.length > 0 ? usual - median(inner) : 1, bend };
}

export const isWhite = (word: bigint, cell: number) => ((word >> BigInt(CELLS - 1 - cell)) & 1n) === 1n;
