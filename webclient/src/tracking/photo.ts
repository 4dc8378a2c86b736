// One photograph from a file: decoded the right way up, its marker found, its camera known. It never leaves the phone.

import { focalOf, HEADER_BYTES, type PhotoHeader, photoHeader } from '../core/exif.ts';
import {
  type Camera,
  type Corners,
  estimatePose,
  NOMINAL_FOCAL,
  nominalCamera,
  type Pose,
  square,
} from '../core/pose.ts';
import { type MarkerWord, squareSide, wordBits } from '../core/ring13.ts';
import { mirrorRows } from '../core/upright.ts';
import { Detector } from './detector.ts';
import { decodeSmall, type Small } from './photo-decode.ts';
import { lumaOf } from './picture.ts';
import { strangersIn } from './strangers.ts';
import type { Luma } from './tracker.ts';

/**
 * unreadable: not a picture, or a broken one; heic: HEIF, which this browser cannot read; small, large: its size;
 * unsupported: this browser cannot run the tracker.
 */
export type PhotoTrouble = 'unreadable' | 'heic' | 'small' | 'large' | 'unsupported';

export class PhotoProblem extends Error {
  constructor(readonly trouble: PhotoTrouble) {
    super(trouble);
  }
}

export interface Photo {
  readonly canvas: HTMLCanvasElement;
  /** Its brightness, to be searched; the detector has its buffer meanwhile. */
  luma: Luma;
  /** Focal length over the diagonal, by the photograph's own word or a usual phone's. */
  readonly focal: number;
}

export interface FoundMarker {
  /** Its code. */
  readonly marker: string;
  readonly pose: Pose;
  readonly camera: Camera;
  /** The photograph was a mirror's, and was turned round. */
  readonly mirrored: boolean;
}

/** Longer side of what is searched, shown and kept, px. */
const KEPT = 2048;
/** Shorter side below which no marker could be told, px. */
const FEWEST = 100;
/** More pixels than this, at 4 bytes each, are more memory than a small phone has. */
const MOST = 52e6;
const MOST_BYTES = 64e6;

/** Opens photographs and looks for markers in them. The tracker is fetched while the first one is decoded. */
export class Darkroom {
  readonly #detector = new Detector();

  /** Decodes a file. Throws a PhotoProblem. */
  async open(file: Blob): Promise<Photo> {
    if (file.size > MOST_BYTES) throw new PhotoProblem('large');
    const head = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
    const header = photoHeader(head);
    if (header.size && header.size.width * header.size.height > MOST) throw new PhotoProblem('large');
    const focal = focalOf(header) ?? NOMINAL_FOCAL;
    const plain = withoutOrientation(file, head, header);
    const small = await decodeSmall(plain, header, KEPT);
    try {
      const photo = small && developed(small, header);
      if (photo) return { ...photo, focal };
    } finally {
      small?.close();
    }
    const bitmap = await decode(plain, header);
    try {
      if (Math.min(bitmap.width, bitmap.height) < FEWEST) throw new PhotoProblem('small');
      const canvas = upright(bitmap, [bitmap.width, bitmap.height], header, true);
      return { canvas, luma: lumaOf(penOf(canvas)), focal };
    } finally {
      bitmap.close();
    }
  }

  /**
   * The marker nearest the photograph's middle and where its page lies; `side` of the printed marker, mm. A mirrored
   * picture is turned round. Null when there is none of them; throws a PhotoProblem where the tracker cannot run.
   */
  async find(photo: Photo, markers: readonly MarkerWord[], side = 60): Promise<FoundMarker | null> {
    await this.#detector.ready.catch(() => {
      throw new PhotoProblem('unsupported');
    });
    this.#detector.know(markers.map(({ word }) => wordBits(word)));
    for (const mirrored of [false, true]) {
      if (mirrored) mirrorRows(grayOf(photo.luma), photo.luma.width);
      const found = await search(this.#detector, photo, markers, side);
      if (found && mirrored) mirror(photo.canvas);
      if (found) return { ...found, mirrored };
    }
    mirrorRows(grayOf(photo.luma), photo.luma.width); // back to what it was
    return null;
  }

  /** The number in the family of the marker nearest the middle, whichever book's it is; null when there is none. */
  async stranger(photo: Photo, family: readonly bigint[]): Promise<number | null> {
    this.#detector.family(family);
    const { found, buffer } = await this.#detector.glance(photo.luma);
    photo.luma = { ...photo.luma, buffer };
    return strangersIn(found, photo.luma.width, photo.luma.height)[0] ?? null;
  }

  close(): void {
    this.#detector.close();
  }
}

