import { describe, expect, it } from 'vitest';
import type { FindTask, SpellTask } from '../generated/scene.ts';
import { exampleChoice, examplePage, exampleRow } from './room-example.ts';
import { focus, tallyPage, tallyTasks, tasksIn } from './tally.ts';

const last = (page: string, task: string, value: string, correct: boolean) => ({ page, task, value, correct, at: 1 });
const find: FindTask = { kind: 'find', id: 'find', prompt: { id: 'Cari' }, answer: 'bear', hint: null };
const spell: SpellTask = { kind: 'spell', id: 'spell', prompt: { id: 'Susun' }, word: { id: 'madu' }, hint: null };
const first = examplePage('page-1', [exampleChoice('food'), find, spell]);
const second = examplePage('page-2', [exampleChoice('food')]);

describe('counts of a page', () => {
  it('tell who is on it and who has finished it', () => {
    const rows = [
      exampleRow(1),
      exampleRow(2, { connected: false, finished: ['page-1'] }),
      exampleRow(3, { page: 'page-2', finished: ['page-1'] }),
    ];
    expect(tallyPage(rows, 'page-1')).toEqual({ here: 1, finished: 2 });
  });

  it('tell the answers of a choice, each child once, as it stands now', () => {
    const rows = [
      exampleRow(1, { last: last('page-1', 'food', 'stone', false) }),
      exampleRow(2, { last: last('page-1', 'food', 'honey', true), solved: [{ page: 'page-1', task: 'food' }] }),
      // Solved it, and got on to another task: still stands at the answer.
      exampleRow(3, { last: last('page-1', 'find', 'tree', false), solved: [{ page: 'page-1', task: 'food' }] }),
      exampleRow(4),
    ];
    const [food, found] = tallyTasks(rows, first);
    expect(Object.fromEntries(food!.values)).toEqual({ stone: 1, honey: 2 });
    expect([food!.solved, food!.trying]).toEqual([2, 1]);
    expect([found!.solved, found!.trying]).toEqual([0, 1]);
  });

  it('do not mix tasks of the same name on two pages', () => {
    const rows = [
      exampleRow(1, { last: last('page-2', 'food', 'stone', false), solved: [{ page: 'page-2', task: 'find' }] }),
    ];
    for (const task of tallyTasks(rows, first)) expect([task.solved, task.trying]).toEqual([0, 0]);
    expect(tallyTasks(rows, second)[0]!.trying).toBe(1);
  });

  it('know how many tasks a book has', () => {
    expect(tasksIn([first, second])).toBe(4);
  });
});

describe('the page to look at', () => {
  const rows = [exampleRow(1), exampleRow(2, { page: 'page-2' }), exampleRow(3, { page: 'page-2' })];

  it('is the one that all were led to', () => {
    expect(focus(rows, [first, second], 'page-1')).toBe('page-1');
  });

  it('else the one that most are on, else the first', () => {
    expect(focus(rows, [first, second], null)).toBe('page-2');
    expect(focus([], [first, second], null)).toBe('page-1');
    expect(focus(rows, [first, second], 'gone')).toBe('page-2');
    expect(focus(rows, [], null)).toBeNull();
  });
});
