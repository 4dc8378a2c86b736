// Live AR: the camera's frames go to the tracker, its poses to the stage, and what happens to the root element.
import type { Quality } from '../core/quality.ts';
import type { Reason } from '../core/rung.ts';
import type { MarkerWord } from '../generated/api.ts';
import type { Stage } from '../stage/stage.ts';
import type { CameraFailure, Live, LiveFrame } from '../tracking/live.ts';
import { CameraButtons } from './camera-buttons.ts';
import { tell } from './state.ts';
import { familyWords, type Stranger, strangerNumbered } from './strangers.ts';

export interface LiveEvents {
  onTracking: (state: LiveFrame['state']) => void;
  /** A call or the lock screen has the camera; it comes back by itself, which the next `onTracking` tells. */
  onInterrupted: () => void;
  onCost: (cost: number) => void;
  /** A marker of another book is seen steadily; null when it is gone. */
  onStranger: (stranger: Stranger | null) => void;
  /** A marker is looked at: its page. */
  onPage: (page: string) => void;
  onFailure: (reason: Reason) => void;
}

export interface LiveViewOptions extends LiveEvents {
  readonly stage: Stage;
  /** Where the camera's own buttons are put. */
  readonly place: HTMLElement;
  readonly quality: () => Quality;
  readonly markers: readonly MarkerWord[];
  /** Id of the book whose markers these are. */
  readonly book: string;
  /** The page whose scene is on the stage. */
  readonly shown: () => string;
}

const reasons: Record<CameraFailure, Reason> = {
  refused: 'camera_denied',
  none: 'camera_none',
  busy: 'camera_busy',
  insecure: 'insecure',
  unsupported: 'camera_failed',
};

export class LiveView {
  readonly #options: LiveViewOptions;
  readonly #buttons = new CameraButtons();
  #live: Live | null = null;
  #stopped = false;
  /** Counts strangers that came and went. */
  #meetings = 0;
  #state: LiveFrame['state'] | null = null;
  #lamp: { release: () => Promise<void> } | null = null;

  constructor(options: LiveViewOptions) {
    this.#options = options;
    options.place.append(this.#buttons.root);
    void this.#open();
  }

  /** Reads the camera as finely as `quality` says now. */
  ease(): void {
    this.#live?.ease(this.#options.quality());
  }

  /** Lets go of the camera, for the phone is hot. Nothing is seen then, and nothing stays found. */
  rest(): void {
    if (!this.#live || this.#stopped) return;
    this.#live.rest();
    this.#buttons.clear();
    // Whose marker it was may still be asked of the server.
    this.#meetings++;
    this.#state = 'searching';
    tell({ camera: 'resting', tracking: null, stranger: null });
    document.removeEventListener('visibilitychange', this.#keepAwake);
    void this.#lamp?.release();
  }

  /** Takes the camera again. */
  async wake(): Promise<void> {
    if (!this.#live || this.#stopped) return;
    document.addEventListener('visibilitychange', this.#keepAwake);
    void this.#keepAwake();
    await this.#live.open();
  }

  get state(): LiveFrame['state'] | null {
    return this.#state;
  }

  stop(): void {
    this.#stopped = true;
    this.#live?.stop();
    this.#buttons.root.remove();
    document.removeEventListener('visibilitychange', this.#keepAwake);
    void this.#lamp?.release();
    tell({ tracking: null, camera: null, stranger: null });
  }

  async #open(): Promise<void> {
    try {
      const { Live } = await import('../tracking/live.ts');
      if (this.#stopped) return;
      this.#change('searching');
      const live = new Live({
        video: document.createElement('video'),
        markers: this.#options.markers,
        onFrame: (frame) => this.#frame(frame),
        onCost: (cost) => this.#options.onCost(cost),
        onOpen: () => this.#opened(live),
        onInterrupted: () => this.#interrupted(),
        onFailure: (failure) => this.#fail(reasons[failure]),
        strangers: { family: familyWords, onStranger: (number) => void this.#meet(number) },
      });
      this.#live = live;
      this.ease();
      await live.open();
      if (this.#stopped) return;
      document.addEventListener('visibilitychange', this.#keepAwake);
      void this.#keepAwake();
    } catch {
      this.#fail('camera_failed');
    }
  }

  /** A page held before a camera is not touched for minutes. A hidden page loses the lock, and asks again. */
  readonly #keepAwake = async (): Promise<void> => {
    if (document.hidden || this.#stopped) return;
    const lamp = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
    if (this.#stopped) void lamp?.release();
    else this.#lamp = lamp;
  };

  #opened(live: Live): void {
    tell({ camera: null, tracking: this.#state });
    if (this.#state) this.#options.onTracking(this.#state);
    void this.#buttons.refresh(live);
  }

  /** The last picture stays, with what stood on it. */
  #interrupted(): void {
    tell({ camera: 'interrupted' });
    this.#buttons.clear();
    this.#options.onInterrupted();
  }

  #frame(frame: LiveFrame): void {
    if (this.#stopped) return;
    const target = this.#options.markers.find(({ code }) => code === frame.marker)?.page ?? null;
    if (target && frame.state === 'tracking') {
      tell({ marker: frame.marker });
      this.#options.onPage(target);
    }
    // The educator may have opened another page than the one under the camera: then its scene stands before the child.
    const fits = target === this.#options.shown();
    const state = frame.state === 'tracking' && !fits ? 'held' : frame.state;
    this.#options.stage.frame({ ...frame, held: state === 'held' });
    this.#change(state);
    const { image, marker, pose, raw, camera, width, height, side } = frame;
    const detail = { image, marker, state, pose, raw, camera, width, height, side };
    document.documentElement.dispatchEvent(new CustomEvent('arlearn:pose', { detail }));
  }

  /** Says whose it is; that has to be asked, and it may be gone by then. */
  async #meet(number: number | null): Promise<void> {
    const meeting = ++this.#meetings;
    const stranger = number === null ? null : await strangerNumbered(number, this.#options.book);
    if (meeting !== this.#meetings || this.#stopped) return;
    tell({ stranger: stranger && (stranger.code ?? 'unknown') });
    this.#options.onStranger(stranger);
  }

  #change(state: LiveFrame['state']): void {
    if (state === this.#state) return;
    this.#state = state;
    tell({ tracking: state });
    this.#options.onTracking(state);
  }

  #fail(reason: Reason): void {
    if (this.#stopped) return;
    this.stop();
    this.#options.onFailure(reason);
  }
}
