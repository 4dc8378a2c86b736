import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { costOf, type Dealt, Frames } from './frames.ts';
import type { Picture } from './picture.ts';

/** What waits for the video's next frame, and the pictures that were made of frames, by their number. */
let waiting: ((now: number, data: { presentedFrames: number }) => void)[] = [];
let closed: number[] = [];
let shown = 0;
const video = { requestVideoFrameCallback: (work: never) => void waiting.push(work) } as unknown as HTMLVideoElement;

const settle = async () => {
  for (let turns = 0; turns < 20; turns++) await Promise.resolve();
};

/** The video shows its next frame, so many ms after the one before. */
async function show(after = 40): Promise<void> {
  shown += 1;
  const works = waiting.splice(0);
  for (const work of works) work(shown * after, { presentedFrames: shown });
  await settle();
}

const picture = (number: number): Picture => ({ number, close: () => void closed.push(number) }) as unknown as Picture;
const readAll = async () => picture(shown);

beforeEach(() => {
  [waiting, closed, shown] = [[], [], 0];
});

afterEach(() => vi.unstubAllGlobals());

describe('the frames of a video', () => {
  it('R121 one is read ahead, and no other before it is taken', async () => {
    const read = vi.fn(readAll);
    const frames = new Frames(video, read);
    frames.start();
    await show();
    await show();
    expect(read).toHaveBeenCalledTimes(1);
    expect((await frames.next())?.shown).toEqual({ now: 40, frames: 1 });
    expect(frames.take()).toBeNull();
    await show();
    expect(frames.take()?.shown.frames).toBe(3);
    const next = frames.next();
    await show();
    expect((await next)?.shown.frames).toBe(4);
    expect(closed).toEqual([]);
  });

  it('R121 comes no more often than is wanted', async () => {
    const frames = new Frames(video, readAll);
    frames.rate = 15;
    frames.start();
    const taken: unknown[] = [];
    for (let i = 0; i < 9; i++) {
      await show(33);
      taken.push(frames.take()?.shown.frames);
    }
    expect(taken.filter(Boolean)).toEqual([1, 3, 5, 7, 9]);
  });

  it('R121 what is left of a camera that is gone is closed, whether it was read, is waited for, or is being read', async () => {
    let answer: (picture: Picture) => void = () => undefined;
    const frames = new Frames(
      video,
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    frames.start();
    await show();
    const next = frames.next();
    frames.stop();
    expect(await next).toBeNull();
    answer(picture(1));
    await settle();
    frames.start();
    await show();
    answer(picture(2));
    await settle();
    frames.start();
    expect(closed).toEqual([1, 2]);
    expect(frames.take()).toBeNull();
  });

  it('R121 what cannot be read is told to whoever asks for it, and a video that shows nothing yet is asked again', async () => {
    const read = vi.fn<() => Promise<Picture | null>>(async () => null);
    const frames = new Frames(video, read);
    frames.start();
    await show();
    await show();
    expect(read).toHaveBeenCalledTimes(2);
    read.mockRejectedValue(new Error('no picture'));
    await show();
    await expect(frames.next()).rejects.toThrow('no picture');
  });

  it('R121 costs what the page did since the one before, and all the time where frames were missed', () => {
    const dealt = (frames: number | null, now: number, begun: number, at: number): Dealt => ({
      taken: { picture: picture(0), shown: { now, frames }, begun },
      at,
    });
    const first = dealt(1, 0, 1, 21);
    expect(costOf(first, null, 30)).toBe(20);
    // Read while the first was still with the tracker.
    expect(costOf(dealt(2, 10, 11, 45), first, 30)).toBe(24);
    expect(costOf(dealt(3, 66, 67, 80), first, 30)).toBe(66);
    // A camera that is slow in the dark, and one whose browser does not count.
    expect(costOf(dealt(2, 66, 67, 80), first, 30)).toBe(13);
    expect(costOf(dealt(null, 66, 67, 80), first, 30)).toBe(13);
  });
});
