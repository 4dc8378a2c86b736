// @vitest-environment happy-dom
// The parts of the panel that decide something: addresses, keys, and what is said of the join address.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enter } from '../core/room.ts';
import { exampleChoice, examplePage, exampleRow } from '../core/room-example.ts';
import type { BookManifest } from '../generated/api.ts';
import { Connection } from './connection.ts';
import { isOnlyHere, spaced, spoken } from './dialogs.tsx';
import { placeOf } from './route.ts';
import { isTaken, nextPage, press } from './shortcuts.ts';
import { ago } from './times.ts';

const GROUP = '0a0a0a0a-0000-4000-8000-000000000001';

describe('addresses', () => {
  it('lead to the screens of the panel', () => {
    expect(placeOf('/panel')).toEqual({ screen: 'home' });
    expect(placeOf(`/panel/${GROUP}`)).toEqual({ screen: 'group', group: GROUP });
    expect(placeOf(`/panel/${GROUP}/`)).toEqual({ screen: 'group', group: GROUP });
    expect(placeOf(`/panel/${GROUP}/projector`)).toEqual({ screen: 'projector', group: GROUP });
    for (const odd of ['/panel/12', `/panel/${GROUP}/else`, '/panelled'])
      expect(placeOf(odd)).toEqual({ screen: 'home' });
  });

  it('are said without what only the QR needs', () => {
    expect(spoken('HTTP://PERPUS.LOCAL:8000/J/ABC234')).toBe('perpus.local:8000/j/ABC234');
    expect(spoken('https://a.example/Baca/J/ABC234')).toBe('a.example/Baca/j/ABC234');
    expect(spaced('ABC234')).toBe('ABC 234');
  });

  it('are known for such that no other device can follow', () => {
    for (const url of ['HTTP://LOCALHOST:8000/J/A', 'http://127.0.0.1/j/A', 'http://[::1]:8000/j/A']) {
      expect(isOnlyHere(url)).toBe(true);
    }
    for (const url of ['HTTP://192.168.1.2/J/A', 'http://localhost.example/j/A']) {
      expect(isOnlyHere(url)).toBe(false);
    }
  });
});

describe('keys', () => {
  let connection: Connection;
  const ordered: unknown[] = [];
  const act = (key: string) =>
    press(key, { connection, onLearner: (id) => ordered.push(id), onKeys: () => ordered.push('keys') });
  const led = (page: string | null, given: object = {}) => {
    connection.room.value = {
      ...connection.room.value!,
      control: { version: 1, page, paused: false, ended: false, ...given },
    };
  };

  beforeEach(() => {
    ordered.length = 0;
    connection = new Connection(GROUP);
    connection.order = (order) => ordered.push(order);
    const pages = ['one', 'two'].map((id, i) => ({
      ...examplePage(id, [exampleChoice('food')]),
      number: i + 1,
      revision: '',
    }));
    connection.manifest.value = { pages } as unknown as BookManifest;
    connection.room.value = enter({
      kind: 'welcome',
      role: 'educator',
      epoch: 'e',
      seq: 1,
      group: GROUP,
      code: 'ABC234',
      book: 'b',
      control: { version: 0, page: null, paused: false, ended: false },
      rows: [exampleRow(1, { page: 'two' }), exampleRow(2, { page: 'two' }), exampleRow(3, { page: 'one' })],
    });
  });

  it('open the page where most are, then the next, and stop at the last', () => {
    expect(nextPage(connection)?.id).toBe('two');
    led('one');
    act(' ');
    expect(ordered).toEqual([{ do: 'open_page', page: 'two' }]);
    led('two');
    expect(nextPage(connection)).toBeUndefined();
    act(' ');
    expect(ordered).toHaveLength(1);
  });

  it('pause and go on', () => {
    act('p');
    led(null, { paused: true });
    act('p');
    expect(ordered).toEqual([{ do: 'pause' }, { do: 'resume' }]);
  });

  it('do nothing twice while an order is under way, and nothing after the end', () => {
    connection.orders.value = [{ kind: 'command', id: 'order-001', order: { do: 'pause' } }];
    act('p');
    act(' ');
    connection.orders.value = [];
    led(null, { ended: true });
    expect(act('p')).toBe(false);
    expect(ordered).toEqual([]);
  });

  it('do nothing that is not theirs', () => {
    expect(act('x')).toBe(false);
    expect(act('?')).toBe(true);
    expect(ordered).toEqual(['keys']);
  });

  it('belong to what has the focus', () => {
    document.body.innerHTML = '<input><button></button><p></p>';
    const taken = (key: string, on: string, more: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
      const seen = vi.fn();
      addEventListener('keydown', () => seen(isTaken(event)), { once: true });
      document.querySelector(on)!.dispatchEvent(event);
      return seen.mock.calls[0]![0] as boolean;
    };
    expect(taken('p', 'p')).toBe(false);
    expect(taken('p', 'input')).toBe(true);
    expect(taken('p', 'button')).toBe(false);
    expect(taken(' ', 'button')).toBe(true);
    expect(taken('p', 'p', { ctrlKey: true })).toBe(true);
    document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>');
    expect(taken('p', 'p')).toBe(true);
  });
});

it('says how long ago in few letters', () => {
  const now = 1_000_000_000;
  localStorage.setItem('arlearn.language', 'id');
  expect([0, 59_000, 60_000, 3_600_000, 90_000_000].map((past) => ago(now - past, now))).toEqual([
    'baru saja',
    'baru saja',
    '1 mnt',
    '1 jam',
    '1 hari',
  ]);
  expect(ago(now + 5_000, now)).toBe('baru saja');
});
