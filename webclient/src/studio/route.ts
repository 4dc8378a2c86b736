// Where in the studio one is, as its address says.
import { computed, signal } from '@preact/signals';

export type Place = { screen: 'books' | 'doctor' } | { screen: 'book' | 'page'; id: string };

const path = signal(location.pathname);
let leaving: () => Promise<boolean> = async () => true;

addEventListener('popstate', async () => {
  if (await leaving()) path.value = location.pathname;
  else history.pushState(null, '', path.value);
});

/** The place that an address names; the books for any that names none. */
export function placeOf(address: string): Place {
  if (/^\/studio\/print-doctor\/?$/.test(address)) return { screen: 'doctor' };
  const [, kind, id] = /^\/studio\/(books|pages)\/([0-9a-f-]{36})\/?$/i.exec(address) ?? [];
  if (!id) return { screen: 'books' };
  return { screen: kind === 'books' ? 'book' : 'page', id };
}

export const place = computed(() => placeOf(path.value));

export const HOME = '/studio';
export const DOCTOR = '/studio/print-doctor';
export const bookAddress = (book: string): string => `/studio/books/${book}`;
export const COVER = '#cover';
/** The book with its cover open to be changed. */
export const coverAddress = (book: string): string => `${bookAddress(book)}${COVER}`;
export const pageAddress = (page: string): string => `/studio/pages/${page}`;

/** What must be done before the screen may be left, such as saving; false keeps the person there. */
export function beforeLeaving(act: () => Promise<boolean>): () => void {
  leaving = act;
  return () => {
    leaving = async () => true;
  };
}

export async function go(address: string): Promise<void> {
  if (!(await leaving())) return;
  history.pushState(null, '', address);
  path.value = location.pathname;
  scrollTo(0, 0);
}

/** For links inside the studio: follows them without loading it anew, unless the person asked for another tab. */
export function follow(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  void go((event.currentTarget as HTMLAnchorElement).pathname);
}
