// Live AR: camera, detector and pose put together. One frame at a time, and the frame given out is the one tracked.

import type { Camera, Pose } from '../core/pose.ts';
import { type MarkerWord, wordBits } from '../core/ring13.ts';
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
import { Detector } from './detector.ts';
import { develop, type Film, focalOf, newFilm, question } from './film.ts';
import { keepFocal, keptFocal, type Lensed, sameLens } from './focal.ts';
import { type Picture, PictureReader } from './picture.ts';

export type { MarkerWord } from '../core/ring13.ts';
export type { CameraFailure, Lens } from './camera.ts';
export { trackerLicence } from './detector.ts';

export interface LiveFrame {
  /** The picture that was tracked; draw it before `onFrame` returns, it is closed after. */
  readonly image: VideoFrame | HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
  readonly camera: Camera;
  readonly state: 'searching' | 'tracking' | 'held';
  /** Code of the marker that is looked at, or was last. */
  readonly marker: string | null;
  /** Where its page lies, steadied; where it lay last, when `raw` is null. */
  readonly pose: Pose | null;
  /** Where its page lies in this very frame; null when it is not seen. */
  readonly raw: Pose | null;
  /** Side of the marker on paper that the poses assume, mm. */
  readonly side: number;
  /** Time the detector took, ms. */
  readonly took: number;
}

export interface LiveOptions {
  readonly video: HTMLVideoElement;
  readonly markers: readonly MarkerWord[];
  /** Side of the printed markers, mm; 60 when not told. */
  readonly side?: number;
  /** Focal length over the picture's diagonal, where it is known better than the usual phone's. */
  readonly focal?: number;
  onFrame(frame: LiveFrame): void;
  onFailure(failure: CameraFailure): void;
}

const storage = (): Storage => localStorage;

/** Opens the camera and tracks until `stop`. Never rejects: what goes wrong, now or later, goes to `onFailure`. */
export async function startLive(options: LiveOptions): Promise<Live> {
  const live = new Live(options);
  await live.open();
  return live;
}

export class Live {
  readonly #options: LiveOptions;
  readonly #detector = new Detector();
  readonly #reader = new PictureReader();
  #codes: string[] = [];
  #film: Film = newFilm(null);
  /** What the film's focal length holds for; null before the first frame. */
  #lensed: Lensed | null = null;
  #stream: MediaStream | null = null;
  #lens = rememberedLens();
  /** Counts openings: what belongs to an earlier one stops by itself. */
  #turn = 0;
  /** When the camera was opened, ms. */
  #opened = 0;
  #stopped = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.know(options.markers);
    this.#detector.ready.catch(() => this.#fail('unsupported'));
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  /** The markers to look for from now on. */
  know(markers: readonly MarkerWord[]): void {
    this.#codes = markers.map((marker) => marker.code);
    this.#detector.know(markers.map((marker) => wordBits(marker.word)));
  }

  async open(): Promise<void> {
    const turn = ++this.#turn;
    this.#release();
    try {
      const stream = await openCamera(this.#lens);
      if (turn !== this.#turn) return closeCamera(stream);
      this.#stream = stream;
      this.#opened = performance.now();
      stream.getVideoTracks()[0]?.addEventListener('ended', () => turn === this.#turn && this.#interrupted());
      await this.#show(stream);
      await this.#detector.ready;
      if (turn === this.#turn) this.#next(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error instanceof CameraProblem ? error.failure : 'unsupported');
    }
  }

  lenses(): Promise<Lens[]> {
    return listLenses();
  }

  /** Changes to another camera and remembers it. */
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

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#turn++;
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#release();
    this.#detector.close();
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) {
      // Another app may want the camera, and its light should not burn for nothing.
      this.#turn++;
      this.#release();
    } else if (!this.#stopped) {
      void this.open();
    }
  };

  async #show(stream: MediaStream): Promise<void> {
    const { video } = this.#options;
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
  }

  #release(): void {
    if (this.#stream) closeCamera(this.#stream);
    this.#stream = null;
    this.#options.video.srcObject = null;
  }

  /** The camera went away by itself: a call came in, a cable came out. Tried again once it had worked for a while. */
  #interrupted(): void {
    if (performance.now() - this.#opened < 2000) {
      this.#fail('busy');
      return;
    }
    this.#turn++;
    this.#release();
    if (!document.hidden) void this.open();
  }

  #fail(failure: CameraFailure): void {
    if (this.#stopped) return;
    this.#turn++;
    this.#release();
    this.#options.onFailure(failure);
  }

  /** Waits for the video's next frame, then deals with it, then again. */
  #next(turn: number): void {
    const { video } = this.#options;
    const work = (now: number): void => {
      if (turn !== this.#turn) return;
      this.#track(now / 1000, turn).then(
        () => turn === this.#turn && this.#next(turn),
        (error: unknown) => {
          if (turn !== this.#turn) return;
          this.#fail('unsupported');
          throw error; // to where the page's errors are seen: it is none that can be expected
        },
      );
    };
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(work);
    else requestAnimationFrame(work);
  }

  async #track(time: number, turn: number): Promise<void> {
    const picture = await this.#reader.read(this.#options.video);
    if (!picture) return;
    try {
      const { width, height } = picture.luma;
      const codes = this.#codes; // as the worker knows them when this frame arrives there
      const lensed = { lens: this.#lens, width, height };
      const before = this.#filmThrough(lensed);
      const shot = question(before, codes, picture.luma, time);
      const { tracked, took, buffer } = await this.#detector.track(shot);
      this.#reader.reuse(buffer);
      if (turn !== this.#turn) return;
      const { camera } = shot;
      const { side = 60 } = this.#options;
      const { film, raw } = develop(before, { tracked, camera, width, height, time, codes, side });
      this.#film = film;
      const focal = focalOf(film);
      if (focal !== null && focal !== focalOf(before)) keepFocal(storage, lensed, focal);
      this.#give(picture, camera, raw, took);
    } finally {
      picture.close();
    }
  }

  /** The film so far; what it says of the focal length is forgotten when the lens is another one. */
  #filmThrough(lensed: Lensed): Film {
    if (!this.#lensed || !sameLens(this.#lensed, lensed)) {
      const kept = this.#options.focal ?? keptFocal(storage, lensed);
      this.#film = { ...newFilm(kept), sight: this.#film.sight };
      this.#lensed = lensed;
    }
    return this.#film;
  }

  #give({ image, luma }: Picture, camera: Camera, raw: Pose | null, took: number): void {
    const { presence, smoothing } = this.#film.sight;
    const { side = 60, onFrame } = this.#options;
    const { width, height } = luma;
    const state = presence.kind === 'coasting' ? 'tracking' : presence.kind;
    const marker = presence.kind === 'searching' ? null : presence.marker;
    onFrame({ image, width, height, camera, state, marker, pose: smoothing?.pose ?? null, raw, side, took });
  }
}
