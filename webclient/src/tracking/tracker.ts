// The WebAssembly tracker with types: words in, grey picture in, squares with their words out. See native/tracker.c.

import type { Corners } from '../core/pose.ts';
import { CELLS, FORGIVEN, ringCells, SQUARE, WHOLE } from '../core/ring13.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  family(cells: number, square: number, whole: number, lightInsideDark: number): number;
  words(count: number): number;
  tune(decimate: number, minCluster: number, minContrast: number, wrongBits: number): void;
  image(width: number, height: number): number;
  detect(): number;
  found(): number;
}

/** A grey picture inside a buffer: the first byte of its first row, and the bytes from row to row. */
export interface Luma {
  readonly buffer: ArrayBuffer;
  readonly offset: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
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

const NUMBERS_EACH = 11;
/** Above this length of the longer side, px, squares are searched in half the size; their edges are still found in full. */
const FULL_SEARCH = 800;
// Found 98% of markers at 40 and 60 mm, 15 to 60 cm away, tilted up to 60 degrees, and nothing false on hostile pages.
const MIN_CLUSTER = 24;
const MIN_CONTRAST = 20;

export class Tracker {
  readonly #wasm: Exports;
  #size = '';
  #fullSearch = FULL_SEARCH;

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
  }

  /** Whether small markers are looked for as well, in the full size of a large picture: cards across a room. */
  searchFar(far: boolean): void {
    this.#fullSearch = far ? Number.POSITIVE_INFINITY : FULL_SEARCH;
    this.#size = ''; // tuned anew with the next picture
  }

  /** Every marker in the picture whose word is known. */
  detect(luma: Luma): Found[] {
    this.#write(luma);
    const count = this.#wasm.detect();
    const numbers = new Float64Array(this.#wasm.memory.buffer, this.#wasm.found(), count * NUMBERS_EACH);
    return Array.from({ length: count }, (_, i) => {
      const n = [...numbers.subarray(i * NUMBERS_EACH, (i + 1) * NUMBERS_EACH)] as number[];
      const corners = [3, 5, 7, 9].map((k) => [n[k]!, n[k + 1]!]) as unknown as Corners;
      return { index: n[0]!, wrongBits: n[1]!, margin: n[2]!, corners };
    });
  }

  #write({ buffer, offset, stride, width, height }: Luma): void {
    const size = `${width}x${height}`;
    if (size !== this.#size) {
      this.#wasm.tune(Math.max(width, height) > this.#fullSearch ? 2 : 1, MIN_CLUSTER, MIN_CONTRAST, FORGIVEN);
      this.#size = size;
    }
    const at = this.#wasm.image(width, height);
    const memory = new Uint8Array(this.#wasm.memory.buffer);
    for (let row = 0; row < height; row++) {
      memory.set(new Uint8Array(buffer, offset + row * stride, width), at + row * width);
    }
  }
}
