import { describe, expect, it } from 'vitest';
import type { Row } from '../generated/protocol.ts';
import { arrange, need, needy, patience, queue, type Situation, STUCK_ALONE, STUCK_SOONEST } from './attention.ts';
import { exampleRow } from './room-example.ts';

const MINUTE = 60_000;
const at = (now: number, given: Partial<Situation> = {}): Situation => ({
  now,
  rested: 0,
  resting: false,
  hasDone: () => false,
  ...given,
});
const alone = (row: Row, situation: Situation) => need(row, situation, patience([row], situation));
const room = (count: number, given: (order: number) => Partial<Row> = () => ({})) =>
  Array.from({ length: count }, (_, i) => exampleRow(i + 1, given(i + 1)));

describe('what a learner needs', () => {
  it('is help while the hand is up', () => {
    expect(alone(exampleRow(1, { help: true, help_since: 0 }), at(0))).toBe('help');
    expect(alone(exampleRow(1), at(0))).toBe('none');
  });

  it('is away when it is not connected, or its page is hidden; also with the hand up when it is not connected', () => {
    for (const given of [{ connected: false, help: true }, { view: 'away' as const }]) {
      expect(alone(exampleRow(1, given), at(0))).toBe('away');
    }
  });

  it('L60 is nothing for a child with an answer card, which has no device and is never away or stuck', () => {
    const learner = { ...exampleRow(1).learner, card: 7 };
    const row = exampleRow(1, { learner, connected: false, misses: 9, progress_at: 0 });
    expect(alone(row, at(60 * MINUTE))).toBe('none');
  });

  it('is stuck after a time without progress, as the server tells it: a panel opened just now says the same', () => {
    const row = exampleRow(1, { progress_at: MINUTE });
    expect(alone(row, at(MINUTE + STUCK_ALONE))).toBe('none');
    expect(alone(row, at(MINUTE + STUCK_ALONE + 1))).toBe('stuck');
  });

  it('is stuck after four wrong answers since it last got on', () => {
    expect(alone(exampleRow(1, { misses: 3 }), at(0))).toBe('none');
    expect(alone(exampleRow(1, { misses: 4 }), at(0))).toBe('stuck');
  });

  it('is nothing for who has nothing left to do, and for all while they rest', () => {
    const hour = 60 * MINUTE;
    expect(alone(exampleRow(1, { misses: 9 }), at(hour, { hasDone: () => true }))).toBe('none');
    expect(alone(exampleRow(1), at(hour, { resting: true }))).toBe('none');
  });

  it('counts from when the screens came back, for who got on before', () => {
    const situation = at(10 * MINUTE, { rested: 9 * MINUTE });
    expect(alone(exampleRow(1), situation)).toBe('none');
    expect(alone(exampleRow(1), { ...situation, now: 13 * MINUTE })).toBe('stuck');
  });
});

describe('patience', () => {
  it('is fixed for a few children', () => {
    expect(patience(room(3), at(10 * MINUTE))).toBe(STUCK_ALONE);
  });

  it('grows while the whole group listens, so that nobody counts as stuck', () => {
    const situation = at(10 * MINUTE);
    expect(patience(room(10), situation)).toBe(25 * MINUTE);
    expect(needy(room(10), situation)).toEqual([]);
  });

  it('is short, but not too short, while the others get on', () => {
    const moving = room(10, (order) => (order === 1 ? {} : { progress_at: 95_000 }));
    expect(patience(moving, at(100_000))).toBe(STUCK_SOONEST);
    expect(needy(moving, at(100_000)).map(({ row }) => row.learner.order)).toEqual([1]);
  });

  it('is not stretched by those who went away, nor by those who are done', () => {
    const six = (given: Partial<Row>) => room(10, (order) => (order <= 6 ? given : { progress_at: 10 * MINUTE }));
    expect(patience(six({ connected: false }), at(10 * MINUTE))).toBe(STUCK_SOONEST);
    const hasDone = (row: Row) => row.finished.length > 0;
    expect(patience(six({ finished: ['page-1'] }), at(10 * MINUTE, { hasDone }))).toBe(STUCK_SOONEST);
  });
});

describe('those who need the educator', () => {
  const now = STUCK_ALONE + 1000;
  const rows = [
    exampleRow(1, { progress_at: now }),
    exampleRow(2, { connected: false, away_since: 1000 }),
    exampleRow(3, { help: true, help_since: 2000, progress_at: now }),
    exampleRow(4, { help: true, help_since: 1000, progress_at: now }),
    exampleRow(5),
  ];
  const urgent = needy(rows, at(now));

  it('come by urgency, and among equals who has waited longest', () => {
    expect(urgent.map(({ row, need, since }) => [row.learner.order, need, since])).toEqual([
      [4, 'help', 1000],
      [3, 'help', 2000],
      [5, 'stuck', 0],
      [2, 'away', 1000],
    ]);
    expect(queue(urgent).map(({ row }) => row.learner.order)).toEqual([4, 3]);
  });

  it('do not move the others: the rest keeps the order of joining', () => {
    const orders = (arranged: Row[]) => arranged.map((row) => row.learner.order);
    expect(orders(arrange(rows, 'need', urgent, () => ''))).toEqual([4, 3, 5, 2, 1]);
    expect(orders(arrange(rows, 'joined', urgent, () => ''))).toEqual([1, 2, 3, 4, 5]);
    expect(orders(arrange(rows, 'name', urgent, (row) => String(9 - row.learner.order)))).toEqual([5, 4, 3, 2, 1]);
  });
});
