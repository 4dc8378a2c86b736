// What a child did and the server has not confirmed yet: numbered, kept, sent again until it is.
import type { Answer, Consent, Finished, Opened } from '../generated/protocol.ts';

export type Kept = Answer | Finished | Opened | Consent;
/** A message before it has its number. */
export type Unnumbered = Omit<Answer, 'n'> | Omit<Finished, 'n'> | Omit<Opened, 'n'> | Omit<Consent, 'n'>;

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

/** The server has everything up to `n`. */
export function acknowledge(box: Outbox, n: number): Outbox {
  if (n <= box.last && !box.waiting.some((message) => message.n <= n)) return box;
  return { last: Math.max(box.last, n), waiting: box.waiting.filter((message) => message.n > n) };
}

/**
 * The server has taken this child in, and has everything of it up to `n`. Where that is more than was ever given out
 * here, the device lost its memory, and numbered anew what has waited since then: it goes on after the server's number,
 * so that nothing new is taken for something old.
 */
export function welcomed(box: Outbox, n: number): Outbox {
  if (n <= box.last) return acknowledge(box, n);
  const waiting = unsent(box).map((message, i) => ({ ...message, n: n + 1 + i }));
  return { last: n + waiting.length, waiting };
}

/** What to send on a new connection, in order. */
export function unsent(box: Outbox): readonly Kept[] {
  return [...box.waiting].sort((a, b) => a.n - b.n);
}

/** Whether this page was already reported as finished and waits for its confirmation. */
export function waitsToFinish(box: Outbox, page: string): boolean {
  return box.waiting.some((message) => message.kind === 'finished' && message.page === page);
}
