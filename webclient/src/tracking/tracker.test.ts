// The real WebAssembly module on drawn markers. `python webclient/native/build.py` makes it.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ringCells, wordBits } from '../core/ring13.ts';
import { type Luma, Tracker } from './tracker.ts';

const WORDS = ['9e4db1c26a57', '15f3a86e0b9d', 'c6197d4ae853'].map(wordBits);
const UNIT = 12;
const [LEFT, TOP] = [200, 130];

/** A marker on white paper, turned clockwise by quarter turns, each of its cells 12 px wide, at (200, 130). */
function draw(word: bigint, turns = 0, [width, height] = [640, 480], stride = width, offset = 0): Luma {
  const buffer = new ArrayBuffer(offset + stride * height);
  const gray = new Uint8Array(buffer).fill(220);
  const cell = (x: number, y: number, value: number) => {
    for (let i = 0; i < turns; i++) [x, y] = [8 - y, x];
    for (let row = 0; row < UNIT; row++) {
      const from = offset + (TOP + (y + 2) * UNIT + row) * stride + LEFT + (x + 2) * UNIT;
      gray.fill(value, from, from + UNIT);
    }
  };
  for (let y = -1; y < 10; y++) for (let x = -1; x < 10; x++) cell(x, y, x < 0 || y < 0 || x > 8 || y > 8 ? 30 : 220);
  ringCells().forEach(([x, y], i) => {
    cell(x, y, (word >> BigInt(47 - i)) & 1n ? 220 : 30);
  });
  return { buffer, offset, stride, width: width!, height: height! };
}

/** The word with its first `count` of these bits wrong. */
const spoilt = (word: bigint, count: number) =>
  [3, 9, 17, 22, 30, 41].slice(0, count).reduce((w, b) => w ^ (1n << BigInt(b)), word);

describe('the WebAssembly tracker', () => {
  let module: Uint8Array<ArrayBuffer>;
  let tracker: Tracker;
  beforeAll(async () => {
    module = new Uint8Array(readFileSync(new URL('./wasm/tracker.wasm', import.meta.url)));
    tracker = await Tracker.load(module);
    tracker.setWords(WORDS);
  });

  it('needs nothing of the page', () => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(module))).toEqual([]);
  });

  it('finds the square inside the ring, to a third of a pixel, and says which word', () => {
    const [found, ...more] = tracker.detect(draw(WORDS[1]!));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ index: 1, wrongBits: 0 });
    const [x, y] = [LEFT + 2 * UNIT, TOP + 2 * UNIT];
    const [a, b] = [x + 9 * UNIT, y + 9 * UNIT];
    [
      [x, y],
      [a, y],
      [a, b],
      [x, b],
    ].forEach(([u, v], i) => {
      expect(Math.abs(found!.corners[i]![0] - u!)).toBeLessThan(0.34);
      expect(Math.abs(found!.corners[i]![1] - v!)).toBeLessThan(0.34);
    });
  });

  it.each([1, 2, 3])("begins at the marker's own top left after %i quarter turns", (turns) => {
    const [x, y] = [LEFT + 6.5 * UNIT, TOP + 6.5 * UNIT];
    const [found] = tracker.detect(draw(WORDS[0]!, turns));
    const [u, v] = found!.corners[0];
    const away = (Math.atan2(v - y, u - x) * 180) / Math.PI;
    expect((away + 360) % 360).toBeCloseTo((225 + 90 * turns) % 360, 0);
  });

  it('forgives five wrong bits and no sixth', () => {
    for (let wrong = 0; wrong <= 5; wrong++) {
      expect(tracker.detect(draw(spoilt(WORDS[2]!, wrong)))).toMatchObject([{ index: 2, wrongBits: wrong }]);
    }
    expect(tracker.detect(draw(spoilt(WORDS[2]!, 6)))).toEqual([]);
  });

  it('finds only the words it was given last', () => {
    tracker.setWords([WORDS[2]!]);
    expect(tracker.detect(draw(WORDS[0]!))).toEqual([]);
    expect(tracker.detect(draw(WORDS[2]!))).toMatchObject([{ index: 0 }]);
    tracker.setWords([]);
    expect(tracker.detect(draw(WORDS[2]!))).toEqual([]);
    tracker.setWords(WORDS);
  });

  it('reads rows that lie apart and do not begin at once', () => {
    const plain = tracker.detect(draw(WORDS[0]!));
    expect(tracker.detect(draw(WORDS[0]!, 0, [640, 480], 704, 96))).toEqual(plain);
  });

  it('R100 folds a picture of the camera to half its size without moving anything', () => {
    const small = draw(WORDS[1]!);
    const stride = 2 * 640 + 32;
    const large = { ...small, buffer: new ArrayBuffer(100 + stride * 960), offset: 100, stride, fold: 2 };
    const [from, to] = [new Uint8Array(small.buffer), new Uint8Array(large.buffer, 100)];
    for (let y = 0; y < 960; y++) for (let x = 0; x < 1280; x++) to[y * stride + x] = from[(y >> 1) * 640 + (x >> 1)]!;
    expect(tracker.detect(large)).toEqual(tracker.detect(small));
    // The mean, not one px of several.
    for (let y = 1; y < 960; y += 2) for (let x = 1; x < 1280; x += 2) to[y * stride + x] = 0;
    from.forEach((value, i) => {
      from[i] = Math.round(value * 0.75);
    });
    expect(tracker.detect(large)).toEqual(tracker.detect(small));
  });

  it('changes between small and large pictures', () => {
    for (const size of [
      [1280, 720],
      [480, 640],
      [720, 1280],
      [640, 480],
    ] as const) {
      const [found] = tracker.detect(draw(WORDS[1]!, 0, [...size]));
      expect(Math.abs(found!.corners[0][0] - (LEFT + 2 * UNIT))).toBeLessThan(0.5);
    }
  });

  it('sees nothing in noise, and keeps its memory in hand', async () => {
    const fresh = await Tracker.load(module);
    fresh.setWords(WORDS);
    let seed = 1;
    const noise = draw(WORDS[0]!);
    const gray = new Uint8Array(noise.buffer);
    for (let i = 0; i < gray.length; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      gray[i] = seed >>> 24;
    }
    for (let i = 0; i < 5; i++) expect(fresh.detect(noise)).toEqual([]);
    const before = fresh.memory;
    for (let i = 0; i < 60; i++) fresh.detect(i % 2 ? noise : draw(WORDS[0]!));
    expect(fresh.memory).toBe(before);
  });
});
