// Opens, keeps and closes the camera for as long as it is wanted: hidden pages, calls, locked screens, other lenses.

import {
  type CameraFailure,
  CameraProblem,
  closeCamera,
  hasTorch,
  type Lens,
  listLenses,
  openCamera,
  rememberedLens,
  rememberLens,
  setTorch,
} from './camera.ts';

export interface ViewfinderEvents {
  /** The video plays: again, after each interruption and with each lens. */
  onOpen(): void;
  /** The camera was taken away (a call, the lock screen), and comes back by itself. */
  onInterrupted(): void;
  /** It cannot be had. */
  onFailure(failure: CameraFailure): void;
}

export interface CameraWish {
  /** Longer side of the picture, px. */
  readonly picture: number;
  /** Frames, 1/s. */
  readonly rate: number;
}

/** Silence of a camera before it is opened anew, ms: muted ones mostly come back by themselves. */
const SILENCE = 4000;
/** The same before its first picture, ms: a cheap phone's is slow to begin. */
const FIRST = 6000;
/** Waits before a camera that was taken away is tried again, ms; after the last one it is not given back. */
const RETRIES = [300, 1000, 2000, 4000];
/** Tries of one that somebody else has meanwhile, with the last of those waits: a short call is over in a minute. */
const OF_ANOTHER = 18;

/** Whether the camera was taken away and is to come back by itself; while the page is hidden nobody is told of it. */
type Loss = 'none' | 'untold' | 'told';

