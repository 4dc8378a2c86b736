// A marker that is none of the book's: whose it is, in the same words for the live camera and for a photograph.
import { unpackWords } from '../core/strangers.ts';
import type { MarkerOfBook } from '../generated/api.ts';
import { bytes, get, Problem } from '../net/http.ts';
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

const say = texts(
  {
    other: 'Ini tanda dari buku “{title}”.',
    elsewhere: 'Tanda ini bukan dari buku yang ada di sini. Cari tanda di bukumu, ya.',
    open: 'Buka buku itu',
  },
  {
    other: 'This sign is from the book “{title}”.',
    elsewhere: 'This sign is not from a book that is here. Look for the sign in your own book.',
    open: 'Open that book',
  },
);

export interface Stranger {
  /** Its code; null when it is none of this server's. */
  readonly code: string | null;
  readonly sentence: string;
}

let known: Promise<readonly bigint[]> | null = null;

/** Every word that a marker of any book can bear; fetched once. Throws Problem. */
export function familyWords(): Promise<readonly bigint[]> {
  known ??= bytes('/api/markers/families/ring13').then(unpackWords, (error: unknown) => {
    known = null; // asked again another time
    throw error;
  });
  return known;
}

/** Whose marker has this number. Null for one of the book that is open, of a page not published, or not to be asked. */
export async function strangerNumbered(number: number, book: string): Promise<Stranger | null> {
  try {
    const whose = await get<MarkerOfBook>(`/api/markers/numbers/${number}`);
    if (whose.book === book) return null;
    return { code: whose.code, sentence: say('other', { title: whose.title }) };
  } catch (error) {
    const isUnknown = error instanceof Problem && error.code === 'marker_unknown';
    return isUnknown ? { code: null, sentence: say('elsewhere') } : null;
  }
}

/** The way to the stranger's book. It is offered, never gone by itself. */
export const strangerLink = (code: string): HTMLElement =>
  h('a', { class: 'press', href: `/m/${code}`, 'data-action': 'other-book' }, icon('book'), say('open'));
