// A WebSocket of our own, for tests of what speaks over one.
import type { Transport } from '../core/transport.ts';
import type { FromEducator } from '../generated/protocol.ts';
import { type Connect, overSocket } from './wire.ts';

export class FakeSocket {
  static all: FakeSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  sent: FromEducator[] = [];
  closed = false;
  readonly way: string;
  constructor(way: string) {
    this.way = way;
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as FromEducator);
  }
  close() {
    this.closed = true;
  }
  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

export const GROUP = '0a0a0a0a-0000-4000-8000-000000000001';
export const hello = { kind: 'hello', role: 'educator', version: 1, group: GROUP, resume: null } as const;
export const transports: Record<Transport, Connect> = {
  socket: overSocket('socket', (address) => new FakeSocket(address) as unknown as WebSocket),
  polls: overSocket('polls', (address) => new FakeSocket(address) as unknown as WebSocket),
};
/** The one that was opened last. */
export const last = () => FakeSocket.all.at(-1)!;
