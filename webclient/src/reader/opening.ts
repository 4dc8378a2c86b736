// From an address to what is to be shown: the shelf, or a book at a page, alone or in a group.
import type { Address } from '../core/address.ts';
import { noProgress, type Progress } from '../core/progress.ts';
import type { BookCard, BookCredits, BookManifest, BookPage, Joined, MarkerTarget } from '../generated/api.ts';
import { get, Problem, post } from '../net/http.ts';
import type { Place, Store } from '../net/store.ts';

export interface BookOpening {
  readonly kind: 'book';
  readonly manifest: BookManifest;
  readonly page: BookPage;
  readonly progress: Progress;
  readonly place: Place | null;
  readonly came: 'marker' | 'first' | 'back' | 'preview';
  /** The scanned code, when the child came by one. */
  readonly marker: string | null;
  /** The token of the link, when this is a page that is not published yet. */
  readonly preview?: string;
}

export type Opening =
  | { readonly kind: 'shelf'; readonly books: readonly BookCard[]; readonly group: string | null }
  | { readonly kind: 'credits'; readonly credits: BookCredits }
  | BookOpening;

/** Throws a Problem. */
export async function open(address: Address, store: Store): Promise<Opening> {
  switch (address.kind) {
    case 'shelf': {
      const [books, place] = await Promise.all([get<BookCard[]>('/api/books'), store.place()]);
      const slug = books.find(({ id }) => id === place?.book)?.slug;
      return { kind: 'shelf', books, group: slug ? `/b/${slug}` : null };
    }
    case 'marker': {
      const target = await get<MarkerTarget>(`/api/markers/${address.code}`);
      return openBook(store, target.book, { id: target.page, marker: address.code });
    }
    case 'join': {
      const place = await join(address.code, store);
      return openBook(store, place.book, {});
    }
    case 'preview':
      return openPreview(address.token, await get<BookManifest>(`/api/books/previews/${address.token}`));
    case 'credits':
      return { kind: 'credits', credits: await get<BookCredits>(`/api/books/${address.slug}/credits`) };
    case 'book':
      return openBook(store, address.slug, { number: address.number });
  }
}

interface Wanted {
  readonly id?: string;
  readonly number?: number | null;
  readonly marker?: string;
}

async function openBook(store: Store, book: string, wanted: Wanted): Promise<BookOpening> {
  const [manifest, mine] = await Promise.all([get<BookManifest>(`/api/books/${book}`), store.place()]);
  // A place in a group that reads another book rests; it is there again with its book.
  const place = mine?.book === manifest.book.id ? mine : null;
  const progress = await store.progress(place?.group ?? manifest.book.id);
  const find = (test: (page: BookPage) => boolean) => manifest.pages.find(test);
  const page =
    (wanted.id && find(({ id }) => id === wanted.id)) ||
    (wanted.number && find(({ number }) => number === wanted.number)) ||
    find(({ id }) => id === progress.page) ||
    manifest.pages[0];
  if (!page) throw new Problem({ code: 'empty' }, 404);
  const came = wanted.marker ? 'marker' : progress.page ? 'back' : 'first';
  return { kind: 'book', manifest, page, progress, place, came, marker: wanted.marker ?? null };
}

/** A page before it is published: its creator looks at it, so nothing of it is kept as a child's. */
export function openPreview(token: string, manifest: BookManifest): BookOpening {
  const [page] = manifest.pages;
  if (!page) throw new Problem({ code: 'empty' }, 404);
  return {
    kind: 'book',
    manifest,
    page,
    progress: noProgress,
    place: null,
    came: 'preview',
    marker: null,
    preview: token,
  };
}

/** A place in the group of this code: the one this device has, or a new one. */
async function join(code: string, store: Store): Promise<Place> {
  const mine = await store.place();
  if (mine?.code === code) return mine;
  const joined = await post<Joined>('/api/live/join', { code });
  const place: Place = { ...joined, code };
  await store.take(place);
  return place;
}
