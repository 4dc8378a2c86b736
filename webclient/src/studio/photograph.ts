// A photograph from a file input: decoded in the browser, turned as it was taken, and made small enough to work with.
import { HEAD, type PhotoTrouble, photoFile, troubleWith, WORKING_SIDE } from '../core/photo-file.ts';
import type { Gray } from '../core/print-light.ts';

export interface Photograph {
  readonly canvas: HTMLCanvasElement;
  readonly gray: Gray;
}

/** Why there is no photograph. */
export class Unusable extends Error {
  readonly trouble: PhotoTrouble;

  constructor(trouble: PhotoTrouble) {
    super(trouble);
    this.name = 'Unusable';
    this.trouble = trouble;
  }
}

/** Throws Unusable. Nothing leaves this page. */
export async function photographOf(file: File): Promise<Photograph> {
  const kind = photoFile(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
  const trouble = troubleWith(kind);
  // Some browsers do decode HEIC, and are given the chance.
  if (trouble && trouble !== 'heic') throw new Unusable(trouble);
  const image = await decoded(file).catch(() => null);
  if (!image) throw new Unusable(trouble ?? 'not_a_picture');
  try {
    const scale = Math.min(1, WORKING_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const size = { ...kind, width: canvas.width, height: canvas.height };
    const small = troubleWith(size);
    if (small && small !== 'heic') throw new Unusable(small);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Unusable('too_large');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { canvas, gray: grayOf(context) };
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** An image element turns the picture by its EXIF, in every browser. */
async function decoded(file: File): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  return image;
}

function grayOf(context: CanvasRenderingContext2D): Gray {
  const { width, height } = context.canvas;
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height);
  for (let i = 0, p = 0; p < rgba.length; i++, p += 4) {
    data[i] = (rgba[p]! * 77 + rgba[p + 1]! * 150 + rgba[p + 2]! * 29) >> 8; // BT.601
  }
  return { data, width, height, stride: width };
}
