import { describe, expect, it } from 'vitest';
import { lettersOf, rightFromFront, tiles } from './tiles.ts';

describe('letter tiles', () => {
  it('are the letters of the word, never already in order, and the same each time', () => {
    for (const word of ['madu', 'beruang', 'ya', 'Bromo', 'kupu-kupu']) {
      for (const seed of ['a', 'b', 'page-task', '']) {
        const mixed = tiles(word, seed);
        expect([...mixed].sort()).toEqual([...word].sort());
        expect(mixed.join('')).not.toBe(word);
        expect(tiles(word, seed)).toEqual(mixed);
      }
    }
  });

  it('leave a word of equal letters alone', () => {
    expect(tiles('aa', 's')).toEqual(['a', 'a']);
  });

  it('keep an accent with its letter', () => {
    expect(lettersOf('cafe\u0301x\u0323')).toEqual(['c', 'a', 'f', 'é', 'x\u0323']);
  });

  it('R4 tell how much of the beginning is right', () => {
    expect(rightFromFront(['m', 'a', 'u', 'd'], 'madu')).toBe(2);
    expect(rightFromFront(['M', 'a'], 'madu')).toBe(2);
    expect(rightFromFront(['u'], 'madu')).toBe(0);
  });
});
