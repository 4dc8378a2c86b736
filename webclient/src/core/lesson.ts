// A lesson plan while it is written: its steps and what is done to them, what has become of pages, and its notes.
import type { BookPage, LessonStep, ShownStep } from '../generated/api.ts';
import type { Plan } from '../generated/protocol.ts';

export const MOST_STEPS = 40;
export const MOST_MINUTES = 120;
export const MOST_NOTE = 500;
/** Of a page's tasks that one step can name. */
export const MOST_TASKS = 20;
export const USUAL_MINUTES = 5;

/** A step on the desk. `key` tells it from others of the same page; the server never sees it. */
export interface DraftStep extends LessonStep {
  readonly key: number;
}

export interface Lesson {
  readonly title: string;
  readonly shared: boolean;
  readonly steps: readonly DraftStep[];
}

export const newKey = (lesson: Lesson): number => Math.max(0, ...lesson.steps.map(({ key }) => key)) + 1;

/** What the server answered, as a lesson to be written on. Steps that were there before keep their keys, by `before`. */
export function readLesson(title: string, shared: boolean, steps: readonly LessonStep[], before?: Lesson): Lesson {
  const kept = before && before.steps.length === steps.length ? before.steps : null;
  const first = before ? newKey(before) : 1;
  return {
    title,
    shared,
    steps: steps.map(({ page, tasks, minutes, note }, at) => ({
      page,
      tasks,
      minutes,
      note,
      key: kept?.[at]?.page === page ? kept[at].key : first + at,
    })),
  };
}

export const writeSteps = (lesson: Lesson): LessonStep[] =>
  lesson.steps.map(({ page, tasks, minutes, note }) => ({ page, tasks, minutes, note }));

export function addPage(lesson: Lesson, page: string, minutes = USUAL_MINUTES): Lesson {
  if (lesson.steps.length >= MOST_STEPS) return lesson;
  return { ...lesson, steps: [...lesson.steps, { key: newKey(lesson), page, tasks: [], minutes, note: '' }] };
}

/** Without the step; the last one stays, since a plan has at least one. */
export function removeStep(lesson: Lesson, key: number): Lesson {
  const steps = lesson.steps.filter((step) => step.key !== key);
  return steps.length === 0 || steps.length === lesson.steps.length ? lesson : { ...lesson, steps };
}

/** The step at another place, counted from 0 and held within the plan. */
export function moveStep(lesson: Lesson, key: number, to: number): Lesson {
  const from = lesson.steps.findIndex((step) => step.key === key);
  const place = Math.min(Math.max(0, to), lesson.steps.length - 1);
  if (from < 0 || place === from) return lesson;
  const steps = [...lesson.steps];
  steps.splice(place, 0, ...steps.splice(from, 1));
  return { ...lesson, steps };
}

export function changeStep(lesson: Lesson, key: number, change: Partial<LessonStep>): Lesson {
  return { ...lesson, steps: lesson.steps.map((step) => (step.key === key ? { ...step, ...change } : step)) };
}

export const heldMinutes = (minutes: number): number => Math.min(MOST_MINUTES, Math.max(1, Math.round(minutes) || 1));

/**
 * The tasks of a step after one was chosen or left out, in the order of its page. None stands for all, so that the last
 * one cannot be left out. What the page no longer has stays until the educator takes it away.
 */
export function toggleTask(chosen: readonly string[], task: string, all: readonly string[]): string[] {
  const before = chosen.length === 0 ? all : chosen;
  const after = before.includes(task) ? before.filter((id) => id !== task) : [...before, task];
  if (after.length === 0) return [...chosen];
  const there = all.filter((id) => after.includes(id));
  const lost = after.filter((id) => !all.includes(id));
  return lost.length === 0 && there.length === all.length ? [] : [...there, ...lost];
}

/** The step without a task that its page no longer has; all of them when no other was chosen. */
export const dropTask = (chosen: readonly string[], task: string): string[] => chosen.filter((id) => id !== task);

/**
 * What has become of a step. `there`: the page as it is published; `number`: printed on it, null where it is deleted.
 * The same answer as the server's `plans.steps.state_of`.
 */
export function stateOf(step: LessonStep, there: BookPage | undefined, number: number | null): ShownStep['state'] {
  if (!there) return number === null ? 'page_deleted' : 'page_withdrawn';
  const gone = goneTasks(step, there).length;
  if (gone === 0) return 'whole';
  return gone === step.tasks.length ? 'tasks_gone' : 'fewer_tasks';
}

export const goneTasks = (step: LessonStep, page: BookPage): string[] =>
  step.tasks.filter((task) => !page.scene.tasks.some(({ id }) => id === task));

/** Whether a group would be led to a step that stands so. */
export const isUsed = (state: ShownStep['state']): boolean => state === 'whole' || state === 'fewer_tasks';

/**
 * The educator's note for a step that a group is at; '' for none. The group follows the plan as it was when it was
 * taken, and without the steps that were skipped, so that the step is found again by its page.
 */
export function noteAt(followed: Plan, step: number, written: readonly ShownStep[]): string {
  const page = followed.steps[step]?.page;
  const nth = followed.steps.slice(0, step).filter((one) => one.page === page).length;
  return written.filter((one) => one.page === page && isUsed(one.state))[nth]?.note ?? '';
}
