// @vitest-environment happy-dom
// A child's link to its group against a server of our own that loses connections, and a device that forgets.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Kept, put } from '../core/outbox.ts';
import type { FromLearner, LearnerWelcome } from '../generated/protocol.ts';
import { openStore, type Place, type Store } from '../net/store.ts';
import { GroupLink } from './group-link.ts';

const PAGE = '11111111-1111-4111-8111-111111111111';
const opened = { kind: 'opened', page: PAGE, revision: 'a'.repeat(64) } as const;
const answer = (value: string) =>
  ({ kind: 'answer', page: PAGE, revision: 'a'.repeat(64), task: 't', language: 'id', value }) as const;
const durable = (message: FromLearner): message is Kept => 'n' in message && message.kind !== 'presence';

class Socket {
  static all: Socket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: FromLearner[] = [];
  constructor() {
    Socket.all.push(this);
    queueMicrotask(() => this.onopen?.());
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as FromLearner);
  }
  close() {}
  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  welcome(acknowledged: number, more: Partial<LearnerWelcome> = {}) {
    this.say({ kind: 'welcome', now: 5_000_000, acknowledged, presence: 0, ...more });
  }
  get numbers(): number[] {
    return this.sent.filter(durable).map(({ n }) => n);
  }
}

let groups = 0;
let place: Place;
let store: Store;
let link: GroupLink;
const events = { onWelcome: vi.fn(), onControl: vi.fn(), onOwn: vi.fn(), onState: vi.fn(), onOut: vi.fn() };
const last = () => Socket.all.at(-1)!;
const settle = () => vi.advanceTimersByTimeAsync(50);

/** The connection breaks, and the next one is there but not welcomed. */
async function broken(): Promise<void> {
  const made = Socket.all.length;
  last().onclose?.();
  while (Socket.all.length === made) await vi.advanceTimersByTimeAsync(100);
  await settle();
}

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('indexedDB', undefined);
  Socket.all = [];
  vi.clearAllMocks();
  groups += 1;
  const learner = { id: 'l', order: 0, animal: 'bee', colour: 'sky', card: null } as const;
  place = { group: `g${groups}`, token: 't', learner, book: 'b', code: 'ABC234' };
  store = await openStore();
  link = new GroupLink(place, store, events);
  await settle();
});

afterEach(() => {
  link.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('GroupLink', () => {
  it('R2 keeps what is done before the welcome, sends it in order, and lets go of what is acknowledged', async () => {
    await link.keep(opened);
    await link.keep(answer('a'));
    expect(last().numbers).toEqual([]);
    last().welcome(0);
    await settle();
    await link.keep({ kind: 'consent', asked: 4, agree: true });
    expect(
      last()
        .sent.filter(durable)
        .map(({ n, kind }) => [n, kind]),
    ).toEqual([
      [1, 'opened'],
      [2, 'answer'],
      [3, 'consent'],
    ]);
    last().say({ kind: 'acknowledged', n: 2 });
    await settle();
    expect((await store.outbox(place.group)).waiting.map(({ n }) => n)).toEqual([3]);
  });

  it('R2 sends again after a break what was not acknowledged, and nothing else', async () => {
    last().welcome(0);
    await settle();
    for (const value of ['a', 'b', 'c']) await link.keep(answer(value));
    last().say({ kind: 'acknowledged', n: 1 });
    await settle();
    await broken();
    await link.keep(answer('d'));
    expect(last().numbers).toEqual([]);
    // The server has more than it could say.
    last().welcome(2);
    await settle();
    expect(last().numbers).toEqual([3, 4]);
  });

  it('R2 lets nothing new overtake what the last connection lost', async () => {
    last().welcome(0);
    await settle();
    await link.keep(answer('lost'));
    await broken();
    // Kept in the very moment in which the welcome arrives.
    const keeping = link.keep(answer('new'));
    last().welcome(0);
    await keeping;
    await settle();
    expect(last().numbers).toEqual([1, 2]);
  });

  it('R31 takes new numbers when the device forgot those that it gave', async () => {
    await link.keep(answer('after it was wiped'));
    last().welcome(7);
    await settle();
    expect(last().numbers).toEqual([8]);
    last().say({ kind: 'acknowledged', n: 8 });
    await settle();
    expect(await store.outbox(place.group)).toEqual({ last: 8, waiting: [] });
  });

  it('R31 goes on while another tab fills the outbox', async () => {
    last().welcome(0);
    await settle();
    await link.keep(answer('a'));
    await store.mail(place.group, (box) => put(box, answer('from the other tab')));
    await link.keep(answer('b'));
    expect(last().numbers).toEqual([1, 2, 3]);
  });

  it('shows what changed of the child, above the numbers that the server has seen', async () => {
    last().welcome(0, { presence: 41 });
    await settle();
    link.show({ help: true });
    link.show({ page: PAGE });
    await vi.advanceTimersByTimeAsync(1_000);
    const shown = last().sent.filter((message) => message.kind === 'presence');
    expect(shown.map(({ n }) => n)).toEqual([42, 43]);
    expect(shown.at(-1)).toMatchObject({ help: true, page: PAGE });
    await broken();
    last().welcome(0, { presence: 43 });
    expect(last().sent.at(-1)).toMatchObject({ kind: 'presence', n: 44, help: true, page: PAGE });
  });

  it('R17 tells what the educator orders for all and for this child', async () => {
    last().welcome(0);
    last().say({ kind: 'control', control: { version: 2 } });
    last().say({ kind: 'own', own: { version: 3 } });
    expect(events.onControl).toHaveBeenCalledWith({ version: 2 });
    expect(events.onOwn).toHaveBeenCalledWith({ version: 3 });
  });

  it('knows the time of the server', async () => {
    last().welcome(0);
    expect(Math.abs(link.serverNow() - 5_000_000)).toBeLessThan(100);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(Math.abs(link.serverNow() - 5_001_000)).toBeLessThan(100);
  });

  it('says why the server does not want the child back', async () => {
    last().welcome(0);
    last().say({ kind: 'bye', code: 'token_unknown', message: '', again: null });
    expect(events.onOut).toHaveBeenCalledWith('token_unknown');
    expect(link.state).toBe('closed');
  });

  it('R31 tries again at once when the network or the page is back', async () => {
    last().welcome(0);
    await settle();
    last().onclose?.();
    expect(link.state).toBe('waiting');
    window.dispatchEvent(new Event('online'));
    expect(link.state).toBe('connecting');
    await settle();
    last().welcome(0);
    expect(link.state).toBe('open');
    // A page that comes back doubts the connection that looks open.
    document.dispatchEvent(new Event('visibilitychange'));
    expect(last().sent.at(-1)).toEqual({ kind: 'ping' });
  });
});
