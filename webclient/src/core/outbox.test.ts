import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  emptyOutbox,
  type Outbox,
  put,
  type Unnumbered,
  unsent,
  waitsToFinish,
  welcomed,
} from './outbox.ts';

const page = '11111111-1111-4111-8111-111111111111';
const finished: Unnumbered = { kind: 'finished', page, revision: 'a'.repeat(64) };
const answer: Unnumbered = {
  kind: 'answer',
  page,
  revision: 'a'.repeat(64),
  task: 't',
  language: 'id',
  value: 'madu',
};

describe('outbox', () => {
  it('R2 numbers from 1 and keeps everything until it is acknowledged, cumulatively', () => {
    let box = put(put(put(emptyOutbox, answer), answer), finished);
    expect(unsent(box).map((message) => message.n)).toEqual([1, 2, 3]);
    box = acknowledge(box, 2);
    expect(unsent(box).map((message) => message.n)).toEqual([3]);
    expect(waitsToFinish(box, page)).toBe(true);
    expect(waitsToFinish(acknowledge(box, 3), page)).toBe(false);
  });

  it('R2 never gives a number twice, whatever is acknowledged when', () => {
    let state = 7;
    const random = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    let box: Outbox = emptyOutbox;
    const given: number[] = [];
    for (let i = 0; i < 500; i++) {
      if (random() < 0.6) {
        box = put(box, random() < 0.5 ? answer : finished);
        given.push(box.last);
      } else box = acknowledge(box, Math.floor(random() * (box.last + 2)));
    }
    expect(new Set(given).size).toBe(given.length);
    expect(given).toEqual([...given].sort((a, b) => a - b));
  });

  it('R2 goes on after the server’s number when the device forgot its own', () => {
    expect(put(welcomed(emptyOutbox, 12), answer).last).toBe(13);
    const forgot = put(put(emptyOutbox, answer), finished);
    const again = welcomed(forgot, 12);
    expect(unsent(again).map(({ n, kind }) => [n, kind])).toEqual([
      [13, 'answer'],
      [14, 'finished'],
    ]);
    expect(put(again, answer).last).toBe(15);
  });

  it('R2 drops on a welcome what the server has, when the device remembers', () => {
    const box = put(put(put(emptyOutbox, answer), answer), finished);
    expect(unsent(welcomed(box, 2)).map(({ n }) => n)).toEqual([3]);
    expect(welcomed(box, 0)).toBe(box);
    expect(unsent(welcomed(box, 3))).toEqual([]);
  });

  it('R2 keeps where the child went, and whether it agreed, as it keeps answers', () => {
    const opened: Unnumbered = { kind: 'opened', page, revision: 'a'.repeat(64) };
    const box = put(put(emptyOutbox, opened), { kind: 'consent', asked: 3, agree: false });
    expect(unsent(box)).toEqual([
      { ...opened, n: 1 },
      { kind: 'consent', asked: 3, agree: false, n: 2 },
    ]);
  });

  it('an old acknowledgement changes nothing', () => {
    const box = acknowledge(put(put(emptyOutbox, answer), answer), 1);
    expect(acknowledge(box, 1)).toBe(box);
    expect(acknowledge(box, 0)).toBe(box);
  });
});
