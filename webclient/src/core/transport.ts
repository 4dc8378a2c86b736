// What carries the messages to the server next: a WebSocket, or polls where one is refused. Takes failures as told.

export type Transport = 'socket' | 'polls';

export interface Choice {
  readonly by: Transport;
  /** Tries by it in a row that ended before a word of the server was heard. */
  readonly failures: number;
}

/** A socket fails once for many reasons, a server that starts among them. Polls that fail say that the server is away,
 * so that a socket is as good. */
const PATIENCE: Readonly<Record<Transport, number>> = { socket: 2, polls: 1 };

export const begin = (by: Transport): Choice => ({ by, failures: 0 });

/** After a try that ended before a word was heard. */
export function failed({ by, failures }: Choice): Choice {
  if (failures + 1 < PATIENCE[by]) return { by, failures: failures + 1 };
  return begin(by === 'socket' ? 'polls' : 'socket');
}
