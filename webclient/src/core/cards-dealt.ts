// Which answer cards a room has, and which of them are waited for.
import type { Row } from '../generated/protocol.ts';

export interface Dealt {
  /** Cards 1 to this were dealt out. */
  readonly upTo: number;
  /** Of children who are not there today. */
  readonly absent: readonly number[];
}

/** Cards that a group of this size has, until the educator says otherwise. */
export const USUAL: Dealt = { upTo: 30, absent: [] };

/** In their order: those dealt out, and others that answered before or are seen now. */
export function cardsHere({ upTo }: Dealt, rows: readonly Row[], read: Iterable<number>): number[] {
  const dealt = Array.from({ length: upTo }, (_, i) => i + 1);
  const joined = rows.flatMap(({ learner }) => learner.card ?? []);
  return [...new Set([...dealt, ...joined, ...read])].sort((a, b) => a - b);
}

/** Those that were not read, and whose child is there. */
export function missingCards(here: readonly number[], { absent }: Dealt, read: ReadonlyMap<number, unknown>): number[] {
  return here.filter((card) => !read.has(card) && !absent.includes(card));
}

/** Says that the card's child is not there, or that it is after all. */
export function turnAbsent(dealt: Dealt, card: number): Dealt {
  const others = dealt.absent.filter((one) => one !== card);
  return { ...dealt, absent: others.length < dealt.absent.length ? others : [...others, card] };
}
