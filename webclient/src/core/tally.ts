// Counts over a room: how many are on each page, and how they answered. Every child counts once, as it stands now.
import type { Row } from '../generated/protocol.ts';
import type { SceneDocument, Task } from '../generated/scene.ts';

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

export interface TaskTally {
  task: Task;
  solved: number;
  /** Latest try of theirs was at this task and not right. */
  trying: number;
  /** Children by what they chose or spelled last at this task; of those who solved it, the answer. */
  values: ReadonlyMap<string, number>;
}

export function tallyPage(rows: readonly Row[], page: string): PageTally {
  return {
    here: rows.filter((row) => row.connected && row.page === page).length,
    finished: rows.filter((row) => row.finished.includes(page)).length,
  };
}

export function tallyTasks(rows: readonly Row[], page: CountedPage): TaskTally[] {
  return page.scene.tasks.map((task) => {
    const values = new Map<string, number>();
    let solved = 0;
    let trying = 0;
    for (const row of rows) {
      const value = standing(row, page.id, task);
      if (value === null) continue;
      if (isSolved(row, page.id, task.id)) solved += 1;
      else trying += 1;
      values.set(value, (values.get(value) ?? 0) + 1);
    }
    return { task, solved, trying, values };
  });
}

/** What a child's answer to a task is now; null before it tried, or once it tried another in vain. */
function standing(row: Row, page: string, task: Task): string | null {
  if (isSolved(row, page, task.id)) return task.kind === 'spell' ? '' : task.answer;
  return row.last?.page === page && row.last.task === task.id ? row.last.value : null;
}

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
