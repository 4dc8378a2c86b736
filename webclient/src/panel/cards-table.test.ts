// @vitest-environment happy-dom
// What the screen of answer cards does with what it reads: closed once, sent until it is answered, and taken back.
import { beforeEach, describe, expect, it } from 'vitest';
import { cardQuestions } from '../core/card-questions.ts';
import type { Letter } from '../core/cards.ts';
import type { Order, Orders } from '../core/orders.ts';
import { exampleChoice, examplePage } from '../core/room-example.ts';
import type { BookPage } from '../generated/api.ts';
import { CardsTable } from './cards-table.ts';

const page = { ...examplePage('one', [exampleChoice('food'), exampleChoice('home')]), revision: 'a'.repeat(64) };
const [food, home] = cardQuestions([page as unknown as BookPage], null) as [never, never];

let orders: Orders;
const sender = {
  id: 'group-1',
  order(order: Order, id = `command-${orders.length + 1}`) {
    orders = [...orders, { kind: 'command', id, order }];
    return id;
  },
};

/** A table on which these cards were read. */
function reading(cards: Record<number, Letter>, table = new CardsTable(sender)): CardsTable {
  const side = { A: 0, B: 1, C: 2, D: 3 };
  const square = [
    [0, 0],
    [9, 0],
    [9, 9],
    [0, 9],
  ] as const;
  const seen = Object.entries(cards).map(([card, letter]) => ({
    card: Number(card),
    // The corner from which a side begins that is up is the picture's top left.
    corners: [0, 1, 2, 3].map((k) => square[(k - side[letter] + 4) % 4]!) as never,
  }));
  for (const at of [0, 100, 200]) table.see({ seen, at, width: 640, height: 480, took: 5 });
  return table;
}

beforeEach(() => {
  orders = [];
  localStorage.clear();
});

describe('a question', () => {
  it('is closed with what was read for it, and for no other', () => {
    const table = new CardsTable(sender);
    table.show(food);
    reading({ 1: 'A', 2: 'B' }, table);
    table.show(food);
    expect([...table.letters(food)]).toEqual([
      [1, 'A'],
      [2, 'B'],
    ]);
    // Another educator opened another page.
    table.show(home);
    expect(table.letters(home).size).toBe(0);
    reading({ 2: 'A' }, table);
    table.close(home, 'id');
    expect(orders[0]?.order).toMatchObject({ do: 'read_cards', task: 'home', turns: [{ card: 2, letter: 'A' }] });
    reading({ 3: 'A' }, table);
    expect(table.letters(home).size).toBe(1);
  });

  it('L62 is sent again under its id by the next page, until the server has answered', () => {
    const table = reading({ 1: 'A' });
    table.close(food, 'id');
    table.follow(orders);
    const [first] = orders;
    orders = [];
    const next = new CardsTable(sender);
    next.resume();
    next.follow(orders);
    expect(orders).toEqual([first]);
    next.follow([]);
    orders = [];
    new CardsTable(sender).resume();
    expect(orders).toEqual([]);
  });

  it('L63 goes on when it is taken back, or was refused, and stays closed when it cannot be taken back', () => {
    const table = reading({ 1: 'A' });
    table.close(food, 'id');
    table.takeBack();
    expect(table.closed.value).toBeNull();
    expect(table.letters(food).size).toBe(1);
    table.refused('another');
    expect(table.closed.value).toBeNull();
    table.refused(orders[1]!.id);
    expect(table.closed.value?.command).toBe(orders[0]!.id);
    table.refused(orders[0]!.id);
    expect(table.closed.value).toBeNull();
  });
});

it('remembers how many cards a group has, and who is not there', () => {
  const table = new CardsTable(sender);
  table.deal(24);
  table.turnAbsent(7);
  expect(new CardsTable(sender).dealt.value).toEqual({ upTo: 24, absent: [7] });
});
