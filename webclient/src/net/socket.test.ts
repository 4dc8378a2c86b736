// The connection against a WebSocket of our own and a clock of our own.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transport } from '../core/transport.ts';
import type { FromEducator, ToEducator } from '../generated/protocol.ts';
import { probeTiming } from './probe.ts';
import { pulseTiming } from './pulse.ts';
import { LiveSocket, liveAddress, type SocketState, timing } from './socket.ts';
import { type Connect, overSocket } from './wire.ts';

class FakeSocket {
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

const GROUP = '0a0a0a0a-0000-4000-8000-000000000001';
const hello = { kind: 'hello', role: 'educator', version: 1, group: GROUP, resume: null } as const;
const transports: Record<Transport, Connect> = {
  socket: overSocket('socket', (address) => new FakeSocket(address) as unknown as WebSocket),
  polls: overSocket('polls', (address) => new FakeSocket(address) as unknown as WebSocket),
};
let states: SocketState[];
let heard: ToEducator[];
let socket: LiveSocket<ToEducator, FromEducator>;

const last = () => FakeSocket.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  states = [];
  heard = [];
  socket = new LiveSocket<ToEducator, FromEducator>({
    url: 'ws://room/live',
    hello: () => hello,
    onMessage: (message) => heard.push(message),
    onState: (state) => states.push(state),
    transports,
    random: () => 1,
  });
});

afterEach(() => {
  socket.close();
  vi.useRealTimers();
});

function welcome() {
  socket.open();
  last().onopen?.();
  last().say({ kind: 'welcome' });
}

