import { describe, expect, it } from 'vitest';
import type { Control, Row } from '../generated/protocol.ts';
import type { Room } from './room.ts';
import { exampleControl, exampleOwn, exampleRow } from './room-example.ts';
import { answered, showing } from './spotlight.ts';

const room = (rows: Row[], control: Partial<Control> = {}): Room => ({
  group: 'g',
  code: 'ABC234',
  book: 'b',
  epoch: 'e',
  seq: 1,
  mark: { hub: 'h', frame: 1 },
  control: exampleControl(control),
  rows,
});
const one = (asked: number | null) => exampleRow(1, { own: exampleOwn({ asked }) });

describe('the question to show a page', () => {
  it('is asked until it is answered', () => {
    expect(showing(exampleControl(), one(null))).toBe('none');
    expect(showing(exampleControl(), one(7))).toBe('asked');
    expect(showing(exampleControl({ spotlight: 'learner-1' }), one(null))).toBe('shown');
  });

  it('is agreed to when the page is shown, and refused when it is gone without an order', () => {
    const before = room([one(7)], { version: 3 });
    const agreed = room([one(null)], { version: 4, spotlight: 'learner-1' });
    expect(answered(before, agreed)).toEqual([{ learner: 'learner-1', agree: true }]);
    expect(answered(before, room([one(null)], { version: 3 }))).toEqual([{ learner: 'learner-1', agree: false }]);
  });

  it('is not refused when it was taken back, or asked anew', () => {
    const before = room([one(7)], { version: 3 });
    expect(answered(before, room([one(null)], { version: 4 }))).toEqual([]);
    expect(answered(before, room([one(9)], { version: 4 }))).toEqual([]);
    expect(answered(before, before)).toEqual([]);
  });
});
