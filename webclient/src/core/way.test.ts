import { expect, it } from 'vitest';
import { exampleControl, exampleOwn } from './room-example.ts';
import { placeOf, tasksAsked } from './way.ts';

const tasks = ['a', 'b', 'c'].map((id) => ({ id }));
const asked = (control: Parameters<typeof tasksAsked>[0], page: string) =>
  tasksAsked(control, page, tasks).map(({ id }) => id);

it('R21 leads a child to its own page before that of all', () => {
  expect(placeOf(exampleControl({ page: 'one' }), exampleOwn())).toBe('one');
  expect(placeOf(exampleControl({ page: 'one' }), exampleOwn({ page: 'two' }))).toBe('two');
  expect(placeOf(exampleControl(), exampleOwn())).toBe(null);
});

it('R21 asks the puzzles that the plan names, in the order of the page', () => {
  const steps = [
    { page: 'one', tasks: ['c', 'a'], minutes: 5 },
    { page: 'two', tasks: [], minutes: 5 },
    { page: 'one', tasks: ['b'], minutes: 5 },
  ];
  const plan = { id: 'p', title: 'Senin', steps };
  expect(asked(exampleControl(), 'one')).toEqual(['a', 'b', 'c']);
  expect(asked(exampleControl({ plan }), 'one')).toEqual(['a', 'b', 'c']);
  expect(asked(exampleControl({ plan, step: 0 }), 'one')).toEqual(['a', 'c']);
  expect(asked(exampleControl({ plan, step: 2 }), 'one')).toEqual(['b']);
  expect(asked(exampleControl({ plan }), 'two')).toEqual(['a', 'b', 'c']);
  expect(asked(exampleControl({ plan }), 'elsewhere')).toEqual(['a', 'b', 'c']);
});
