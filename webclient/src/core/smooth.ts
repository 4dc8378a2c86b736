// Steadies a pose without making it lag: the One Euro filter (Casiez, Roussel and Vogel 2012) on mm and unit quaternion.

import type { Quat, Vec3 } from './matrix.ts';
import { quaternionOf, rotationOfQuaternion } from './matrix.ts';
import { type Pose, refocused } from './pose.ts';

/** Cut-off at rest, Hz; how much it rises with speed, Hz per unit/s; cut-off of the speed itself, Hz. */
interface Tuning {
  readonly atRest: number;
  readonly withSpeed: number;
  readonly ofSpeed: number;
}

// Weaker rises lag visibly behind a moving hand; at rest 1 Hz keeps the figure still.
const PLACE: Tuning = { atRest: 1, withSpeed: 1, ofSpeed: 1 };
const TURN: Tuning = { atRest: 1, withSpeed: 100, ofSpeed: 1 };

/** After this many seconds without a pose the past says nothing about where the page is now. */
const FORGET = 0.5;

interface Filtered<T> {
  readonly value: T;
  readonly speed: T;
}

export interface Smoothing {
  readonly time: number;
  readonly place: Filtered<Vec3>;
  readonly turn: Filtered<Quat>;
  /** The steadied pose. */
  readonly pose: Pose;
}

/** The next state for a pose measured at `time`, s; start with null. */
export function smooth(before: Smoothing | null, pose: Pose, time: number): Smoothing {
  const q = quaternionOf(pose.R);
  const dt = before ? time - before.time : 0;
  if (!before || !(dt > 0) || dt > FORGET) {
    return { time, place: { value: pose.t, speed: [0, 0, 0] }, turn: { value: q, speed: [0, 0, 0, 0] }, pose };
  }
  const place = filter(before.place, pose.t, dt, PLACE);
  // q and -q are the same turn: take the one on the side of the last.
  const last = before.turn.value;
  const side = q[0] * last[0] + q[1] * last[1] + q[2] * last[2] + q[3] * last[3] < 0 ? -1 : 1;
  const near: Quat = [side * q[0], side * q[1], side * q[2], side * q[3]];
  const turned = filter(before.turn, near, dt, TURN);
  const length = Math.hypot(...turned.value);
  const turn = { value: turned.value.map((x) => x / length) as unknown as Quat, speed: turned.speed };
  return { time, place, turn, pose: { R: rotationOfQuaternion(turn.value), t: place.value } };
}

/** What was steadied, as a camera with `ratio` times the focal length would have it. */
export function refocus(before: Smoothing, ratio: number): Smoothing {
  const { place, pose } = before;
  return {
    ...before,
    place: { value: refocused(place.value, ratio), speed: refocused(place.speed, ratio) },
    pose: { R: pose.R, t: refocused(pose.t, ratio) },
  };
}

/** One cut-off for the whole vector, so that it is never bent. */
function filter<T extends readonly number[]>(before: Filtered<T>, next: T, dt: number, tuning: Tuning): Filtered<T> {
  const follow = weight(tuning.ofSpeed, dt);
  const speed = before.speed.map((v, i) => v + follow * ((next[i]! - before.value[i]!) / dt - v));
  const a = weight(tuning.atRest + tuning.withSpeed * Math.hypot(...speed), dt);
  const value = before.value.map((v, i) => v + a * (next[i]! - v));
  return { value: value as unknown as T, speed: speed as unknown as T };
}

function weight(cutoff: number, dt: number): number {
  const r = 2 * Math.PI * cutoff * dt;
  return r / (r + 1);
}
