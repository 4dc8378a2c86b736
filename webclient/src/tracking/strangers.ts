// Glances at what is none of the book's own while the camera runs, and tells which stranger lies there steadily.

import { afterFrame, afterGlance, glanceIsDue, NO_STRANGERS, STRANGER_FORGIVEN } from '../core/strangers.ts';
import type { Detector } from './detector.ts';
import type { Found, Luma } from './tracker.ts';

export interface StrangersOptions {
  /** Every word of the family, by number; asked for when there is something to look for. Rejects when it cannot be had. */
  readonly family: () => Promise<readonly bigint[]>;
  /** The number of another book's marker that is seen steadily; null when it is gone. */
  readonly onStranger: (number: number | null) => void;
}

/** s until the family is asked for again. */
const AGAIN = 20;

export class StrangerWatch {
  readonly #detector: Detector;
  readonly #options: StrangersOptions;
  #state = NO_STRANGERS;
  #family: 'wanted' | 'asked' | 'known' = 'wanted';
  #own = new Set<bigint>();
  #words: readonly bigint[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(detector: Detector, options: StrangersOptions) {
    this.#detector = detector;
    this.#options = options;
  }

  /** The words that are none of a stranger's. */
  know(own: readonly bigint[]): void {
    this.#own = new Set(own);
  }

  /** After each frame: `own` tells whether a marker of the book is in it. The frame's buffer, when it is free again. */
  async after(luma: Luma, own: boolean, time: number): Promise<ArrayBuffer> {
    this.#become(afterFrame(this.#state, own, time));
    if (!glanceIsDue(this.#state, time) || !this.#isReady(time)) return luma.buffer;
    const { found, buffer } = await this.#detector.glance(luma);
    this.#become(afterGlance(this.#state, this.#strangers(found, luma), time));
    return buffer;
  }

  /** The camera was opened anew, or is let go of. */
  forget(): void {
    this.#become(NO_STRANGERS);
  }

  #become(state: typeof NO_STRANGERS): void {
    const changed = state.shown !== this.#state.shown;
    this.#state = state;
    if (changed) this.#options.onStranger(state.shown);
  }

  #isReady(time: number): boolean {
    if (this.#family !== 'wanted' || time - this.#askedAt < AGAIN) return this.#family === 'known';
    this.#family = 'asked';
    this.#askedAt = time;
    this.#options.family().then(
      (words) => {
        this.#words = words;
        this.#detector.family(words);
        this.#family = 'known';
      },
      () => {
        this.#family = 'wanted';
      },
    );
    return false;
  }

  /** Their numbers, the nearest to the middle first; none when one of the book's own lies among them. */
  #strangers(found: readonly Found[], { width, height }: Luma): number[] {
    if (found.some(({ index }) => this.#own.has(this.#words[index]!))) return [];
    return strangersIn(found, width, height);
  }
}

/** Numbers of what was surely found of the family, the nearest to the middle first. */
export function strangersIn(found: readonly Found[], width: number, height: number): number[] {
  const away = ({ corners }: Found): number =>
    Math.hypot(
      corners.reduce((sum, [x]) => sum + x / 4, 0) - width / 2,
      corners.reduce((sum, [, y]) => sum + y / 4, 0) - height / 2,
    );
  return found
    .filter(({ wrongBits }) => wrongBits <= STRANGER_FORGIVEN)
    .sort((a, b) => away(a) - away(b))
    .map(({ index }) => index);
}
