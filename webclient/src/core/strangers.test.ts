import { describe, expect, it } from 'vitest';
import {
  afterFrame,
  afterGlance,
  GLANCE,
  GONE,
  glanceIsDue,
  NO_STRANGERS,
  QUIET,
  STEADY,
  type Strangers,
  unpackWords,
} from './strangers.ts';

/** Frames of a camera from `start` for some seconds; what it shows at a time is `own` or the strangers' numbers. */
function film(from: Strangers, start: number, seconds: number, view: (t: number) => 'own' | readonly number[]) {
  let now = from;
  const shown: [number, number | null][] = [];
  for (let t = start; t < start + seconds; t += 1 / 30) {
    const seen = view(t);
    now = afterFrame(now, seen === 'own', t);
    if (glanceIsDue(now, t)) now = afterGlance(now, seen === 'own' ? [] : seen, t);
    if (shown.length === 0 || shown.at(-1)![1] !== now.shown) shown.push([t, now.shown]);
  }
  return { now, shown };
}

describe('strangers', () => {
  it('R94 a marker of another book is spoken of once it was seen steadily, and no more when it is gone', () => {
    const { shown } = film(NO_STRANGERS, 0, 12, (t) => (t < 1 ? [] : t < 7 ? [512] : []));
    expect(shown.map(([, number]) => number)).toEqual([null, 512, null]);
    const [, [came], [went]] = shown as [[number, null], [number, number], [number, null]];
    expect(came).toBeGreaterThan(1 + STEADY);
    expect(came).toBeLessThan(1 + STEADY + QUIET + 2 * GLANCE);
    expect(went).toBeGreaterThan(7 + GONE - GLANCE);
    expect(went).toBeLessThan(7 + GONE + 2 * GLANCE);
  });

  it('R94 a stray sight is nothing, and one that is missed now and then does not flicker', () => {
    expect(film(NO_STRANGERS, 0, 10, (t) => (t > 3 && t < 3.6 ? [7] : [])).shown).toEqual([[0, null]]);
    const shaken = film(NO_STRANGERS, 0, 12, (t) => (Math.floor(t * 3) % 3 === 0 ? [] : [7]));
    expect(shaken.shown.map(([, number]) => number)).toEqual([null, 7]);
    // Each glance another one: none of them is steady.
    expect(film(NO_STRANGERS, 0, 10, (t) => [Math.floor(t / GLANCE)]).shown).toEqual([[0, null]]);
  });

  it("R94 a marker of the book's own ends it at once, and while one is in view nothing else is looked for", () => {
    const { now } = film(NO_STRANGERS, 0, 5, () => [9]);
    expect(now.shown).toBe(9);
    const own = afterFrame(now, true, 5);
    expect(own.shown).toBeNull();
    expect(glanceIsDue(own, 60)).toBe(false);
    expect(glanceIsDue(afterFrame(own, false, 60), 60 + QUIET / 2)).toBe(false);
  });

  it('R94 of two side by side one is spoken of; another in its place is, once it is steady too', () => {
    const both = film(NO_STRANGERS, 0, 8, (t) => (Math.floor(t * 3) % 2 ? [1, 2] : [2, 1]));
    expect(both.shown.length).toBe(2);
    const { shown } = film(NO_STRANGERS, 0, 12, (t) => (t < 6 ? [3] : [4]));
    expect(shown.map(([, number]) => number)).toEqual([null, 3, 4]);
  });

  it('R94 after a pause nothing is left of what was seen before it', () => {
    const { now } = film(NO_STRANGERS, 0, 5, () => [3]);
    expect(afterGlance(now, [], 100).shown).toBeNull();
    expect(afterGlance({ ...now, shown: null }, [3], 100)).toMatchObject({ shown: null, seen: { times: 1 } });
  });

  it('reads packed words', () => {
    const packed = new Uint8Array([0x9e, 0x4d, 0xb1, 0xc2, 0x6a, 0x57, 0, 0, 0, 0, 0, 1]);
    expect(unpackWords(packed.buffer)).toEqual([0x9e4db1c26a57n, 1n]);
  });
});
