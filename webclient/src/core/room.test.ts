import { describe, expect, it } from 'vitest';
import type { EducatorWelcome, Frame } from '../generated/protocol.ts';
import { learn, unknown } from './clock.ts';
import { add, isPending, isPendingFor, settle } from './orders.ts';
import { enter, update } from './room.ts';
import { exampleControl, exampleRow } from './room-example.ts';

const control = exampleControl({ version: 3 });
const welcome: EducatorWelcome = {
  kind: 'welcome',
  role: 'educator',
  epoch: 'e',
  seq: 10,
  group: 'g',
  code: 'ABC234',
  book: 'b',
  control,
  now: 0,
  mark: { hub: 'h', frame: 0 },
  whole: true,
  rows: [exampleRow(2), exampleRow(1)],
  gone: [],
};
const frame = (given: Partial<Frame>): Frame => ({
  kind: 'frame',
  frame: 1,
  seq: 11,
  rows: [],
  gone: [],
  control: null,
  ...given,
});

describe('the replica of a room', () => {
  it('shows rows in the order of joining, whatever the order they came in', () => {
    expect(enter(null, welcome)!.rows.map((row) => row.learner.order)).toEqual([1, 2]);
  });

  it('replaces a row by its learner and leaves the others as they are', () => {
    const before = enter(null, welcome)!;
    const after = update(before, frame({ rows: [exampleRow(2, { help: true })] }));
    expect(after.rows[1]!.help).toBe(true);
    expect(after.rows[0]).toBe(before.rows[0]);
    expect(before.rows[1]!.help).toBe(false);
  });

  it('puts a newcomer in its place', () => {
    const after = update(enter(null, welcome)!, frame({ rows: [exampleRow(4), exampleRow(3)] }));
    expect(after.rows.map((row) => row.learner.order)).toEqual([1, 2, 3, 4]);
  });

  it('keeps the very rows when a frame has none, so that nothing is drawn again', () => {
    const before = enter(null, welcome)!;
    expect(update(before, frame({})).rows).toBe(before.rows);
  });

  it('takes a newer control state, and none that is older than what it has', () => {
    const room = enter(null, welcome)!;
    expect(update(room, frame({ control: { ...control, version: 4, paused: true } })).control.paused).toBe(true);
    expect(update(room, frame({ control: { ...control, version: 2, paused: true } })).control).toBe(room.control);
    expect(update(room, frame({})).control).toBe(room.control);
  });

  it('forgets all it had when it is welcomed to the whole again', () => {
    const again = enter(enter(null, welcome), { ...welcome, rows: [exampleRow(7)] })!;
    expect(again.rows.map((row) => row.learner.order)).toEqual([7]);
  });

  it('goes on from where it was when it is told only what it missed', () => {
    const before = update(enter(null, welcome)!, frame({ frame: 5 }));
    expect(before.mark).toEqual({ hub: 'h', frame: 5 });
    const missed = { ...welcome, whole: false, mark: { hub: 'h', frame: 9 }, rows: [exampleRow(2, { help: true })] };
    const after = enter(before, missed)!;
    expect(after.rows.map((row) => row.help)).toEqual([false, true]);
    expect(after.rows[0]).toBe(before.rows[0]);
    expect(after.mark.frame).toBe(9);
  });

  it('lets go who was removed, told in a frame or on coming back', () => {
    const before = enter(null, welcome)!;
    const [first, second] = before.rows.map((row) => row.learner.id);
    expect(update(before, frame({ gone: [first!] })).rows).toEqual([before.rows[1]]);
    expect(update(before, frame({ gone: ['nobody'] })).rows).toEqual(before.rows);
    const missed = { ...welcome, whole: false, rows: [exampleRow(3)], gone: [second!] };
    expect(enter(before, missed)!.rows.map((row) => row.learner.order)).toEqual([1, 3]);
  });

  it('does not guess what it would have to know', () => {
    const missed = { ...welcome, whole: false };
    expect(enter(null, missed)).toBeNull();
    expect(enter(enter(null, welcome), { ...missed, epoch: 'another' })).toBeNull();
  });
});

describe('orders under way', () => {
  it('stay until they are answered', () => {
    let orders = add([], 'order-001', { do: 'pause' });
    orders = add(orders, 'order-002', { do: 'open_page', page: 'p', to: null });
    expect(isPending(orders, 'pause')).toBe(true);
    orders = settle(orders, 'order-001');
    expect(isPending(orders, 'pause')).toBe(false);
    expect(orders).toEqual([{ kind: 'command', id: 'order-002', order: { do: 'open_page', page: 'p', to: null } }]);
    expect(settle(orders, 'another')).toEqual(orders);
  });

  it('are under way for the children that they name', () => {
    let orders = add([], 'order-001', { do: 'praise', to: null });
    expect(isPendingFor(orders, 'praise', 'one')).toBe(false);
    orders = add(orders, 'order-002', { do: 'open_page', page: 'p', to: ['one', 'two'] });
    orders = add(orders, 'order-003', { do: 'attend', to: 'two' });
    expect([isPendingFor(orders, 'open_page', 'two'), isPendingFor(orders, 'attend', 'one')]).toEqual([true, false]);
  });
});

describe('the server’s clock', () => {
  it('is learned from an answer, half of whose way is taken for its age', () => {
    expect(learn(unknown, 50_000, 20_000, 20_000).ahead).toBe(30_000);
    expect(learn(unknown, 50_000, 20_000, 20_200).ahead).toBe(29_900);
    expect(learn(unknown, 50_000, 80_000, 80_000).ahead).toBe(-30_000);
  });

  it('is kept as the quickest answer told it, until that is long ago', () => {
    const clock = learn(unknown, 50_000, 20_000, 20_010);
    expect(learn(clock, 51_000, 20_000, 21_400)).toBe(clock);
    expect(learn(clock, 51_000, 21_000, 21_002).within).toBe(2);
    expect(learn(clock, 120_000, 90_000, 90_500).within).toBe(500);
  });

  it('is learned anew after a device slept, and its steady time with it', () => {
    const clock = learn(unknown, 50_000, 20_000, 20_010);
    expect(learn(clock, 3_650_000, 20_900, 21_000).ahead).toBe(3_629_050);
  });
});
