// Which word of a sentence is being spoken, told by the voice or, when it tells nothing, by a reading pace.

/** A stretch of a sentence: a word with its punctuation, or the space between two. */
export interface Stretch {
  readonly text: string;
  /** Index of the word in its sentence; null for spaces and lone punctuation. */
  readonly word: number | null;
  /** Where it begins in the sentence, UTF-16 units, as speech boundaries count. */
  readonly start: number;
}

const WORD = /[\p{L}\p{N}]/u;

/** Cuts a sentence into stretches; joined they give the sentence again. */
export function stretches(sentence: string): Stretch[] {
  let words = 0;
  let start = 0;
  return (sentence.match(/\s+|\S+/gu) ?? []).map((text) => {
    const stretch = { text, word: WORD.test(text) ? words++ : null, start };
    start += text.length;
    return stretch;
  });
}

/** A word without the punctuation around it: `"Madu!"` gives `Madu`. */
export function bare(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** The word that a voice speaks when it reports this character; null before the first. */
export function wordAt(parts: readonly Stretch[], character: number): number | null {
  let found: number | null = null;
  for (const part of parts) {
    if (part.start > character) break;
    if (part.word !== null) found = part.word;
  }
  return found;
}

/** Reading pace, ms: `letter` for each letter spoken, the rests for breath. */
export interface Pace {
  readonly letter: number;
}

/** About 95 words a minute, as one reads to a child who follows with a finger. */
export const calmPace: Pace = { letter: 85 };

const COMMA_REST = 3;
const STOP_REST = 5;
/** A word takes some time however short it is, counted in letters. */
const WORD_REST = 1.5;

/** When each word begins, ms after the sentence does, and how long the sentence takes. */
export interface Timing {
  readonly begins: readonly number[];
  readonly length: number;
}

export function timing(parts: readonly Stretch[], pace: Pace): Timing {
  const begins: number[] = [];
  let letters = 0;
  for (const part of parts) {
    if (part.word !== null) begins.push(letters * pace.letter);
    letters += lettersIn(part);
  }
  return { begins, length: letters * pace.letter };
}

function lettersIn(part: Stretch): number {
  const spoken = [...part.text].filter((character) => WORD.test(character)).length;
  const rest = /[.!?…]["”’]?$/u.test(part.text) ? STOP_REST : /[,;:–—]["”’]?$/u.test(part.text) ? COMMA_REST : 0;
  return spoken + rest + (part.word === null ? 0 : WORD_REST);
}

/** The word that is spoken `elapsed` ms after the beginning. */
export function wordAfter(plan: Timing, elapsed: number): number | null {
  let word: number | null = null;
  for (let i = 0; i < plan.begins.length && plan.begins[i]! <= elapsed; i++) word = i;
  return word;
}

/**
 * The pace of a voice that spoke a sentence of planned length in `took` ms, half way from the old one; a sentence that
 * was cut off or stood still (twice as slow or fast and more) teaches nothing.
 */
export function learn(pace: Pace, plan: Timing, took: number): Pace {
  const ratio = took / plan.length;
  if (!(ratio > 0.4 && ratio < 2.5)) return pace;
  return { letter: pace.letter * (1 + (ratio - 1) / 2) };
}
