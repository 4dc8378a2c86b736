import { expect, it } from 'vitest';
import type { Replay } from '../generated/api.ts';
import { fullest, sceneAt } from './replay.ts';

const hour: Replay = {
  dots: 2,
  ms: 5000,
  pages: [],
  moments: [
    { at: 0, what: 'joined', who: 1, page: null },
    { at: 100, what: 'joined', who: 0, page: null },
    { at: 1000, what: 'led', who: null, page: 'two' },
    { at: 1200, what: 'opened', who: 1, page: 'two' },
    { at: 2000, what: 'finished', who: 1, page: 'two' },
    { at: 2500, what: 'paused', who: null, page: null },
    { at: 3000, what: 'resumed', who: null, page: null },
    { at: 4000, what: 'opened', who: 0, page: 'two' },
    { at: 5000, what: 'opened', who: 1, page: 'three' },
  ],
};

it('lets dots stand where they went, and knows who has finished there', () => {
  expect(sceneAt(hour, -1).dots).toEqual([]);
  expect(sceneAt(hour, 100).dots).toEqual([
    { who: 0, page: null, done: false },
    { who: 1, page: null, done: false },
  ]);
  expect(sceneAt(hour, 2600)).toEqual({
    dots: [
      { who: 0, page: null, done: false },
      { who: 1, page: 'two', done: true },
    ],
    led: 'two',
    paused: true,
  });
  expect(sceneAt(hour, 5000).paused).toBe(false);
  expect(sceneAt(hour, 5000).dots[1]).toEqual({ who: 1, page: 'three', done: false });
});

it('names the page where most stand', () => {
  expect(fullest(sceneAt(hour, 0))).toBeNull();
  expect(fullest(sceneAt(hour, 4000))).toEqual({ page: 'two', dots: 2 });
});
