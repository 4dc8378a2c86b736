// A room of answer cards before the camera: which cards are in each frame and how they are held. What many frames add up
// to is for core/cards.ts to say.

import type { SeenCard } from '../core/cards.ts';
import { wordBits } from '../core/ring13.ts';
import type { CameraFailure } from './camera.ts';
import { Detector } from './detector.ts';
import { PictureReader } from './picture.ts';
import { Viewfinder } from './viewfinder.ts';

export type { CameraFailure } from './camera.ts';

/** A card's number and the word in its ring. */
export interface KnownCard {
  readonly card: number;
  readonly word: string;
}

export interface RoomFrame {
  readonly seen: readonly SeenCard[];
  /** ms, by performance.now(). */
  readonly at: number;
  /** Of the picture, px. */
  readonly width: number;
  readonly height: number;
  /** ms that the detector took. */
  readonly took: number;
}

export interface RoomOptions {
  readonly video: HTMLVideoElement;
  readonly cards: readonly KnownCard[];
  /** Whether cards are looked for now; otherwise the video goes on alone. */
  isWanted(): boolean;
  onFrame(frame: RoomFrame): void;
  /** The camera shows the room: again, after each interruption. */
  onOpen(): void;
  /** The camera was taken away, and comes back by itself. */
  onInterrupted(): void;
  /** The camera is not there, or not any more. */
  onFailure(failure: CameraFailure): void;
}

/** As large as any phone gives at a bearable rate: across a room every pixel of a card counts. */
const WISH = { picture: 1920, rate: 30 };
/** Rest between two frames at least, ms, and as long as the one before took: a phone that reads a whole lesson stays cool. */
const PAUSE = 60;

export class RoomReader {
  readonly #options: RoomOptions;
  readonly #detector = new Detector();
  readonly #pictures = new PictureReader();
  readonly #finder: Viewfinder;
  /** Counts openings: what belongs to an earlier one stops by itself. */
  #turn = 0;
  /** The reading of the last opening. The detector has one frame at a time: the next one waits for it. */
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#detector.know(options.cards.map(({ word }) => wordBits(word)));
    this.#detector.ready.catch(() => this.#fail('unsupported'));
    this.#finder = new Viewfinder(options.video, {
      onOpen: () => {
        const turn = ++this.#turn;
        options.onOpen();
        this.#running = Promise.all([this.#detector.ready, this.#running]).then(
          () => this.#read(turn),
          () => undefined, // told where the detector was made
        );
      },
      onInterrupted: () => {
        this.#turn++;
        options.onInterrupted();
      },
      onFailure: (failure) => this.#fail(failure),
    });
    void this.#finder.ease(WISH);
  }

  /** Opens the camera and reads until `stop`. Never rejects: what goes wrong goes to `onFailure`. */
  open(): Promise<void> {
    return this.#finder.open();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#turn++;
    this.#finder.stop();
    this.#detector.close();
  }

  #fail(failure: CameraFailure): void {
    if (this.#stopped) return;
    this.stop();
    this.#options.onFailure(failure);
  }

  async #read(turn: number): Promise<void> {
    while (turn === this.#turn) {
      let took = 0;
      try {
        if (this.#options.isWanted() && this.#finder.isOpen) took = await this.#one(turn);
      } catch {
        // The tracker broke; or the camera was taken away meanwhile, and is waited for.
        if (turn === this.#turn && this.#finder.isOpen) this.#fail('unsupported');
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(PAUSE, took)));
    }
  }

  /** One frame; how long it took, ms. */
  async #one(turn: number): Promise<number> {
    const picture = await this.#pictures.read(this.#options.video);
    if (!picture) return 0;
    const at = performance.now();
    const { width, height } = picture.luma;
    picture.close();
    const { found, took, buffer } = await this.#detector.detect(picture.luma);
    this.#pictures.reuse(buffer);
    if (turn !== this.#turn) return took;
    const seen = found.flatMap(({ index, corners }) => {
      const known = this.#options.cards[index];
      return known ? [{ card: known.card, corners }] : [];
    });
    this.#options.onFrame({ seen, at, width, height, took });
    return took;
  }
}
