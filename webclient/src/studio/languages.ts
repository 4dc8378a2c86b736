// The languages that a book may be in, by name, and the reading levels.
import { language, liveTexts } from '../ui/language.ts';

const names = {
  id: {
    id: 'Indonesia',
    en: 'Inggris',
    jv: 'Jawa',
    mad: 'Madura',
    bjn: 'Banjar',
    vkt: 'Kutai',
    su: 'Sunda',
    ms: 'Melayu',
  },
  en: {
    id: 'Indonesian',
    en: 'English',
    jv: 'Javanese',
    mad: 'Madurese',
    bjn: 'Banjar',
    vkt: 'Kutai Malay',
    su: 'Sundanese',
    ms: 'Malay',
  },
} as const;

/** Offered in forms; a book may have others, which are kept. */
export const offered: readonly string[] = Object.keys(names.id);

export function languageName(tag: string): string {
  const known: Record<string, string> = names[language.value];
  return known[tag] ?? known[tag.split('-')[0]!] ?? tag;
}

export const levels = ['A', 'B1', 'B2', 'B3', 'C', 'D', 'E'] as const;
export type Level = (typeof levels)[number];

const say = liveTexts(
  {
    A: 'A · pembaca dini',
    B1: 'B1 · pembaca awal',
    B2: 'B2 · pembaca awal',
    B3: 'B3 · pembaca awal',
    C: 'C · pembaca semenjana',
    D: 'D · pembaca madya',
    E: 'E · pembaca mahir',
  },
  {
    A: 'A · pre-reader',
    B1: 'B1 · beginning reader',
    B2: 'B2 · beginning reader',
    B3: 'B3 · beginning reader',
    C: 'C · developing reader',
    D: 'D · confident reader',
    E: 'E · fluent reader',
  },
);

export const levelName = (level: Level): string => say(level);
/** Offered for a book's own text; another may be written. */
export const licences = [
  'CC BY 4.0',
  'CC BY-SA 4.0',
  'CC BY-NC 4.0',
  'CC BY-NC-SA 4.0',
  'CC BY-ND 4.0',
  'CC BY-NC-ND 4.0',
  'CC0 1.0',
];
