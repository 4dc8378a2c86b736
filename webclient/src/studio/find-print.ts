// Looks for printed markers in a photograph with the tracker that children's phones run, also where one is mirrored.

import type { Corners } from '../core/pose.ts';
import type { Gray } from '../core/print-light.ts';
import { wordBits } from '../core/ring13.ts';
import type { MarkerOfPage } from '../generated/api.ts';
import { Detector } from '../tracking/detector.ts';

export interface FoundPrint {
  readonly marker: MarkerOfPage;
  readonly corners: Corners;
}

/** mirrored, inverted: nothing as it is, but something in the picture's mirror image or negative. */
export type Search = { readonly kind: 'found'; readonly prints: FoundPrint[] } | { readonly kind: Missing };
export type Missing = 'none' | 'mirrored' | 'inverted';

export class PrintFinder {
  readonly #detector = new Detector();
  readonly #markers: readonly MarkerOfPage[];

  constructor(markers: readonly MarkerOfPage[]) {
    this.#markers = markers;
    this.#detector.know(markers.map(({ word }) => wordBits(word)));
  }

  /** The markers in the picture, the largest first. Rejects where this browser cannot run the tracker. */
  async search(gray: Gray): Promise<Search> {
    await this.#detector.ready;
    const prints = await this.#look(gray.data.slice(), gray);
    if (prints.length > 0) return { kind: 'found', prints: prints.sort((a, b) => area(b.corners) - area(a.corners)) };
    if ((await this.#look(mirrored(gray), gray)).length > 0) return { kind: 'mirrored' };
    const negative = gray.data.map((level) => 255 - level);
    if ((await this.#look(negative, gray)).length > 0) return { kind: 'inverted' };
    return { kind: 'none' };
  }

  close(): void {
    this.#detector.close();
  }

  async #look(data: Uint8Array<ArrayBuffer>, { width, height, stride }: Gray): Promise<FoundPrint[]> {
    const { found } = await this.#detector.detect({ buffer: data.buffer, offset: 0, stride, width, height });
    return found.map(({ index, corners }) => ({ marker: this.#markers[index]!, corners }));
  }
}

function mirrored({ data, width, height, stride }: Gray): Uint8Array<ArrayBuffer> {
  const turned = new Uint8Array(data.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++)
      turned[row * stride + width - 1 - column] = data[row * stride + column]!;
  }
  return turned;
}

/** Of a polygon, px²; positive either way around. */
function area(corners: Corners): number {
  let twice = 0;
  for (const [i, [x, y]] of corners.entries()) {
    const [u, v] = corners[(i + 1) % corners.length]!;
    twice += x * v - u * y;
  }
  return Math.abs(twice) / 2;
}
