// While it goes by polls: tries now and then whether a socket is allowed after all. A server that was away may be back,
// or a phone in another network.
import type { Wire } from './wire.ts';

/** Times in ms. */
export const probeTiming = {
  /** Until the first try; doubles up to `seldom`. */
  first: 5_000,
  seldom: 180_000,
  /** A socket that is not welcomed after this is none. */
  patience: 10_000,
};

export class Probe {
  readonly #start: () => Wire | null;
  readonly #random: () => number;
  #wire: Wire | null = null;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `start` connects by a socket, or cannot. */
  constructor(start: () => Wire | null, random: () => number) {
    this.#start = start;
    this.#random = random;
  }

  /** The socket that is tried now. */
  get wire(): Wire | null {
    return this.#wire;
  }

  later(): void {
    this.stop();
    const most = Math.min(probeTiming.seldom, probeTiming.first * 2 ** this.#tries);
    this.#timer = setTimeout(() => this.#try(), most * (0.75 + 0.5 * this.#random()));
  }

  /** It is welcome: the owner has it from now on. */
  take(): Wire | null {
    const wire = this.#wire;
    this.#wire = null;
    this.#tries = 0;
    this.stop();
    return wire;
  }

  stop(): void {
    clearTimeout(this.#timer);
    const wire = this.#wire;
    this.#wire = null;
    wire?.close();
  }

  #try(): void {
    this.#tries += 1;
    this.#timer = setTimeout(() => this.later(), probeTiming.patience);
    this.#wire = this.#start();
    if (!this.#wire) this.later();
  }
}
