import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RoomReader } from './room.ts';

type Events = { onOpen(): void; onInterrupted(): void; onFailure(failure: string): void };

const { camera, worker } = vi.hoisted(() => ({
  camera: { events: null as unknown as Events, isOpen: false },
  worker: { isBusy: false, asked: 0, takes: 250 },
}));

vi.mock('./viewfinder.ts', () => ({
  Viewfinder: class {
    constructor(_video: unknown, events: Events) {
      camera.events = events;
    }
    get isOpen() {
      return camera.isOpen;
    }
    ease = () => Promise.resolve();
    open = () => Promise.resolve();
    stop = () => undefined;
  },
}));

vi.mock('./detector.ts', () => ({
  Detector: class {
    ready = Promise.resolve();
    know = () => undefined;
    close = () => undefined;
    /** One frame at a time, as the real one has it. */
    async detect() {
      if (worker.isBusy) throw new Error('a frame is in flight');
      worker.isBusy = true;
      worker.asked++;
      await new Promise((resolve) => setTimeout(resolve, worker.takes));
      worker.isBusy = false;
      return { found: [], took: 1, buffer: new ArrayBuffer(0) };
    }
  },
}));

vi.mock('./picture.ts', () => ({
  PictureReader: class {
    read = () => Promise.resolve({ luma: { width: 4, height: 3 }, close: () => undefined });
    reuse = () => undefined;
  },
}));

let told: string[] = [];
let isWanted = true;
let reader: RoomReader;

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function open(is: boolean): void {
  camera.isOpen = is;
  if (is) camera.events.onOpen();
  else camera.events.onInterrupted();
}

beforeEach(() => {
  vi.useFakeTimers();
  [told, isWanted] = [[], true];
  Object.assign(worker, { isBusy: false, asked: 0 });
  reader = new RoomReader({
    video: {} as HTMLVideoElement,
    cards: [],
    isWanted: () => isWanted,
    onFrame: () => told.push('frame'),
    onOpen: () => told.push('open'),
    onInterrupted: () => told.push('interrupted'),
    onFailure: (failure) => told.push(failure),
  });
});

afterEach(() => {
  reader.stop();
  vi.useRealTimers();
});

it('R122 goes on reading when the camera is back before a frame of before was read', async () => {
  open(true);
  await pass(50);
  open(false);
  open(true);
  await pass(600);
  expect(told.slice(0, 3)).toEqual(['open', 'interrupted', 'open']);
  expect(told.slice(3)).toEqual(['frame']);
  await pass(1000);
  expect(new Set(told.slice(3))).toEqual(new Set(['frame']));
});

it('R122 says that the camera is back also while no card is looked for', async () => {
  isWanted = false;
  open(true);
  await pass(500);
  open(false);
  open(true);
  await pass(500);
  expect(told).toEqual(['open', 'interrupted', 'open']);
  expect(worker.asked).toBe(0);
});

it('asks nothing of the detector while the camera is away', async () => {
  open(true);
  await pass(400);
  camera.isOpen = false; // a hidden page is told nothing
  await pass(400);
  const { asked } = worker;
  await pass(2000);
  expect(worker.asked).toBe(asked);
});
