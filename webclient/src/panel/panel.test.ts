// @vitest-environment happy-dom
// The parts of the panel that decide something: addresses, keys, and what is said of the join address.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enter } from '../core/room.ts';
import { exampleChoice, exampleControl, examplePage, exampleRow } from '../core/room-example.ts';
import type { BookManifest } from '../generated/api.ts';
import type { Control } from '../generated/protocol.ts';
import { switchLanguage } from '../ui/language.ts';
import { Connection } from './connection.ts';
import { isOnlyHere, spaced, spoken } from './dialogs.tsx';
import { GroupView } from './group-view.ts';
import { placeOf } from './route.ts';
import { isTaken, nextPage, press } from './shortcuts.ts';
import { ago } from './times.ts';

const GROUP = '0a0a0a0a-0000-4000-8000-000000000001';

describe('addresses', () => {
  it('lead to the screens of the panel', () => {
    expect(placeOf('/panel')).toEqual({ screen: 'home' });
    expect(placeOf(`/panel/${GROUP}`)).toEqual({ screen: 'group', group: GROUP });
    expect(placeOf(`/panel/${GROUP}/`)).toEqual({ screen: 'group', group: GROUP });
    expect(placeOf(`/panel/${GROUP}/replay`)).toEqual({ screen: 'replay', group: GROUP });
    expect(placeOf(`/panel/${GROUP}/cards`)).toEqual({ screen: 'cards', group: GROUP });
    expect(placeOf(`/panel/${GROUP}/projector`)).toEqual({ screen: 'projector', group: GROUP });
    expect(placeOf('/panel/handover/abcDEF-_12345678901234')).toEqual({
      screen: 'handover',
      code: 'abcDEF-_12345678901234',
    });
    expect(placeOf('/panel/plans')).toEqual({ screen: 'plans' });
    expect(placeOf(`/panel/plans/${GROUP}`)).toEqual({ screen: 'plan', plan: GROUP });
    for (const odd of ['/panel/12', '/panel/handover/', `/panel/${GROUP}/else`, '/panelled'])
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
  let view: GroupView;
  const ordered: unknown[] = [];
  const act = (key: string) => press(key, connection, view);
  const led = (page: string | null, given: Partial<Control> = {}) => {
    const control = exampleControl({ version: 1, page, ...given });
    connection.room.value = { ...connection.room.value!, control };
  };

  beforeEach(() => {
    ordered.length = 0;
    connection = new Connection(GROUP);
    view = new GroupView();
    connection.order = (order) => `order-${ordered.push(order)}`;
    const pages = ['one', 'two'].map((id, i) => ({
      ...examplePage(id, [exampleChoice('food')]),
      number: i + 1,
      revision: '',
    }));
    connection.manifest.value = { pages } as unknown as BookManifest;
    connection.room.value = enter(null, {
      kind: 'welcome',
      role: 'educator',
      epoch: 'e',
      seq: 1,
      group: GROUP,
      code: 'ABC234',
      book: 'b',
      control: exampleControl(),
      now: 0,
      mark: { hub: 'h', frame: 0 },
      whole: true,
      rows: [exampleRow(1, { page: 'two' }), exampleRow(2, { page: 'two' }), exampleRow(3, { page: 'one' })],
      gone: [],
    });
  });

  it('open the page where most are, then the next, and stop at the last', () => {
    expect(nextPage(connection)?.id).toBe('two');
    led('one');
    act(' ');
    expect(ordered).toEqual([{ do: 'open_page', page: 'two', to: null }]);
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

  it('go through the plan instead of the book, and stop at its last step', () => {
    const plan = { id: 'p', title: 'Senin', steps: ['two', 'one'].map((page) => ({ page, tasks: [], minutes: 5 })) };
    led(null, { plan });
    act(' ');
    led('two', { plan, step: 0 });
    act(' ');
    led('one', { plan, step: 1 });
    act(' ');
    expect(ordered).toEqual([
      { do: 'go_to', step: 0 },
      { do: 'go_to', step: 1 },
    ]);
  });

  it('lock the door and open it', () => {
    act('l');
    led(null, { locked: true });
    act('l');
    expect(ordered).toEqual([
      { do: 'lock', locked: true },
      { do: 'lock', locked: false },
    ]);
  });

  it('show the queue, and leave choosing', () => {
    act('h');
    expect(view.opened.value).toEqual({ kind: 'queue' });
    expect(act('Escape')).toBe(false);
    view.choose(['learner-1']);
    expect(act('Escape')).toBe(true);
    expect(view.chosen.value).toBeNull();
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
    expect(view.opened.value).toEqual({ kind: 'keys' });
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
  switchLanguage('id');
  expect([0, 59_000, 60_000, 3_600_000, 90_000_000].map((past) => ago(now - past, now))).toEqual([
    'baru saja',
    'baru saja',
    '1 mnt',
    '1 jam',
    '1 hari',
  ]);
  expect(ago(now + 5_000, now)).toBe('baru saja');
});
