import { describe, expect, it } from 'vitest';
import { syllables } from './syllables.ts';

const cut = (word: string, language = 'id') => syllables(word, language).join('-');

describe('syllables', () => {
  it.each([
    'ma-du',
    'be-ru-ang',
    'me-nya-nyi',
    'ta-ngan',
    'bang-ku',
    'sung-guh',
    'ma-sya-ra-kat',
    'a-khir',
    'bu-nga',
    'a-ngin',
    'ru-mah-nya',
    'ba-nyak',
    'in-stru-men',
    'ul-tra',
    'pra-mu-ka',
    'sa-at',
    'ma-af',
    'di-a',
    'bu-ah',
    'i-bu',
    'hu-tan',
    'pu-lau',
    'ker-bau',
    'pan-tai',
    'su-ngai',
    'mu-lai',
    'la-ut',
    'da-un',
    'ba-ik',
    'ma-u',
    'ma-in',
    'ber-ma-in',
    'sau-da-ra',
    'ge-ra-nat',
    'le-bah',
    'hing-gap',
    'te-rang',
  ])('R6 speaks %s as a reader of Indonesian does', (spoken) => {
    expect(cut(spoken.replaceAll('-', ''))).toBe(spoken);
  });

  it('R6 cuts each half of a repeated word and keeps the hyphen', () => {
    expect(syllables('kupu-kupu', 'id')).toEqual(['ku', 'pu-', 'ku', 'pu']);
  });

  it('R6 keeps what was written: joined, the parts are the word', () => {
    for (const word of ['Beruang', 'NYANYI', 'Jum’at', 'x', 'brr', '', 'kupu-kupu', '123']) {
      expect(syllables(word, 'id').join('')).toBe(word);
    }
  });

  it('R6 knows the Javanese dh and th, and leaves English words whole', () => {
    expect(cut('padha', 'jv')).toBe('pa-dha');
    expect(cut('bathuk', 'jv')).toBe('ba-thuk');
    expect(cut('honey', 'en')).toBe('honey');
  });
});
