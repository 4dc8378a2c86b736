// A scene in a room: the spot that is looked at, where the scene is put, how it is turned and how large it is.
// Metres, y up, the floor wherever the caller says; radians; seconds by the caller's clock.
import type { Vec3 } from './matrix.ts';
import type { Mat4 } from './view.ts';

/** A surface that the room was found to have, with the cosine of its lean: 1 for a table, 0 for a wall. */
export interface Surface {
  readonly at: Vec3;
  readonly level: number;
}

/** From where the child looks, and whereto; `ahead` is of length 1. */
export interface Gaze {
  readonly at: Vec3;
  readonly ahead: Vec3;
}

/** Where a scene stands: the middle of its page, the turn about the vertical, its size against the printed page. */
export interface Stand {
  readonly at: Vec3;
  readonly turn: number;
  readonly scale: number;
}

export type Placing =
  /** `spot` is where the scene would be put; null while no level surface is looked at. */
  | { readonly kind: 'seeking'; readonly spot: Vec3 | null; readonly seen: number }
  | ({ readonly kind: 'standing' } & Stand);

/** How the first size is chosen. */
export interface Fit {
  /** Longest side of the page with its scene, mm. */
  readonly extent: number;
  /** Part of its distance that it shall measure. */
  readonly share: number;
}

export const SEEKING: Placing = { kind: 'seeking', spot: null, seen: Number.NEGATIVE_INFINITY };
/** Sizes of the buttons; the outer ones are the limits. */
export const SIZES = [0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12] as const;
/** Cosine of the steepest lean on which a page would not slide. */
const LEVEL = 0.9;
/** A spot unseen for so long is gone, s; one that jumped so far is another, m; else it follows within so long, s. */
const [GONE, JUMP, CALM] = [0.4, 0.3, 0.09];
/** Height of a desk, how far before the child it is, and how far below its eyes at least, m. */
const [DESK, REACH, BELOW] = [0.7, 0.6, 0.25];
/** So near to the printed size it is the printed size. */
const SNAP = 0.08;

/** Whether a page would lie still on it. */
export const isLevel = ({ level }: Surface): boolean => level > LEVEL;

/** The room was looked at: the nearest level surface is the spot, which follows calmly, for measurements tremble. */
export function seek(placing: Placing, surfaces: readonly Surface[], time: number): Placing {
  if (placing.kind !== 'seeking') return placing;
  const { spot, seen } = placing;
  const found = surfaces.find(isLevel)?.at ?? null;
  if (!found) return spot && time - seen > GONE ? { ...placing, spot: null } : placing;
  const far = !spot || Math.hypot(found[0] - spot[0], found[1] - spot[1], found[2] - spot[2]) > JUMP;
  const part = far ? 1 : 1 - Math.exp(-Math.max(0, time - seen) / CALM);
  return { kind: 'seeking', spot: far ? found : mix(spot, found, part), seen: time };
}

/** Puts the scene on the spot, or where there is none on a desk before the child; its front looks at the child. */
export function put(placing: Placing, gaze: Gaze, floor: number, fit: Fit): Placing {
  if (placing.kind === 'standing') return placing;
  const at = placing.spot ?? before(gaze, floor);
  const [dx, dy, dz] = [gaze.at[0] - at[0], gaze.at[1] - at[1], gaze.at[2] - at[2]];
  const turn = Math.hypot(dx, dz) < 1e-3 ? 0 : Math.atan2(dx, dz);
  return { kind: 'standing', at, turn, scale: fitting(Math.hypot(dx, dy, dz), fit) };
}

export function turn(placing: Placing, by: number): Placing {
  return placing.kind === 'standing' ? { ...placing, turn: placing.turn + by } : placing;
}

/** Makes it larger by a factor, within the limits. */
export function scale(placing: Placing, factor: number): Placing {
  if (placing.kind !== 'standing') return placing;
  return { ...placing, scale: Math.min(SIZES.at(-1)!, Math.max(SIZES[0], placing.scale * factor)) };
}

/** To the next of the sizes, up or down. */
export function resize(placing: Placing, way: 1 | -1): Placing {
  if (placing.kind !== 'standing') return placing;
  const here = size(placing);
  const next = way > 0 ? SIZES.find((one) => one > here * 1.01) : last((one) => one < here * 0.99);
  return next ? { ...placing, scale: next } : placing;
}

/** What holds the scene moved, as an anchor does when the device has understood the room better. */
export function carry(placing: Placing, at: Vec3): Placing {
  return placing.kind === 'standing' ? { ...placing, at } : placing;
}

/** The size that is drawn and told: nearly as on the page is as on the page. */
export const size = ({ scale }: Stand): number => (Math.abs(scale - 1) < SNAP ? 1 : scale);

/** From a scene's mm to the room's metres, for `Matrix4.fromArray`. */
export function roomFromPage(stand: Stand): Mat4 {
  const s = size(stand) / 1000;
  const [c, n] = [Math.cos(stand.turn) * s, Math.sin(stand.turn) * s];
  const [x, y, z] = stand.at;
  return [c, 0, -n, 0, 0, s, 0, 0, n, 0, c, 0, x, y, z, 1] as unknown as Mat4;
}

/** On a desk within reach of whoever looks ahead, and never at the height of the eyes of who sits on the floor. */
function before({ at, ahead }: Gaze, floor: number): Vec3 {
  const flat = Math.hypot(ahead[0], ahead[2]);
  const [x, z] = flat < 0.1 ? [0, -1] : [ahead[0] / flat, ahead[2] / flat];
  return [at[0] + x * REACH, Math.min(floor + DESK, at[1] - BELOW), at[2] + z * REACH];
}

/** As on the page where that can be seen; larger on a floor far below. */
function fitting(distance: number, { extent, share }: Fit): number {
  const wanted = (distance * share * 1000) / extent;
  return last((one) => one >= 1 && one <= wanted * 1.1) ?? 1;
}

const last = (fits: (size: number) => boolean): number | undefined => SIZES.filter(fits).at(-1);

const mix = (a: Vec3, b: Vec3, part: number): Vec3 => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
];
