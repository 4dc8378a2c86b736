// Polls against a server of our own that does what arlearn/live/SPEC.md says, and a network that loses what it likes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Poll, Polled } from '../generated/api.ts';
import { type Browser, overPolls, pollTiming } from './polls.ts';
import type { Wire } from './wire.ts';

const HOLD = 8_000;

/** One conversation on the server's side. */
class Server {
  polls: Poll[] = [];
  taken: object[] = [];
  closed: number | null = null;
  #unheard: object[] = [];
  #heard = 0;
  #release: () => void = () => {};

  say(...messages: object[]): void {
    this.#unheard.push(...messages);
    this.#release();
  }

  async poll(poll: Poll): Promise<Polled> {
    this.polls.push(poll);
    if (poll.said > this.taken.length) throw new Error('messages are missing');
    this.#unheard.splice(0, poll.heard - this.#heard);
    this.#heard = poll.heard;
    this.taken.push(...poll.messages.slice(this.taken.length - poll.said));
    this.#release();
    let newest = true;
    if (this.#unheard.length === 0 && this.closed === null)
      await new Promise<void>((done) => {
        this.#release = () => {
          newest = this.polls.at(-1) === poll;
          done();
        };
        setTimeout(done, HOLD);
      });
    const messages = newest ? [...this.#unheard] : [];
    const closed = newest ? this.closed : null;
    return { talk: 't'.repeat(32), taken: this.taken.length, said: this.#heard, messages, closed } as Polled;
  }
}

class Window extends EventTarget implements Browser {
  requests: RequestInit[] = [];
  addresses: string[] = [];
  answer: (poll: Poll) => Promise<Response>;

  constructor(answer: (poll: Poll) => Promise<Response>) {
    super();
    this.answer = answer;
  }

  fetch = (address: string | URL | Request, init?: RequestInit): Promise<Response> => {
    this.addresses.push(String(address));
    this.requests.push(init ?? {});
    return new Promise((done, failed) => {
      init?.signal?.addEventListener('abort', () => failed(new DOMException('aborted', 'AbortError')));
      this.answer(JSON.parse(String(init?.body)) as Poll).then(done, failed);
    });
  };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

let server: Server;
let page: Window;
let heard: unknown[];
let closed: number;
let wire: Wire;

function connect(answer: (poll: Poll) => Promise<Response> = async (poll) => json(await server.poll(poll))): void {
  page = new Window(answer);
  const opened = () => wire.send({ kind: 'hello' });
  wire = overPolls(
    '/api/live/poll',
    page as unknown as Browser,
  )({
    onOpen: opened,
    onMessage: (message) => heard.push(message),
    onClose: () => {
      closed += 1;
    },
  });
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  heard = [];
  closed = 0;
});

afterEach(() => {
  wire.close();
  vi.useRealTimers();
});

describe('polls', () => {
  it('R30 says hello, hears what comes, and always has one request waiting', async () => {
    connect();
    await settle();
    expect(server.polls).toEqual([{ talk: null, heard: 0, said: 0, messages: [{ kind: 'hello' }], leave: false }]);
    server.say({ kind: 'welcome' });
    await settle(pollTiming.rest);
    expect(heard).toEqual([{ kind: 'welcome' }]);
    expect(server.polls[1]).toEqual({ talk: 't'.repeat(32), heard: 1, said: 1, messages: [], leave: false });
    await settle(HOLD);
    expect(server.polls).toHaveLength(3);
    server.say({ kind: 'control' }, { kind: 'acknowledged' });
    await settle(pollTiming.rest);
    expect(heard.slice(1)).toEqual([{ kind: 'control' }, { kind: 'acknowledged' }]);
    expect(new Set(page.addresses).size).toBe(1);
    expect(page.addresses[0]).toMatch(/^\/api\/live\/poll\?at=\w+$/);
  });

  it('R30 says at once what there is to say, though a request waits', async () => {
    connect();
    await settle();
    server.say({ kind: 'welcome' });
    await settle(pollTiming.rest);
    wire.send({ kind: 'answer', n: 1 });
    wire.send({ kind: 'answer', n: 2 });
    await settle();
    expect(server.taken.slice(1)).toEqual([
      { kind: 'answer', n: 1 },
      { kind: 'answer', n: 2 },
    ]);
    expect(server.polls).toHaveLength(3);
    // The older one was answered with nothing; the newer one waits alone.
    await settle(HOLD - 1);
    expect(server.polls).toHaveLength(3);
  });

  it('R30 lets what is said to an answer go with the next request', async () => {
    connect();
    await settle();
    for (let frame = 1; frame <= 5; frame++) {
      server.say({ kind: 'frame', frame });
      await settle(5);
      wire.send({ kind: 'credit', frame });
      await settle(pollTiming.rest);
    }
    expect(server.taken.slice(1)).toHaveLength(5);
    expect(server.polls).toHaveLength(6);
  });

  it.each([1, 2, 3, 4, 5].map((i) => i * 7919))(
    'R30 loses and doubles nothing on a bad network (seed %i)',
    async (seed) => {
      let state = seed;
      const random = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      let lost = 0;
      connect(async (poll) => {
        const fate = random();
        await new Promise((done) => setTimeout(done, random() * 300));
        if (poll.talk !== null && fate < 0.2) {
          lost += 1;
          throw new TypeError('network');
        }
        const answer = await server.poll(poll);
        await new Promise((done) => setTimeout(done, random() * 300));
        if (poll.talk !== null && fate > 0.8) {
          lost += 1;
          throw new TypeError('network');
        }
        return json(answer);
      });
      await settle();
      server.say({ kind: 'welcome' });
      const wanted: object[] = [{ kind: 'hello' }];
      const told: object[] = [{ kind: 'welcome' }];
      for (let n = 1; n <= 80; n++) {
        wanted.push({ kind: 'answer', n });
        wire.send({ kind: 'answer', n });
        told.push({ kind: 'control', n });
        server.say({ kind: 'control', n });
        await settle(random() * 400);
      }
      await settle(20_000);
      expect(server.taken).toEqual(wanted);
      expect(heard).toEqual(told);
      expect(closed).toBe(0);
      expect(lost).toBeGreaterThan(10);
    },
  );

  it('R30 sends a long outbox in portions that the server takes', async () => {
    connect();
    await settle();
    server.say({ kind: 'welcome' });
    await settle(pollTiming.rest);
    for (let n = 1; n <= 200; n++) wire.send({ kind: 'answer', n, value: 'x'.repeat(n > 100 ? 900 : 90) });
    await settle(2 * HOLD);
    expect(server.taken).toHaveLength(201);
    expect(server.taken.slice(1).map((message) => (message as { n: number }).n)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
    for (const { body } of page.requests) expect(String(body).length).toBeLessThan(24_000);
    for (const { messages } of server.polls) expect(messages.length).toBeLessThanOrEqual(100);
  });

  it.each([
    ['a sign-in page', async () => new Response('<html>Wi-Fi</html>', { status: 200 })],
    ['another JSON', async () => json({ success: true })],
    ['an empty answer', async () => new Response('')],
    ['a page of the proxy', async () => new Response('<html>bad gateway</html>', { status: 502 })],
    ['no network', () => Promise.reject(new TypeError('network'))],
  ])('R30 takes %s for no answer', async (_, broken) => {
    connect(broken);
    await settle();
    expect(closed).toBe(1);
    expect(heard).toEqual([]);

    connect();
    await settle();
    server.say({ kind: 'welcome' });
    await settle(pollTiming.rest);
    const good = page.answer;
    page.answer = broken;
    wire.send({ kind: 'answer', n: 1 });
    await settle(4_000);
    expect(closed).toBe(1);
    page.answer = good;
    await settle(HOLD);
    expect(server.taken).toContainEqual({ kind: 'answer', n: 1 });
    expect(heard).toEqual([{ kind: 'welcome' }]);
  });

  it('R30 gives up a request that is never answered, and asks again', async () => {
    connect();
    await settle();
    server.say({ kind: 'welcome' });
    const good = page.answer;
    page.answer = () => new Promise(() => {});
    await settle(pollTiming.rest);
    page.answer = good;
    const before = server.polls.length;
    await settle(pollTiming.patience + pollTiming.first);
    expect(server.polls.length).toBe(before + 1);
  });

  it('R30 ends when the server does not know it', async () => {
    connect();
    await settle();
    server.say({ kind: 'welcome' });
    await settle(pollTiming.rest);
    page.answer = async () => json({ code: 'talk_unknown', message: '', where: [] }, 410);
    wire.send({ kind: 'ping' });
    await settle();
    expect(closed).toBe(1);
    const requests = page.requests.length;
    await settle(60_000);
    expect(page.requests).toHaveLength(requests);
  });

  it('R30 hears the farewell, and then ends', async () => {
    connect();
    await settle();
    server.closed = 1012;
    server.say({ kind: 'bye' });
    await settle();
    expect(heard).toEqual([{ kind: 'bye' }]);
    expect(closed).toBe(1);
    const requests = page.requests.length;
    wire.close();
    await settle(60_000);
    expect(page.requests).toHaveLength(requests);
  });

  it.each([['the page is left'], ['it is closed']])('R30 says so when %s', async (when) => {
    connect();
    await settle();
    server.say({ kind: 'welcome' });
    await settle(pollTiming.rest);
    if (when === 'it is closed') wire.close();
    else page.dispatchEvent(new Event('pagehide'));
    await settle();
    expect(server.polls.at(-1)).toMatchObject({ leave: true });
    expect(page.requests.at(-1)).toMatchObject({ keepalive: true });
    const requests = page.requests.length;
    page.dispatchEvent(new Event('pagehide'));
    await settle(60_000);
    expect(page.requests).toHaveLength(requests);
    expect(closed).toBe(when === 'it is closed' ? 0 : 1);
  });
});
