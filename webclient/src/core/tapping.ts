// Words aligned by tapping along: a tap says that a word begins; the sound itself says it more exactly.
import { settled, spokenWords, type Times, type WordTime } from './narration.ts';
import type { Pause } from './word-times.ts';

/** A finger is this much too early or too late at the beginning of a word after a pause, ms. */
const EARLY = 150;
const LATE = 280;

/** The moment that a tap means: the end of a pause nearby, if there is one. */
export function meant(tap: number, pauses: readonly Pause[]): number {
  const near = pauses.map(([, to]) => to).filter((to) => tap - to <= LATE && to - tap <= EARLY);
  return near.reduce((best, to) => (Math.abs(to - tap) < Math.abs(best - tap) ? to : best), near[0] ?? tap);
}

/** What each of several taps means. One word begins where a pause ends: that of the tap that is nearest to it. */
function moments(taps: readonly number[], pauses: readonly Pause[]): number[] {
  return taps.map((tap, i) => {
    const to = meant(tap, pauses);
    const off = Math.abs(tap - to);
    const nearer = taps.some((other, j) => Math.abs(other - to) < off || (j < i && Math.abs(other - to) === off));
    return nearer ? tap : to;
  });
}

/**
 * Times of the words that were tapped one after another. A word ends where the next begins, or where a pause before
 * that begins. `known`: the times so far; words that were not tapped keep theirs, as far as there is room for them.
 */
export function tapped(known: readonly WordTime[], taps: readonly number[], pauses: readonly Pause[]): WordTime[] {
  const count = Math.min(taps.length, known.length);
  if (count === 0) return [...known];
  const begins: number[] = [];
  for (const moment of moments(taps.slice(0, count), pauses)) begins.push(Math.max(moment, begins.at(-1) ?? 0));
  const rest = squeezed(known.slice(count), begins.at(-1)!);
  const end = Math.max(known.at(-1)![1], begins.at(-1)!);
  return [
    ...begins.map((begin, i): WordTime => {
      const until = begins[i + 1] ?? rest[0]?.[0] ?? end;
      const pause = pauses.find(([from, to]) => from > begin && from < until && to > until - LATE);
      return [begin, pause ? pause[0] : until];
    }),
    ...rest,
  ];
}

/** The words that follow, in the time that is left to them. */
function squeezed(words: readonly WordTime[], after: number): WordTime[] {
  const [first, last] = [words[0]?.[0], words.at(-1)?.[1]];
  // A tapped word takes a moment itself.
  const from = after + 120;
  if (first === undefined || last === undefined || first >= from) return [...words];
  const end = Math.max(last, from + words.length * 60);
  const scale = (end - from) / Math.max(1, last - first);
  const place = (ms: number) => from + (ms - first) * scale;
  return words.map(([begins, ends]): WordTime => [place(begins), place(ends)]);
}

const isWord = (run: string): boolean => /[\p{L}\p{N}]/u.test(run);

/** How many taps a sentence asks for: a lone sign is not spoken. */
export const tapsFor = (sentence: string): number => spokenWords(sentence).filter(isWord).length;

/** The times after sentences `[from, to)` were tapped along, one tap for each of their words. */
export function tappedAlong(
  times: Times,
  sentences: readonly string[],
  [from, to]: readonly [number, number],
  taps: readonly number[],
  pauses: readonly Pause[],
): Times {
  const runs = sentences.map(spokenWords);
  const places = runs
    .slice(from, to)
    .flatMap((words, i) => words.flatMap((word, at) => (isWord(word) ? [{ sentence: from + i, at }] : [])));
  const known = places.map(({ sentence, at }) => times[sentence]?.[at] ?? ([0, 0] as WordTime));
  const moved = tapped(known, taps, pauses);
  const next = times.map((words) => [...words]);
  places.forEach(({ sentence, at }, i) => {
    next[sentence]![at] = moved[i]!;
  });
  // A lone sign takes no time, at the end of the word before it.
  for (let sentence = from; sentence < to; sentence++) {
    next[sentence]?.forEach((time, at, words) => {
      if (isWord(runs[sentence]?.[at] ?? '')) return;
      const moment = words[at - 1]?.[1] ?? words[at + 1]?.[0] ?? time[0];
      words[at] = [moment, moment];
    });
  }
  return settled(next);
}