/** Null where the browser drew nothing, or not all of it: a broken file. */
function developed({ image, size, luma }: Small, header: PhotoHeader): Omit<Photo, 'focal'> | null {
  const canvas = upright(image, size, header, !luma);
  if (luma) return { canvas, luma };
  const pen = penOf(canvas);
  const [right, bottom] = [canvas.width - 1, canvas.height - 1];
  const isDrawn = [0, right].every((x) => [0, bottom].every((y) => pen.getImageData(x, y, 1, 1).data[3] === 255));
  return isDrawn ? { canvas, luma: lumaOf(pen) } : null;
}

/** Browsers differ in whether and when they turn a picture: with the orientation struck out of the file, we do. */
function withoutOrientation(file: Blob, head: Uint8Array<ArrayBuffer>, header: PhotoHeader): Blob {
  const { orientation, orientationAt } = header;
  if (!orientationAt || orientation === 1) return file;
  const patched = head.slice();
  new DataView(patched.buffer).setUint16(orientationAt.offset, 1, orientationAt.little);
  return new Blob([patched, file.slice(head.length)], { type: file.type });
}

async function decode(file: Blob, { kind }: PhotoHeader): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new PhotoProblem(kind === 'heif' ? 'heic' : 'unreadable');
  }
}

/** `read`: the canvas will be asked for its pixels. */
function upright(
  picture: ImageBitmap | VideoFrame | HTMLImageElement,
  [width, height]: readonly [number, number],
  { orientation }: PhotoHeader,
  read: boolean,
): HTMLCanvasElement {
  const scale = Math.min(1, KEPT / Math.max(width, height));
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = orientation >= 5 ? [h, w] : [w, h];
  const pen = penOf(canvas, read);
  pen.setTransform(...turned(orientation, w, h));
  // Better than that blurs 12 megapixels as a whole first, for a second and more: nothing is lost down to half the size.
  pen.imageSmoothingQuality = scale < 0.4 ? 'medium' : 'low';
  pen.drawImage(picture, 0, 0, w, h);
  pen.resetTransform();
  return canvas;
}

/** The transform that sets a picture of w by h px, stored with this orientation, upright (Exif 2.32, tag 0x0112). */
function turned(orientation: number, w: number, h: number): [number, number, number, number, number, number] {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, w, 0];
    case 3:
      return [-1, 0, 0, -1, w, h];
    case 4:
      return [1, 0, 0, -1, 0, h];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, h, 0];
    case 7:
      return [0, -1, -1, 0, h, w];
    case 8:
      return [0, -1, 1, 0, 0, w];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}

async function search(
  detector: Detector,
  photo: Photo,
  markers: readonly MarkerWord[],
  side: number,
): Promise<Omit<FoundMarker, 'mirrored'> | null> {
  const camera = nominalCamera(photo.canvas.width, photo.canvas.height, photo.focal);
  const { found, buffer } = await detector.detect(photo.luma);
  photo.luma = { ...photo.luma, buffer };
  const fromMiddle = (corners: Corners) =>
    Math.hypot(
      corners.reduce((sum, [x]) => sum + x / 4, 0) - camera.cx,
      corners.reduce((sum, [, y]) => sum + y / 4, 0) - camera.cy,
    );
  const nearestFirst = [...found].sort((a, b) => fromMiddle(a.corners) - fromMiddle(b.corners));
  for (const { index, corners } of nearestFirst) {
    const marker = markers[index]?.code;
    const pose = estimatePose(corners, square(squareSide(side)), camera, null);
    if (marker !== undefined && pose) return { marker, pose, camera };
  }
  return null;
}

/** Turns a canvas round in place. */
function mirror(canvas: HTMLCanvasElement): void {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  penOf(copy).drawImage(canvas, 0, 0);
  const pen = penOf(canvas);
  pen.setTransform(-1, 0, 0, 1, canvas.width, 0);
  pen.drawImage(copy, 0, 0);
  pen.resetTransform();
}

const grayOf = ({ buffer, offset, width, height }: Luma): Uint8Array => new Uint8Array(buffer, offset, width * height);

function penOf(canvas: HTMLCanvasElement, read = true): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { willReadFrequently: read });
  if (!pen) throw new PhotoProblem('large'); // a phone refuses a canvas only for want of memory
  return pen;
}
