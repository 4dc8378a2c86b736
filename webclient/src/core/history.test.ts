import { expect, it } from 'vitest';
import { begin, redo, step, undo } from './history.ts';

it('goes back and forth, and forgets the future after a new step', () => {
  let history = begin('a');
  history = step(history, 'b', 'title', 0);
  history = step(history, 'c', 'story', 100);
  expect(undo(history).now).toBe('b');
  expect(undo(undo(undo(history))).now).toBe('a');
  expect(redo(undo(history)).now).toBe('c');
  history = step(undo(history), 'd', 'title', 5000);
  expect(redo(history).now).toBe('d');
  expect(undo(history).now).toBe('b');
});

it('joins typing in one field into one step, until there is a pause', () => {
  let history = begin('');
  for (const [text, at] of [
    ['m', 0],
    ['ma', 300],
    ['mad', 600],
    ['madu', 4000],
  ] as const)
    history = step(history, text, 'title', at);
  expect(undo(history).now).toBe('mad');
  expect(undo(undo(history)).now).toBe('');
});

it('does not join what has no name, and ignores what changed nothing', () => {
  let history = step(step(begin(1), 2, '', 0), 3, '', 1);
  expect(history.past).toEqual([1, 2]);
  history = step(history, 3, 'x', 2);
  expect(history.past).toEqual([1, 2]);
});
