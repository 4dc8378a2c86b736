import { describe, expect, it } from 'vitest';
import { type CopiedFrame, layoutOf, type Mix } from './planes.ts';

const frame: CopiedFrame = {
  format: 'I420',
  width: 640,
  height: 480,
  planes: [
    { offset: 0, stride: 640 },
    { offset: 307200, stride: 320 },
    { offset: 384000, stride: 320 },
  ],
  matrix: 'smpte170m',
  fullRange: false,
};

/** As the backdrop's shader does it. */
function mixed({ shift, bright, red, blue }: Mix, [y, cb, cr]: readonly [number, number, number]): number[] {
  const light = (y / 255 + shift[0]) * bright;
  const [u, v] = [cb / 255 + shift[1], cr / 255 + shift[1]];
  return [0, 1, 2].map((i) => Math.round(255 * Math.min(1, Math.max(0, light + v * red[i]! + u * blue[i]!))));
}

describe('the planes of a picture', () => {
  it('R101 are mixed into the colours that the standards give', () => {
    const of = (more: Partial<CopiedFrame>) => layoutOf({ ...frame, ...more })!.mix;
    for (const matrix of ['smpte170m', 'bt470bg', 'bt709', null]) {
      expect(mixed(of({ matrix }), [235, 128, 128])).toEqual([255, 255, 255]);
      expect(mixed(of({ matrix }), [16, 128, 128])).toEqual([0, 0, 0]);
      expect(mixed(of({ matrix, fullRange: true }), [255, 128, 128])).toEqual([255, 255, 255]);
    }
    // Pure red of video: BT.601 81, 90, 240; BT.709 63, 102, 240; of full range BT.601 76, 85, 255.
    const red = [255, 0, 0];
    const near = (seen: number[]) => seen.every((value, i) => Math.abs(value - red[i]!) <= 2);
    expect(near(mixed(of({}), [81, 90, 240]))).toBe(true);
    expect(near(mixed(of({ matrix: 'bt709' }), [63, 102, 240]))).toBe(true);
    expect(near(mixed(of({ fullRange: true }), [76, 85, 255]))).toBe(true);
    expect(near(mixed(of({ matrix: 'bt709' }), [81, 90, 240]))).toBe(false);
  });

  it('R101 lie where the browser says, in three or in two, and an odd side is rounded up', () => {
    expect(layoutOf(frame)).toMatchObject({
      bright: { offset: 0, width: 640, height: 480 },
      colours: [
        { offset: 307200, width: 320, height: 240 },
        { offset: 384000, width: 320, height: 240 },
      ],
    });
    const paired = { ...frame, format: 'NV12', width: 641, height: 481 };
    const planes = [
      { offset: 8, stride: 641 },
      { offset: 400000, stride: 642 },
    ];
    expect(layoutOf({ ...paired, planes })?.colours).toEqual([{ offset: 400000, width: 321, height: 241 }]);
  });

  it('R101 are left to the browser where they are of a kind that is not known here', () => {
    const [bright, ...colours] = frame.planes;
    for (const other of [
      { format: 'I444' },
      { format: 'BGRX' },
      { format: null },
      { matrix: 'rgb' },
      { matrix: 'bt2020-ncl' },
      { planes: [] },
      { planes: [{ offset: 0, stride: 704 }, ...colours] },
      { planes: [bright!, { offset: 1, stride: 512 }, colours[1]!] },
    ]) {
      expect(layoutOf({ ...frame, ...other })).toBeNull();
    }
  });
});
