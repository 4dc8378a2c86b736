// What many frames of a room add up to.
import { describe, expect, it } from 'vitest';
import {
  AGREEING,
  type CardsState,
  COPY_TOLD,
  countLetters,
  forgetCard,
  type Letter,
  lettersOf,
  letterUp,
  NO_CARDS,
  readFrame,
  type SeenCard,
  SLOW_WINDOW,
  withoutOption,
} from './cards.ts';
import type { Corners } from './pose.ts';

/** A card's corners in the picture, turned anticlockwise by so many degrees from A up. */
function held(degrees: number, [x, y] = [500, 300], half = 16): Corners {
  const turn = (-degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn) * half, Math.sin(turn) * half];
  const corner = (u: number, v: number) => [x! + u * cos - v * sin, y! + u * sin + v * cos] as const;
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

const turn: Record<Letter, number> = { A: 0, B: 90, C: 180, D: 270 };
const seen = (card: number, letter: Letter, at?: [number, number]): SeenCard => ({
  card,
  corners: held(turn[letter], at),
});

/** Frames 200 ms apart. */
const film = (frames: readonly (readonly SeenCard[])[], from: CardsState = NO_CARDS, start = 0) =>
  frames.reduce((state, frame, i) => readFrame(state, frame, start + 200 * i), from);

const letters = (state: CardsState) => Object.fromEntries(lettersOf(state, 4));

describe('a turn', () => {
  it.each(Object.entries(turn))('is %s at %i degrees, and a little askew', (letter, degrees) => {
    for (const off of [-30, -10, 0, 10, 30]) expect(letterUp(held(degrees + off))).toBe(letter);
  });

  it('is no letter between two', () => {
    for (const degrees of [45, 135, 225, 315]) expect(letterUp(held(degrees))).toBeNull();
  });
});

describe('a card', () => {
  it('L65 counts once several frames agree', () => {
    const two = film(Array.from({ length: AGREEING - 1 }, () => [seen(7, 'B')]));
    expect(letters(two)).toEqual({});
    expect(letters(readFrame(two, [seen(7, 'B')], 500))).toEqual({ 7: 'B' });
  });

  it('L65 keeps its letter while it is hidden, askew, or misread in a frame', () => {
    const read = film([[seen(7, 'B')], [seen(7, 'B')], [seen(7, 'B')]]);
    const after = film([[], [{ card: 7, corners: held(45) }], [seen(7, 'D')], [seen(7, 'B')]], read, 600);
    expect(letters(after)).toEqual({ 7: 'B' });
    expect(letters(readFrame(after, [], 60_000))).toEqual({ 7: 'B' });
  });

  it('L65 changes to another letter that most of the last frames show, and never back and forth on the way', () => {
    let state = film(Array.from({ length: 8 }, () => [seen(7, 'A')]));
    const told: string[] = [];
    for (let i = 8; i < 20; i++) {
      state = readFrame(state, [seen(7, 'C')], 200 * i);
      told.push(letters(state)[7]!);
    }
    expect(told.at(-1)).toBe('C');
    expect(told.join('')).toMatch(/^A{2,6}C+$/);
  });

  it('L65 shows no letter that flickers', () => {
    const flicker = Array.from({ length: 20 }, (_, i) => [seen(7, i % 2 ? 'A' : 'B')]);
    const states = flicker.map((_, i) => letters(film(flicker.slice(0, i + 1)))[7]);
    expect(new Set(states).size).toBeLessThanOrEqual(2);
  });

  it('forgets frames that are long past', () => {
    const old = film([[seen(7, 'A')], [seen(7, 'A')]]);
    expect(letters(readFrame(old, [seen(7, 'A')], SLOW_WINDOW + 400))).toEqual({});
  });

  it('L65 is read by a slow phone as well, which has a frame in 1.7 seconds', () => {
    let state = NO_CARDS;
    for (const at of [0, 1700, 3400]) state = readFrame(state, [seen(7, 'C')], at);
    expect(letters(state)).toEqual({ 7: 'C' });
  });

  it('L65 that is there twice is told of and not counted, until the copy is gone for a while', () => {
    const both = [seen(7, 'A', [100, 100]), seen(7, 'C', [800, 100]), seen(8, 'D')];
    const state = film([both, both, both]);
    expect(letters(state)).toEqual({ 8: 'D' });
    expect([...state.copies.keys()]).toEqual([7]);
    const alone = [seen(7, 'A')];
    const later = film([alone, alone, alone], state, 400 + COPY_TOLD);
    expect([...later.copies.keys()]).toEqual([]);
    expect(letters(later)).toEqual({ 7: 'A', 8: 'D' });
  });

  it('L65 does not keep what was read of it before its copy was seen', () => {
    const read = film([[seen(7, 'B')], [seen(7, 'B')], [seen(7, 'B')]]);
    const both = [seen(7, 'B', [100, 100]), seen(7, 'C', [800, 100])];
    expect(letters(readFrame(read, both, 800))).toEqual({});
  });

  it('is read anew after it was forgotten', () => {
    const read = film([[seen(7, 'B')], [seen(7, 'B')], [seen(7, 'B')]]);
    expect(letters(forgetCard(read, 7))).toEqual({});
  });
});

describe('a room', () => {
  it('of forty reads each card by itself', () => {
    const frame = Array.from({ length: 40 }, (_, i) => seen(i + 1, 'ABCD'[i % 4] as Letter));
    const read = lettersOf(film([frame, frame, frame]), 4);
    expect(read.size).toBe(40);
    expect(countLetters(read, 4)).toEqual([10, 10, 10, 10]);
  });

  it('L67 answers only with letters that the question has, and names the cards with others', () => {
    const frame = [seen(1, 'A'), seen(2, 'C'), seen(3, 'D')];
    const read = lettersOf(film([frame, frame, frame]), 3);
    expect([...read]).toEqual([
      [1, 'A'],
      [2, 'C'],
    ]);
    expect(countLetters(read, 3)).toEqual([1, 0, 1]);
    expect(withoutOption(film([frame, frame, frame]), 3)).toEqual([3]);
  });
});
