import { describe, expect, it } from 'vitest';
import type { FindTask, SpellTask } from '../generated/scene.ts';
import { exampleAnswer, exampleChoice, examplePage, exampleRow } from './room-example.ts';
import { countedTasks, focus, tallyPage, tallyTasks, tasksIn } from './tally.ts';

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

  const counts = (answers: readonly { value: string; learners: readonly string[] }[]) =>
    answers.map(({ value, learners }) => [value, learners.map((id) => Number(id.slice('learner-'.length)))]);
  const food = [{ page: 'page-1', task: 'food' }];

  it('tell the answers to every task, each child once, as it stands now', () => {
    const rows = [
      exampleRow(1, { answers: [exampleAnswer('food', 'stone')] }),
      exampleRow(2, { answers: [exampleAnswer('food', 'honey', true)], solved: food }),
      // Solved it, and got on to another task: still stands at the answer.
      exampleRow(3, { answers: [exampleAnswer('food', 'honey', true), exampleAnswer('find', 'tree')], solved: food }),
      // Solved it once, and tried on: has solved it.
      exampleRow(4, { answers: [exampleAnswer('food', 'stone')], solved: food }),
      exampleRow(5),
    ];
    const [choice, found] = tallyTasks(rows, first);
    expect(counts(choice!.answers)).toEqual([
      ['honey', [2, 3, 4]],
      ['stone', [1]],
    ]);
    expect([choice!.solved, choice!.trying]).toEqual([3, 1]);
    expect([found!.solved, found!.trying]).toEqual([0, 1]);
    expect(counts(found!.answers)).toEqual([
      ['bear', []],
      ['tree', [3]],
    ]);
  });

  it('tell spelled words by how many wrote them, the right one first', () => {
    const wrote = (order: number, word: string) => exampleRow(order, { answers: [exampleAnswer('spell', word)] });
    const rows = [wrote(1, 'mdau'), wrote(2, 'mudu'), wrote(3, ' Mudu')];
    expect(counts(tallyTasks(rows, first)[2]!.answers)).toEqual([
      ['madu', []],
      ['mudu', [2, 3]],
      ['mdau', [1]],
    ]);
  });

  it('do not mix tasks of the same name on two pages', () => {
    const rows = [
      exampleRow(1, {
        answers: [exampleAnswer('food', 'stone', false, 'page-2')],
        solved: [{ page: 'page-2', task: 'find' }],
      }),
    ];
    for (const task of tallyTasks(rows, first)) expect([task.solved, task.trying]).toEqual([0, 0]);
    expect(tallyTasks(rows, second)[0]!.trying).toBe(1);
  });

  it('keep to the tasks that the plan names on a page', () => {
    const plan = (...tasks: string[][]) => ({
      id: 'p',
      title: 'Senin',
      steps: tasks.map((tasks) => ({ page: 'page-1', tasks, minutes: 5 })),
    });
    const ids = (...tasks: string[][]) => countedTasks(first, plan(...tasks)).map((task) => task.id);
    expect(ids(['spell'], ['food'])).toEqual(['food', 'spell']);
    expect(ids(['spell'], [])).toEqual(['food', 'find', 'spell']);
    expect(countedTasks(second, plan(['spell']))).toBe(second.scene.tasks);
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
