import { describe, expect, it } from 'vitest';
import type { Control, Row } from '../generated/protocol.ts';
import { gather, nothing } from './news.ts';
import type { Room } from './room.ts';
import { exampleControl, exampleOwn, exampleRow } from './room-example.ts';

const room = (rows: readonly Row[], control: Partial<Control> = {}): Room => ({
  group: 'g',
  code: 'ABC234',
  book: 'b',
  epoch: 'e',
  seq: 1,
  mark: { hub: 'h', frame: 1 },
  control: exampleControl(control),
  rows,
});

describe('news', () => {
  it('gathers joins and raised hands until they are told', () => {
    const second = room([exampleRow(1, { help: true }), exampleRow(2), exampleRow(3)]);
    let news = gather(nothing, room([]), room([exampleRow(1)]));
    news = gather(news, room([exampleRow(1)]), second);
    expect(news).toEqual({ ...nothing, joined: 3, helps: [second.rows[0]!.learner] });
  });

  it('tells a raised hand once, and again after it was down', () => {
    const up = room([exampleRow(1, { help: true })]);
    const still = room([exampleRow(1, { help: true, view: 'held' })]);
    expect(gather(nothing, up, still)).toBe(nothing);
    const down = room([exampleRow(1)]);
    expect(gather(gather(nothing, up, down), down, up).helps).toHaveLength(1);
  });

  it('tells how the door is now, however often it was turned', () => {
    const open = room([]);
    const locked = room([], { version: 1, locked: true });
    const news = gather(nothing, open, locked);
    expect(news.locked).toBe(true);
    expect(gather(news, locked, open).locked).toBe(false);
    expect(gather(nothing, locked, locked)).toBe(nothing);
  });

  it('tells what a child said to being shown', () => {
    const asked = room([exampleRow(1, { own: exampleOwn({ asked: 4 }) })]);
    const refused = room([exampleRow(1)]);
    expect(gather(nothing, asked, refused).consents).toEqual([{ face: refused.rows[0]!.learner, agree: false }]);
  });
});
