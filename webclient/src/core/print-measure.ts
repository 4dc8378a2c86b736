// What a photograph of a printed marker tells about the print: everything is measured in the marker's own cells.
//
// A place on the marker is given in cells from the top left of the square inside its black ring, which spans 0 to 9; the
// black ring lies from -1 to 10, the word's cells around it. Light is linear, 0 to 1, unless it is called a level.

import type { Vec3 } from './matrix.ts';
import { type Corners, nominalCamera, type Point, square } from './pose.ts';
import { CELLS, ringCells, SQUARE, WHOLE } from './ring13.ts';

/** A grey picture, one byte a pixel, gamma coded. */
export interface Gray {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Bytes from row to row. */
  readonly stride: number;
}

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
  /** From one tenth to nine tenths of the light across an edge: in cells, and in px. */
  readonly blur: number;
  readonly blurPixels: number;
  /** Thickness of the black ring in cells; 1 as it was drawn. */
  readonly ring: number;
  /** How far the outer edge of the ring strays from where flat paper has it, root mean square, cells. */
  readonly bend: number;
  /** Places of the word's cells that show the wrong colour, 0 to 47. */
  readonly wrongCells: readonly number[];
}

/** Beyond this a small error of the assumed lens shows as a stretch, degrees. */
const UPRIGHT = 12;
const GAMMA = 2.2;
const LINEAR = Float64Array.from({ length: 256 }, (_, level) => (level / 255) ** GAMMA);
/** Half the width of the QR code's white margin, in cells: it is .88 of a cell in the largest version we print. */
const MARGIN = 0.42;

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
  const pixels = cellSize(at);
  const whole = square(WHOLE).map(([x, y]) => at(x + SQUARE / 2, y + SQUARE / 2)) as unknown as Corners;
  return {
    side: pixels * WHOLE,
    outline: whole,
    ...posture(gray, view),
    black: levelOf(median(ring.map(([, , l]) => l))),
    white: levelOf(median(margin.map(([, , l]) => l))),
    shade: shadeOf(paper),
    glare: glareOf(ring, light, middle),
    stains: part(margin, ([x, y, l]) => l < middle(x, y)),
    blur: median(edges.map((edge) => edge.width)),
    blurPixels: median(edges.map((edge) => edge.width)) * pixels,
    ...ringOf(edges),
    wrongCells: wrongCells(light, middle, word),
  };
}

type Sample = readonly [x: number, y: number, light: number];
type Light = (x: number, y: number) => number;

interface View {
  /** Where a place on the marker is seen, px. */
  readonly at: (x: number, y: number) => Point;
  /** How far away it is, in any unit. */
  readonly depth: (x: number, y: number) => number;
}

/** The projective map of a square to four corners (Heckbert 1989); its denominator grows with the distance. */
export function viewOf([a, b, c, d]: Corners): View {
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

/** Light at a place in the picture, between its four nearest pixels; at the edge that of the edge. */
function lightAt({ data, width, height, stride }: Gray, [u, v]: Point): number {
  const x = Math.min(Math.max(u - 0.5, 0), width - 1);
  const y = Math.min(Math.max(v - 0.5, 0), height - 1);
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [x1, y1] = [Math.min(x0 + 1, width - 1), Math.min(y0 + 1, height - 1)];
  const [fx, fy] = [x - x0, y - y0];
  const one = (column: number, row: number) => LINEAR[data[row * stride + column]!]!;
  const top = one(x0, y0) * (1 - fx) + one(x1, y0) * fx;
  return top * (1 - fy) + (one(x0, y1) * (1 - fx) + one(x1, y1) * fx) * fy;
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

const lowerHalf = (samples: readonly Sample[]) => sorted(samples).slice(0, samples.length >> 1);
const upperHalf = (samples: readonly Sample[]) => sorted(samples).slice(samples.length >> 1);
const sorted = (samples: readonly Sample[]) => [...samples].sort((a, b) => a[2] - b[2]);

/** Light as it changes evenly over the marker: the least squares plane, around the samples' own middle. */
function planeThrough(samples: readonly Sample[]): Light {
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

const isWhite = (word: bigint, cell: number) => ((word >> BigInt(CELLS - 1 - cell)) & 1n) === 1n;

interface Edge {
  /** From a tenth to nine tenths of the light, cells. */
  readonly width: number;
  /** Where half the light is, cells outwards from the square's edge; 0 and 1 as drawn. */
  readonly place: number;
  readonly outer: boolean;
}

/** The ring's inner edge all around, and its outer edge wherever the word's cell beside it is white. */
function edgesOf(light: Light, word: bigint): Edge[] {
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

function ringOf(edges: readonly Edge[]): { ring: number; bend: number } {
  const inner = edges.filter((edge) => !edge.outer).map((edge) => edge.place);
  const outer = edges.filter((edge) => edge.outer).map((edge) => edge.place);
  const usual = median(outer);
  const bend = Math.sqrt(outer.reduce((sum, place) => sum + (place - usual) ** 2, 0) / Math.max(1, outer.length));
  return { ring: outer.length > 0 ? usual - median(inner) : 1, bend };
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

const levelOf = (light: number): number => Math.round(255 * light ** (1 / GAMMA));

function median(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  const ordered = [...numbers].sort((a, b) => a - b);
  return ordered[ordered.length >> 1]!;
}

function part<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(is).length / all.length;
}
