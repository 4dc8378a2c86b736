// What a photograph's file says of itself, read from its first bytes before anything is decoded: kind, size, orientation, lens.
//
// JPEG: ISO 10918-1 (markers) and Exif 2.32 (APP1, a TIFF file of its own). PNG and WebP only for their size; HEIF for its
// name. Anything may be cut off, wrong or hostile: what cannot be read is null, and nothing here throws or loops.

export type PhotoKind = 'jpeg' | 'png' | 'webp' | 'heif' | 'other';

/** 1 to 8, as Exif counts: 1 upright; 2, 4, 5, 7 mirrored; 5 to 8 on their side. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface PhotoHeader {
  readonly kind: PhotoKind;
  /** As stored, before any turning, px. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly orientation: Orientation;
  /** Where the two bytes of the orientation lie in the file and which way round; null where it says nothing. */
  readonly orientationAt: { readonly offset: number; readonly little: boolean } | null;
  /** Focal length of the same view on 36 x 24 mm film, mm. */
  readonly film: number | null;
}

/** Bytes from the beginning of a file that are enough: Exif has at most 64 kB, and stands first or after a preview. */
export const HEADER_BYTES = 256 * 1024;

/** Diagonal of 36 x 24 mm film, mm. */
const FILM = Math.hypot(36, 24);
/** From a fish-eye to the longest phone zoom; what lies outside was not meant. */
const [SHORTEST, LONGEST] = [8, 400];

/** Focal length over the picture's diagonal; null when the file does not tell, or nonsense. */
export function focalOf({ film }: PhotoHeader): number | null {
  return film !== null && film >= SHORTEST && film <= LONGEST ? film / FILM : null;
}

const UNKNOWN: PhotoHeader = { kind: 'other', size: null, orientation: 1, orientationAt: null, film: null };

export function photoHeader(bytes: Uint8Array): PhotoHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (count: number) => view.byteLength >= count;
  if (has(4) && view.getUint16(0) === 0xffd8) return jpeg(view);
  if (has(24) && view.getUint32(0) === 0x89504e47) {
    return { ...UNKNOWN, kind: 'png', size: { width: view.getUint32(16), height: view.getUint32(20) } };
  }
  if (has(30) && text(view, 0, 4) === 'RIFF' && text(view, 8, 4) === 'WEBP') {
    return { ...UNKNOWN, kind: 'webp', size: webpSize(view) };
  }
  if (has(12) && text(view, 4, 4) === 'ftyp' && /^(hei[cmsx]|hev[cx]|mif1|msf1|avi[fs])$/.test(text(view, 8, 4))) {
    return { ...UNKNOWN, kind: 'heif' };
  }
  return UNKNOWN;
}

function jpeg(view: DataView): PhotoHeader {
  let header: PhotoHeader = { ...UNKNOWN, kind: 'jpeg' };
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return header;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      const length = view.getUint16(at + 2);
      // Start of scan or end: what follows is the picture itself. A length counts its own two bytes.
      if (marker === 0xda || marker === 0xd9 || length < 2) return header;
      const begin = at + 4;
      const end = Math.min(at + 2 + length, view.byteLength);
      if (marker === 0xe1 && end - begin >= 14 && text(view, begin, 4) === 'Exif') {
        header = { ...header, ...tiff(view, begin + 6, end) };
      } else if (isFrame(marker) && end - begin >= 5) {
        // The frame is the last thing to know: its lines come before its columns.
        return { ...header, size: { width: view.getUint16(begin + 3), height: view.getUint16(begin + 1) } };
      }
      at += 2 + length;
    }
  }
  return header;
}

/** Any of SOF0 to SOF15; C4, C8 and CC between them are tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const [ORIENTATION, EXIF, FILM_FOCAL] = [0x0112, 0x8769, 0xa405];
const [SHORT, LONG] = [3, 4];

type Told = Pick<PhotoHeader, 'orientation' | 'orientationAt' | 'film'>;

/** The TIFF file from `begin` to `end`: orientation in its first directory, the lens in the Exif directory. */
function tiff(view: DataView, begin: number, end: number): Partial<Told> {
  const order = view.getUint16(begin);
  const little = order === 0x4949;
  if ((!little && order !== 0x4d4d) || view.getUint16(begin + 2, little) !== 42) return {};
  const first = entries(view, begin, end, view.getUint32(begin + 4, little), little);
  const turned = first.get(ORIENTATION);
  const orientation = turned ? view.getUint16(turned, little) : 1;
  const place = first.get(EXIF);
  const exif = place ? entries(view, begin, end, view.getUint32(place, little), little) : new Map<number, number>();
  const focal = exif.get(FILM_FOCAL);
  const film = focal ? view.getUint16(focal, little) : 0;
  const known = turned !== undefined && orientation >= 1 && orientation <= 8;
  return {
    orientation: known ? (orientation as Orientation) : 1,
    orientationAt: known ? { offset: turned, little } : null,
    film: film || null,
  };
}

/** Where in the file the value of each tag of a directory lies; only of the kinds that are wanted here, one value each. */
function entries(view: DataView, begin: number, end: number, offset: number, little: boolean): Map<number, number> {
  const found = new Map<number, number>();
  const at = begin + offset;
  if (offset < 8 || at + 2 > end) return found;
  const count = view.getUint16(at, little);
  for (let i = 0; i < count; i++) {
    const entry = at + 2 + 12 * i;
    if (entry + 12 > end) break;
    const [tag, type, values] = [
      view.getUint16(entry, little),
      view.getUint16(entry + 2, little),
      view.getUint32(entry + 4, little),
    ];
    const wanted = tag === EXIF ? LONG : SHORT;
    if ([ORIENTATION, EXIF, FILM_FOCAL].includes(tag) && type === wanted && values === 1) found.set(tag, entry + 8);
  }
  return found;
}

/** VP8 (lossy), VP8L (lossless) and VP8X (extended) say it in three ways; see RFC 9649. */
function webpSize(view: DataView): PhotoHeader['size'] {
  switch (text(view, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
    default:
      return null;
  }
}

const text = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(at + i)));
