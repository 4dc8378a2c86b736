// What `arlearn bench markers --peers` runs in Node: other people's readers, each on pictures of its own kind of marker.
//
// As markers.ts: a line of JSON and a picture's grey values in, a line of JSON out. Poses are made of their corners as of
// ours, so that what is compared is the corners. The readers come from npm and are no part of what is shipped.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Corners } from '../src/core/pose.ts';
import { Artoolkit, type Lesson } from './artoolkit.ts';
import { Input } from './input.ts';
import { exactPose, nominalPose, type Outline, type TrueCamera } from './poses.ts';
import { processorMs } from './processor.ts';

interface Asked {
  readonly kind: 'picture';
  readonly peer: 'js-aruco2' | 'zxing' | 'artoolkit';
  /** Which of the sets of patterns that it was told before. */
  readonly set?: number;
  /** Whether it is a film's next, of which it may know what it saw before. */
  readonly film?: boolean;
  readonly width: number;
  readonly height: number;
  /** Where the square's corners are on the page, mm. */
  readonly outline: Outline;
  readonly camera: TrueCamera;
}

interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

interface Seen {
  readonly index: number;
  readonly corners: Corners;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Aruco {
  AR: {
    DICTIONARIES: Record<
      string,
      { readonly nBits: number; readonly tau?: number; readonly codeList: readonly unknown[] }
    >;
    Detector: new (options: {
      dictionaryName: string;
      maxHammingDistance: number;
    }) => { detect(picture: Picture): { readonly id: number; readonly corners: readonly Point[] }[] };
  };
}

interface Zxing {
  prepareZXingModule(options: object): Promise<unknown>;
  readBarcodes(
    picture: Picture,
    options: object,
  ): Promise<{ isValid: boolean; text: string; position: Record<string, Point> }[]>;
}

const REPEATS = 3;
const webclient = process.argv[2]!;
const require = createRequire(join(webclient, 'package.json'));

/** The first fifty of the dictionary, as OpenCV's DICT_4X4_50 has them; it forgives what their distance of 4 allows. */
function aruco(): (picture: Picture) => Seen[] {
  const { AR } = require('js-aruco2') as Aruco;
  require('js-aruco2/src/dictionaries/aruco_4x4_1000.js'); // adds itself
  const all = AR.DICTIONARIES.ARUCO_4X4_1000;
  if (!all) throw new Error('js-aruco2 has no dictionary of this name');
  AR.DICTIONARIES.FIFTY = { ...all, tau: 4, codeList: all.codeList.slice(0, 50) };
  const detector = new AR.Detector({ dictionaryName: 'FIFTY', maxHammingDistance: 2 });
  return (picture) =>
    detector.detect(picture).map(({ id, corners }) => ({
      index: id,
      corners: corners.map(({ x, y }) => [x + 0.5, y + 0.5]) as unknown as Corners,
    }));
}

/** One QR code a picture, with all that makes the reader find more; the marker's number ends what it says. */
async function zxing(): Promise<(picture: Picture) => Promise<Seen[]>> {
  const { prepareZXingModule, readBarcodes } = require('zxing-wasm/reader') as Zxing;
  const wasmBinary = readFileSync(join(webclient, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const options = { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryDownscale: true, maxNumberOfSymbols: 1 };
  return async (picture) =>
    (await readBarcodes(picture, options)).flatMap(({ isValid, text, position }) => {
      const number = /(\d+)$/.exec(text)?.[1];
      if (!isValid || number === undefined) return [];
      const at = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'].map((name) => position[name]!);
      return [{ index: Number(number), corners: at.map(({ x, y }) => [x, y]) as unknown as Corners }];
    });
}

function artoolkit(picture: Picture, { set }: Asked): Seen[] {
  if (!learnt || set === undefined) throw new Error('ARToolKit was told no patterns');
  return learnt.look(picture, set);
}

let learnt: Artoolkit | null = null;
const readers = { 'js-aruco2': aruco(), zxing: await zxing(), artoolkit };

async function look(picture: Picture, asked: Asked): Promise<object> {
  const { peer, width, height, outline, camera } = asked;
  let ms = Number.POSITIVE_INFINITY;
  let found: object[] = [];
  for (let i = 0; i < (asked.film ? 1 : REPEATS); i++) {
    if (asked.set !== undefined && !asked.film) learnt?.forget(picture, asked.set);
    const start = processorMs();
    const seen = await readers[peer](picture, asked);
    const poses = seen.map(({ corners }) => nominalPose(corners, outline, width, height));
    ms = Math.min(ms, processorMs() - start);
    found = seen.map((one, k) => ({ ...one, pose: poses[k], exact: exactPose(one.corners, outline, camera) }));
  }
  return { ms, found };
}

const say = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`);
// ARToolKit tells of itself, and where our answers go.
Object.assign(console, { log: () => {}, info: () => {}, warn: () => {} });

const input = new Input(process.stdin);
for (let line = await input.line(); line !== null; line = await input.line()) {
  const asked = JSON.parse(line) as Asked | (Lesson & { readonly kind: 'learn' });
  if (asked.kind === 'learn') {
    learnt = await Artoolkit.learn(asked);
    continue;
  }
  const gray = new Uint8Array(await input.bytes(asked.width * asked.height));
  const data = new Uint8ClampedArray(4 * gray.length).fill(255);
  for (let i = 0; i < gray.length; i++) data.fill(gray[i]!, 4 * i, 4 * i + 3);
  say(await look({ data, width: asked.width, height: asked.height }, asked));
}
