// Live AR: camera, detector and pose put together. One frame at a time, and the frame given out is the one tracked.

import type { Planes } from '../core/planes.ts';
import type { Camera, Pose } from '../core/pose.ts';
import { type MarkerWord, wordBits } from '../core/ring13.ts';
import type { CameraFailure, Lens } from './camera.ts';
import { Detector, type Tracking } from './detector.ts';
import { develop, type Film, focalOf, newFilm, question } from './film.ts';
import { keepFocal, keptFocal, type Lensed, sameLens } from './focal.ts';
import { costOf, type Dealt, Frames, type Taken } from './frames.ts';
import { type Picture, PictureReader } from './picture.ts';
import { type StrangersOptions, StrangerWatch } from './strangers.ts';
import type { Tracked } from './tracker.ts';
import { type CameraWish, Viewfinder } from './viewfinder.ts';

export type { MarkerWord } from '../core/ring13.ts';
export type { CameraFailure, Lens } from './camera.ts';
export { trackerLicence } from './detector.ts';

export interface LiveFrame {
  /** The picture that was tracked; draw it before `onFrame` returns, it is closed after. */
  readonly image: VideoFrame | HTMLCanvasElement;
  /** The same picture as it came, which is drawn with less ado; only until `onFrame` returns, and not of every browser. */
  readonly planes: Planes | null;
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
  /** What a frame cost the page: its work, or the time since the last one when some between were missed, ms. */
  onCost?(cost: number): void;
  /** The camera is there: at first, after each interruption, with each lens. */
  onOpen?(): void;
  /** A call or the lock screen has the camera; it comes back by itself. */
  onInterrupted?(): void;
  onFailure(failure: CameraFailure): void;
  /** To be told of other books' markers. */
  readonly strangers?: StrangersOptions;
}

/** A page that comes through none of so many frames shows nothing: then there is no camera for it. */
const STUMBLES = 30;

const storage = (): Storage => localStorage;

