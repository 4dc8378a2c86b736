// Counts over a room: how many are on each page, and how they answered. Every child counts once, as it stands now.
import type { Plan, Row } from '../generated/protocol.ts';
import type { SceneDocument, Task } from '../generated/scene.ts';
import { isRight, spelled } from './grade.ts';

/** As much of a published page as is counted by. */
export interface CountedPage {
  readonly id: string;
  readonly scene: SceneDocument;
}

export interface PageTally {
  /** Connected and on this page. */
  here: number;
  finished: number;
}

/** The children that gave one answer last. */
export interface AnswerTally {
  readonly value: string;
  readonly right: boolean;
  readonly learners: readonly string[];
}

export interface TaskTally {
  task: Task;
  solved: number;
  /** Tried it, and have not solved it yet. */
  trying: number;
  /** By what each child answered last; of those who solved it in any other way, the right answer. */
  answers: readonly AnswerTally[];
}

export function tallyPage(rows: readonly Row[], page: string): PageTally {
  return {
    here: rows.filter((row) => row.connected && row.page === page).length,
    finished: rows.filter((row) => row.finished.includes(page)).length,
  };
}

/** Of the tasks that count: see `countedTasks`. */
export const tallyTasks = (rows: readonly Row[], page: CountedPage, plan: Plan | null = null): TaskTally[] =>
  countedTasks(page, plan).map((task) => tallyTask(rows, page.id, task));

/** The tasks of a page that a group does: those that its plan names there, else all. */
export function countedTasks(page: CountedPage, plan: Plan | null): Task[] {
  const steps = plan?.steps.filter((step) => step.page === page.id) ?? [];
  if (steps.length === 0 || steps.some((step) => step.tasks.length === 0)) return page.scene.tasks;
  return page.scene.tasks.filter((task) => steps.some((step) => step.tasks.includes(task.id)));
}

function tallyTask(rows: readonly Row[], page: string, task: Task): TaskTally {
  const answers = new Map<string, string[]>();
  const count = (given: string, learner: string) => {
    const value = task.kind === 'spell' ? spelled(given) : given;
    const same = answers.get(value);
    if (same) same.push(learner);
    else answers.set(value, [learner]);
  };
  let solved = 0;
  let trying = 0;
  for (const row of rows) {
    const right = isSolved(row, page, task.id);
    const last = row.answers.find((answer) => answer.page === page && answer.task === task.id);
    if (right) solved += 1;
    else if (last) trying += 1;
    if (right && !last?.correct) count(rightAnswer(task), row.learner.id);
    else if (last) count(last.value, row.learner.id);
  }
  return { task, solved, trying, answers: inOrder(task, answers) };
}

/** Choices as they stand in the task, whether chosen or not; else the right answer, then what was given most. */
function inOrder(task: Task, answers: ReadonlyMap<string, string[]>): AnswerTally[] {
  const fixed = task.kind === 'choice' ? task.options.map((option) => option.id) : [rightAnswer(task)];
  const others = [...answers.keys()].filter((value) => !fixed.includes(value));
  others.sort((a, b) => answers.get(b)!.length - answers.get(a)!.length || a.localeCompare(b));
  return [...fixed, ...others].map((value) => ({
    value,
    right: isRightInAny(task, value),
    learners: answers.get(value) ?? [],
  }));
}

/** The value that solves a task; of a word to spell that of the first language. */
const rightAnswer = (task: Task): string =>
  task.kind === 'spell' ? spelled(Object.values(task.word)[0] ?? '') : task.answer;

/** Children of one group may read in different languages. */
const isRightInAny = (task: Task, value: string): boolean =>
  task.kind === 'spell'
    ? Object.keys(task.word).some((language) => isRight(task, value, language))
    : isRight(task, value, '');

const isSolved = (row: Row, page: string, task: string): boolean =>
  row.solved.some((ref) => ref.page === page && ref.task === task);

/** Tasks in the whole book. */
export const tasksIn = (pages: readonly CountedPage[]): number =>
  pages.reduce((sum, page) => sum + page.scene.tasks.length, 0);

/** The page to look at: the one that all were led to, else the one that most are on, else the first. */
export function focus(rows: readonly Row[], pages: readonly CountedPage[], led: string | null): string | null {
  if (led && pages.some((page) => page.id === led)) return led;
  let best = pages[0]?.id ?? null;
  let most = 0;
  for (const page of pages) {
    const { here } = tallyPage(rows, page.id);
    if (here > most) [best, most] = [page.id, here];
  }
  return best;
}
