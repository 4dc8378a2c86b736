// What page and detector worker say to each other.

import type { Found, Luma } from './tracker.ts';

export type Request =
  | { readonly kind: 'know'; readonly words: readonly bigint[]; readonly far: boolean }
  | { readonly kind: 'frame'; readonly luma: Luma };

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly reason: string }
  /** `took` is the detection's time in ms; the frame's buffer comes back to be filled again. */
  | { readonly kind: 'found'; readonly found: readonly Found[]; readonly took: number; readonly buffer: ArrayBuffer };
