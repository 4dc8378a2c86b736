// The camera's focal length, learnt from how a square changes while it moves: pure in (what is known, a square's corners).
//
// A tilted square seen with the wrong focal length does not fit: its far side is too long or too short for how flat it
// looks. One view says little, so that every view keeps its misfit for a row of focal lengths (all else fitted to it), and
// the sum over views that differ has its lowest point near the truth. How sharp that point is tells how sure it is.

import { angleBetween } from './matrix.ts';
import { type Camera, type Corners, estimatePose, NOMINAL_FOCAL, nominalCamera, type Pose, square } from './pose.ts';
import { SQUARE } from './ring13.ts';

/** What one view says. */
export interface View {
  readonly pose: Pose;
  /** Sum of squared errors, px^2, above the least of them, for each of `FOCALS`. */
  readonly misfit: readonly number[];
  readonly least: number;
}

export interface Calibration {
  readonly views: readonly View[];
  /** Focal length over the picture's diagonal, and its standard deviation as a part of it; null until anything is known. */
  readonly focal: { readonly value: number; readonly deviation: number } | null;
}

export const UNCALIBRATED: Calibration = { views: [], focal: null };

/** A focal length as sure as this is used: beyond it the usual phone's is the better guess. */
export const SURE = 0.025;
/** Phones' cameras differ from the nominal one by this much, as a part of it (standard deviation). */
const USUAL = 0.08;
const STEPS = 12;
const STEP = 0.025;
/** Focal lengths over the diagonal that are tried, from 0.49 to 0.89. */
export const FOCALS = Array.from({ length: 2 * STEPS + 1 }, (_, i) => NOMINAL_FOCAL * Math.exp((i - STEPS) * STEP));

/** Views kept; those that say least make way. */
const MOST_VIEWS = 30;
/** Views nearer than this, radians, and at a distance alike say the same again. */
const DIFFERENT = 0.08;
/** Corners are measured to this, px, at best; lens distortion and an off-centre chip add to it. */
const NOISE = 0.12;
/** A square that fits no focal length better than this, px, was not seen clearly. */
const UNCLEAR = 0.6;
/** Frontal squares tell nothing, cosine of their tilt. */
const FRONTAL = 0.97;
const MODEL = square(SQUARE);

/** What is known after one more view of a marker's square, its corners measured without any focal length. */
export function learn(before: Calibration, corners: Corners, width: number, height: number): Calibration {
  const view = viewOf(corners, width, height);
  if (!view || before.views.some((other) => alike(other.pose, view.pose))) return before;
  const views = [...before.views, view];
  if (views.length > MOST_VIEWS) views.splice(leastTelling(views), 1);
  return { views, focal: lowest(views) };
}

/** The camera to reckon with; `kept` is what was learnt on an earlier day. */
export function calibratedCamera(known: Calibration, kept: number | null, width: number, height: number): Camera {
  return nominalCamera(width, height, sureFocal(known) ?? kept ?? NOMINAL_FOCAL);
}

/** The focal length over the diagonal once it is sure, else null. */
export function sureFocal({ focal }: Calibration): number | null {
  return focal && focal.deviation <= SURE ? focal.value : null;
}

/** The misfit of a square for each focal length; null when it is frontal, unclear or no square. */
function viewOf(corners: Corners, width: number, height: number): View | null {
  const fits = FOCALS.map((focal) => estimatePose(corners, MODEL, nominalCamera(width, height, focal), null));
  const middle = fits[STEPS];
  if (!middle || fits.some((fit) => !fit)) return null;
  const squares = fits.map((fit) => MODEL.length * fit!.error ** 2);
  const least = Math.min(...squares);
  const { R, t } = middle;
  const facing = Math.abs(R[2] * t[0] + R[5] * t[1] + R[8] * t[2]) / Math.hypot(...t);
  if (facing > FRONTAL || Math.sqrt(least / MODEL.length) > UNCLEAR) return null;
  return { pose: middle, misfit: squares.map((s) => s - least), least };
}

function alike(a: Pose, b: Pose): boolean {
  const moved = Math.hypot(a.t[0] - b.t[0], a.t[1] - b.t[1], a.t[2] - b.t[2]) / b.t[2];
  return angleBetween(a.R, b.R) < DIFFERENT && moved < DIFFERENT;
}

/** The view whose misfit changes least over all focal lengths. */
function leastTelling(views: readonly View[]): number {
  const told = views.map(({ misfit }) => Math.max(...misfit));
  return told.indexOf(Math.min(...told));
}

/** The focal length at the lowest point of all views' misfits together, by the parabola through its neighbours. */
function lowest(views: readonly View[]): Calibration['focal'] {
  // Eight numbers of a square, six of its pose: two are left in each view to tell the noise by.
  const noise = Math.max(NOISE ** 2, views.reduce((sum, v) => sum + v.least, 0) / (2 * views.length));
  const limit = 9 * noise; // a view that disagrees by more than three deviations says no more than that
  const sums = FOCALS.map((_, i) => {
    const usual = noise * (((i - STEPS) * STEP) / USUAL) ** 2;
    return views.reduce((sum, { misfit }) => sum + limit * (1 - Math.exp(-misfit[i]! / limit)), usual);
  });
  const at = Math.min(Math.max(sums.indexOf(Math.min(...sums)), 1), FOCALS.length - 2);
  const [left, here, right] = [sums[at - 1]!, sums[at]!, sums[at + 1]!];
  const curve = left - 2 * here + right;
  if (!(curve > 0)) return null;
  const off = Math.max(-1, Math.min(1, (left - right) / (2 * curve)));
  const deviation = STEP * Math.sqrt((2 * noise) / curve);
  return { value: FOCALS[at]! * Math.exp(off * STEP), deviation };
}
