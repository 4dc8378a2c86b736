// What a photograph of a printed marker tells about the print: everything is measured in the marker's own cells.
//
// A place on the marker is given in cells from the top left of the square inside its black ring, which spans 0 to 9; the
// black ring lies from -1 to 10, the word's cells around it. Light is linear, 0 to 1, unless it is called a level.

import type { Vec3 } from './matrix.ts';
import { type Corners, nominalCamera, type Point, square } from './pose.ts';
import { edgesOf, isWhite, MARGIN, ringOf } from './print-edges.ts';
import {
  type Gray,
  type Light,
  levelOf,
  lightAt,
  lowerHalf,
  median,
  part,
  planeThrough,
  type Sample,
  upperHalf,
} from './print-light.ts';
import { ringCells, SQUARE, WHOLE } from './ring13.ts';

export interface Measured {
  /** Side of the whole marker in the picture, px. */
  readonly side: number;
  /** Middle of the whole marker's edges, px, clockwise from its own top left. */
  readonly outline: Corners;
  /** How far the paper leans away from the camera, degrees. */
  readonly tilt: number;
  /** How much wider than tall the square is on paper, 0.02 for 2 %; null where the paper leans too far to tell. */
  readonly stretch: number | null;
  /** Grey levels of the ink and of the paper, 0 to 255. */
  readonly black: number;
  readonly white: number;
  /** Part of the light that the darkest corner lacks of the lightest, 0 to 1. */
  readonly shade: number;
  /** Part of the places that must have ink and look like paper, 0 to 1. */
  readonly glare: number;
  /** Part of the white margin that looks like ink, 0 to 1. */
  readonly stains: number;
  /** From one tenth to nine tenths of the light across an edge, cells. */
  readonly blur: number;
  /** Thickness of the black ring in cells; 1 as it was drawn. */
  readonly ring: number;
  /** How far the outer edge of the ring strays from where flat paper has it, root mean square, cells. */
  readonly bend: number;
  /** Places of the word's cells that show the wrong colour, 0 to 47. */
  readonly wrongCells: readonly number[];
}

/** Beyond this a small error of the assumed lens shows as a stretch, degrees. */
const UPRIGHT = 12;

/** Measures a marker with this word whose square lies between these corners, clockwise from its own top left. */
export function measurePrint(gray: Gray, corners: Corners, word: bigint): Measured {
  const view = viewOf(corners);
  const { at } = view;
  const light = (x: number, y: number) => lightAt(gray, at(x, y));
  const ring = lineAround(-0.5, 0.25).map(([x, y]): Sample => [x, y, light(x, y)]);
  const margin = lineAround(MARGIN, 0.25).map(([x, y]): Sample => [x, y, light(x, y)]);
  const paper = planeThrough(upperHalf(margin));
  const ink = planeThrough(lowerHalf(ring));
  const middle = (x: number, y: number) => (paper(x, y) + ink(x, y)) / 2;
  const edges = edgesOf(light, word);
  const whole = square(WHOLE).map(([x, y]) => at(x + SQUARE / 2, y + SQUARE / 2)) as unknown as Corners;
  return {
    side: cellSize(at) * WHOLE,
    outline: whole,
    ...posture(gray, view),
    black: levelOf(median(ring.map(([, , l]) => l))),
    white: levelOf(median(margin.map(([, , l]) => l))),
    shade: shadeOf(paper),
    glare: glareOf(ring, light, middle),
    stains: part(margin, ([x, y, l]) => l < middle(x, y)),
    blur: median(edges.map((edge) => edge.width)),
    ...ringOf(edges),
    wrongCells: wrongCells(light, middle, word),
  };
}

interface View {
  /** Where a place on the marker is seen, px. */
  readonly at: (x: number, y: number) => Point;
  /** How far away it is, in any unit. */
  readonly depth: (x: number, y: number) => number;
}

/** The projective map of a square to four corners (Heckbert 1989); its denominator grows with the distance. */
function viewOf([a, b, c, d]: Corners): View {
  const [sx, sy] = [a[0] - b[0] + c[0] - d[0], a[1] - b[1] + c[1] - d[1]];
  const [x1, y1, x2, y2] = [b[0] - c[0], b[1] - c[1], d[0] - c[0], d[1] - c[1]];
  const det = x1 * y2 - x2 * y1;
  const g = (sx * y2 - x2 * sy) / det;
  const h = (x1 * sy - sx * y1) / det;
  const [m0, m1] = [b[0] - a[0] + g * b[0], d[0] - a[0] + h * d[0]];
  const [n0, n1] = [b[1] - a[1] + g * b[1], d[1] - a[1] + h * d[1]];
  const depth = (x: number, y: number) => (g * x + h * y) / SQUARE + 1;
  return {
    depth,
    at: (x, y) => {
      const w = depth(x, y);
      return [((m0 * x + m1 * y) / SQUARE + a[0]) / w, ((n0 * x + n1 * y) / SQUARE + a[1]) / w];
    },
  };
}

