// The takes of one language's voice: the microphone, one recording for each sentence or one for all. Knows no screen.
import { signal } from '@preact/signals';
import { isHeard, lengthOf, type Sound, type Take, trimmed } from '../core/takes.ts';
import { guessSentence } from '../core/word-times.ts';
import { Microphone, type Refusal, refusalOf } from './narration-microphone.ts';
import { decoded, pausesOf } from './narration-sound.ts';

export type Way = 'sentences' | 'whole';
/** What was wrong with a take. */
export type Flaw = 'silent' | 'unreadable';

/** A take ends by itself after this, ms. */
const LONGEST: Record<Way, number> = { sentences: 60_000, whole: 600_000 };

export class Takes {
  readonly way = signal<Way>('sentences');
  /** By sentence; of a recording in one go the only one. */
  readonly all = signal<readonly (Take | null)[]>([]);
  /** The one that is or will be recorded. */
  readonly current = signal(0);
  readonly recording = signal(false);
  /** The one that is played. */
  readonly playing = signal<number | null>(null);
  readonly microphone = signal<Microphone | null>(null);
  readonly refusal = signal<Refusal | null>(null);
  readonly flaw = signal<Flaw | null>(null);
  /** Something was recorded that is nowhere else. */
  changed = false;
  readonly #language: string;
  readonly #lines: () => readonly string[];
  #limit: ReturnType<typeof setTimeout> | undefined;
  #hush: (() => void) | null = null;
  #closed = false;

  constructor(language: string, lines: () => readonly string[]) {
    this.#language = language;
    this.#lines = lines;
  }

  get complete(): boolean {
    return this.all.value.length > 0 && this.all.value.every((take) => take !== null);
  }

  /** Makes sure of a microphone; false when there is none, and `refusal` says why. */
  async ask(): Promise<boolean> {
    if (this.microphone.value && !this.microphone.value.gone) return true;
    this.refusal.value = null;
    try {
      const microphone = await Microphone.open();
      if (this.#closed) microphone.close();
      else this.microphone.value = microphone;
    } catch (problem) {
      this.refusal.value = refusalOf(problem);
    }
    return this.refusal.value === null && !this.#closed;
  }

  /** Begins with these takes, of which `current` is spoken next. */
  start(way: Way, takes: readonly (Take | null)[], current: number): void {
    this.way.value = way;
    this.all.value = takes;
    this.current.value = current;
    this.flaw.value = null;
    this.changed = false;
  }

  choose(at: number): void {
    if (!this.recording.value) this.current.value = at;
  }

  async begin(): Promise<void> {
    this.hush();
    this.flaw.value = null;
    if (this.recording.value || !(await this.ask())) return;
    this.microphone.value?.begin();
    this.recording.value = true;
    this.#limit = setTimeout(() => void this.end(), LONGEST[this.way.value]);
  }

  /** Ends the take; one in which somebody is heard is kept, and the next sentence that has none comes up. */
  async end(): Promise<void> {
    clearTimeout(this.#limit);
    if (!this.recording.value) return;
    this.recording.value = false;
    try {
      const blob = await this.microphone.value?.end();
      const sound = blob && (await decoded(blob));
      if (!sound || !isHeard(sound)) this.flaw.value = 'silent';
      else this.#keep(sound);
    } catch {
      this.flaw.value = 'unreadable';
    }
  }

  #keep(sound: Sound): void {
    const at = this.current.value;
    const voice = trimmed(sound, pausesOf(sound));
    const line = this.way.value === 'whole' ? '' : (this.#lines()[at] ?? '');
    const words = guessSentence(line, this.#language, pausesOf(voice), [0, lengthOf(voice)]);
    this.all.value = this.all.value.map((take, i) => (i === at ? { sound: voice, words } : take));
    this.changed = true;
    const open = this.all.value.flatMap((take, i) => (take ? [] : [i]));
    this.current.value = open.find((i) => i > at) ?? open[0] ?? at;
  }

  /** Plays one take as it was recorded. */
  play(at: number): void {
    const take = this.all.value[at];
    this.hush();
    if (!take) return;
    const context = new AudioContext();
    const buffer = context.createBuffer(1, take.sound.samples.length, take.sound.rate);
    buffer.copyToChannel(take.sound.samples, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    this.#hush = () => {
      this.#hush = null;
      this.playing.value = null;
      void context.close();
    };
    source.onended = this.#hush;
    source.start();
    this.playing.value = at;
  }

  hush(): void {
    this.#hush?.();
  }

  /** Lets go of the microphone; what was recorded stays. */
  async rest(): Promise<void> {
    await this.end();
    this.hush();
    this.microphone.value?.close();
    this.microphone.value = null;
  }

  close(): void {
    this.#closed = true;
    void this.rest();
  }
}
