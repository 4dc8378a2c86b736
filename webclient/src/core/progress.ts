// How far a child has come in a book: tasks solved, pages finished, the page to come back to.
import type { TaskRef } from '../generated/protocol.ts';

export interface Progress {
  readonly page: string | null;
  /** Pages whose story was heard or read to its end. */
  readonly read: readonly string[];
  readonly solved: readonly TaskRef[];
  readonly finished: readonly string[];
}

export const noProgress: Progress = { page: null, read: [], solved: [], finished: [] };

export const isSolved = (progress: Progress, page: string, task: string): boolean =>
  progress.solved.some((ref) => ref.page === page && ref.task === task);

export const isFinished = (progress: Progress, page: string): boolean => progress.finished.includes(page);

export function withRead(progress: Progress, page: string): Progress {
  return progress.read.includes(page) ? progress : { ...progress, read: [...progress.read, page] };
}

export function withSolved(progress: Progress, page: string, task: string): Progress {
  return isSolved(progress, page, task) ? progress : { ...progress, solved: [...progress.solved, { page, task }] };
}

export function withFinished(progress: Progress, page: string): Progress {
  return isFinished(progress, page) ? progress : { ...progress, finished: [...progress.finished, page] };
}

/** What the server knows of the same child is added; nothing that this device knows is lost. */
export function merged(progress: Progress, solved: readonly TaskRef[], finished: readonly string[]): Progress {
  const withTasks = solved.reduce((known, ref) => withSolved(known, ref.page, ref.task), progress);
  return finished.reduce(withFinished, withTasks);
}

/** A page is done when its story was gone through and every task that is asked there is solved. */
export function isDone(progress: Progress, page: string, tasks: readonly { readonly id: string }[]): boolean {
  return progress.read.includes(page) && tasks.every((task) => isSolved(progress, page, task.id));
}

/** The steps of a page: its story, then its tasks, then the stamp. */
export type Step =
  | { readonly kind: 'story' }
  | { readonly kind: 'task'; readonly index: number }
  | { readonly kind: 'end' };

export function stepAfter(step: Step, tasks: number): Step {
  if (step.kind === 'end') return step;
  const index = step.kind === 'story' ? 0 : step.index + 1;
  return index < tasks ? { kind: 'task', index } : { kind: 'end' };
}

export function stepBefore(step: Step, tasks: number): Step {
  const index = step.kind === 'end' ? tasks - 1 : step.kind === 'task' ? step.index - 1 : -1;
  return index < 0 ? { kind: 'story' } : { kind: 'task', index };
}
