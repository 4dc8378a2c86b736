// The letters of a word as tiles, mixed: always the same way for one task, and never already in order.

/** Letters of the word, mixed by `seed`; a word of equal letters stays as it is. */
export function tiles(word: string, seed: string): string[] {
  const letters = lettersOf(word);
  const mixed = [...letters];
  const next = numbers(seed);
  for (let tries = 0; tries < 20; tries++) {
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = next() % (i + 1);
      [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
    }
    if (mixed.join('') !== letters.join('')) return mixed;
  }
  return mixed.reverse();
}

/** What a child counts as letters: a base with its marks. */
export function lettersOf(word: string): string[] {
  return word.normalize('NFC').match(/\P{M}\p{M}*/gu) ?? [];
}

/** How many letters from the front are right. */
export function rightFromFront(spelled: readonly string[], word: string): number {
  const letters = lettersOf(word).map(fold);
  const wrong = spelled.findIndex((letter, i) => fold(letter) !== letters[i]);
  return wrong < 0 ? spelled.length : wrong;
}

const fold = (letter: string): string => letter.toLocaleLowerCase('und');

/** FNV-1a of the seed, then xorshift32: small, even, and the same in every browser. */
function numbers(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193);
  state = state >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
