// Which way a connection goes, when sockets are refused, and when they are back.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromEducator, ToEducator } from '../generated/protocol.ts';
import { FakeSocket, hello, last, transports } from './fake-socket.ts';
import { probeTiming } from './probe.ts';
import { LiveSocket, type SocketState, timing } from './socket.ts';

let states: SocketState[];
let heard: ToEducator[];
let socket: LiveSocket<ToEducator, FromEducator>;

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
