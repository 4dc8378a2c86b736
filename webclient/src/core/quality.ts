// How finely the camera is read and the scene is drawn: steps down when frames take too long or the phone is hot, and back
// up when there has been room for a while. Pure in (state, frame, time).

import { afterBreak, heated, type Strain, strained, UNSTRAINED } from './rest.ts';

export interface Quality {
  /** Longer side of the camera's picture, px: halves, since it is made smaller by whole px. */
  readonly picture: 1280 | 640;
  /** Frames of the camera, 1/s. It gives a few less than it was asked for, and 24 shall be tracked. */
  readonly rate: 30 | 27 | 15;
  readonly shadows: boolean;
  /** Comes back only where a drawing is begun: a browser fixes it with the canvas. */
  readonly antialias: boolean;
  /** Most px of the drawing for one of the screen's. */
  readonly ratio: 2 | 1.5 | 1 | 0.7;
  /** Without gloss and metal, which is a third of the work where a processor draws. */
  readonly plain: boolean;
}

const FULL: Quality = { picture: 1280, rate: 30, shadows: true, antialias: true, ratio: 2, plain: false };
const LIGHT: Quality = { picture: 640, rate: 27, shadows: false, antialias: false, ratio: 1, plain: true };

/** From the finest to the lightest: first the picture's size, then its rate, then what is only beautiful; last what hurts. */
export const steps: readonly Quality[] = [
  FULL,
  { ...FULL, picture: 640 },
  { ...FULL, picture: 640, rate: 27 },
  { ...FULL, picture: 640, rate: 27, shadows: false },
  { ...LIGHT, ratio: 1.5, plain: false },
  LIGHT,
  { ...LIGHT, ratio: 0.7 },
  { ...LIGHT, ratio: 0.7, rate: 15 },
];

/** So few frames a second cool a hot phone; one that was never quick would only lose by it what it can do. */
const COOLEST = steps.length - 1;

/** The steps on which a scene without a camera is drawn otherwise than on the one before. */
const drawn: readonly number[] = steps.flatMap((step, i) => {
  const before = steps[i - 1];
  return before && before.shadows === step.shadows && before.ratio === step.ratio ? [] : [i];
});

export type Hot = 'cool' | 'warm' | 'hot';

export interface Pace {
  /** Index in `steps`. */
  readonly at: number;
  /** Costs of the last frames, ms, and when the first of them was. */
  readonly costs: readonly number[];
  readonly since: number;
  /** Since when there has been room to spare, s; null while there is none. */
  readonly roomy: number | null;
  /** How long there must be room before the next step up, s: longer each time that a step up did not last. */
  readonly patience: number;
  /** When the last step up was, s. */
  readonly raised: number;
  readonly heat: Hot;
  /** Until when a hot phone is given rest before it steps down again, s. */
  readonly resting: number;
  /** Whether the camera had better rest. */
  readonly strain: Strain;
}

export interface FrameCost {
  /** What the page did for a frame, or how late it was, ms. */
  readonly cost: number;
  /** s */
  readonly time: number;
  readonly camera: boolean;
}

/** A frame may take this long, ms: 24 a second, and still time for a finger. */
export const BUDGET = 40;
/** How many times as long a frame may take one step finer: most have twice the px to draw, one has four times to read. */
const [DEARER, DEAREST] = [2.2, 4];
/** Judged by this many frames at least, over this time, s: one hiccup is none. */
const [FEWEST, WINDOW] = [8, 1];
/** Three frames of four took no longer: where one of three is missed the rest may well be quick. */
const MOST_OF = 0.75;
const [PATIENCE, MOST_PATIENCE] = [8, 120];
/** A step up that is taken back within this time, s, was a mistake. */
const REGRET = 20;
/** A hot phone steps down at most this often, s: it takes that long to feel it. */
const COOLING = 10;

/** Begins on a step. `able`: the device has run well not long ago, so that it is hot where it is slow. */
export function pace(at = 0, able = false): Pace {
  // The heat of another day is over.
  const within = Math.max(0, Math.min(able ? COOLEST : COOLEST - 1, Math.round(at) || 0));
  return {
    at: within,
    costs: [],
    since: 0,
    roomy: null,
    patience: PATIENCE,
    raised: Number.NEGATIVE_INFINITY,
    heat: 'cool',
    resting: 0,
    strain: { ...UNSTRAINED, able },
  };
}

/** The pace after one more frame. */
export function afterFrame(before: Pace, { cost, time, camera }: FrameCost): Pace {
  const since = before.costs.length ? before.since : time;
  const costs = [...before.costs, cost];
  if (costs.length < FEWEST || time - since < WINDOW) return { ...before, costs, since };
  const usual = [...costs].sort((a, b) => a - b)[Math.ceil(costs.length * MOST_OF) - 1]!;
  const judged = withStrain({ ...before, costs: [], since: time }, usual > BUDGET, time, camera);
  if (usual > BUDGET) return lower(judged, time, camera);
  if (usual * dearer(before.at, camera) > BUDGET || before.heat !== 'cool') return { ...judged, roomy: null };
  const roomy = before.roomy ?? since;
  return time - roomy < before.patience ? { ...judged, roomy } : higher(judged, time, camera);
}

/** The pace when the phone tells how hard it works; it comes again while that lasts. */
export function afterHeat(before: Pace, heat: Hot, time: number, camera: boolean): Pace {
  const roomy = heat === 'cool' ? before.roomy : null;
  const isSpent = heat === 'hot' && camera && before.at === COOLEST;
  const told = { ...before, heat, roomy, strain: isSpent ? heated(before.strain, time) : before.strain };
  if (heat !== 'hot' || time < before.resting) return told;
  return { ...lower(told, time, camera), resting: time + COOLING };
}

/** A pause (a hidden page, another page being loaded) says nothing of the phone. */
export const afterPause = (before: Pace): Pace => ({
  ...before,
  costs: [],
  roomy: null,
  strain: afterBreak(before.strain),
});

/** Without a camera there is nothing to rest. */
function withStrain(before: Pace, slow: boolean, time: number, camera: boolean): Pace {
  const judged = { slow, lightest: before.at === COOLEST, hot: before.heat === 'hot' };
  return { ...before, strain: camera ? strained(before.strain, judged, time) : afterBreak(before.strain) };
}

function lower(before: Pace, time: number, camera: boolean): Pace {
  const isHot = before.heat === 'hot' || before.strain.able;
  const at = Math.min(next(before.at, 1, camera), isHot ? COOLEST : Math.max(before.at, COOLEST - 1));
  const regretted = time - before.raised < REGRET;
  const patience = regretted ? Math.min(MOST_PATIENCE, before.patience * 2) : before.patience;
  return { ...before, at, costs: [], roomy: null, patience };
}

function higher(before: Pace, time: number, camera: boolean): Pace {
  const at = next(before.at, -1, camera);
  return { ...before, at, costs: [], roomy: null, raised: at === before.at ? before.raised : time };
}

/** How many times as long a frame may take on the next step up. */
function dearer(at: number, camera: boolean): number {
  return steps[next(at, -1, camera)]!.picture > steps[at]!.picture && camera ? DEAREST : DEARER;
}

/** Without a camera the steps that concern it alone are passed over. */
function next(at: number, by: 1 | -1, camera: boolean): number {
  const within = (i: number) => Math.max(0, Math.min(steps.length - 1, i));
  if (camera) return within(at + by);
  return (by > 0 ? drawn.find((i) => i > at) : drawn.filter((i) => i < at).at(-1)) ?? at;
}
