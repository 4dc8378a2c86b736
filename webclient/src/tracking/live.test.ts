import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Live } from './live.ts';

vi.mock('./detector.ts', () => ({
  Detector: class {
    ready = Promise.resolve();
    know = () => undefined;
    close = () => undefined;
    track = async () => {
      done.push('asked');
      await held;
      return { tracked: { marked, searched: true }, took: 1, buffer: new ArrayBuffer(0) };
    };
  },
}));
vi.mock('./picture.ts', () => ({
  PictureReader: class {
    read = async () => ({
      image: {},
      luma: { buffer: new ArrayBuffer(0), offset: 0, stride: 16, width: 16, height: 16 },
      layout: null,
      close: () => undefined,
    });
    reuse = () => undefined;
  },
}));
vi.mock('./viewfinder.ts', () => ({
  Viewfinder: class {
    lens = null;
    readonly #events: { onOpen: () => void };
    constructor(_: unknown, events: { onOpen: () => void }) {
      this.#events = events;
    }
    open = async () => this.#events.onOpen();
    stop = () => undefined;
  },
}));
vi.mock('./focal.ts', () => ({ keptFocal: () => null, keepFocal: () => undefined, sameLens: () => true }));

/** What the tracker sees in every frame, and what was done, in this order. */
let marked: object[] = [];
const done: string[] = [];
/** What the tracker's answers wait for. */
let held: Promise<void> | null = null;

/** What waits for the video's next frame, and the errors that the page was told of. */
let waiting: ((now: number) => void) | null = null;
const told: unknown[] = [];
/** ms */
let clock = 0;

const video = {
  requestVideoFrameCallback: (work: (now: number) => void) => {
    waiting = work;
  },
} as unknown as HTMLVideoElement;

/** Shows frames until none is waited for, at most so many; returns how many. */
async function film(most: number): Promise<number> {
  for (let shown = 0; shown < most; shown++) {
    const work = waiting;
    waiting = null;
    if (!work) return shown;
    clock += 40;
    work(clock);
    for (let turns = 0; turns < 30; turns++) await Promise.resolve();
  }
  return most;
}

const stumble = () => {
  throw new Error('no memory');
};

beforeEach(() => {
  told.length = done.length = 0;
  [marked, held] = [[], null];
  // An error that is thrown later reaches the page's own listeners: here it is caught on its way.
  vi.stubGlobal('setTimeout', (act: () => void) => {
    try {
      act();
    } catch (error) {
      told.push(error);
    }
  });
});

afterEach(() => vi.unstubAllGlobals());

describe('live', () => {
  it('R118 goes on with the next frame when the page stumbles over one, and tells the error', async () => {
    let costs = 0;
    let frames = 0;
    const onFailure = vi.fn();
    const once = (count: number) => count === 2 && stumble();
    const live = new Live({
      video,
      markers: [],
      onFrame: () => once(++frames),
      onCost: () => once(++costs),
      onFailure,
    });
    await live.open();
    await Promise.resolve();
    expect(await film(100)).toBe(100);
    expect([frames, costs]).toEqual([100, 100]);
    expect(told).toEqual([new Error('no memory'), new Error('no memory')]);
    expect(onFailure).not.toHaveBeenCalled();
    live.stop();
  });

  it('R118 gives the camera up when the page comes through no frame at all', async () => {
    const onFailure = vi.fn();
    const live = new Live({ video, markers: [], onFrame: stumble, onFailure });
    await live.open();
    await Promise.resolve();
    const shown = await film(100);
    expect(shown).toBeGreaterThan(10);
    expect(shown).toBeLessThan(60);
    // One more was waited for when it ended.
    expect(shown - told.length).toBe(1);
    expect(onFailure.mock.calls).toEqual([['unsupported']]);
  });

  it('R121 asks of the next frame before it draws the one that was answered, while a marker is followed', async () => {
    // Of no marker that the page knows, which is enough to be followed.
    marked = [{ index: 7, corners: [], pose: null, measured: null }];
    const live = new Live({ video, markers: [], onFrame: () => void done.push('drawn'), onFailure: stumble });
    await live.open();
    await Promise.resolve();
    await film(1);
    let letGo = (): void => undefined;
    held = new Promise((resolve) => {
      letGo = resolve;
    });
    await film(2);
    expect(done).toEqual(['asked', 'drawn', 'asked']);
    letGo();
    for (let turns = 0; turns < 30; turns++) await Promise.resolve();
    expect(done).toEqual(['asked', 'drawn', 'asked', 'asked', 'drawn', 'drawn']);
    live.stop();
  });
});
