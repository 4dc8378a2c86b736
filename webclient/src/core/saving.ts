// Saves a draft by itself: a moment after the last change, one save at a time, each building on the one before.

export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' | 'conflict';

export interface SavingOptions<D, A> {
  /** Sends the draft; `buildsOn` is the version it was made from. */
  readonly put: (draft: D, buildsOn: number) => Promise<A>;
  readonly versionOf: (answer: A) => number;
  /** conflict: another save came first. offline: try again later. refused: the same draft would be refused again. */
  readonly failed: (problem: unknown) => 'conflict' | 'offline' | 'refused';
  readonly onState: (state: SaveState, problem?: unknown) => void;
  readonly onSaved: (answer: A) => void;
  readonly later: (act: () => void, ms: number) => () => void;
}

export const PAUSE = 800;
export const RETRY = 4000;

export class Saving<D, A> {
  readonly #options: SavingOptions<D, A>;
  #version: number;
  #waiting: { draft: D } | null = null;
  #running: Promise<void> | null = null;
  #cancel: () => void = () => {};
  #halted = false;
  #stopped = false;

  constructor(version: number, options: SavingOptions<D, A>) {
    this.#version = version;
    this.#options = options;
  }

  /** Whether something is not on the server yet. */
  get pending(): boolean {
    return this.#waiting !== null || this.#running !== null;
  }

  /** The draft changed; it is saved when no other change comes for a moment. */
  change(draft: D): void {
    if (this.#stopped) return;
    this.#waiting = { draft };
    if (this.#halted) return;
    this.#options.onState('waiting');
    this.#wait(PAUSE);
  }

  /** Saves what waits now; resolves when nothing waits or it cannot be saved. Says whether all is saved. */
  async flush(): Promise<boolean> {
    while (this.pending && !this.#halted) {
      const before = this.#waiting;
      await (this.#running ?? this.#start());
      if (this.#waiting !== null && this.#waiting === before) break;
    }
    return !this.pending;
  }

  /** After a conflict: goes on from a version that the person has seen. What waits is saved over it. */
  resume(version: number): void {
    this.#version = version;
    this.#halted = false;
    if (this.#waiting) this.#wait(0);
    else this.#options.onState('saved');
  }

  /** After a conflict: gives up what waits, because the person took the other's. */
  discard(): void {
    this.#waiting = null;
  }

  /** For good: what comes from now on, say by a file that was still on its way, is not saved. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #wait(ms: number): void {
    this.#cancel();
    if (this.#stopped) return;
    this.#cancel = this.#options.later(() => void this.flush(), ms);
  }

  #start(): Promise<void> {
    this.#cancel();
    this.#options.onState('saving');
    this.#running = this.#send(this.#waiting!).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #send(sent: { draft: D }): Promise<void> {
    try {
      const answer = await this.#options.put(sent.draft, this.#version);
      this.#version = this.#options.versionOf(answer);
      if (this.#waiting === sent) this.#waiting = null;
      this.#options.onSaved(answer);
      this.#options.onState(this.#waiting ? 'waiting' : 'saved');
    } catch (problem) {
      const why = this.#options.failed(problem);
      this.#halted = why === 'conflict';
      this.#options.onState(why, problem);
      if (why === 'offline') this.#wait(RETRY);
    }
  }
}