export class Viewfinder {
  readonly #video: HTMLVideoElement;
  readonly #events: ViewfinderEvents;
  #stream: MediaStream | null = null;
  #lens = rememberedLens();
  #wish: CameraWish | null = null;
  /** Counts openings: what belongs to an earlier one stops by itself. */
  #turn = 0;
  /** When the last frame came, ms. */
  #heard = 0;
  /** How often it was lost since a frame came, and how often it was refused in a row. */
  #losses = 0;
  #refusals = 0;
  #loss: Loss = 'none';
  #stopped = false;
  #resting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(video: HTMLVideoElement, events: ViewfinderEvents) {
    this.#video = video;
    this.#events = events;
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  /** Never rejects: what goes wrong, now or later, is told by the events. */
  async open(): Promise<void> {
    const turn = this.#close();
    this.#resting = false;
    if (document.hidden || this.#stopped) return;
    try {
      const stream = await this.#ask(turn);
      if (turn !== this.#turn) return closeCamera(stream);
      this.#stream = stream;
      this.#refusals = 0;
      this.#listen(stream, turn);
      // From now on: a dead camera does not even begin to play.
      this.#heard = performance.now();
      this.#watch(turn);
      await this.#play(stream);
      if (turn !== this.#turn) return;
      if (this.#wish) await this.ease(this.#wish);
      if (turn !== this.#turn) return;
      this.#loss = 'none';
      this.#events.onOpen();
    } catch (error) {
      if (turn === this.#turn) this.#failed(error instanceof CameraProblem ? error.failure : 'unsupported');
    }
  }

  /** Asks the camera for smaller or fewer pictures; one that cannot goes on as it is. */
  async ease(wish: CameraWish): Promise<void> {
    this.#wish = wish;
    const { videoWidth: width, videoHeight: height } = this.#video;
    if (this.#stream && width)
      await this.#stream
        .getVideoTracks()[0]
        ?.applyConstraints(wanted(wish, width / height))
        .catch(() => undefined);
  }

  get isOpen(): boolean {
    return this.#stream !== null;
  }

  /** The lens that is open now. */
  get lens(): string | null {
    return this.#stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null;
  }

  lenses(): Promise<Lens[]> {
    return listLenses();
  }

  /** Changes to another lens and remembers it. */
  async useLens(id: string): Promise<void> {
    rememberLens(id);
    this.#lens = id;
    await this.open();
  }

  get hasTorch(): boolean {
    return this.#stream !== null && hasTorch(this.#stream);
  }

  /** Returns whether the lamp obeyed. */
  async torch(on: boolean): Promise<boolean> {
    return this.#stream !== null && setTorch(this.#stream, on);
  }

  /** Lets go of the camera until `open`: a page that was hidden meanwhile does not take it again. */
  rest(): void {
    this.#resting = true;
    this.#forget();
    this.#close();
  }

  stop(): void {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#close();
  }

  /** The remembered lens; when that is gone (another dock, a browser that gives new names), the back one. */
  async #ask(turn: number): Promise<MediaStream> {
    const stream = await openCamera(this.#lens);
    // Nobody wants it any more: no list of lenses is waited for, which a hidden page may not get.
    if (turn !== this.#turn) return stream;
    if (!this.#lens || stream.getVideoTracks()[0]?.getSettings().deviceId === this.#lens) return stream;
    if ((await listLenses()).some(({ id }) => id === this.#lens)) return stream;
    closeCamera(stream);
    this.#lens = null;
    return openCamera(null);
  }

  #listen(stream: MediaStream, turn: number): void {
    const track = stream.getVideoTracks()[0];
    const on = (event: 'ended' | 'mute' | 'unmute', act: () => void) =>
      track?.addEventListener(event, () => turn === this.#turn && act());
    on('ended', () => this.#lost());
    on('mute', () => this.#tellInterrupted());
    on('unmute', () => void this.#resume(turn));
  }

  async #play(stream: MediaStream): Promise<void> {
    const video = this.#video;
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
  }

  async #resume(turn: number): Promise<void> {
    await this.#video.play().catch(() => undefined);
    if (turn !== this.#turn || this.#loss === 'none') return;
    this.#loss = 'none';
    this.#events.onOpen();
  }

  /** Opens a camera anew that says nothing: some phones give back a dead one after the lock screen. */
  #watch(turn: number, shown = this.#video.currentTime, patience = FIRST): void {
    this.#timer = setTimeout(() => {
      if (turn !== this.#turn) return;
      const now = this.#video.currentTime;
      if (now !== shown) {
        this.#heard = performance.now();
        this.#losses = 0;
      }
      if (performance.now() - this.#heard >= patience) this.#lost();
      else this.#watch(turn, now, now === shown ? patience : SILENCE);
    }, SILENCE / 4);
  }

  /** A camera that gave no frame in so many openings is not had: mostly it is another app's. */
  #lost(): void {
    this.#again(this.#losses++, RETRIES.length, 'busy');
  }

  #failed(failure: CameraFailure): void {
    // Who has the camera now mostly gives it back soon; what the person forbade meanwhile stays forbidden.
    if (this.#loss === 'none' || failure === 'refused' || failure === 'insecure') this.#fail(failure);
    else this.#again(this.#refusals++, failure === 'busy' ? OF_ANOTHER : RETRIES.length, failure);
  }

  #again(before: number, most: number, failure: CameraFailure): void {
    if (before >= most) {
      this.#fail(failure);
      return;
    }
    this.#tellInterrupted();
    const turn = this.#close();
    const wait = RETRIES[Math.min(before, RETRIES.length - 1)];
    this.#timer = setTimeout(() => turn === this.#turn && void this.open(), wait);
  }

  #tellInterrupted(): void {
    if (this.#loss === 'told') return;
    this.#loss = document.hidden ? 'untold' : 'told';
    if (this.#loss === 'told') this.#events.onInterrupted();
  }

  #fail(failure: CameraFailure): void {
    if (this.#stopped) return;
    this.#close();
    this.#events.onFailure(failure);
  }

  /** Another app may want the camera, and its light should not burn for nothing. */
  readonly #onVisibility = (): void => {
    if (this.#resting) return;
    if (!document.hidden) {
      void this.open();
      return;
    }
    // It may not be given back at once: a call goes on, or the system is only just unlocked.
    const loss = this.#loss === 'none' ? 'untold' : this.#loss;
    this.#forget();
    this.#loss = loss;
    this.#close();
  };

  /** What went wrong until now. */
  #forget(): void {
    this.#loss = 'none';
    this.#losses = this.#refusals = 0;
  }

  /** The number of the turn that begins now. */
  #close(): number {
    clearTimeout(this.#timer);
    if (this.#stream) closeCamera(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
    return ++this.#turn;
  }
}

/**
 * Wishes only, for a picture of the same shape: of another one a browser would cut the sides off, and the lens would seem
 * longer than it is. A phone that is held upright turns width and height by itself.
 */
function wanted({ picture, rate }: CameraWish, shape: number): MediaTrackConstraints {
  const height = Math.round(picture / Math.max(shape, 1 / shape));
  return { width: { ideal: picture }, height: { ideal: height }, frameRate: { ideal: rate } };
}
