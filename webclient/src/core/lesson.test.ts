import { describe, expect, it } from 'vitest';
import type { BookPage, LessonStep, ShownStep } from '../generated/api.ts';
import type { Plan } from '../generated/protocol.ts';
import {
  addPage,
  changeStep,
  dropTask,
  heldMinutes,
  type Lesson,
  MOST_STEPS,
  moveStep,
  noteAt,
  readLesson,
  removeStep,
  stateOf,
  toggleTask,
  writeSteps,
} from './lesson.ts';

const lesson = (...pages: string[]): Lesson => pages.reduce((made, page) => addPage(made, page), empty);
const empty: Lesson = { title: 'Pagi', shared: false, steps: [] };
const pages = ({ steps }: Lesson) => steps.map(({ page }) => page).join('');
const keys = ({ steps }: Lesson) => steps.map(({ key }) => key);

describe('the steps of a lesson', () => {
  it('are added at the end, each its own even when the page is the same, up to the most there may be', () => {
    const made = lesson('a', 'b', 'a');
    expect(pages(made)).toBe('aba');
    expect(new Set(keys(made)).size).toBe(3);
    const full = Array.from({ length: MOST_STEPS }).reduce<Lesson>((so) => addPage(so, 'x'), empty);
    expect(addPage(full, 'y')).toBe(full);
  });

  it('move within the plan, and nothing moves past its ends', () => {
    const made = lesson('a', 'b', 'c');
    const [a, , c] = keys(made) as [number, number, number];
    expect(pages(moveStep(made, a, 1))).toBe('bac');
    expect(pages(moveStep(made, a, 2))).toBe('bca');
    expect(pages(moveStep(made, c, 0))).toBe('cab');
    expect(moveStep(made, a, -1)).toBe(made);
    expect(moveStep(made, c, 9)).toBe(made);
    expect(moveStep(made, 99, 0)).toBe(made);
  });

  it('are taken out, but never the last one', () => {
    const made = lesson('a', 'b');
    const [a, b] = keys(made) as [number, number];
    const left = removeStep(made, a);
    expect(pages(left)).toBe('b');
    expect(removeStep(left, b)).toBe(left);
    expect(removeStep(left, 99)).toBe(left);
  });

  it('give a new step a key that no step had before it', () => {
    const made = lesson('a', 'b');
    expect(keys(addPage(removeStep(made, keys(made)[0]!), 'c'))).toEqual([2, 3]);
  });

  it('go to the server without their keys, and come back with them where they are the same', () => {
    const made = changeStep(lesson('a', 'b'), 2, { note: 'tanya', minutes: 9, tasks: ['t'] });
    const sent = writeSteps(made);
    expect(sent[1]).toEqual({ page: 'b', tasks: ['t'], minutes: 9, note: 'tanya' });
    expect(readLesson('Pagi', false, sent, made)).toEqual(made);
    const others = readLesson('Pagi', false, [{ page: 'z', tasks: [], minutes: 1, note: '' }, sent[1]!], made);
    expect(keys(others)).toEqual([3, 2]);
  });

  it.each([
    [0, 1],
    [-4, 1],
    [7.6, 8],
    [121, 120],
    [Number.NaN, 1],
  ])('hold %s minutes to %s', (typed, held) => expect(heldMinutes(typed)).toBe(held));
});

describe('the tasks of a step', () => {
  const all = ['a', 'b', 'c'];
  it('are all of them until one is left out, and again when it is chosen anew', () => {
    expect(toggleTask([], 'b', all)).toEqual(['a', 'c']);
    expect(toggleTask(['a', 'c'], 'b', all)).toEqual([]);
  });

  it('stay in the order of the page', () => expect(toggleTask(['c'], 'a', all)).toEqual(['a', 'c']));

  it('never become none, which would mean all', () => {
    expect(toggleTask(['b'], 'b', all)).toEqual(['b']);
    expect(toggleTask([], 'a', ['a'])).toEqual([]);
  });

  it('keep what the page no longer has, until that is taken away', () => {
    expect(toggleTask(['old', 'a'], 'b', all)).toEqual(['a', 'b', 'old']);
    expect(toggleTask(['old', 'a', 'b'], 'c', all)).toEqual(['a', 'b', 'c', 'old']);
    expect(dropTask(['a', 'old'], 'old')).toEqual(['a']);
  });
});

describe('P3 what has become of a step', () => {
  const step = (...tasks: string[]): LessonStep => ({ page: 'p', tasks, minutes: 5, note: '' });
  const page = { id: 'p', scene: { tasks: [{ id: 'a' }, { id: 'b' }] } } as BookPage;
  it.each([
    [step(), page, 'whole'],
    [step('a'), page, 'whole'],
    [step('a', 'x'), page, 'fewer_tasks'],
    [step('x'), page, 'tasks_gone'],
    [step('a'), undefined, 'page_withdrawn'],
  ] as const)('%j', (given, there, state) => expect(stateOf(given, there, 4)).toBe(state));
  it('knows a page that is deleted by its missing number', () =>
    expect(stateOf(step(), undefined, null)).toBe('page_deleted'));
});

describe('the note for the step that a group is at', () => {
  const written = (page: string, note: string, state: ShownStep['state'] = 'whole') =>
    ({ page, note, state }) as ShownStep;
  const followed = (...pages: string[]): Plan => ({
    id: 'plan',
    title: 'Pagi',
    steps: pages.map((page) => ({ page, tasks: [], minutes: 5 })),
  });

  it('is found although steps were skipped when the plan was taken', () => {
    const steps = [written('a', 'hilang', 'page_withdrawn'), written('b', 'satu'), written('c', 'dua')];
    expect(noteAt(followed('b', 'c'), 1, steps)).toBe('dua');
  });

  it('tells the same page at two steps apart', () => {
    const steps = [written('a', 'mula'), written('b', ''), written('a', 'akhir')];
    expect(noteAt(followed('a', 'b', 'a'), 0, steps)).toBe('mula');
    expect(noteAt(followed('a', 'b', 'a'), 2, steps)).toBe('akhir');
  });

  it('is none for a page that the plan has no longer', () => {
    expect(noteAt(followed('a', 'z'), 1, [written('a', 'satu')])).toBe('');
    expect(noteAt(followed('a'), 5, [written('a', 'satu')])).toBe('');
  });
});
