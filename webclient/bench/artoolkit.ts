// ARToolKit among the readers of `arlearn bench markers --peers`: squares by the picture inside, learnt beforehand.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Corners } from '../src/core/pose.ts';

/** What it is told before it looks: cameras as its files have them, in base64; patterns by the marker's number. */
export interface Lesson {
  /** Of its package. */
  readonly folder: string;
  readonly cameras: readonly { readonly width: number; readonly height: number; readonly file: string }[];
  /** The border's inside over the whole square. */
  readonly inside: number;
  /** In sets of at most fifty, which is as many as one of them knows. */
  readonly sets: readonly Readonly<Record<string, string>>[];
}

interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

interface Found {
  readonly idPatt: number;
  readonly cfPatt: number;
  readonly dirPatt: number;
  readonly vertex: readonly (readonly [number, number])[];
}

interface Controller {
  readonly artoolkit: object;
  detectMarker(picture: Picture): number;
  getMarkerNum(): number;
  getMarker(index: number): Found;
  loadMarker(text: string): Promise<number>;
  setPatternDetectionMode(mode: number): void;
  setPattRatio(ratio: number): void;
}

interface Library {
  ARController: { initWithDimensions(width: number, height: number, camera: Uint8Array): Promise<Controller> };
}

const MONOCHROME = 1; // AR_TEMPLATE_MATCHING_MONO
const LIKENESS = 0.5; // at least this, as ARToolKit itself cuts off
const FORGETTING = 6; // pictures after which it knows nothing of one before

/**
 * One reader for each width and set. Its threshold between light and dark is its own, a grey of 100: the adaptive one
 * takes eight times as long, fails where there is much text, and finds less.
 */
export class Artoolkit {
  readonly #readers = new Map<string, { controller: Controller; numbers: Map<number, number> }>();

  static async learn({ folder, cameras, inside, sets }: Lesson): Promise<Artoolkit> {
    const reader = new Artoolkit();
    const { ARController } = createRequire(join(folder, 'package.json'))(join(folder, 'dist/ARToolkit.js')) as Library;
    for (const { width, height, file } of cameras) {
      for (const [set, patterns] of sets.entries()) {
        const camera = new Uint8Array(Buffer.from(file, 'base64'));
        const controller = await ARController.initWithDimensions(width, height, camera);
        controller.setPatternDetectionMode(MONOCHROME);
        controller.setPattRatio(inside);
        const numbers = new Map<number, number>();
        for (const [number, text] of Object.entries(patterns)) {
          const index = await controller.loadMarker(text);
          if (index < 0) throw new Error(`ARToolKit did not take the pattern ${number}`);
          numbers.set(index, Number(number));
        }
        reader.#readers.set(`${width}/${set}`, { controller, numbers });
      }
    }
    return reader;
  }

  /** It keeps what it saw in the pictures before; `forget` has it look at blank ones. */
  forget({ data, width, height }: Picture, set: number): void {
    const blank = { data: new Uint8ClampedArray(data.length).fill(128), width, height };
    for (let i = 0; i < FORGETTING; i++) this.#of(width, set).controller.detectMarker(blank);
  }

  look(picture: Picture, set: number): { index: number; corners: Corners }[] {
    const { controller, numbers } = this.#of(picture.width, set);
    // Its module writes what it found into the one of this name, which is the last that was made.
    Object.assign(globalThis, { artoolkit: controller.artoolkit });
    if (controller.detectMarker(picture) < 0) return []; // more regions than it has room for
    // It answers with one object, again and again.
    const found = Array.from({ length: controller.getMarkerNum() }, (_, i) => structuredClone(controller.getMarker(i)));
    return found
      .filter(({ idPatt, cfPatt }) => idPatt >= 0 && cfPatt >= LIKENESS)
      .map(({ idPatt, dirPatt, vertex }) => {
        const turned = [0, 1, 2, 3].map((k) => vertex[(4 - dirPatt + k) % 4]!);
        return {
          index: numbers.get(idPatt)!,
          corners: turned.map(([x, y]) => [x + 0.5, y + 0.5]) as unknown as Corners,
        };
      });
  }

  #of(width: number, set: number): { controller: Controller; numbers: Map<number, number> } {
    const reader = this.#readers.get(`${width}/${set}`);
    if (!reader) throw new Error(`ARToolKit was not told of pictures ${width} wide`);
    return reader;
  }
}
