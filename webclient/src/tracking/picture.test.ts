// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { steps } from '../core/quality.ts';
import { foldOf } from './fold.ts';
import { PictureReader } from './picture.ts';

/** A camera whose frames have a size and turn of their own, whatever the video says that it shows; how often each way was gone. */
function camera(frame: { width: number; height: number; rotation?: number; flip?: boolean; format?: string }) {
  const asked = { copied: 0, drawn: 0 };
  vi.stubGlobal(
    'VideoFrame',
    class {
      visibleRect = frame;
      format = frame.format ?? 'I420';
      rotation = frame.rotation ?? 0;
      flip = frame.flip ?? false;
      allocationSize = () => (frame.width * frame.height * 3) / 2;
      copyTo = async () => {
        asked.copied++;
        return [{ offset: 0, stride: frame.width }];
      };
      close = () => undefined;
    },
  );
  const drawImage = () => void asked.drawn++;
  const getImageData = (_x: number, _y: number, width: number, height: number) => ({
    data: new Uint8ClampedArray(4 * width * height),
  });
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    return { canvas: this, drawImage, getImageData } as unknown as null;
  });
  return asked;
}

const video = (videoWidth: number, videoHeight: number) =>
  ({ readyState: 4, videoWidth, videoHeight }) as unknown as HTMLVideoElement;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a picture of the camera', () => {
  it('R100 is read as it came though the video shows it smaller, and made smaller by whole px', async () => {
    const asked = camera({ width: 1280, height: 720 });
    const reader = new PictureReader();
    reader.most = 640;
    const { luma } = (await reader.read(video(640, 360)))!;
    expect(luma).toMatchObject({ width: 640, height: 360, stride: 1280, fold: 2 });
    reader.most = 960;
    expect((await reader.read(video(960, 540)))!.luma).toMatchObject({ width: 1280, height: 720, fold: 1 });
    // A camera that does not obey at all.
    reader.most = 480;
    expect((await reader.read(video(1280, 720)))!.luma).toMatchObject({ width: 640, height: 360, fold: 2 });
    expect(asked).toEqual({ copied: 3, drawn: 0 });
  });

  it.each([
    ['turned', { width: 640, height: 480 }, [480, 640]],
    ['upside down', { width: 640, height: 480, rotation: 180 }, [640, 480]],
    ['mirrored', { width: 640, height: 480, flip: true }, [640, 480]],
    ['stretched', { width: 720, height: 576 }, [1024, 576]],
    ['of a format without brightness', { width: 640, height: 480, format: 'BGRX' }, [640, 480]],
  ] as const)('R100 is read the way it is shown when it is %s', async (_, frame, [width, height]) => {
    const asked = camera(frame);
    expect((await new PictureReader().read(video(width, height)))!.luma).toMatchObject({ width, height });
    expect(asked).toEqual({ copied: 0, drawn: 1 });
  });

  it.each([
    [1280, 720, 640, 2],
    [720, 1280, 640, 2],
    [1920, 1080, 480, 4],
    [1920, 1080, 640, 3],
    [640, 480, 480, 1],
    [1281, 720, 640, 1],
    [160, 120, 480, 1],
    [640, 480, Number.POSITIVE_INFINITY, 1],
  ])('R100 of %i x %i for %d is folded by %i', (width, height, most, fold) => {
    expect(foldOf(width, height, most)).toBe(fold);
  });

  it('R110 is smaller on each step that asks for a smaller one, though the camera goes on giving its own', () => {
    for (const [width, height] of [
      [1280, 720],
      [720, 1280],
      [1280, 960],
    ] as const) {
      const folds = new Map(steps.map(({ picture }) => [picture, foldOf(width, height, picture)]));
      expect(folds.size).toBeGreaterThan(1);
      expect(new Set(folds.values()).size).toBe(folds.size);
    }
  });
});
