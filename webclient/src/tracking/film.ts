// One frame after the other: what is known from one to the next, and so what the next is asked. Pure.

import { type Calibration, calibratedCamera, learn, sureFocal, UNCALIBRATED } from '../core/calibration.ts';
import type { Camera, Pose } from '../core/pose.ts';
import { squareSide } from '../core/ring13.ts';
import { NOTHING_YET, observe, type Sight } from './sight.ts';
import type { Shot, Tracked } from './tracker.ts';

export interface Film {
  readonly sight: Sight;
  readonly calibration: Calibration;
  /** Focal length over the diagonal as it was learnt on an earlier day, with this lens; null when it was not. */
  readonly kept: number | null;
}

export function newFilm(kept: number | null): Film {
  return { sight: NOTHING_YET, calibration: UNCALIBRATED, kept };
}

/** Focal length over the diagonal, by this film or an earlier one. */
export function focalOf({ calibration, kept }: Film): number | null {
  return sureFocal(calibration) ?? kept;
}

/** What to ask the tracker for the next frame; `codes` are the markers' in the order of their words. */
export function question(film: Film, codes: readonly string[], luma: Shot['luma'], time: number): Shot {
  const { presence } = film.sight;
  const at = presence.kind === 'searching' ? -1 : codes.indexOf(presence.marker);
  const camera = calibratedCamera(film.calibration, film.kept, luma.width, luma.height);
  return { luma, camera, time, aim: at < 0 ? null : at };
}

export interface Answered {
  readonly tracked: Tracked;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly time: number;
  readonly codes: readonly string[];
  /** Of the markers on paper, mm. */
  readonly side: number;
}

/** The film after the tracker's answer; `raw` is the pose in this very frame, mm, null when the page is not in it. */
export function develop(film: Film, answer: Answered): { film: Film; raw: Pose | null } {
  const { tracked, width, height, codes } = answer;
  const seen = tracked.marked.flatMap(({ index, corners, pose }) => {
    const marker = codes[index];
    return marker === undefined ? [] : [{ marker, corners, pose }];
  });
  const { searched } = tracked;
  const frame = { ...answer, seen, searched, squareSide: squareSide(answer.side) };
  const { sight, raw } = observe(film.sight, frame);
  let { calibration } = film;
  for (const { measured } of tracked.marked) if (measured) calibration = learn(calibration, measured, width, height);
  return { film: { ...film, sight, calibration }, raw };
}
