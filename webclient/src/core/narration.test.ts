import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cueAt, cues, misfit, settled, span, spokenWords, type Times, timeOf, unchanged } from './narration.ts';

interface Vector {
  sentences: string[];
  words: number[];
  misfit: number | null;
}

const file = new URL('../../../tests/vectors/narration.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];
const SENTENCES = ['Momo bangun — pagi!', 'Ia lapar.'];
const TIMES: Times = [
  [
    [100, 400],
    [400, 900],
    [1000, 1000],
    [1200, 1600],
  ],
  [
    [2600, 2800],
    [2800, 3300],
  ],
];

describe('narration', () => {
  it.each(vectors)('R80 counts the words of $sentences as the server does', ({ sentences, words, misfit: wrong }) => {
    const times = words.map((count) => Array.from({ length: count }, () => [0, 0]));
    expect(misfit(times, sentences)).toBe(wrong);
    if (wrong === null) expect(sentences.map((sentence) => spokenWords(sentence).length)).toEqual(words);
  });

  it('R81 lights every word once and in order, a lone sign none, and nothing after a sentence', () => {
    expect(cues(TIMES, SENTENCES)).toEqual([
      { at: 100, sentence: 0, word: 0 },
      { at: 400, sentence: 0, word: 1 },
      { at: 1200, sentence: 0, word: 2 },
      { at: 1600, sentence: 0, word: null },
      { at: 2600, sentence: 1, word: 0 },
      { at: 2800, sentence: 1, word: 1 },
      { at: 3300, sentence: 1, word: null },
    ]);
  });

  it('R81 knows what is lit from the moment of the sound alone, wherever it was before', () => {
    const all = cues(TIMES, SENTENCES);
    for (let ms = 0; ms < 4000; ms += 7) {
      const slowly = all.filter(({ at }) => at <= ms).length - 1;
      expect(cueAt(all, ms)).toBe(slowly);
    }
    expect(cueAt([], 100)).toBe(-1);
  });

  it('finds the time of a word that is tapped', () => {
    expect(timeOf(TIMES, SENTENCES, 0, 2)).toEqual([1200, 1600]);
    expect(timeOf(TIMES, SENTENCES, 1, 0)).toEqual([2600, 2800]);
    expect(timeOf(TIMES, SENTENCES, 1, 5)).toBe(null);
    expect(timeOf(TIMES, SENTENCES, 7, 0)).toBe(null);
  });

  it('gives a sentence its breath, and never a part of its neighbours', () => {
    expect(span(TIMES, 0)).toEqual([50, 1850]);
    expect(span(TIMES, 1)).toEqual([2480, 3550]);
    const close: Times = [[[0, 500]], [[560, 900]]];
    expect(span(close, 0)[1]).toBeLessThanOrEqual(span(close, 1)[0]);
    expect(span(close, 7)[0]).toBe(0);
  });

  it('knows which sentences were left as they were when one is put in, taken out or rewritten', () => {
    const times = [1, 2, 3].map((count) => Array<null>(count).fill(null));
    expect(unchanged(times, ['a', 'b c', 'd e f'])).toEqual([0, 1, 2]);
    expect(unchanged(times, ['a', 'new one here', 'b c', 'd e f'])).toEqual([0, null, 1, 2]);
    expect(unchanged(times, ['a', 'd e f'])).toEqual([0, 2]);
    expect(unchanged(times, ['a', 'b and c', 'd e f'])).toEqual([0, null, 2]);
    expect(unchanged(times, ['b c'])).toEqual([null]);
    expect(unchanged([], ['a'])).toEqual([null]);
  });

  it('keeps whole ms in order', () => {
    expect(settled([[[-3, 10.6]], [[9, 8]]])).toEqual([[[0, 11]], [[11, 11]]]);
  });
});
