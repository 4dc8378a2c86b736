// The connection against a WebSocket of our own and a clock of our own.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromEducator, ToEducator } from '../generated/protocol.ts';
import { FakeSocket, hello, last, transports } from './fake-socket.ts';
import { pulseTiming } from './pulse.ts';
import { LiveSocket, liveAddress, type SocketState, timing } from './socket.ts';

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

it('finds the live address beside the page', () => {
  expect(liveAddress({ protocol: 'http:', host: 'room.local:8000' })).toBe('ws://room.local:8000/live');
  expect(liveAddress({ protocol: 'https:', host: 'room.local:8443' })).toBe('wss://room.local:8443/live');
});
