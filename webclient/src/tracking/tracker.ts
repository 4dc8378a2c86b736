// The WebAssembly tracker with types: words in, grey picture in, markers and where they lie out. See native/tracker.c.
//
// A marker that was there a moment ago is followed by its edges; when that fails, and now and then to see what else lies
// there, the whole picture is searched, in the same frame.

import { type Camera, type Corners, estimatePose, focalOf, type Pose, project, square } from '../core/pose.ts';
import { CELLS, FORGIVEN, ringCells, SQUARE, WHOLE } from '../core/ring13.ts';
import { extend, guesses, LOOK_AROUND, refocus, type Trail } from '../core/trail.ts';
import { foldInto } from './fold.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  family(cells: number, square: number, whole: number, lightInsideDark: number): number;
  words(count: number): number;
  tune(minCluster: number, minContrast: number, wrongBits: number): void;
  image(width: number, height: number): number;
  detect(level: number, sharp: number): number;
  found(): number;
  place(): number;
  follow(index: number, reach: number, swing: number): number;
  square(): number;
}

/** A grey picture inside a buffer: the first byte of its first row, and the bytes from row to row. */
export interface Luma {
  readonly buffer: ArrayBuffer;
  readonly offset: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
  /** Each px of the picture is the mean of so many by so many in the buffer; 1 when not told. */
  readonly fold?: number;
}

export interface Found {
  /** Place of its word among the words given. */
  readonly index: number;
  readonly wrongBits: number;
  /** How clear black and white are apart, grey levels. */
  readonly margin: number;
  /** Of the square inside the black ring, px. */
  readonly corners: Corners;
}

/** A marker in a frame. */
export interface Marked {
  readonly index: number;
  readonly corners: Corners;
  /** By all its edges, lengths in cells; null when they could not be made out. */
  readonly pose: Pose | null;
  /** Corners that were measured without any focal length; null in most frames. */
  readonly measured: Corners | null;
}

export interface Tracked {
  readonly marked: readonly Marked[];
  /** The whole picture was searched: what is not told is not there. */
  readonly searched: boolean;
}

/** A frame to be tracked in. */
export interface Shot {
  readonly luma: Luma;
  readonly camera: Camera;
  /** s */
  readonly time: number;
  /** Place of the word of the marker that is looked at, when one is. */
  readonly aim: number | null;
}

const NUMBERS_EACH = 11;
// Found 99.7% of markers at 40 and 60 mm, 15 to 60 cm away, tilted up to 60 degrees, and nothing false on hostile pages.
const MIN_CLUSTER = 24;
const MIN_CONTRAST = 20;
/**
 * What is darker than this, of 256 between the darkest and the lightest nearby, is dark: high enough that a ring of one or two
 * pixels, which a blur makes grey, stays closed; and the middle, for what the high one misses in glare and shadow.
 */
const LEVELS = [172, 140] as const;
/** How far from where it is believed to be an edge is looked for, and how far a swing may have carried it: of the width. */
const REACH = 8 / 640;
const SWING = 20 / 640;
/** s; the more frames it was missed in, the farther it can have been carried. */
const FRAME = 1 / 30;
const CELL_SQUARE = square(SQUARE);

export class Tracker {
  readonly #wasm: Exports;
  #size = '';
  /** Searches of this film in a row that found nothing. */
  #vain = 0;
  #trail: Trail | null = null;
  /** Of the camera that the trail was seen by, over the picture's diagonal. */
  #focal = 0;
  /** Where the markers of the last search lay, to go on from when another one is aimed at. */
  #others = new Map<number, Pose>();
  #searched = Number.NEGATIVE_INFINITY;

  private constructor(wasm: Exports) {
    this.#wasm = wasm;
    wasm._initialize();
    const at = wasm.family(CELLS, SQUARE, WHOLE, 1);
    const cells = ringCells();
    new Int32Array(wasm.memory.buffer, at, 2 * CELLS).set([...cells.map(([x]) => x), ...cells.map(([, y]) => y)]);
    this.setWords([]);
  }

  static async load(bytes: BufferSource): Promise<Tracker> {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return new Tracker(instance.exports as unknown as Exports);
  }

  /** Bytes that the module holds; it never gives any back. */
  get memory(): number {
    return this.#wasm.memory.buffer.byteLength;
  }

