// The brightness of a stored photograph, set upright on the way: in one pass over its pixels.

/** Pixels row by row: `stride` bytes from row to row, `step` from pixel to pixel. */
export interface Stored {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly stride: number;
  readonly step: number;
  readonly width: number;
  readonly height: number;
  /** Which bytes of a pixel are red, green and blue; null where the one byte is the brightness itself. */
  readonly colours: readonly [number, number, number] | null;
}

export interface Gray {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** `orientation` as in Exif 2.32, tag 0x0112. */
export function uprightGray(stored: Stored, orientation: number): Gray {
  const { bytes, offset, stride, step, width: w, height: h, colours } = stored;
  const [width, height] = orientation >= 5 ? [h, w] : [w, h];
  const gray = new Uint8Array(w * h);
  const [first, right, down] = strides(orientation, w, h);
  const [red, green, blue] = colours ?? [0, 0, 0];
  for (let y = 0; y < h; y++) {
    let to = first + y * down;
    let from = offset + y * stride;
    for (let x = 0; x < w; x++, from += step, to += right) {
      gray[to] = colours
        ? (bytes[from + red]! * 77 + bytes[from + green]! * 150 + bytes[from + blue]! * 29) >> 8 // BT.601
        : bytes[from]!;
    }
  }
  return { bytes: gray, width, height };
}

/** Place of the stored first pixel in the upright picture, and how far its right and its lower neighbours are from it. */
function strides(orientation: number, w: number, h: number): [number, number, number] {
  const last = w * h - 1;
  switch (orientation) {
    case 2:
      return [w - 1, -1, w];
    case 3:
      return [last, -1, -w];
    case 4:
      return [last - (w - 1), 1, -w];
    case 5:
      return [0, h, 1];
    case 6:
      return [h - 1, h, -1];
    case 7:
      return [last, -h, -1];
    case 8:
      return [last - (h - 1), -h, 1];
    default:
      return [0, 1, w];
  }
}

/** Turned round in place, as a mirror does it. */
export function mirrorRows(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}
