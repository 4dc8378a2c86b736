// What kind of picture a file is, and how large, from its first bytes: known before a browser spends memory on it.

export type PhotoKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'other';

export interface PhotoFile {
  readonly kind: PhotoKind;
  /** px as stored; 0 where the first bytes do not tell. */
  readonly width: number;
  readonly height: number;
}

/** Bytes of a file that are enough to tell, also when a JPEG begins with a preview of itself. */
export const HEAD = 256 * 1024;

const HEIC = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'];

/** Formats: ITU T.81, ISO 15948, RFC 9649, GIF89a, ISO 23008-12. */
export function photoFile(head: Uint8Array): PhotoFile {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const word = (at: number, length = 4) => String.fromCharCode(...head.subarray(at, at + length));
  const known = (kind: PhotoKind, width = 0, height = 0): PhotoFile => ({ kind, width, height });
  if (head.length > 3 && head[0] === 0xff && head[1] === 0xd8) return known('jpeg', ...jpegSize(view));
  if (head.length > 24 && word(1, 3) === 'PNG') return known('png', view.getUint32(16), view.getUint32(20));
  if (head.length > 10 && word(0, 3) === 'GIF') return known('gif', view.getUint16(6, true), view.getUint16(8, true));
  if (head.length > 30 && word(0) === 'RIFF' && word(8) === 'WEBP') return known('webp', ...webpSize(view, word(12)));
  if (head.length > 12 && word(4) === 'ftyp' && HEIC.includes(word(8))) return known('heic');
  return known('other');
}

/** Width and height of the first frame header. */
function jpegSize(view: DataView): [number, number] {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // a byte that fills up
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += 2 + view.getUint16(at + 2);
  }
  return [0, 0];
}

function webpSize(view: DataView, chunk: string): [number, number] {
  const three = (at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
  if (chunk === 'VP8X') return [three(24) + 1, three(27) + 1];
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
  }
  return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
}

/** px that a cheap phone's browser can hold decoded: four bytes each. */
export const MOST_PIXELS = 64_000_000;
/** px of the shorter side, below which there is nothing to see. */
export const LEAST_SIDE = 64;
/** px of the longer side in which markers are searched and measured. */
export const WORKING_SIDE = 2400;

export type PhotoTrouble = 'heic' | 'too_large' | 'too_small' | 'not_a_picture';

/** Why a file is not worth decoding; null when it may be. */
export function troubleWith({ kind, width, height }: PhotoFile): PhotoTrouble | null {
  if (kind === 'heic') return 'heic';
  if (width * height > MOST_PIXELS) return 'too_large';
  if (width > 0 && Math.min(width, height) < LEAST_SIDE) return 'too_small';
  return null;
}
