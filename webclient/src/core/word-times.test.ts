import { describe, expect, it } from 'vitest';
import { spokenWords, type WordTime } from './narration.ts';
import { tapped, tappedAlong, tapsFor } from './tapping.ts';
import { guess, guessSentence, pausesIn, weight } from './word-times.ts';

const STORY = [
  'Momo bangun pagi-pagi, lalu ia mencium bau yang manis sekali.',
  'Itu madu.',
  'Di dekat sungai berdiri pohon yang sangat besar, dan lebah-lebah terbang di sekelilingnya.',
  'Bolehkah aku minta sedikit?',
];
const PER_SECOND = 100;

/** A seeded dice: the same numbers each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A voice that reads the story: its words' true times, and how loud it is. */
function read(story: readonly string[], seed: number) {
  const roll = dice(seed);
  const values: number[] = [];
  const silence = (ms: number) => {
    for (let i = 0; i < ms / 10; i++) values.push(0.004 + 0.004 * roll());
  };
  silence(300 + 500 * roll());
  const times = story.map((sentence, at) => {
    if (at > 0) silence(450 + 500 * roll());
    return spokenWords(sentence).map((word, i, words): WordTime => {
      const begins = values.length * 10;
      const syllable = 150 * (0.75 + 0.5 * roll());
      for (let ms = 0; ms < weight(word, 'id') * syllable; ms += 10) values.push(0.1 + 0.4 * roll());
      const ends = values.length * 10;
      if (i < words.length - 1 && /,$/.test(word)) silence(200 + 250 * roll());
      else if (i < words.length - 1 && roll() < 0.08) silence(170 + 80 * roll());
      return [begins, ends];
    });
  });
  silence(400);
  return { times, levels: { values, perSecond: PER_SECOND }, length: values.length * 10 };
}

describe('a first guess of words’ times', () => {
  it('R82 is near the true times of a voice, whose words need not be tapped', () => {
    const errors: number[] = [];
    for (let seed = 1; seed <= 12; seed++) {
      const { times, levels, length } = read(STORY, seed);
      const guessed = guess(STORY, 'id', pausesIn(levels), length);
      expect(guessed.map((words) => words.length)).toEqual(times.map((words) => words.length));
      times.flat().forEach(([begins], i) => {
        errors.push(Math.abs(guessed.flat()[i]![0] - begins));
      });
    }
    errors.sort((a, b) => a - b);
    const at = (part: number) => errors[Math.floor(errors.length * part)]!;
    expect(at(0.5)).toBeLessThan(60);
    expect(at(0.95)).toBeLessThan(260);
  });

  it('R82 needs no pause, no syllables and no loudness to give each word its time', () => {
    for (const language of ['id', 'en', 'jv']) {
      const words = guessSentence('12 bees — and one bear', language, [], [1000, 3000]);
      expect(words.length).toBe(6);
      expect(words[0]![0]).toBe(1000);
      expect(words.at(-1)![1]).toBe(3000);
      expect(words.every(([begins, ends], i) => begins < ends && ends === (words[i + 1]?.[0] ?? 3000))).toBe(true);
    }
    expect(guess(STORY, 'id', pausesIn({ values: [], perSecond: 20 }), 0).flat().length).toBe(29);
    expect(guess([], 'id', [], 1000)).toEqual([]);
  });

  it('finds pauses above the noise of a room, and takes a click for none', () => {
    const values = [...Array(50).fill(0.02), ...Array(40).fill(0.5), ...Array(30).fill(0.02), ...Array(40).fill(0.4)];
    values[100] = 0.9;
    expect(pausesIn({ values, perSecond: 100 })).toEqual([
      [0, 500],
      [900, 1200],
    ]);
  });

  it('is quick for the longest story', () => {
    const long = Array.from({ length: 40 }, (_, i) => STORY[i % STORY.length]!);
    const { levels, length } = read(long, 7);
    const began = performance.now();
    guess(long, 'id', pausesIn(levels), length);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('tapping along', () => {
  it('R83 puts words where they were tapped, at once after a pause nearby, and keeps what was not tapped', () => {
    const known: WordTime[] = [
      [0, 300],
      [300, 700],
      [700, 1500],
      [1500, 2000],
    ];
    const pauses: WordTime[] = [[880, 1150]];
    // The second word after the pause: tapped late by 90 ms.
    expect(tapped(known, [20, 450, 1240], pauses)).toEqual([
      [20, 450],
      [450, 880],
      [1150, 1500],
      [1500, 2000],
    ]);
    expect(tapped(known, [], pauses)).toEqual(known);
  });

  it('R83 gives a short word after a pause its own moment, and the next word its own', () => {
    const known: WordTime[] = [
      [0, 500],
      [1150, 1300],
      [1300, 1700],
    ];
    expect(tapped(known, [10, 1200, 1360], [[500, 1150]])).toEqual([
      [10, 500],
      [1150, 1360],
      [1360, 1700],
    ]);
    // The end of a pause is not the word's that was tapped just before it.
    expect(tapped(known, [10, 1010, 1160], [[500, 1150]])[2]).toEqual([1150, 1700]);
  });

  it('R83 never lets a word begin before the one before it, however it was tapped', () => {
    const known: WordTime[] = Array.from({ length: 6 }, (_, i) => [i * 300, i * 300 + 300]);
    for (const taps of [[900, 300, 200], [1700], [0, 0, 0, 0, 0, 0, 0, 0, 0], [1790, 1795]]) {
      const moments = tapped(known, taps, [[100, 700]]).flat();
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
      expect(moments.length).toBe(12);
    }
  });

  it('R83 asks no tap for a lone sign, and leaves the other sentences as they are', () => {
    const sentences = ['Satu.', 'Dua — tiga.', 'Empat.'];
    const times: WordTime[][] = [
      [[0, 500]],
      [
        [1000, 1400],
        [1400, 1400],
        [1400, 2000],
      ],
      [[3000, 3500]],
    ];
    expect(tapsFor(sentences[1]!)).toBe(2);
    expect(tappedAlong(times, sentences, [1, 2], [1100, 1600], [])).toEqual([
      [[0, 500]],
      [
        [1100, 1600],
        [1600, 1600],
        [1600, 2000],
      ],
      [[3000, 3500]],
    ]);
  });
});
