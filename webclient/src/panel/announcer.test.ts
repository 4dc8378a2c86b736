// @vitest-environment happy-dom
// What a screen reader hears of a room of two hundred children: all of it, in a few words, and seldom.
import { h, render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { enter, type Room } from '../core/room.ts';
import { exampleControl, exampleRow } from '../core/room-example.ts';
import type { Row } from '../generated/protocol.ts';
import { switchLanguage } from '../ui/language.ts';
import { tellNews } from './announcer.ts';
import { Connection } from './connection.ts';

const GROUP = '0a0a0a0a-0000-4000-8000-000000000001';
const ALL = 200;
/** Characters that are heard in a few seconds. */
const SHORT = 120;

const said = vi.hoisted(() => [] as { at: number; text: string }[]);
vi.mock('../ui/controls.tsx', () => ({ announce: (text: string) => said.push({ at: Date.now(), text }) }));
vi.mock('../ui/sounds.ts', () => ({ play: () => undefined }));

let connection: Connection;
let stop: () => void;

const roomOf = (rows: Row[]): Room => ({ ...connection.room.value!, rows });
const children = (count: number, helping: (order: number) => boolean = () => false) =>
  Array.from({ length: count }, (_, order) => exampleRow(order, { help: helping(order) }));

beforeEach(() => {
  vi.useFakeTimers();
  switchLanguage('en');
  said.length = 0;
  connection = new Connection(GROUP);
  const welcome = { kind: 'welcome', role: 'educator', epoch: 'e', seq: 1, group: GROUP, code: 'ABC234' } as const;
  const mark = { hub: 'h', frame: 0 };
  const control = exampleControl();
  connection.room.value = enter(null, {
    ...welcome,
    book: 'b',
    control,
    now: 0,
    mark,
    whole: true,
    rows: [],
    gone: [],
  });
  stop = tellNews(connection);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

function heardSeldomAndShort(): void {
  for (const [i, { at, text }] of said.entries()) {
    expect(text.length).toBeLessThan(SHORT);
    if (i > 0) expect(at - said[i - 1]!.at).toBeGreaterThanOrEqual(3_000);
  }
}

it('a room that comes in is counted, not named one by one', () => {
  // Twenty frames a second, as many as the server sends.
  for (let count = 1; count <= ALL; count += 1) {
    connection.room.value = roomOf(children(count));
    vi.advanceTimersByTime(50);
  }
  vi.advanceTimersByTime(10_000);
  heardSeldomAndShort();
  expect(said.length).toBeLessThanOrEqual(4);
  expect(said.at(-1)?.text).toContain(`now ${ALL}`);
  const counted = said.map(({ text }) => Number(/^\d+/.exec(text)?.[0]));
  expect(counted.reduce((sum, joined) => sum + joined, 0)).toBe(ALL);
});

it('hands that go up and down all the time are told once, and many are a number', () => {
  connection.room.value = roomOf(children(ALL));
  vi.advanceTimersByTime(10_000);
  said.length = 0;
  for (let frame = 0; frame < 50; frame += 1) {
    connection.room.value = roomOf(children(ALL, (order) => order < 2 && frame % 2 === 0));
    vi.advanceTimersByTime(50);
  }
  vi.advanceTimersByTime(10_000);
  expect(said).toHaveLength(1);
  expect(said[0]?.text.split(',')).toHaveLength(2);
  connection.room.value = roomOf(children(ALL, () => true));
  vi.advanceTimersByTime(10_000);
  expect(said).toHaveLength(2);
  expect(said[1]?.text).toBe(`${ALL} children ask for help.`);
  heardSeldomAndShort();
});

it('what is said again is heard again', async () => {
  vi.useRealTimers();
  const { announce, Notices } = await vi.importActual<typeof import('../ui/controls.tsx')>('../ui/controls.tsx');
  render(h(Notices, {}), document.body);
  const heard: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    announce('The cat asks for help.');
    await vi.waitUntil(() => document.querySelector('.spoken')?.textContent !== (heard.at(-1) ?? ''));
    heard.push(document.querySelector('.spoken')?.textContent ?? '');
  }
  expect(heard.map((text) => text.trim())).toEqual(Array(3).fill('The cat asks for help.'));
});
