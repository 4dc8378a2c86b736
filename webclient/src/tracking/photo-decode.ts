// A large JPEG decoded small: its coefficients give a half or a quarter of its size for a fraction of the time and memory.
//
// 12 megapixels whole and then made smaller took five times as long in Chromium, and 48 MB. Without HTTPS, and in browsers
// without WebCodecs, there is no ImageDecoder: there an <img> is drawn that small, which some decode no larger. Where
// neither does what is hoped for, the usual way is gone.

import type { PhotoHeader } from '../core/exif.ts';
import { type Stored, uprightGray } from '../core/upright.ts';
import type { Luma } from './tracker.ts';

export interface Small {
  /** As stored. */
  readonly image: VideoFrame | HTMLImageElement;
  /** As it is to be drawn, px. */
  readonly size: readonly [number, number];
  /** Upright; null where only a canvas has it. */
  readonly luma: Luma | null;
  close(): void;
}

const COLOURS: Record<string, readonly [number, number, number]> = {
  RGBA: [0, 1, 2],
  RGBX: [0, 1, 2],
  BGRA: [2, 1, 0],
  BGRX: [2, 1, 0],
};
/** Eighths. */
const HALF = 4;
const BRIGHTNESS_FIRST = new Set(['I420', 'I422', 'I444', 'NV12']);

/** The JPEG with its longer side at `most` px or less; null where that cannot be had, or is not smaller. */
export async function decodeSmall(file: Blob, header: PhotoHeader, most: number): Promise<Small | null> {
  const { kind, size } = header;
  if (kind !== 'jpeg' || !size) return null;
  // Decoders make eighths of a size for nothing.
  const eighths = Math.floor((8 * most) / Math.max(size.width, size.height));
  if (eighths < 1 || eighths >= 8) return null;
  if (typeof ImageDecoder !== 'undefined') return decoded(file, header, eighths, most);
  return eighths <= HALF ? loaded(file, size, eighths) : null;
}

/** By WebCodecs, without a canvas for the brightness. */
async function decoded(file: Blob, header: PhotoHeader, eighths: number, most: number): Promise<Small | null> {
  const { size, orientation } = header;
  let decoder: ImageDecoder | null = null;
  let image: VideoFrame | null = null;
  try {
    const [desiredWidth, desiredHeight] = [size!.width, size!.height].map((side) => Math.ceil((side * eighths) / 8));
    const wish = { desiredWidth: desiredWidth!, desiredHeight: desiredHeight!, preferAnimation: false };
    decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: 'image/jpeg', ...wish });
    ({ image } = await decoder.decode());
    const stored = await pixelsOf(image, most);
    if (stored) {
      const { bytes, width, height } = uprightGray(stored, orientation);
      const kept = image;
      image = null;
      return {
        image: kept,
        size: [kept.displayWidth, kept.displayHeight],
        luma: { buffer: bytes.buffer, offset: 0, stride: width, width, height },
        close: () => kept.close(),
      };
    }
  } catch {
    // A broken file, or one that this decoder does not know: the usual way says which.
  } finally {
    image?.close();
    decoder?.close();
  }
  return null;
}

/**
 * By an <img>, of which nothing is decoded before it is drawn. Chromium then decodes it at the next half, quarter or
 * eighth that is no smaller than what is drawn: so that is rounded down, and what is larger than a half is not worth it.
 */
async function loaded(file: Blob, size: { width: number; height: number }, eighths: number): Promise<Small | null> {
  const address = URL.createObjectURL(file);
  const image = new Image();
  const close = () => {
    image.removeAttribute('src');
    URL.revokeObjectURL(address);
  };
  const isThere = await new Promise<boolean>((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    image.src = address;
  });
  const drawn = [size.width, size.height].map((side) => Math.max(1, Math.floor((side * eighths) / 8)));
  if (isThere && image.naturalWidth === size.width) {
    return { image, size: [drawn[0]!, drawn[1]!], luma: null, close };
  }
  close();
  return null;
}

async function pixelsOf(image: VideoFrame, most: number): Promise<Stored | null> {
  const { format, displayWidth: width, displayHeight: height, visibleRect } = image;
  const asStored = visibleRect?.width === width && visibleRect.height === height;
  if (!format || !asStored || Math.max(width, height) > most) return null;
  const colours = COLOURS[format] ?? null;
  if (!colours && !BRIGHTNESS_FIRST.has(format)) return null;
  const bytes = new Uint8Array(image.allocationSize());
  const [plane] = await image.copyTo(bytes);
  return plane ? { bytes, ...plane, step: colours ? 4 : 1, width, height, colours } : null;
}
