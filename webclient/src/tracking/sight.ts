// From what the detector found in a frame to what the reader shows: which page, where it lies, whether it is in view.

import type { Vec3 } from '../core/matrix.ts';
import { type Camera, type Corners, estimatePose, focalOf, type Pose, square } from '../core/pose.ts';
import { look, type Presence, SEARCHING, type Sighting } from '../core/presence.ts';
import { SQUARE } from '../core/ring13.ts';
import { refocus, type Smoothing, smooth } from '../core/smooth.ts';

/** A marker in a frame, by its code. */
export interface Seen {
  readonly marker: string;
  readonly corners: Corners;
  /** Where it lies by all its edges, lengths in cells; by its corners when there is none. */
  readonly pose?: Pose | null;
}

export interface Sight {
  readonly presence: Presence;
  /** The pose measured last, as the next one's neighbour. */
  readonly raw: Pose | null;
  readonly smoothing: Smoothing | null;
  /** Of the camera that this was reckoned with: focal length over the picture's diagonal. */
  readonly focal: number;
  /** Corners, px, of the marker that is looked at, where it was seen last. */
  readonly corners: Corners | null;
}

export const NOTHING_YET: Sight = { presence: SEARCHING, raw: null, smoothing: null, focal: 0, corners: null };

export interface Frame {
  readonly seen: readonly Seen[];
  /** Whether the whole picture was searched (it was, when not told), or only the marker looked at. */
  readonly searched?: boolean;
  readonly width: number;
  readonly height: number;
  readonly camera: Camera;
  /** Side of the detected square on paper, mm. */
  readonly squareSide: number;
  /** s */
  readonly time: number;
}

/** The state after one more frame. `raw` is the pose of this very frame, null when the page is not in it. */
export function observe(before: Sight, frame: Frame): { sight: Sight; raw: Pose | null } {
  const sightings = frame.seen.map((seen) => ({
    marker: seen.marker,
    offset: offsetOf(seen.corners, frame),
    instead: before.corners !== null && cover(before.corners, seen.corners),
    seen,
  }));
  const presence = look(before.presence, sightings satisfies Sighting[], frame.time, frame.searched);
  if (presence.kind === 'searching') return { sight: { ...before, presence }, raw: null };

  const same = before.presence.kind !== 'searching' && before.presence.marker === presence.marker;
  const last = same ? before : NOTHING_YET;
  const [nearest] = sightings.filter((s) => s.marker === presence.marker).sort((a, b) => a.offset - b.offset);
  const raw = nearest ? poseOf(nearest.seen, frame, last.raw) : null;
  if (!raw) return { sight: { ...last, presence }, raw: null };
  const focal = focalOf(frame.camera, frame.width, frame.height);
  // When a camera is learnt, the figure does not sail from where the old one had it.
  const past = last.smoothing && refocus(last.smoothing, focal / last.focal);
  const smoothing = smooth(past, raw, frame.time);
  return { sight: { presence, raw, smoothing, focal, corners: nearest!.seen.corners }, raw };
}

function poseOf({ corners, pose }: Seen, { squareSide, camera }: Frame, previous: Pose | null): Pose | null {
  if (!pose) return estimatePose(corners, square(squareSide), camera, previous);
  return { R: pose.R, t: pose.t.map((x) => (x * squareSide) / SQUARE) as unknown as Vec3 };
}

function middleOf(corners: Corners): [number, number] {
  return [corners.reduce((sum, c) => sum + c[0], 0) / 4, corners.reduce((sum, c) => sum + c[1], 0) / 4];
}

/** From the middle of the picture to the square's, as a part of the diagonal. */
function offsetOf(corners: Corners, { width, height }: Frame): number {
  const [x, y] = middleOf(corners);
  return Math.hypot(x - width / 2, y - height / 2) / Math.hypot(width, height);
}

/** Whether the middle of one square lies well inside the other. */
function cover(a: Corners, b: Corners): boolean {
  const [[x, y], [u, v]] = [middleOf(a), middleOf(b)];
  const radius = Math.min(...a.map((c) => Math.hypot(c[0] - x, c[1] - y)));
  return Math.hypot(u - x, v - y) < radius / 2;
}
