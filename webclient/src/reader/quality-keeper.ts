// Keeps the camera and the drawing as fine as this phone can bear: by its frame times, and by how hard it says it works.
import { afterFrame, afterHeat, afterPause, type Hot, type Pace, pace, type Quality, steps } from '../core/quality.ts';
import { afterRest, needsRest } from '../core/rest.ts';

/** The step that this device was on last, and whether it had run well: the next page need not find it out again. */
const KEPT = 'arlearn.quality';
/** For so long, ms, a phone stays as hot as it was left. */
const HALF_AN_HOUR = 30 * 60_000;

/** Compute Pressure (W3C), in Chromium on computers only and not in the DOM library's types. */
interface PressureObserver {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverMaker = new (heard: (records: readonly { readonly state: string }[]) => void) => PressureObserver;

/** "critical" is the state in which phones throttle themselves, or soon will. */
const heats: Record<string, Hot> = { nominal: 'cool', fair: 'cool', serious: 'warm', critical: 'hot' };
/** ms */
const SAMPLE = 2000;

export class QualityKeeper {
  readonly #onChange: (quality: Quality) => void;
  readonly #onSpent: () => void;
  #pace: Pace = kept();
  /** When it was last told anything, ms since 1970; null before that. */
  #seen: number | null = null;
  #camera = false;
  #pressure: PressureObserver | null = null;

  /** `onSpent`: the phone is hot though everything is as light as can be; the camera had better rest. */
  constructor(onChange: (quality: Quality) => void, onSpent: () => void) {
    this.#onChange = onChange;
    this.#onSpent = onSpent;
    document.addEventListener('visibilitychange', this.#pause);
    const Observer = (globalThis as { PressureObserver?: PressureObserverMaker }).PressureObserver;
    if (!Observer) return;
    this.#pressure = new Observer((records) => this.#heat(heats[records.at(-1)?.state ?? ''] ?? 'cool'));
    // Refused where the page may not know: then the frame times alone tell.
    this.#pressure.observe('cpu', { sampleInterval: SAMPLE }).catch(() => undefined);
  }

  get quality(): Quality {
    return steps[this.#pace.at]!;
  }

  /** A frame was drawn; what it cost the page, ms, and whether a camera was in it. */
  frame(cost: number, camera: boolean): void {
    this.#camera = camera;
    this.#set(afterFrame(this.#pace, { cost, time: performance.now() / 1000, camera }));
  }

  close(): void {
    this.#keep();
    document.removeEventListener('visibilitychange', this.#pause);
    this.#pressure?.disconnect();
  }

  #heat(heat: Hot): void {
    this.#set(afterHeat(this.#pace, heat, performance.now() / 1000, this.#camera));
  }

  readonly #pause = (): void => {
    this.#keep();
    this.#pace = afterPause(this.#pace);
  };

  #keep(): void {
    if (this.#seen === null) return;
    const { at, strain } = this.#pace;
    localStorage.setItem(KEPT, JSON.stringify({ at, able: strain.able, seen: this.#seen }));
  }

  #set(after: Pace): void {
    const changed = after.at !== this.#pace.at;
    this.#pace = after;
    this.#seen = Date.now();
    if (changed) {
      this.#keep();
      this.#onChange(this.quality);
    }
    if (!needsRest(after.strain, performance.now() / 1000)) return;
    this.#pace = { ...after, strain: afterRest(after.strain) };
    // It rests from now on: heat says nothing of it until its next frame.
    this.#camera = false;
    this.#onSpent();
  }
}

/** Where this device left off; of another day the step alone is worth something. */
function kept(): Pace {
  try {
    const { at, able, seen } = JSON.parse(localStorage.getItem(KEPT) ?? '{}');
    return pace(Number(at), able === true && Math.abs(Date.now() - seen) < HALF_AN_HOUR);
  } catch {
    return pace();
  }
}
