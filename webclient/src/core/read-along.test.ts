import { describe, expect, it } from 'vitest';
import { bare, calmPace, learn, stretches, timing, wordAfter, wordAt } from './read-along.ts';

const SENTENCE = 'Madu menemukan pohon besar — “wangi sekali!”';

describe('read-along', () => {
  it('cuts a sentence without losing a character', () => {
    const parts = stretches(SENTENCE);
    expect(parts.map((part) => part.text).join('')).toBe(SENTENCE);
    expect(parts.filter((part) => part.word !== null).map((part) => bare(part.text))).toEqual([
      'Madu',
      'menemukan',
      'pohon',
      'besar',
      'wangi',
      'sekali',
    ]);
    expect(parts.map((part) => SENTENCE.slice(part.start, part.start + part.text.length))).toEqual(
      parts.map((part) => part.text),
    );
  });

  it('R5 finds the word of a spoken character, also inside it and after it', () => {
    const parts = stretches(SENTENCE);
    expect(wordAt(parts, 0)).toBe(0);
    expect(wordAt(parts, 7)).toBe(1);
    expect(wordAt(parts, SENTENCE.indexOf('—'))).toBe(3);
    expect(wordAt(parts, SENTENCE.indexOf('wangi'))).toBe(4);
    expect(wordAt(parts, 10_000)).toBe(5);
    expect(wordAt(stretches('— ada'), 0)).toBe(null);
  });

  it('R5 lights every word once and in order by pace alone', () => {
    const plan = timing(stretches(SENTENCE), calmPace);
    const seen: number[] = [];
    for (let ms = 0; ms <= plan.length; ms += 10) {
      const word = wordAfter(plan, ms);
      if (word !== null && word !== seen.at(-1)) seen.push(word);
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
    expect(plan.begins[0]).toBe(0);
    expect(plan.length).toBeGreaterThan(plan.begins.at(-1)!);
  });

  it('gives longer words more time and rests at a comma', () => {
    const { begins } = timing(stretches('ya, menemukan ya ya'), calmPace);
    const lengths = begins.slice(1).map((begin, i) => begin - begins[i]!);
    expect(lengths[1]).toBeGreaterThan(lengths[2]!);
    expect(lengths[0]).toBeGreaterThan(lengths[2]!);
  });

  it('learns a voice’s pace, and not from a sentence cut short', () => {
    const plan = timing(stretches(SENTENCE), calmPace);
    expect(learn(calmPace, plan, plan.length * 0.5).letter).toBeCloseTo(calmPace.letter * 0.75);
    expect(learn(calmPace, plan, plan.length * 0.1)).toBe(calmPace);
    expect(learn(calmPace, plan, 0)).toBe(calmPace);
    expect(learn(calmPace, plan, Number.NaN)).toBe(calmPace);
  });
});