describe('LiveSocket', () => {
  it('says hello first and is open only once it is welcomed', () => {
    socket.open();
    expect(states).toEqual(['connecting']);
    expect(socket.send({ kind: 'ping' })).toBe(false);
    last().onopen?.();
    expect(last().sent).toEqual([hello]);
    expect(states).toEqual(['connecting']);
    last().say({ kind: 'welcome' });
    expect(states).toEqual(['connecting', 'open']);
    expect(heard.map((message) => message.kind)).toEqual(['welcome']);
    expect(socket.send({ kind: 'credit', frame: 1 })).toBe(true);
    expect(last().sent.at(-1)).toEqual({ kind: 'credit', frame: 1 });
  });

  it('does not open a second connection when it is opened twice', () => {
    socket.open();
    socket.open();
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('gives up a connection that is never welcomed', () => {
    socket.open();
    vi.advanceTimersByTime(timing.welcome);
    expect(socket.state).toBe('waiting');
    expect(last().closed).toBe(true);
  });

  it('asks after silence, is content with a pong, and does not show it', () => {
    welcome();
    vi.advanceTimersByTime(pulseTiming.silence);
    expect(last().sent.at(-1)).toEqual({ kind: 'ping' });
    last().say({ kind: 'pong' });
    vi.advanceTimersByTime(pulseTiming.patience);
    expect(socket.state).toBe('open');
    expect(heard.map((message) => message.kind)).toEqual(['welcome']);
  });

  it('finds a dead connection by the missing pong and makes another', () => {
    welcome();
    const dead = last();
    vi.advanceTimersByTime(pulseTiming.silence + pulseTiming.patience);
    expect(socket.state).toBe('waiting');
    expect(dead.closed).toBe(true);
    vi.advanceTimersByTime(timing.first);
    expect(FakeSocket.all).toHaveLength(2);
    expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting']);
  });

  it('gives a sign of life even while the server does all the talking', () => {
    welcome();
    for (let i = 0; i < 11; i++) {
      vi.advanceTimersByTime(pulseTiming.silence / 10);
      last().say({ kind: 'frame', frame: i });
    }
    expect(last().sent.filter((message) => message.kind === 'ping')).toHaveLength(1);
    expect(socket.state).toBe('open');
  });

  it('hears nothing from a connection that it has let go', () => {
    welcome();
    const old = last();
    old.onclose?.();
    vi.advanceTimersByTime(timing.first);
    last().onopen?.();
    last().say({ kind: 'welcome' });
    const before = heard.length;
    old.say({ kind: 'frame' });
    old.onclose?.();
    expect(heard).toHaveLength(before);
    expect(socket.state).toBe('open');
  });

  it('waits twice as long after each failure, up to a limit, and starts over once welcomed', () => {
    socket.open();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      last().onclose?.();
      const since = Date.now();
      const made = FakeSocket.all.length;
      while (FakeSocket.all.length === made) vi.advanceTimersByTime(100);
      waits.push(Date.now() - since);
    }
    expect(waits).toEqual([600, 1200, 2400, 4800, 6000, 6000, 6000, 6000]);
    expect(socket.tries).toBe(9);
    last().onopen?.();
    last().say({ kind: 'welcome' });
    expect(socket.tries).toBe(0);
    last().onclose?.();
    vi.advanceTimersByTime(600);
    expect(socket.state).toBe('connecting');
  });

  it('spreads its waits by chance', () => {
    const waits = [0, 0.5, 0.99].map((chance) => {
      const lonely = new LiveSocket<ToEducator, FromEducator>({
        url: '',
        hello: () => hello,
        onMessage: () => {},
        onState: () => {},
        transports,
        random: () => chance,
      });
      lonely.open();
      last().onclose?.();
      const since = Date.now();
      const made = FakeSocket.all.length;
      while (FakeSocket.all.length === made) vi.advanceTimersByTime(1);
      lonely.close();
      return Date.now() - since;
    });
    expect(waits[0]).toBeLessThan(waits[1]!);
    expect(waits[1]).toBeLessThan(waits[2]!);
  });

  it('comes back when the server asks it to', () => {
    welcome();
    last().say({ kind: 'bye', code: 'restarting', message: '', again: [2000, 3000] });
    expect(socket.state).toBe('waiting');
    vi.advanceTimersByTime(2999);
    expect(FakeSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('stays away when the server asks it to', () => {
    welcome();
    last().say({ kind: 'bye', code: 'group_ended', message: 'Selesai.', again: null });
    expect(states.at(-1)).toBe('closed');
    expect(heard.at(-1)).toMatchObject({ kind: 'bye', code: 'group_ended' });
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('lets go of a server that does not speak JSON', () => {
    welcome();
    last().onmessage?.({ data: '<html>' });
    expect(socket.state).toBe('waiting');
  });

  it('tries at once when nudged while it waits', () => {
    welcome();
    last().onclose?.();
    socket.nudge();
    expect(socket.state).toBe('connecting');
    vi.advanceTimersByTime(599);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('doubts an open connection when nudged, once', () => {
    welcome();
    socket.nudge();
    socket.nudge();
    expect(last().sent.filter((message) => message.kind === 'ping')).toHaveLength(1);
    vi.advanceTimersByTime(pulseTiming.patience);
    expect(socket.state).toBe('waiting');
  });

  it('can be closed and opened again', () => {
    welcome();
    socket.close();
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.all).toHaveLength(1);
    socket.open();
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('survives a browser that refuses to connect at all', () => {
    const refused = new LiveSocket<ToEducator, FromEducator>({
      url: 'ws://room/live',
      hello: () => hello,
      onMessage: () => {},
      onState: (state) => states.push(state),
      transports: {
        ...transports,
        socket: () => {
          throw new DOMException('mixed content', 'SecurityError');
        },
      },
    });
    refused.open();
    expect(states).toEqual(['connecting', 'waiting']);
    refused.close();
  });
});

describe('the transport of a LiveSocket', () => {
  const kept = new Map<string, string>();

  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
  });

  afterEach(() => vi.unstubAllGlobals());

  const refuse = () => last().onclose?.();
  const tryAgain = () => {
    const made = FakeSocket.all.length;
    while (FakeSocket.all.length === made) vi.advanceTimersByTime(100);
  };
  const open = () => {
    last().onopen?.();
    last().say({ kind: 'welcome' });
  };
  /** Refused twice, and welcomed by polls. */
  const fallBack = () => {
    socket.open();
    refuse();
    tryAgain();
    refuse();
    tryAgain();
    open();
  };
  const another = () =>
    new LiveSocket<ToEducator, FromEducator>({
      url: '',
      hello: () => hello,
      onMessage: () => {},
      onState: () => {},
      transports,
      random: () => 0.5,
    });

  it('R30 goes by polls when sockets are refused twice in a row without a word', () => {
    fallBack();
    expect(FakeSocket.all.map(({ way }) => way)).toEqual(['socket', 'socket', 'polls']);
    expect(socket.state).toBe('open');
    expect(socket.transport).toBe('polls');
    expect(socket.send({ kind: 'credit', frame: 1 })).toBe(true);
  });

  it('R30 counts a socket that opens and never says a word as refused', () => {
    socket.open();
    for (let i = 0; i < 2; i++) {
      last().onopen?.();
      vi.advanceTimersByTime(timing.welcome);
      tryAgain();
    }
    expect(last().way).toBe('polls');
  });

  it('R30 stays with sockets when they break, or when the server sends it away', () => {
    welcome();
    for (let i = 0; i < 3; i++) {
      refuse();
      tryAgain();
      open();
    }
    last().say({ kind: 'bye', code: 'server_restarts', message: '', again: [0, 1] });
    tryAgain();
    expect(new Set(FakeSocket.all.map(({ way }) => way))).toEqual(new Set(['socket']));
  });

  it('R30 goes back to sockets when polls fail as well: the server is away', () => {
    socket.open();
    for (let i = 0; i < 5; i++) {
      refuse();
      tryAgain();
    }
    expect(FakeSocket.all.map(({ way }) => way)).toEqual(['socket', 'socket', 'polls', 'socket', 'socket', 'polls']);
  });

  it('R30 remembers for this tab that polls worked, until a socket does', () => {
    fallBack();
    const next = another();
    next.open();
    expect(last().way).toBe('polls');
    next.close();
    socket.close();
    kept.clear();
    another().open();
    expect(last().way).toBe('socket');
  });

  it('R30 tries a socket again after a while, and takes it without a break', () => {
    fallBack();
    const polls = last();
    vi.advanceTimersByTime(probeTiming.first * 1.25);
    expect(last().way).toBe('socket');
    expect(socket.send({ kind: 'credit', frame: 7 })).toBe(true);
    expect(polls.sent.at(-1)).toEqual({ kind: 'credit', frame: 7 });
    last().onopen?.();
    expect(last().sent).toEqual([hello]);
    expect(polls.closed).toBe(false);
    last().say({ kind: 'welcome' });
    expect(polls.closed).toBe(true);
    expect(socket.transport).toBe('socket');
    expect(states.slice(-1)).toEqual(['open']);
    expect(states.filter((state) => state === 'open')).toHaveLength(1);
    expect(kept.size).toBe(0);
    expect(socket.send({ kind: 'credit', frame: 8 })).toBe(true);
    expect(last().sent.at(-1)).toEqual({ kind: 'credit', frame: 8 });
  });

  it('R30 goes on by polls while the socket that is tried is refused, ever more seldom', () => {
    fallBack();
    const polls = last();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const since = Date.now();
      const made = FakeSocket.all.length;
      while (FakeSocket.all.length === made) {
        vi.advanceTimersByTime(500);
        polls.say({ kind: 'pong', now: 0 });
      }
      waits.push(Date.now() - since);
      if (i % 2) last().onclose?.();
      else last().say({ kind: 'bye', code: 'too_many', message: '', again: [0, 0] });
    }
    expect(waits[0]).toBeLessThan(waits[1]!);
    expect(waits.at(-1)).toBe(probeTiming.seldom * 1.25);
    expect(socket.state).toBe('open');
    expect(polls.closed).toBe(false);
    socket.close();
    const made = FakeSocket.all.length;
    vi.advanceTimersByTime(1_000_000);
    expect(FakeSocket.all).toHaveLength(made);
  });

  it('R30 lets go of a tried socket that keeps silent', () => {
    fallBack();
    vi.advanceTimersByTime(probeTiming.first * 1.25);
    const tried = last();
    tried.onopen?.();
    for (let i = 0; i < 6; i++) {
      FakeSocket.all[2]!.say({ kind: 'pong', now: 0 });
      vi.advanceTimersByTime(probeTiming.patience / 5);
    }
    expect(tried.closed).toBe(true);
    expect(socket.state).toBe('open');
  });

  it('keeps the time of the server, as it told it last', () => {
    expect(socket.serverNow()).toBe(Date.now());
    socket.open();
    last().onopen?.();
    vi.advanceTimersByTime(100);
    last().say({ kind: 'welcome', now: 5_000_000 });
    expect(socket.serverNow()).toBe(5_000_050);
    vi.advanceTimersByTime(1000);
    expect(socket.serverNow()).toBe(5_001_050);
    // A device that slept: its clock stood still, the server's did not.
    socket.nudge();
    last().say({ kind: 'pong', now: 9_000_000 });
    expect(socket.serverNow()).toBe(9_000_000);
  });
});

it('finds the live address beside the page', () => {
  expect(liveAddress({ protocol: 'http:', host: 'room.local:8000' })).toBe('ws://room.local:8000/live');
  expect(liveAddress({ protocol: 'https:', host: 'room.local:8443' })).toBe('wss://room.local:8443/live');
});
