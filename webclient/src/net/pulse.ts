// Whether somebody is at the other end of a connection: asks after silence, and says when no answer comes.

/** Times in ms. */
export const pulseTiming = {
  /** Nothing sent or nothing heard for this long: ask. The server shows who is silent for 10 s as away. */
  silence: 4_000,
  /** No sign of life this long after asking: the connection is dead, whatever the browser says. */
  patience: 5_000,
};

type Timer = ReturnType<typeof setTimeout> | undefined;

export class Pulse {
  readonly #ask: () => void;
  readonly #dead: () => void;
  #quietUp: Timer;
  #quietDown: Timer;
  #deadline: Timer;

  /** `ask` is to say something that is answered. */
  constructor(ask: () => void, dead: () => void) {
    this.#ask = ask;
    this.#dead = dead;
  }

  /** The first sign of life has to come within `ms`. */
  expect(ms: number): void {
    this.#deadline = setTimeout(this.#dead, ms);
  }

  /** The server is there: it will be asked again after silence. */
  heard(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    clearTimeout(this.#quietDown);
    this.#quietDown = setTimeout(() => this.ask(), pulseTiming.silence);
  }

  /** The server wants a sign of life from us too, even while it does all the talking. */
  spoke(): void {
    clearTimeout(this.#quietUp);
    this.#quietUp = setTimeout(() => this.ask(), pulseTiming.silence);
  }

  /** Asks now, unless an answer is waited for already. */
  ask(): void {
    if (this.#deadline !== undefined) return;
    this.expect(pulseTiming.patience);
    this.#ask();
  }

  stop(): void {
    for (const timer of [this.#deadline, this.#quietUp, this.#quietDown]) clearTimeout(timer);
    this.#deadline = undefined;
  }
}
