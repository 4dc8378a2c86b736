// Answer cards in a room, read from many frames: which letter each card shows, without flicker. Pure in (state, frame, time).
//
// A card's four turns are its letters, A to D clockwise from the marker's own top. A letter counts once several frames
// agree and most of the last second says so; it then stays, also out of view, until another letter has won.
import type { Corners } from './pose.ts';

export const LETTERS = ['A', 'B', 'C', 'D'] as const;
export type Letter = (typeof LETTERS)[number];

/** How long a frame has a say, ms. */
export const WINDOW = 1500;
/** So many frames must agree; the last so many have a say for longer, on a phone that reads less than two in a second. */
export const AGREEING = 3;
export const SLOW_WINDOW = 6000;
/** A side that is farther than this from upright is no letter: the card is being turned, or lies askew; radians. */
const ASKEW = (35 * Math.PI) / 180;
/** How long a second copy of a card is told of after it was last seen, ms. */
export const COPY_TOLD = 3000;

/** A card that was found in a frame. */
export interface SeenCard {
  /** Its printed number. */
  readonly card: number;
  /** Clockwise from the marker's own top left. */
  readonly corners: Corners;
}

interface Vote {
  readonly letter: Letter;
  readonly at: number;
}

interface CardState {
  readonly votes: readonly Vote[];
  /** What counts; null before enough frames agree. */
  readonly letter: Letter | null;
}

export interface CardsState {
  readonly cards: ReadonlyMap<number, CardState>;
  /** When two of the same card were last seen at once. */
  readonly copies: ReadonlyMap<number, number>;
}

export const NO_CARDS: CardsState = { cards: new Map(), copies: new Map() };

/** The letter whose side is up in the picture; null when none is. */
export function letterUp(corners: Corners): Letter | null {
  const x = corners.reduce((sum, c) => sum + c[0], 0) / 4;
  const y = corners.reduce((sum, c) => sum + c[1], 0) / 4;
  for (const [k, letter] of LETTERS.entries()) {
    const [a, b] = [corners[k]!, corners[(k + 1) % 4]!];
    const [across, up] = [(a[0] + b[0]) / 2 - x, y - (a[1] + b[1]) / 2];
    if (up > 0 && Math.abs(Math.atan2(across, up)) <= ASKEW) return letter;
  }
  return null;
}

/** The state after one more frame, taken at `at` ms. */
export function readFrame(before: CardsState, seen: readonly SeenCard[], at: number): CardsState {
  const cards = new Map(before.cards);
  const copies = new Map([...before.copies].filter(([, last]) => at - last < COPY_TOLD));
  const counts = new Map<number, number>();
  for (const { card } of seen) counts.set(card, (counts.get(card) ?? 0) + 1);
  for (const { card, corners } of seen) {
    if (counts.get(card)! > 1) copies.set(card, at);
    if (copies.has(card)) {
      // Nobody can tell which is the child's, nor whose was read before.
      cards.delete(card);
      continue;
    }
    const letter = letterUp(corners);
    if (letter) cards.set(card, voted(cards.get(card), { letter, at }));
  }
  return { cards, copies };
}

function voted(before: CardState | undefined, vote: Vote): CardState {
  const all = [...(before?.votes ?? []), vote];
  const votes = all.filter(({ at }, i) => vote.at - at < (i >= all.length - AGREEING ? SLOW_WINDOW : WINDOW));
  const agreeing = votes.filter(({ letter }) => letter === vote.letter).length;
  const wins = agreeing >= AGREEING && agreeing > votes.length / 2;
  return { votes, letter: wins ? vote.letter : (before?.letter ?? null) };
}

/** What counts now: the letter of each card that was read, by its number. `options`: how many the question has. */
export function lettersOf(state: CardsState, options: number): ReadonlyMap<number, Letter> {
  return new Map(read(state).filter(([, letter]) => LETTERS.indexOf(letter) < options));
}

/** Cards that show a letter for which the question has no option. */
export function withoutOption(state: CardsState, options: number): number[] {
  return read(state).flatMap(([card, letter]) => (LETTERS.indexOf(letter) < options ? [] : [card]));
}

function read(state: CardsState): [number, Letter][] {
  const all = [...state.cards].flatMap(([card, { letter }]): [number, Letter][] => (letter ? [[card, letter]] : []));
  return all.sort(([a], [b]) => a - b);
}

/** How many cards show each of the question's letters. */
export function countLetters(letters: ReadonlyMap<number, Letter>, options: number): number[] {
  const counts = new Array<number>(options).fill(0);
  for (const letter of letters.values()) counts[LETTERS.indexOf(letter)]! += 1;
  return counts;
}

/** As if this card had not been read. */
export function forgetCard(state: CardsState, card: number): CardsState {
  const cards = new Map(state.cards);
  cards.delete(card);
  return { ...state, cards };
}
