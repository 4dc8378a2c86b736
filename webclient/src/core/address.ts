// What the reader's address asks for.

export type Address =
  | { readonly kind: 'shelf' }
  | { readonly kind: 'marker'; readonly code: string }
  | { readonly kind: 'join'; readonly code: string }
  | { readonly kind: 'preview'; readonly token: string }
  | { readonly kind: 'credits'; readonly slug: string }
  | { readonly kind: 'book'; readonly slug: string; readonly number: number | null };

/** Reads a path such as `/m/K7QX`. A path that is none of the reader's is the shelf. */
export function readAddress(path: string): Address {
  const code = /^\/([mj])\/([0-9a-z]{1,12})\/?$/i.exec(path);
  if (code) return { kind: code[1]!.toLowerCase() === 'm' ? 'marker' : 'join', code: code[2]!.toUpperCase() };
  const credits = /^\/b\/([-a-z0-9]+)\/credits\/?$/.exec(path);
  if (credits) return { kind: 'credits', slug: credits[1]! };
  const book = /^\/b\/([-a-z0-9]+)(?:\/(\d{1,3}))?\/?$/.exec(path);
  if (book) return { kind: 'book', slug: book[1]!, number: book[2] ? Number(book[2]) : null };
  const preview = /^\/p\/([\w.~-]+)\/?$/.exec(path);
  if (preview) return { kind: 'preview', token: preview[1]! };
  return { kind: 'shelf' };
}

/** A code as typed by a child: spaces, hyphens and small letters do not matter. Empty when nothing is left. */
export function typedCode(text: string): string {
  return text
    .replace(/[^0-9a-z]/gi, '')
    .toUpperCase()
    .slice(0, 12);
}

export const bookPath = (slug: string, number: number): string => `/b/${slug}/${number}`;
