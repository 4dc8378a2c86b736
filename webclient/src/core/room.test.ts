import { describe, expect, it } from 'vitest';
import type { EducatorWelcome, Frame } from '../generated/protocol.ts';
import { learn, unknown } from './clock.ts';
import { add, isPending, settle } from './orders.ts';
import { enter, update } from './room.ts';
import { exampleRow } from './room-example.ts';

const control = { version: 3, page: null, paused: false, ended: false };
const welcome: EducatorWelcome = {
  kind: 'welcome',
  role: 'educator',
  epoch: 'e',
  seq: 10,
  group: 'g',
  code: 'ABC234',
  book: 'b',
  control,
  rows: [exampleRow(2), exampleRow(1)],
};
const frame = (given: Partial<Frame>): Frame => ({
  kind: 'frame',
  frame: 1,
  seq: 11,
  rows: [],
  control: null,
  ...given,
});

describe('the replica of a room', () => {
  it('shows rows in the order of joining, whatever the order they came in', () => {
    expect(enter(welcome).rows.map((row) => row.learner.order)).toEqual([1, 2]);
  });

  it('replaces a row by its learner and leaves the others as they are', () => {
    const before = enter(welcome);
    const after = update(before, frame({ rows: [exampleRow(2, { help: true })] }));
    expect(after.rows[1]!.help).toBe(true);
    expect(after.rows[0]).toBe(before.rows[0]);
    expect(before.rows[1]!.help).toBe(false);
  });

  it('puts a newcomer in its place', () => {
    const after = update(enter(welcome), frame({ rows: [exampleRow(4), exampleRow(3)] }));
    expect(after.rows.map((row) => row.learner.order)).toEqual([1, 2, 3, 4]);
  });

  it('keeps the very rows when a frame has none, so that nothing is drawn again', () => {
    const before = enter(welcome);
    expect(update(before, frame({})).rows).toBe(before.rows);
  });

  it('takes a newer control state, and none that is older than what it has', () => {
    const room = enter(welcome);
    expect(update(room, frame({ control: { ...control, version: 4, paused: true } })).control.paused).toBe(true);
    expect(update(room, frame({ control: { ...control, version: 2, paused: true } })).control).toBe(room.control);
    expect(update(room, frame({})).control).toBe(room.control);
  });

  it('forgets all it had when it is welcomed again', () => {
    const again = enter({ ...welcome, rows: [exampleRow(7)] });
    expect(again.rows.map((row) => row.learner.order)).toEqual([7]);
  });
});

describe('orders under way', () => {
  it('stay until they are answered', () => {
    let orders = add([], 'order-001', { do: 'pause' });
    orders = add(orders, 'order-002', { do: 'open_page', page: 'p' });
    expect(isPending(orders, 'pause')).toBe(true);
    orders = settle(orders, 'order-001');
    expect(isPending(orders, 'pause')).toBe(false);
    expect(orders).toEqual([{ kind: 'command', id: 'order-002', order: { do: 'open_page', page: 'p' } }]);
    expect(settle(orders, 'another')).toEqual(orders);
  });
});

describe('the server’s clock', () => {
  const answered = (at: number) => [
    exampleRow(1, { last: { page: 'p', task: 't', value: 'v', correct: true, at } }),
    exampleRow(2),
  ];

  it('is learned from what happens live', () => {
    expect(learn(unknown, answered(50_000), 20_000, true).ahead).toBe(30_000);
    expect(learn(unknown, answered(50_000), 80_000, true).ahead).toBe(-30_000);
  });

  it('is not set back by what happened long ago', () => {
    expect(learn(unknown, answered(50_000), 80_000, false).ahead).toBe(0);
    expect(learn(unknown, answered(50_000), 20_000, false).ahead).toBe(30_000);
  });

  it('is not learned from a row that tells nothing new', () => {
    const clock = learn(unknown, answered(50_000), 50_000, true);
    expect(learn(clock, answered(50_000), 90_000, true)).toBe(clock);
    expect(learn(clock, [exampleRow(1, { away_since: 95_000 })], 90_000, true).ahead).toBe(5_000);
  });
});
