// Keeps the camera and the drawing as fine as this phone can bear: by its frame times, and by how hard it says it works.
import { afterFrame, afterHeat, afterPause, type Hot, type Pace, pace, type Quality, steps } from '../core/quality.ts';
import { afterRest, needsRest } from '../core/rest.ts';

/** The step that this device was on last: the next page need not find it out again. */
const KEPT = 'arlearn.quality';

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
  #pace: Pace = pace(Number(localStorage.getItem(KEPT)));
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
    document.removeEventListener('visibilitychange', this.#pause);
    this.#pressure?.disconnect();
  }

  #heat(heat: Hot): void {
    this.#set(afterHeat(this.#pace, heat, performance.now() / 1000, this.#camera));
  }

  readonly #pause = (): void => {
    this.#pace = afterPause(this.#pace);
  };

  #set(after: Pace): void {
    const changed = after.at !== this.#pace.at;
    this.#pace = after;
    if (changed) {
      localStorage.setItem(KEPT, String(after.at));
      this.#onChange(this.quality);
    }
    if (!needsRest(after.strain, performance.now() / 1000)) return;
    this.#pace = { ...after, strain: afterRest(after.strain) };
    // It rests from now on: heat says nothing of it until its next frame.
    this.#camera = false;
    this.#onSpent();
  }
}
