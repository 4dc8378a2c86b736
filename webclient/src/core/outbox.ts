// What a child did and the server has not confirmed yet: numbered, kept, sent again until it is.
import type { Answer, Finished } from '../generated/protocol.ts';

export type Kept = Answer | Finished;
/** A message before it has its number. */
export type Unnumbered = Omit<Answer, 'n'> | Omit<Finished, 'n'>;

/** `last`: highest number ever given; numbers rise by one and are never given twice. */
export interface Outbox {
  readonly last: number;
  readonly waiting: readonly Kept[];
}

export const emptyOutbox: Outbox = { last: 0, waiting: [] };

/** Adds a message under the next number. */
export function put(box: Outbox, message: Unnumbered): Outbox {
  const n = box.last + 1;
  return { last: n, waiting: [...box.waiting, { ...message, n } as Kept] };
}

/**
 * The server has everything up to `n`. A device that lost its memory goes on from there, so that what it does next is
 * not taken for something old.
 */
export function acknowledge(box: Outbox, n: number): Outbox {
  if (n <= box.last && !box.waiting.some((message) => message.n <= n)) return box;
  return { last: Math.max(box.last, n), waiting: box.waiting.filter((message) => message.n > n) };
}

/** What to send on a new connection, in order. */
export function unsent(box: Outbox): readonly Kept[] {
  return [...box.waiting].sort((a, b) => a.n - b.n);
}

/** Whether this page was already reported as finished and waits for its confirmation. */
export function waitsToFinish(box: Outbox, page: string): boolean {
  return box.waiting.some((message) => message.kind === 'finished' && message.page === page);
}
