import { describe, expect, it } from 'vitest';
import type { Row } from '../generated/protocol.ts';
import {
  arrange,
  follow,
  need,
  needy,
  patience,
  type Situation,
  STUCK_ALONE,
  STUCK_SOONEST,
  type Traces,
} from './attention.ts';
import { exampleRow } from './room-example.ts';

const MINUTE = 60_000;
const solved = [{ page: 'page-1', task: 't' }];
const at = (now: number, given: Partial<Situation> = {}): Situation => ({
  now,
  patience: STUCK_ALONE,
  pages: 6,
  resting: false,
  ...given,
});
const replay = (...steps: [number, Row[]][]): Traces =>
  steps.reduce<Traces>((traces, [now, rows]) => follow(traces, rows, now), new Map());
const one = (traces: Traces) => traces.get('learner-1')!;

describe('what a learner needs', () => {
  it('is help while the hand is up', () => {
    const traces = replay([0, [exampleRow(1, { help: true })]]);
    expect(need(one(traces), at(0))).toBe('help');
    expect(need(one(replay([0, [exampleRow(1)]])), at(0))).toBe('none');
  });

  it('is away when it is not connected, or its page is hidden; even with the hand up', () => {
    for (const given of [{ connected: false, help: true }, { view: 'away' as const }]) {
      expect(need(one(replay([0, [exampleRow(1, given)]])), at(0))).toBe('away');
    }
  });

  it('is stuck after a time without progress, and no longer once there is some', () => {
    const idle = replay([0, [exampleRow(1)]]);
    expect(need(one(idle), at(STUCK_ALONE))).toBe('none');
    expect(need(one(idle), at(STUCK_ALONE + 1))).toBe('stuck');
    for (const news of [{ solved }, { finished: ['page-1'] }, { page: 'page-2' }]) {
      const moved = follow(idle, [exampleRow(1, news)], STUCK_ALONE);
      expect(need(one(moved), at(STUCK_ALONE + 1))).toBe('none');
    }
  });

  it('is not progress to raise a hand or to point the camera', () => {
    const traces = replay([0, [exampleRow(1)]], [MINUTE, [exampleRow(1, { view: 'tracking', rung: 'live' })]]);
    expect(need(one(traces), at(STUCK_ALONE + 1))).toBe('stuck');
  });

  it('is stuck after four tries that did not fit, and starts over after one that did', () => {
    const tries = replay([0, [exampleRow(1, { tries: 2 })]], [1000, [exampleRow(1, { tries: 5 })]]);
    expect(need(one(tries), at(1000))).toBe('none');
    const more = follow(tries, [exampleRow(1, { tries: 6 })], 2000);
    expect(need(one(more), at(2000))).toBe('stuck');
    expect(need(one(follow(more, [exampleRow(1, { tries: 7, solved })], 3000)), at(3000))).toBe('none');
  });

  it('is nothing for who has finished the book, and for all while they rest', () => {
    const done = replay([0, [exampleRow(1, { finished: ['1', '2', '3', '4', '5', '6'] })]]);
    expect(need(one(done), at(60 * MINUTE))).toBe('none');
    expect(need(one(replay([0, [exampleRow(1)]])), at(60 * MINUTE, { resting: true }))).toBe('none');
  });

  it('counts anew for who comes back', () => {
    const traces = replay([0, [exampleRow(1, { connected: false })]], [10 * MINUTE, [exampleRow(1)]]);
    expect(need(one(traces), at(11 * MINUTE))).toBe('none');
  });
});

describe('patience', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => exampleRow(i + 1));

  it('is fixed for a few children', () => {
    expect(patience(replay([0, rows(3)]), 10 * MINUTE)).toBe(STUCK_ALONE);
  });

  it('grows while the whole group listens, so that nobody counts as stuck', () => {
    const traces = replay([0, rows(10)]);
    const now = 10 * MINUTE;
    expect(patience(traces, now)).toBe(25 * MINUTE);
    expect(needy(traces, at(now, { patience: patience(traces, now) }))).toEqual([]);
  });

  it('is short, but not too short, while the others get on', () => {
    const moving = follow(
      replay([0, rows(10)]),
      [
        exampleRow(1),
        ...rows(10)
          .slice(1)
          .map((row) => ({ ...row, solved })),
      ],
      95_000,
    );
    expect(patience(moving, 100_000)).toBe(STUCK_SOONEST);
    expect(needy(moving, at(100_000, { patience: STUCK_SOONEST })).map(({ row }) => row.learner.order)).toEqual([1]);
  });

  it('is not stretched by those who went away', () => {
    const gone = rows(10).map((row, i) => (i < 6 ? { ...row, connected: false } : { ...row, solved }));
    const traces = replay([0, rows(10)], [10 * MINUTE, gone]);
    expect(patience(traces, 10 * MINUTE)).toBe(STUCK_SOONEST);
  });
});

describe('those who need the educator', () => {
  const room = replay(
    [0, [1, 2, 3, 4, 5].map((order) => exampleRow(order))],
    [
      1000,
      [exampleRow(1), exampleRow(2, { connected: false }), exampleRow(3), exampleRow(4, { help: true }), exampleRow(5)],
    ],
    [
      2000,
      [
        exampleRow(1, { page: 'page-2' }),
        exampleRow(2, { connected: false }),
        exampleRow(3, { help: true }),
        exampleRow(4, { help: true }),
        exampleRow(5),
      ],
    ],
  );
  const urgent = needy(room, at(STUCK_ALONE + 1000));

  it('come by urgency, and among equals who has waited longest', () => {
    expect(urgent.map(({ row, need }) => [row.learner.order, need])).toEqual([
      [4, 'help'],
      [3, 'help'],
      [5, 'stuck'],
      [2, 'away'],
    ]);
  });

  it('do not move the others: the rest keeps the order of joining', () => {
    const rows = [...room.values()].map((trace) => trace.row);
    const orders = (arranged: Row[]) => arranged.map((row) => row.learner.order);
    expect(orders(arrange(rows, 'need', urgent, () => ''))).toEqual([4, 3, 5, 2, 1]);
    expect(orders(arrange(rows, 'joined', urgent, () => ''))).toEqual([1, 2, 3, 4, 5]);
    expect(orders(arrange(rows, 'name', urgent, (row) => String(9 - row.learner.order)))).toEqual([5, 4, 3, 2, 1]);
  });

  it('keep the time since when a hand is up through other news', () => {
    const later = follow(room, [exampleRow(4, { help: true, view: 'held' })], 90_000);
    expect(later.get('learner-4')!.help).toBe(1000);
    expect(follow(later, [exampleRow(4)], 95_000).get('learner-4')!.help).toBeNull();
    expect(later.has('learner-1')).toBe(false);
  });
});
