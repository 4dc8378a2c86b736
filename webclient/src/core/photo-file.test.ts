import { describe, expect, it } from 'vitest';
import { photoFile, troubleWith } from './photo-file.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));
const big = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const png = (width: number, height: number) =>
  bytes([0x89], 'PNG\r\n', [0x1a, 10], big(13), 'IHDR', big(width), big(height), [8, 6, 0, 0, 0]);
const jpeg = (width: number, height: number) =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe1, 0, 8], // a header with a preview's frame in it, which is not the picture's own
    [0xff, 0xc0, 0, 0, 0, 0],
    [0xff, 0xff, 0xc2, 0, 17, 8, ...big(height * 65536 + width), 3],
    Array(20).fill(0),
  );
const webp = (width: number) =>
  bytes('RIFF', big(0), 'WEBPVP8X', big(0), big(0), [(width - 1) & 255, (width - 1) >> 8, 0, 99, 0, 0, 0]);

describe('R62 a picture that cannot be judged is known by its first bytes', () => {
  it.each([
    ['png', png(4000, 3000), 4000, 3000],
    ['jpeg', jpeg(4032, 3024), 4032, 3024],
    ['webp', webp(800), 800, 100],
    ['gif', bytes('GIF89a', [0x40, 1, 0xf0, 0], [0, 0]), 320, 240],
    ['heic', bytes(big(24), 'ftypheic', big(0)), 0, 0],
    ['other', bytes('<!doctype html><title>no</title>'), 0, 0],
    ['other', bytes(''), 0, 0],
  ] as const)('%s', (kind, head, width, height) => {
    expect(photoFile(head)).toEqual({ kind, width, height });
  });

  it('stays calm whatever the bytes are', () => {
    for (const whole of [png(9, 9), jpeg(9, 9), webp(9)]) {
      for (let length = 0; length < whole.length; length++)
        expect(() => photoFile(whole.slice(0, length))).not.toThrow();
    }
  });

  it('says what is the matter', () => {
    expect(troubleWith(photoFile(jpeg(16320, 12240)))).toBe('too_large');
    expect(troubleWith(photoFile(png(1, 1)))).toBe('too_small');
    expect(troubleWith(photoFile(bytes(big(24), 'ftypmif1', big(0))))).toBe('heic');
    expect(troubleWith(photoFile(jpeg(4032, 3024)))).toBeNull();
    expect(troubleWith(photoFile(bytes('BM')))).toBeNull();
  });
});
