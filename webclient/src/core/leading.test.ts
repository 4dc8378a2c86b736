import { expect, it } from 'vitest';
import { hasDone, isApart, ledTo, pagesRead } from './leading.ts';
import { exampleControl, exampleOwn, exampleRow } from './room-example.ts';

const pages = ['one', 'two', 'three'].map((id) => ({ id }));
const step = (page: string) => ({ page, tasks: [], minutes: 5 });

it('leads a child to its own page before that of all', () => {
  const control = exampleControl({ page: 'one' });
  expect(ledTo(control, exampleRow(1))).toBe('one');
  const apart = exampleRow(1, { own: exampleOwn({ page: 'two' }) });
  expect(ledTo(control, apart)).toBe('two');
  expect([isApart(control, apart), isApart(control, exampleRow(1))]).toEqual([true, false]);
});

it('reads the pages of the plan in its order, each once, else the book', () => {
  expect(pagesRead(null, pages)).toEqual(['one', 'two', 'three']);
  const plan = { id: 'p', title: 'Senin', steps: [step('three'), step('one'), step('three'), step('gone')] };
  expect(pagesRead(plan, pages)).toEqual(['three', 'one']);
});

it('has nothing left for a child that finished where it is led, or everything while it turns pages itself', () => {
  const read = ['one', 'two'];
  const first = exampleRow(1, { finished: ['one'] });
  expect(hasDone(exampleControl({ page: 'one' }), first, read)).toBe(true);
  expect(hasDone(exampleControl({ page: 'two' }), first, read)).toBe(false);
  expect(hasDone(exampleControl(), first, read)).toBe(false);
  expect(hasDone(exampleControl(), exampleRow(1, { finished: ['two', 'one'] }), read)).toBe(true);
  expect(hasDone(exampleControl(), first, [])).toBe(false);
});
