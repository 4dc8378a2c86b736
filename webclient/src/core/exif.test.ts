import { describe, expect, it } from 'vitest';
import { focalOf, photoHeader } from './exif.ts';

const short = (value: number, little: boolean) => (little ? [value & 255, value >> 8] : [value >> 8, value & 255]);
const long = (value: number, little: boolean) => {
  const bytes = [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
  return little ? bytes.reverse() : bytes;
};

interface Written {
  readonly orientation?: number;
  readonly film?: number;
  readonly little?: boolean;
  /** Offset of the first directory. */
  readonly first?: number;
  readonly exifAt?: number;
}

/** APP1 as cameras write it: a directory with the orientation and a pointer, then the Exif directory with the lens. */
function app1({ orientation = 1, film = 26, little = false, first = 8, exifAt = 38 }: Written = {}): number[] {
  const entry = (tag: number, type: number, value: number[]) => [
    ...short(tag, little),
    ...short(type, little),
    ...long(1, little),
    ...[...value, 0, 0].slice(0, 4),
  ];
  const tiff = [
    ...(little ? [0x49, 0x49] : [0x4d, 0x4d]),
    ...short(42, little),
    ...long(first, little),
    ...short(2, little),
    ...entry(0x0112, 3, short(orientation, little)),
    ...entry(0x8769, 4, long(exifAt, little)),
    ...long(0, little),
    ...short(1, little),
    ...entry(0xa405, 3, short(film, little)),
    ...long(0, little),
  ];
  const body = [...'Exif'].map((letter) => letter.charCodeAt(0)).concat(0, 0, tiff);
  return [0xff, 0xe1, ...short(body.length + 2, false), ...body];
}

const frame = (width: number, height: number) => [
  ...[0xff, 0xc0, 0, 11, 8],
  ...short(height, false),
  ...short(width, false),
  ...[1, 1, 0x11, 0],
];
const file = (...parts: number[][]) => new Uint8Array([0xff, 0xd8, ...parts.flat(), 0xff, 0xda, 0, 2]);

describe('a photograph’s header', () => {
  it.each([false, true])('R55 tells size, orientation and lens (little endian: %s)', (little) => {
    const header = photoHeader(file(app1({ orientation: 6, film: 26, little }), frame(4032, 3024)));
    expect(header).toMatchObject({ kind: 'jpeg', size: { width: 4032, height: 3024 }, orientation: 6, film: 26 });
    expect(focalOf(header)).toBeCloseTo(26 / 43.27, 3);
  });

  it('R55 says where the orientation stands, so that a decoder can be kept from turning by itself', () => {
    const bytes = file(app1({ orientation: 8, little: true }), frame(40, 30));
    const { orientationAt } = photoHeader(bytes);
    expect(bytes[orientationAt!.offset]).toBe(8);
    bytes[orientationAt!.offset] = 1;
    expect(photoHeader(bytes).orientation).toBe(1);
  });

  it('R55 takes nonsense for nothing', () => {
    expect(photoHeader(file(app1({ orientation: 0 }), frame(40, 30)))).toMatchObject({
      orientation: 1,
      orientationAt: null,
    });
    expect(photoHeader(file(app1({ orientation: 9 }), frame(40, 30))).orientation).toBe(1);
    expect(focalOf(photoHeader(file(app1({ film: 0 }))))).toBe(null);
    expect(focalOf(photoHeader(file(app1({ film: 5000 }))))).toBe(null);
    // Directories that point at themselves, before the beginning or beyond the end.
    for (const offset of [0, 4, 8, 9, 4096, 0xffffffff]) {
      expect(() => photoHeader(file(app1({ first: offset, exifAt: offset }), frame(4, 3)))).not.toThrow();
    }
  });

  it('R55 reads a file that was cut off anywhere, and bytes of any kind', () => {
    const whole = file(app1({ orientation: 3 }), frame(640, 480));
    for (let end = 0; end <= whole.length; end++) expect(() => photoHeader(whole.subarray(0, end))).not.toThrow();
    let seed = 7;
    for (let run = 0; run < 2000; run++) {
      const bytes = whole.slice();
      for (let k = 0; k < 4; k++) {
        seed = (seed * 1103515245 + 12345) & 0x7fffffff;
        bytes[2 + (seed % (bytes.length - 2))] = (seed >> 16) & 255;
      }
      expect(() => photoHeader(bytes), `seed ${seed}`).not.toThrow();
    }
  });

  it('R55 knows PNG, WebP and HEIF by their beginning', () => {
    const png = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, ...long(20000, false)];
    expect(photoHeader(new Uint8Array([...png, ...long(10000, false)]))).toMatchObject({
      kind: 'png',
      size: { width: 20000, height: 10000 },
    });
    const letters = (words: string) => [...words].map((letter) => letter.charCodeAt(0));
    const webp = [...letters('RIFF'), 0, 0, 0, 0, ...letters('WEBPVP8X'), 10, 0, 0, 0, 0, 0, 0, 0];
    expect(photoHeader(new Uint8Array([...webp, 0x3f, 1, 0, 0xef, 0, 0]))).toMatchObject({
      kind: 'webp',
      size: { width: 320, height: 240 },
    });
    expect(photoHeader(new Uint8Array([0, 0, 0, 24, ...letters('ftypheic'), 0, 0, 0, 0])).kind).toBe('heif');
    expect(photoHeader(new Uint8Array([])).kind).toBe('other');
  });
});