/** Tracks from `open` until `stop`. Never rejects: what goes wrong, now or later, goes to `onFailure`. */
export class Live {
  readonly #options: LiveOptions;
  readonly #detector = new Detector();
  readonly #reader = new PictureReader();
  #codes: string[] = [];
  #film: Film = newFilm(null);
  /** What the film's focal length holds for; null before the first frame. */
  #lensed: Lensed | null = null;
  readonly #finder: Viewfinder;
  readonly #strangers: StrangerWatch | null;
  readonly #frames: Frames;
  /** Counts openings of the camera: what belongs to an earlier one stops by itself. */
  #turn = 0;
  /** Ends when the detector has no frame of an earlier camera any more. */
  #running: Promise<void> = Promise.resolve();
  /** How often the page has gone wrong since it last came through a frame. */
  #stumbles = 0;
  #stopped = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#frames = new Frames(options.video, (video) => this.#reader.read(video));
    this.#strangers = options.strangers ? new StrangerWatch(this.#detector, options.strangers) : null;
    this.know(options.markers);
    this.#finder = new Viewfinder(options.video, {
      onOpen: () => this.#opened(),
      onInterrupted: () => {
        this.#strangers?.forget();
        options.onInterrupted?.();
      },
      onFailure: (failure) => this.#fail(failure),
    });
    this.#detector.ready.catch(() => this.#fail('unsupported'));
  }

  /** The markers to look for from now on. */
  know(markers: readonly MarkerWord[]): void {
    this.#codes = markers.map((marker) => marker.code);
    const words = markers.map((marker) => wordBits(marker.word));
    this.#detector.know(words);
    this.#strangers?.know(words);
  }

  open(): Promise<void> {
    return this.#finder.open();
  }

  lenses(): Promise<Lens[]> {
    return this.#finder.lenses();
  }

  /** The lens that is open now. */
  get lens(): string | null {
    return this.#finder.lens;
  }

  /** Changes to another lens and remembers it. */
  useLens(id: string): Promise<void> {
    return this.#finder.useLens(id);
  }

  get hasTorch(): boolean {
    return this.#finder.hasTorch;
  }

  /** Returns whether the lamp obeyed. */
  torch(on: boolean): Promise<boolean> {
    return this.#finder.torch(on);
  }

  /** Smaller or fewer pictures from now on; a camera that does not obey is helped. */
  ease(wish: CameraWish): void {
    this.#frames.rate = wish.rate;
    this.#reader.most = wish.picture;
    void this.#finder.ease(wish);
  }

  /** Lets go of the camera until `open`. */
  rest(): void {
    this.#end();
    this.#strangers?.forget();
    this.#finder.rest();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#end();
    this.#finder.stop();
    this.#detector.close();
  }

  #opened(): void {
    const turn = this.#end();
    this.#strangers?.forget();
    this.#options.onOpen?.();
    this.#running = Promise.all([this.#detector.ready, this.#running]).then(
      () => this.#run(turn),
      () => undefined, // told where the detector was made
    );
  }

  /** What was taken until now is not dealt with any more. */
  #end(): number {
    this.#frames.stop();
    return ++this.#turn;
  }

  #fail(failure: CameraFailure): void {
    if (this.#stopped) return;
    this.#end();
    this.#finder.stop();
    this.#options.onFailure(failure);
  }

  /** Deals with one frame after the other until the camera is another one. */
  async #run(turn: number): Promise<void> {
    let asked: Asked | null = null;
    let last: Dealt | null = null;
    if (turn === this.#turn) this.#frames.start();
    try {
      while (turn === this.#turn) {
        asked ??= this.#ask(await this.#frames.next());
        const answer: Tracking | undefined = await asked?.answer;
        if (!asked || !answer || turn !== this.#turn) return;
        const { taken, time } = asked;
        const raw = this.#develop(asked, answer.tracked);
        const isSeen: boolean = answer.tracked.marked.length > 0;
        // The worker need not wait until this one is drawn; where none is seen it may be wanted for a glance first.
        const { camera } = asked;
        asked = isSeen ? this.#ask(this.#frames.take()) : null;
        const luma = { ...taken.picture.luma, buffer: answer.buffer };
        try {
          this.#give({ ...taken.picture, luma }, camera, raw, answer.took);
        } finally {
          taken.picture.close();
        }
        this.#reader.reuse((await this.#strangers?.after(luma, isSeen, time)) ?? answer.buffer);
        if (turn === this.#turn) last = this.#tell(taken, last);
      }
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#fail('unsupported');
      report(error);
    } finally {
      await this.#letGo(asked);
    }
  }

  /** Hands a frame to the worker. */
  #ask(taken: Taken | null): Asked | null {
    if (!taken) return null;
    const time = taken.shown.now / 1000;
    const { luma } = taken.picture;
    const codes = this.#codes; // as the worker knows them when this frame arrives there
    const lensed = { lens: this.#finder.lens, width: luma.width, height: luma.height };
    const shot = question(this.#filmThrough(lensed), codes, luma, time);
    const answer = this.#detector.track(shot);
    answer.catch(() => undefined); // it may be waited for a while later
    return { taken, time, codes, lensed, camera: shot.camera, answer };
  }

  /** The film goes on by one frame. */
  #develop({ taken, time, codes, lensed, camera }: Asked, tracked: Tracked): Pose | null {
    const { width, height } = taken.picture.luma;
    const { side = 60 } = this.#options;
    const before = this.#film;
    const { film, raw } = develop(before, { tracked, camera, width, height, time, codes, side });
    this.#film = film;
    const focal = focalOf(film);
    if (focal !== null && focal !== focalOf(before)) keepFocal(storage, lensed, focal);
    return raw;
  }

  #tell(taken: Taken, last: Dealt | null): Dealt {
    const dealt = { taken, at: performance.now() };
    this.#hand(() => this.#options.onCost?.(costOf(dealt, last, this.#frames.rate)));
    return dealt;
  }

  /** Of a camera that is no more. */
  async #letGo(asked: Asked | null): Promise<void> {
    if (!asked) return;
    asked.taken.picture.close();
    await asked.answer.then(
      ({ buffer }) => this.#reader.reuse(buffer),
      () => undefined, // the detector is broken, which is told where it was made
    );
  }

  /** What the page does with a frame may go wrong, which is told as its errors are; it has the next one all the same. */
  #hand(part: () => void): void {
    try {
      part();
    } catch (error) {
      if (++this.#stumbles >= STUMBLES) throw error;
      report(error);
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

  #give({ image, luma, layout }: Picture, camera: Camera, raw: Pose | null, took: number): void {
    const { presence, smoothing } = this.#film.sight;
    const { side = 60, onFrame } = this.#options;
    const { width, height } = luma;
    const state = presence.kind === 'coasting' ? 'tracking' : presence.kind;
    const marker = presence.kind === 'searching' ? null : presence.marker;
    const planes = layout && { ...layout, buffer: luma.buffer };
    const pose = smoothing?.pose ?? null;
    const frame = { image, planes, width, height, camera, state, marker, pose, raw, side, took } as const;
    this.#hand(() => {
      onFrame(frame);
      this.#stumbles = 0;
    });
  }
}

/** Tells of an error where the page's errors are seen: it is none that can be expected. */
function report(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}

/** A frame that is with the worker, and what it was asked by. */
interface Asked {
  readonly taken: Taken;
  /** s */
  readonly time: number;
  readonly codes: readonly string[];
  readonly lensed: Lensed;
  readonly camera: Camera;
  readonly answer: Promise<Tracking>;
}
