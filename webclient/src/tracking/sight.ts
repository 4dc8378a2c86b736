// From what the detector found in a frame to what the reader shows: which page, where it lies, whether it is in view.

import { type Camera, type Corners, estimatePose, type Pose, square } from '../core/pose.ts';
import { look, type Presence, SEARCHING, type Sighting } from '../core/presence.ts';
import { type Smoothing, smooth } from '../core/smooth.ts';

/** A marker in a frame, by its code. */
export interface Seen {
  readonly marker: string;
  readonly corners: Corners;
}

export interface Sight {
  readonly presence: Presence;
  /** The pose measured last, as the next one's neighbour. */
  readonly raw: Pose | null;
  readonly smoothing: Smoothing | null;
}

export const NOTHING_YET: Sight = { presence: SEARCHING, raw: null, smoothing: null };

export interface Frame {
  readonly seen: readonly Seen[];
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
  const sightings = frame.seen.map((seen) => ({ marker: seen.marker, offset: offsetOf(seen, frame), seen }));
  const presence = look(before.presence, sightings satisfies Sighting[], frame.time);
  if (presence.kind === 'searching') return { sight: { ...before, presence }, raw: null };

  const same = before.presence.kind !== 'searching' && before.presence.marker === presence.marker;
  const last = same ? before : NOTHING_YET;
  const [nearest] = sightings.filter((s) => s.marker === presence.marker).sort((a, b) => a.offset - b.offset);
  const raw = nearest ? estimatePose(nearest.seen.corners, square(frame.squareSide), frame.camera, last.raw) : null;
  if (!raw) return { sight: { ...last, presence }, raw: null };
  return { sight: { presence, raw, smoothing: smooth(last.smoothing, raw, frame.time) }, raw };
}

/** From the middle of the picture to the square's, as a part of the diagonal. */
function offsetOf({ corners }: Seen, { width, height }: Frame): number {
  const x = corners.reduce((sum, c) => sum + c[0], 0) / 4 - width / 2;
  const y = corners.reduce((sum, c) => sum + c[1], 0) / 4 - height / 2;
  return Math.hypot(x, y) / Math.hypot(width, height);
}