/** Places on a square line `inset` cells inside the square's edge (outside it when negative), every `step` cells. */
function lineAround(inset: number, step: number): Point[] {
  const [near, far] = [inset, SQUARE - inset];
  const places: Point[] = [];
  for (let k = near; k < far; k += step) {
    places.push([k, near], [far, k], [SQUARE - k, far], [near, SQUARE - k]);
  }
  return places;
}

function shadeOf(paper: Light): number {
  const lights = [paper(0, 0), paper(SQUARE, 0), paper(SQUARE, SQUARE), paper(0, SQUARE)];
  const most = Math.max(...lights);
  return most > 0 ? 1 - Math.max(0, Math.min(...lights)) / most : 0;
}

/** Patches of the QR code, six along each side: none of that size is without ink. */
const PATCHES = 6;

function glareOf(ring: readonly Sample[], light: Light, middle: Light): number {
  const inRing = ring.map(([x, y, l]) => l > middle(x, y));
  const [start, size] = [1.15, (SQUARE - 2.3) / PATCHES];
  const inCode: boolean[] = [];
  for (let row = 0; row < PATCHES; row++) {
    for (let column = 0; column < PATCHES; column++) {
      const [x, y] = [start + column * size, start + row * size];
      inCode.push(!hasInk(x, y, size, light, middle));
    }
  }
  return part([...inRing, ...inCode], (bright) => bright);
}

function hasInk(left: number, top: number, size: number, light: Light, middle: Light): boolean {
  const steps = 8;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const [x, y] = [left + ((i + 0.5) * size) / steps, top + ((j + 0.5) * size) / steps];
      if (light(x, y) < middle(x, y)) return true;
    }
  }
  return false;
}

function wrongCells(light: Light, middle: Light, word: bigint): number[] {
  const steps = [0.3, 0.5, 0.7];
  return ringCells().flatMap(([x, y], k) => {
    const places = steps.flatMap((i) => steps.map((j): Point => [x + i, y + j]));
    const bright = part(places, ([u, v]) => light(u, v) > middle(u, v)) > 0.5;
    return bright === isWhite(word, k) ? [] : [k];
  });
}

/** Lean and stretch, through a lens as phones have it and with the middle of the picture as its axis. */
function posture(gray: Gray, { at, depth }: View): { tilt: number; stretch: number | null } {
  const camera = nominalCamera(gray.width, gray.height);
  const middle = SQUARE / 2;
  const near = depth(middle, middle);
  /** A place of the marker before the camera, for the middle of the marker at distance 1. */
  const before = (x: number, y: number): Vec3 => {
    const [u, v] = at(x, y);
    const z = depth(x, y) / near;
    return [((u - camera.cx) / camera.fx) * z, ((v - camera.cy) / camera.fy) * z, z];
  };
  const across = between(before(0, middle), before(SQUARE, middle));
  const down = between(before(middle, 0), before(middle, SQUARE));
  const normal: Vec3 = [
    across[1] * down[2] - across[2] * down[1],
    across[2] * down[0] - across[0] * down[2],
    across[0] * down[1] - across[1] * down[0],
  ];
  const tilt = (Math.acos(Math.min(1, Math.abs(normal[2]) / Math.hypot(...normal))) * 180) / Math.PI;
  return { tilt, stretch: tilt > UPRIGHT ? null : Math.hypot(...across) / Math.hypot(...down) - 1 };
}

const between = (a: Vec3, b: Vec3): Vec3 => [b[0] - a[0], b[1] - a[1], b[2] - a[2]];

function cellSize(at: (x: number, y: number) => Point): number {
  const corners = [at(0, 0), at(SQUARE, 0), at(SQUARE, SQUARE), at(0, SQUARE)];
  const sides = corners.map((p, i) => Math.hypot(p[0] - corners[(i + 1) % 4]![0], p[1] - corners[(i + 1) % 4]![1]));
  return sides.reduce((sum, side) => sum + side, 0) / 4 / SQUARE;
}
