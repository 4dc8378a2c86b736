// The video's frames, each read when it is shown: one ahead of the one that is dealt with, and none that would only wait.

import type { Picture } from './picture.ts';

/** When a frame was shown, ms, and how many the video had shown by then where the browser counts them. */
export interface Shown {
  readonly now: number;
  readonly frames: number | null;
}

export interface Taken {
  /** Whoever takes it closes it. */
  readonly picture: Picture;
  readonly shown: Shown;
  /** When its reading began, by the page's clock, ms. */
  readonly begun: number;
}

/** A frame that was dealt with, and when by the page's clock, ms. */
export interface Dealt {
  readonly taken: Taken;
  readonly at: number;
}

/**
 * What a frame cost the page, ms: from when it was begun, or the one before was dealt with; where some between were given
 * and missed all the time since the last one. A dark room makes a camera slow, which is no fault of the page.
 */
export function costOf({ taken, at }: Dealt, last: Dealt | null, rate: number): number {
  const work = at - Math.max(taken.begun, last?.at ?? taken.begun);
  const [shown, before] = [taken.shown, last?.taken.shown];
  if (!before || before.frames === null || shown.frames === null) return work;
  const passed = shown.now - before.now;
  const missed = shown.frames - before.frames > 1 && passed > 1500 / rate;
  return missed ? Math.max(work, passed) : work;
}

export class Frames {
  readonly #video: HTMLVideoElement;
  readonly #read: (video: HTMLVideoElement) => Promise<Picture | null>;
  /** Most frames that are read, 1/s. */
  rate = 30;
  /** Counts openings of the camera: what belongs to an earlier one stops by itself. */
  #turn = 0;
  #kept: Taken | null = null;
  #waiting: { resolve(taken: Taken | null): void; reject(error: unknown): void } | null = null;
  #broken: { readonly error: unknown } | null = null;
  /** When the last frame was shown that was read, ms. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(video: HTMLVideoElement, read: (video: HTMLVideoElement) => Promise<Picture | null>) {
    this.#video = video;
    this.#read = read;
  }

  /** From the next frame on; what an earlier camera showed is gone. */
  start(): void {
    this.stop();
    this.#last = Number.NEGATIVE_INFINITY;
    this.#watch(this.#turn);
  }

  stop(): void {
    this.#turn++;
    this.#kept?.picture.close();
    this.#waiting?.resolve(null);
    this.#kept = this.#waiting = this.#broken = null;
  }

  /** The frame that was read ahead, if there is one. */
  take(): Taken | null {
    const kept = this.#kept;
    this.#kept = null;
    if (kept) this.#watch(this.#turn);
    return kept;
  }

  /** The next frame; null when it was stopped. Rejects where it could not be read. One waits at a time. */
  next(): Promise<Taken | null> {
    const kept = this.take();
    if (kept) return Promise.resolve(kept);
    if (this.#broken) return Promise.reject(this.#broken.error);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #watch(turn: number): void {
    const work = (now: number, metadata?: VideoFrameCallbackMetadata): void => {
      if (turn !== this.#turn) return;
      // Of a camera that gives more than was asked for some are left out; half a frame of slack, for its clock is not ours.
      if (now - this.#last < 1000 / this.rate - 1000 / 60) {
        this.#watch(turn);
        return;
      }
      const begun = performance.now();
      this.#read(this.#video).then(
        (picture) =>
          this.#got(turn, picture && { picture, shown: { now, frames: metadata?.presentedFrames ?? null }, begun }),
        (error: unknown) => turn === this.#turn && this.#fail(error),
      );
    };
    if ('requestVideoFrameCallback' in this.#video) this.#video.requestVideoFrameCallback(work);
    else requestAnimationFrame(work);
  }

  #got(turn: number, taken: Taken | null): void {
    if (turn !== this.#turn) {
      taken?.picture.close();
      return;
    }
    if (!taken) {
      this.#watch(turn);
      return;
    }
    this.#last = taken.shown.now;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (!waiting) {
      this.#kept = taken;
      return;
    }
    this.#watch(turn);
    waiting.resolve(taken);
  }

  #fail(error: unknown): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting.reject(error);
    else this.#broken = { error };
  }
}