  /** The only words that are found from now on. */
  setWords(words: readonly bigint[]): void {
    const at = this.#wasm.words(words.length);
    new BigUint64Array(this.#wasm.memory.buffer, at, words.length).set(words);
    this.#trail = null;
    this.#others.clear();
    this.#vain = 0;
  }

  /** Every marker in a picture of its own whose word is known; their corners as AprilTag alone has them when not `sharp`. */
  detect(luma: Luma, sharp = true): Found[] {
    this.#write(luma);
    return this.#detect(LEVELS, sharp);
  }

  /** The marker aimed at, by following it; all markers, when it is lost, none is aimed at, or it is time to look around. */
  track({ luma, camera, time, aim }: Shot): Tracked {
    this.#write(luma);
    this.#focus(focalOf(camera, luma.width, luma.height));
    const followed = aim === null ? null : this.#follow(aim, camera, luma.width, time);
    if (followed && time - this.#searched < LOOK_AROUND && time >= this.#searched) {
      return { marked: [followed], searched: false };
    }
    return { marked: this.#search(followed, camera, time, aim), searched: true };
  }

  /** When the camera's focal length is learnt, what it has seen before was as much nearer or farther. */
  #focus(focal: number): void {
    if (focal === this.#focal) return;
    if (this.#trail) this.#trail = refocus(this.#trail, focal / this.#focal);
    this.#others.clear();
    this.#focal = focal;
  }

  #follow(aim: number, camera: Camera, width: number, time: number): Marked | null {
    if (this.#trail?.index !== aim) {
      const pose = this.#others.get(aim);
      this.#trail = pose ? extend(null, aim, pose, this.#searched) : null;
    }
    const trail = this.#trail;
    if (!trail) return null;
    const missed = Math.max(1, Math.min(3, (time - trail.time) / FRAME));
    for (const guess of guesses(trail, time)) {
      const now = this.#settle(aim, guess, camera, REACH * width, SWING * width * missed);
      if (!now) continue;
      this.#trail = extend(trail, now.index, now.pose, time);
      return { ...now, corners: cornersOf(now.pose, camera), measured: null };
    }
    return null;
  }

  /** All markers in the picture, the followed one as it was found; the one aimed at, or in the middle, by its edges. */
  #search(followed: Marked | null, camera: Camera, time: number, aim: number | null): Marked[] {
    const measured = followed ? this.#measure() : null;
    // In full at once, then by turns: what takes long without finding anything would hold up every frame.
    const levels = this.#vain === 0 ? LEVELS : [LEVELS[this.#vain % LEVELS.length]!];
    const found = this.#detect(followed ? LEVELS.slice(0, 1) : levels);
    this.#vain = found.length ? 0 : this.#vain + 1;
    this.#searched = time;
    this.#others.clear();
    const near = nearest(found, camera, aim);
    const marked = found.flatMap((one): Marked[] => {
      if (one.index === followed?.index) return [];
      const rough = estimatePose(one.corners, CELL_SQUARE, camera, null);
      if (rough) this.#others.set(one.index, rough);
      const now = one === near && rough && !followed ? this.#settle(one.index, rough, camera, 4, 0) : null;
      if (now?.index !== one.index) return [{ index: one.index, corners: one.corners, pose: null, measured: null }];
      this.#trail = extend(this.#trail, now.index, now.pose, time);
      return [{ ...now, corners: cornersOf(now.pose, camera), measured: this.#measure() }];
    });
    return followed ? [{ ...followed, measured }, ...marked] : marked;
  }

  /** Where the marker lies whose edges are near this pose, and which one it is. */
  #settle(
    index: number,
    from: Pose,
    camera: Camera,
    reach: number,
    swing: number,
  ): { index: number; pose: Pose } | null {
    const at = this.#wasm.place();
    const place = new Float64Array(this.#wasm.memory.buffer, at, 16);
    place.set([...from.R, ...from.t, camera.fx, camera.fy, camera.cx, camera.cy]);
    const seen = this.#wasm.follow(index, reach, swing);
    if (seen < 0) return null;
    const [...n] = place.subarray(0, 12);
    return { index: seen, pose: { R: n.slice(0, 9), t: n.slice(9) } as unknown as Pose };
  }

  #measure(): Corners | null {
    if (!this.#wasm.square()) return null;
    return cornersAt(new Float64Array(this.#wasm.memory.buffer, this.#wasm.found(), 8));
  }

  /** By one level after the other, until something is found. */
  #detect(levels: readonly number[], sharp = true): Found[] {
    this.#wasm.tune(MIN_CLUSTER, MIN_CONTRAST, FORGIVEN);
    for (const level of levels) {
      const count = this.#wasm.detect(level, sharp ? 1 : 0);
      if (count) return this.#found(count);
    }
    return [];
  }

  #found(count: number): Found[] {
    const numbers = new Float64Array(this.#wasm.memory.buffer, this.#wasm.found(), count * NUMBERS_EACH);
    return Array.from({ length: count }, (_, i) => {
      const n = numbers.subarray(i * NUMBERS_EACH, (i + 1) * NUMBERS_EACH);
      return { index: n[0]!, wrongBits: n[1]!, margin: n[2]!, corners: cornersAt(n.subarray(3)) };
    });
  }

  #write({ buffer, offset, stride, width, height, fold = 1 }: Luma): void {
    const size = `${width}x${height}`;
    if (size !== this.#size) {
      this.#size = size;
      this.#trail = null;
    }
    const at = this.#wasm.image(width, height);
    const memory = new Uint8Array(this.#wasm.memory.buffer);
    if (fold > 1) {
      foldInto(memory.subarray(at, at + width * height), new Uint8Array(buffer, offset), { stride, width, fold });
      return;
    }
    if (stride === width) {
      memory.set(new Uint8Array(buffer, offset, width * height), at);
      return;
    }
    for (let row = 0; row < height; row++) {
      memory.set(new Uint8Array(buffer, offset + row * stride, width), at + row * width);
    }
  }
}

function cornersAt(n: Float64Array): Corners {
  return [0, 2, 4, 6].map((k) => [n[k]!, n[k + 1]!]) as unknown as Corners;
}

function cornersOf(pose: Pose, camera: Camera): Corners {
  return CELL_SQUARE.map(([x, y]) => project(pose, camera, [x, y, 0])) as unknown as Corners;
}

/** The marker aimed at where it was found, else the one nearest the middle of the picture. */
function nearest(found: readonly Found[], camera: Camera, aim: number | null): Found | null {
  const away = ({ corners }: Found): number => {
    const x = corners.reduce((sum, c) => sum + c[0], 0) / 4 - camera.cx;
    const y = corners.reduce((sum, c) => sum + c[1], 0) / 4 - camera.cy;
    return Math.hypot(x, y);
  };
  const [first] = [...found].sort((a, b) => Number(b.index === aim) - Number(a.index === aim) || away(a) - away(b));
  return first ?? null;
}
