// Reads sentences one after another and says which word is being spoken: by the voice, or by a reading pace.
import { calmPace, learn, type Pace, type Stretch, stretches, timing, wordAfter, wordAt } from '../core/read-along.ts';
import { hush, speak } from './voice.ts';

export interface Following {
  /** The word now spoken; null between sentences. */
  onWord: (sentence: number, word: number | null) => void;
  /** All was read; not after `stop`. */
  onEnd: () => void;
}

/** A little slower than grown-ups talk. */
const RATE = 0.85;
/** Silence between sentences, ms. */
const BREATH = 350;

/** Paces learnt from the voices of this visit, by language. */
const paces = new Map<string, Pace>();

export class ReadAloud {
  readonly #language: string;
  readonly #following: Following;
  readonly #sentences: readonly string[];
  #at: number;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  /** Starts at once with sentence `from`. */
  constructor(sentences: readonly string[], from: number, language: string, following: Following) {
    this.#sentences = sentences;
    this.#at = from;
    this.#language = language;
    this.#following = following;
    this.#read();
  }

  get at(): number {
    return this.#at;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    hush();
  }

  #read(): void {
    const sentence = this.#sentences[this.#at];
    if (this.#stopped) return;
    if (sentence === undefined) {
      this.#following.onEnd();
      return;
    }
    const parts = stretches(sentence);
    let told = false;
    let began = 0;
    let heard = false;
    const spoken = speak(sentence, this.#language, RATE, {
      onStart: () => {
        heard = true;
        began = performance.now();
        this.#follow(parts, began, () => told);
      },
      onBoundary: (character) => {
        told = true;
        this.#following.onWord(this.#at, wordAt(parts, character));
      },
      onEnd: () => {
        if (this.#stopped) return;
        if (heard) this.#learn(parts, performance.now() - began);
        // A voice that stayed mute: the words light up all the same.
        if (heard) this.#rest();
        else this.#silently(parts);
      },
    });
    if (!spoken) this.#silently(parts);
  }

  #silently(parts: readonly Stretch[]): void {
    this.#follow(
      parts,
      performance.now(),
      () => false,
      () => this.#rest(),
    );
  }

  /**
   * Lights words by pace until the voice itself tells where it is. A slow device skips no word, it only lights them
   * faster one after another. `onOver`: the planned time has passed and every word was lit.
   */
  #follow(parts: readonly Stretch[], began: number, told: () => boolean, onOver?: () => void): void {
    const plan = timing(parts, this.#pace());
    const at = this.#at;
    let shown = -1;
    const look = () => {
      if (this.#stopped || at !== this.#at || told()) return;
      const elapsed = performance.now() - began;
      if ((wordAfter(plan, elapsed) ?? -1) > shown) {
        shown += 1;
        this.#following.onWord(at, shown);
      } else if (elapsed >= plan.length && onOver) {
        onOver();
        return;
      }
      this.#frame = requestAnimationFrame(look);
    };
    cancelAnimationFrame(this.#frame);
    look();
  }

  #rest(): void {
    cancelAnimationFrame(this.#frame);
    if (this.#stopped) return;
    this.#following.onWord(this.#at, null);
    this.#at += 1;
    this.#timer = setTimeout(() => this.#read(), this.#at < this.#sentences.length ? BREATH : 0);
  }

  #pace = (): Pace => paces.get(this.#language) ?? calmPace;

  #learn(parts: readonly Stretch[], took: number): void {
    paces.set(this.#language, learn(this.#pace(), timing(parts, this.#pace()), took));
  }
}
