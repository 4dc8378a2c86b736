// What page and detector worker say to each other.

import type { Found, Luma, Shot, Tracked } from './tracker.ts';

export type Request =
  | { readonly kind: 'know'; readonly words: readonly bigint[] }
  /** Every word of the family: for `glance`. */
  | { readonly kind: 'family'; readonly words: readonly bigint[] }
  /** As `frame`, but for markers of any book. */
  | { readonly kind: 'glance'; readonly luma: Luma }
  /** Every marker of a picture that has nothing to do with the one before. */
  | { readonly kind: 'frame'; readonly luma: Luma }
  /** The next picture of a film. */
  | { readonly kind: 'track'; readonly shot: Shot };

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly reason: string }
  /** `took` is the detection's time in ms; the frame's buffer comes back to be filled again. */
  | { readonly kind: 'found'; readonly found: readonly Found[]; readonly took: number; readonly buffer: ArrayBuffer }
  | { readonly kind: 'tracked'; readonly tracked: Tracked; readonly took: number; readonly buffer: ArrayBuffer };
