// A recorded voice and the words that it speaks: what is lit at a moment of the sound, and how far a sentence goes.
import { stretches } from './read-along.ts';

/** ms from the beginning of the sound. */
export type WordTime = [begins: number, ends: number];
/** For every sentence the times of its words: the runs between its spaces. */
export type Times = WordTime[][];

/** The words that have a time each; the server counts the same ones. */
export const spokenWords = (sentence: string): string[] => sentence.match(/\S+/gu) ?? [];

/** Index of the first sentence whose words are not those that have times; null when all fit. */
export function misfit(times: readonly (readonly unknown[])[], sentences: readonly string[]): number | null {
  for (let at = 0; at < Math.max(times.length, sentences.length); at++) {
    const [words, sentence] = [times[at], sentences[at]];
    if (words === undefined || sentence === undefined || words.length !== spokenWords(sentence).length) return at;
  }
  return null;
}

/** From this moment on the word is lit; null: none, the sentence was read. */
export interface Cue {
  /** ms. */
  readonly at: number;
  readonly sentence: number;
  /** As `stretches` numbers the words. */
  readonly word: number | null;
}

/** What is lit when, in order. A lone sign has a time but is no word: what stood before it stays lit. */
export function cues(times: Times, sentences: readonly string[]): Cue[] {
  return times.flatMap((spoken, sentence) => {
    const words = stretches(sentences[sentence] ?? '')
      .filter(({ text }) => text.trim() !== '')
      .map(({ word }) => word);
    const lit = spoken.flatMap(([at], i): Cue[] => {
      const word = words[i] ?? null;
      return word === null ? [] : [{ at, sentence, word }];
    });
    const end = spoken.at(-1);
    return end ? [...lit, { at: end[1], sentence, word: null }] : lit;
  });
}

/** When a word of a sentence is spoken, as `stretches` numbers the words; null when it has no time. */
export function timeOf(times: Times, sentences: readonly string[], sentence: number, word: number): WordTime | null {
  const runs = stretches(sentences[sentence] ?? '').filter(({ text }) => text.trim() !== '');
  return times[sentence]?.[runs.findIndex((run) => run.word === word)] ?? null;
}

/** Index of the last cue that has come; -1 before the first. */
export function cueAt(all: readonly Cue[], ms: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.at <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A voice breathes in before a sentence and fades after it, ms. */
const [BEFORE, AFTER] = [120, 250];

/** The stretch of the sound in which a sentence is spoken; neighbours share the pause between them. */
export function span(times: Times, sentence: number): WordTime {
  const spoken = times[sentence] ?? [];
  const [first, last] = [spoken[0]?.[0] ?? 0, spoken.at(-1)?.[1] ?? 0];
  const before = times[sentence - 1]?.at(-1)?.[1] ?? 0;
  const after = times[sentence + 1]?.[0]?.[0] ?? Number.POSITIVE_INFINITY;
  return [
    Math.max(0, first - Math.min(BEFORE, (first - before) / 2)),
    last + Math.min(AFTER, Math.max(0, after - last) / 2),
  ];
}

/** The same words, all of them later. */
export const later = (words: readonly WordTime[], ms: number): WordTime[] =>
  words.map(([begins, ends]) => [begins + ms, ends + ms]);

/** Times as they are kept: whole ms, none before 0, each word after the one before it. */
export function settled(times: Times): Times {
  let last = 0;
  const next = (ms: number) => {
    last = Math.max(last, Math.round(ms));
    return last;
  };
  return times.map((words) => words.map(([begins, ends]): WordTime => [next(begins), next(ends)]));
}

/**
 * Of each sentence the one with as many words that had times before the text was changed, from both of its ends; null
 * for what was changed in between.
 */
export function unchanged(times: readonly (readonly unknown[])[], sentences: readonly string[]): (number | null)[] {
  const same = (old: number, now: number): boolean =>
    times[old] !== undefined && times[old].length === spokenWords(sentences[now] ?? '').length;
  const found: (number | null)[] = sentences.map(() => null);
  const most = Math.min(times.length, sentences.length);
  let front = 0;
  while (front < most && same(front, front)) {
    found[front] = front;
    front++;
  }
  for (let back = 1; back <= most - front && same(times.length - back, sentences.length - back); back++) {
    found[sentences.length - back] = times.length - back;
  }
  return found;
}
