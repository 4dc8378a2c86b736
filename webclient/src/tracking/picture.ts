// One frame of the video as something to draw and as grey values to search, surely of the very same moment.

import { layoutOf, type PlaneLayout } from '../core/planes.ts';
import { foldOf } from './fold.ts';
import type { Luma } from './tracker.ts';

export interface Picture {
  /** What to draw; only until `close`. */
  readonly image: VideoFrame | HTMLCanvasElement;
  readonly luma: Luma;
  /** Where all of it lies in the buffer of `luma`; null where only its brightness is there. */
  readonly layout: PlaneLayout | null;
  close(): void;
}

/** Formats whose first plane is the brightness of every pixel. */
const BRIGHTNESS_FIRST = new Set<string | null>(['I420', 'I420A', 'I422', 'I444', 'NV12']);

export class PictureReader {
  /** By turns, for one is drawn while the next is read. */
  #canvases: readonly [Sheet, Sheet] | null = null;
  readonly #spares: ArrayBuffer[] = [];
  /** Longest side that is wanted, px: of a camera that gives more the picture is made smaller first. */
  most = Number.POSITIVE_INFINITY;

  /** Gives back a buffer that the detector is done with. */
  reuse(buffer: ArrayBuffer): void {
    if (this.#spares.length < 2) this.#spares.push(buffer);
  }

  /** The frame that the video shows now; null before it shows any. */
  async read(video: HTMLVideoElement): Promise<Picture | null> {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) return null;
    return (await this.#fromFrame(video)) ?? this.#fromCanvas(video);
  }

  /** The camera's own brightness plane: 0.1 ms instead of 5 ms by canvas. Null where that cannot be had. */
  async #fromFrame(video: HTMLVideoElement): Promise<Picture | null> {
    if (typeof VideoFrame === 'undefined') return null;
    let frame: VideoFrame | null = null;
    try {
      frame = new VideoFrame(video);
      const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
      if (isShownAsItIs(frame, video) && BRIGHTNESS_FIRST.has(frame.format)) {
        const buffer = this.#take(frame.allocationSize());
        const planes = await frame.copyTo(buffer);
        const [plane] = planes;
        if (plane) {
          const kept = frame;
          const fold = foldOf(width, height, this.most);
          const rows = { buffer, offset: plane.offset, stride: plane.stride };
          const luma: Luma = { ...rows, width: width / fold, height: height / fold, fold };
          const { format, colorSpace } = frame;
          const { matrix = null, fullRange = null } = colorSpace ?? {};
          const layout = layoutOf({ format, width, height, planes, matrix, fullRange });
          return { image: kept, luma, layout, close: () => kept.close() };
        }
      }
    } catch {
      // Some browsers offer VideoFrame and refuse it for a camera's video: the canvas always works.
    }
    frame?.close();
    return null;
  }

  #fromCanvas(video: HTMLVideoElement): Picture | null {
    this.#canvases ??= [sheet(), sheet()];
    const [{ canvas, context }, other] = this.#canvases;
    this.#canvases = [other, { canvas, context }];
    if (!context) return null;
    const scale = Math.min(1, this.most / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.drawImage(video, 0, 0, width, height);
    const luma = lumaOf(context, this.#take(width * height));
    return { image: canvas, luma, layout: null, close: () => undefined };
  }

  #take(size: number): ArrayBuffer {
    const spare = this.#spares.pop();
    return spare && spare.byteLength >= size ? spare : new ArrayBuffer(size);
  }
}

interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D | null;
}

function sheet(): Sheet {
  const canvas = document.createElement('canvas');
  return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
}

/**
 * Whether a frame lies as the video shows it, whatever its size: Chromium asked for smaller pictures gives the camera's own
 * and means to make them smaller in showing them. One that it means to turn or stretch is read the way it is shown, by canvas.
 */
function isShownAsItIs(
  frame: VideoFrame & { readonly rotation?: number; readonly flip?: boolean },
  video: HTMLVideoElement,
): boolean {
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
  const { videoWidth, videoHeight } = video;
  const hasItsShape = Math.abs(width * videoHeight - height * videoWidth) <= Math.max(width, height);
  return width > 0 && hasItsShape && !frame.rotation && !frame.flip;
}

/** The brightness of every pixel of a canvas, in a buffer that is large enough. */
export function lumaOf(context: CanvasRenderingContext2D, spare?: ArrayBuffer): Luma {
  const { width, height } = context.canvas;
  const rgba = context.getImageData(0, 0, width, height).data;
  const buffer = spare ?? new ArrayBuffer(width * height);
  const gray = new Uint8Array(buffer);
  for (let i = 0, p = 0; p < rgba.length; i++, p += 4) {
    gray[i] = (rgba[p]! * 77 + rgba[p + 1]! * 150 + rgba[p + 2]! * 29) >> 8; // BT.601
  }
  return { buffer, offset: 0, stride: width, width, height };
}
