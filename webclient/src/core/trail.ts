// Where a followed marker was, and so where it will be: pure in (trail, pose, time).
//
// The tracker asks `guesses` before a frame and tells `extend` what it found. Lengths are in cells of the marker.

import { multiply, rotationOf, transpose, turnOf, type Vec3 } from './matrix.ts';
import { type Pose, refocused } from './pose.ts';

export interface Trail {
  /** Place of the marker's word among those known. */
  readonly index: number;
  readonly pose: Pose;
  /** s */
  readonly time: number;
  /** Turn (rotation vector, radians) and way (cells) in a second; null after a single sight. */
  readonly speed: { readonly turn: Vec3; readonly way: Vec3 } | null;
}

/** Longer than this, s, nobody knows where the marker went: then the whole picture is searched. */
export const FOLLOWED_FOR = 0.3;
/** The whole picture is searched this often, s, while one marker is followed: another may be looked at by now. */
export const LOOK_AROUND = 0.2;
/** A hand slows down more often than it speeds up. */
const DAMPED = 0.85;

/** The trail after a marker was seen. */
export function extend(before: Trail | null, index: number, pose: Pose, time: number): Trail {
  const passed = before ? time - before.time : 0;
  if (!before || before.index !== index || !(passed > 0) || passed > FOLLOWED_FOR) {
    return { index, pose, time, speed: null };
  }
  const turned = turnOf(multiply(pose.R, transpose(before.pose.R)));
  const turn = turned.map((x) => x / passed) as unknown as Vec3;
  const way = pose.t.map((x, i) => (x - before.pose.t[i]!) / passed) as unknown as Vec3;
  return { index, pose, time, speed: { turn, way } };
}

/** The trail as a camera with `ratio` times the focal length would have seen it. */
export function refocus(trail: Trail, ratio: number): Trail {
  const { pose, speed } = trail;
  return {
    ...trail,
    pose: { R: pose.R, t: refocused(pose.t, ratio) },
    speed: speed && { turn: speed.turn, way: refocused(speed.way, ratio) },
  };
}

/** Poses to begin from at `time`, the likeliest first; none when the marker has been out of sight for too long. */
export function guesses(trail: Trail, time: number): Pose[] {
  const passed = time - trail.time;
  if (!(passed >= 0) || passed > FOLLOWED_FOR) return [];
  const { pose, speed } = trail;
  if (!speed) return [pose];
  const ahead = passed * DAMPED;
  const R = multiply(rotationOf(speed.turn.map((x) => x * ahead) as unknown as Vec3), pose.R);
  const t = pose.t.map((x, i) => x + speed.way[i]! * ahead) as unknown as Vec3;
  return t[2] > 1 ? [{ R, t }, pose] : [pose];
}
