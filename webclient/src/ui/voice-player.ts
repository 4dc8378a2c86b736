// Plays a stretch of a recorded voice and says which word is spoken: by the sound's own clock, so that nothing drifts.
import { type Cue, cueAt, type WordTime } from '../core/narration.ts';

export interface Played {
  readonly onCue?: (cue: Cue) => void;
  /** The stretch was played to its end; not after `stop`. */
  readonly onEnd: () => void;
  /** It cannot be played, or does not go on. */
  readonly onFail: () => void;
}

/** A sound that stands still this long will not go on by itself, ms. */
const STALLED = 5000;
/** The clock is looked at this often at least, and this often at most, ms. */
const [SELDOM, OFTEN] = [120, 12];

export class VoicePlayer {
  readonly #audio: HTMLAudioElement;
  readonly #cues: readonly Cue[];
  readonly #to: number;
  readonly #played: Played;
  #shown: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;
  #last = { ms: -1, at: performance.now() };

  /** Begins at once: call it in a touch, before which browsers let nothing sound. `[from, to]`: ms. */
  constructor(url: string, cues: readonly Cue[], [from, to]: WordTime, played: Played, rate = 1) {
    this.#cues = cues;
    this.#to = to;
    this.#played = played;
    this.#shown = cueAt(cues, from);
    this.#audio = new Audio(url);
    this.#audio.preload = 'auto';
    this.#audio.playbackRate = rate;
    this.#audio.onerror = () => this.#end(false);
    const place = () => {
      if (Math.abs(this.#audio.currentTime * 1000 - from) > 100) this.#audio.currentTime = from / 1000;
    };
    // Before it is known how long the sound is some browsers forget where it was to begin.
    this.#audio.onloadedmetadata = place;
    place();
    this.#audio.play().catch(() => this.#end(false));
    this.#timer = setTimeout(this.#look, OFTEN);
  }

  /** Where the sound is, ms. */
  get ms(): number {
    return this.#audio.currentTime * 1000;
  }

  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#audio.onerror = this.#audio.onloadedmetadata = null;
    this.#audio.pause();
  }

  /** Each word is shown once, in order: a device that was busy shows those that it missed faster. */
  readonly #look = (): void => {
    if (this.#over) return;
    const { ms } = this;
    const ended = this.#audio.ended || ms >= this.#to;
    const due = ended ? cueAt(this.#cues, this.#to) : cueAt(this.#cues, ms);
    if (this.#shown < due) {
      this.#shown += 1;
      this.#played.onCue?.(this.#cues[this.#shown]!);
      if (this.#over) return;
    } else if (ended) {
      this.#end(true);
      return;
    }
    if (this.#stalled(ms)) {
      this.#end(false);
      return;
    }
    const next = this.#shown < due ? ms : Math.min(this.#cues[this.#shown + 1]?.at ?? this.#to, this.#to);
    // A timer, not the screen's frames: those stop while a room is shown around the child.
    const wait = (next - ms) / this.#audio.playbackRate;
    this.#timer = setTimeout(this.#look, Math.max(OFTEN, Math.min(SELDOM, wait)));
  };

  #stalled(ms: number): boolean {
    const now = performance.now();
    if (ms !== this.#last.ms) this.#last = { ms, at: now };
    return now - this.#last.at > STALLED;
  }

  #end(well: boolean): void {
    if (this.#over) return;
    this.stop();
    if (well) this.#played.onEnd();
    else this.#played.onFail();
  }
}
