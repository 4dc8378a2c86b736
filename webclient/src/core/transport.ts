// Which way to the server to try next: by a WebSocket, or by polls where one is refused. Takes its failures as told.

export type Way = 'socket' | 'polls';

export interface Choice {
  readonly way: Way;
  /** Tries by this way in a row that ended before a word of the server was heard. */
  readonly failures: number;
}

/** A socket fails once for many reasons, a server that starts among them. Polls that fail say that the server is away,
 * so that a socket is as good. */
const PATIENCE: Readonly<Record<Way, number>> = { socket: 2, polls: 1 };

export const by = (way: Way): Choice => ({ way, failures: 0 });

/** After a try that ended before a word was heard. */
export function failed({ way, failures }: Choice): Choice {
  if (failures + 1 < PATIENCE[way]) return { way, failures: failures + 1 };
  return by(way === 'socket' ? 'polls' : 'socket');
}
