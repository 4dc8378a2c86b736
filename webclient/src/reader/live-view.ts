// Live AR: the camera's frames go to the tracker, its poses to the stage, and what happens to the root element.
import type { Reason } from '../core/rung.ts';
import type { MarkerWord } from '../generated/api.ts';
import type { Stage } from '../stage/stage.ts';
import type { CameraFailure, Live, LiveFrame } from '../tracking/live.ts';
import { tell } from './state.ts';

export interface LiveEvents {
  onTracking: (state: LiveFrame['state']) => void;
  /** A marker is looked at: its page. */
  onPage: (page: string) => void;
  onFailure: (reason: Reason) => void;
}

export interface LiveViewOptions extends LiveEvents {
  readonly stage: Stage;
  readonly markers: readonly MarkerWord[];
  /** The page whose scene is on the stage. */
  readonly shown: () => string;
}

const reasons: Record<CameraFailure, Reason> = {
  refused: 'camera_denied',
  none: 'no_camera',
  busy: 'camera_busy',
  insecure: 'insecure',
  unsupported: 'camera_failed',
};

export class LiveView {
  readonly #options: LiveViewOptions;
  #live: Live | null = null;
  #stopped = false;
  #state: LiveFrame['state'] | null = null;
  #lamp: { release: () => Promise<void> } | null = null;

  constructor(options: LiveViewOptions) {
    this.#options = options;
    void this.#open();
  }

  get state(): LiveFrame['state'] | null {
    return this.#state;
  }

  stop(): void {
    this.#stopped = true;
    this.#live?.stop();
    void this.#lamp?.release();
    tell({ tracking: null });
  }

  async #open(): Promise<void> {
    try {
      const { startLive } = await import('../tracking/live.ts');
      if (this.#stopped) return;
      this.#change('searching');
      const live = await startLive({
        video: document.createElement('video'),
        markers: this.#options.markers,
        onFrame: (frame) => this.#frame(frame),
        onFailure: (failure) => this.#fail(reasons[failure]),
      });
      if (this.#stopped) live.stop();
      this.#live = live;
      // A page held before a camera is not touched for minutes.
      this.#lamp = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
    } catch {
      this.#fail('camera_failed');
    }
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
