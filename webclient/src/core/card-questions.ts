// The questions that a room can answer with cards: choices of at most four, in the order of the book.
import type { Plan, Row } from '../generated/protocol.ts';
import type { ChoiceTask } from '../generated/scene.ts';
import { LETTERS } from './cards.ts';
import { type CountedPage, countedTasks } from './tally.ts';

export interface CardQuestion<P extends CountedPage = CountedPage> {
  /** Names it among the questions of its book. */
  readonly id: string;
  readonly page: P;
  readonly task: ChoiceTask;
}

/** Those of these pages; of a page in a lesson plan those that the plan names. */
export function cardQuestions<P extends CountedPage>(pages: readonly P[], plan: Plan | null): CardQuestion<P>[] {
  return pages.flatMap((page) =>
    countedTasks(page, plan).flatMap((task) =>
      task.kind === 'choice' && task.options.length <= LETTERS.length
        ? [{ id: `${page.id}/${task.id}`, page, task }]
        : [],
    ),
  );
}

/** Children with cards who have answered it before: a reading now would be another try of theirs. */
export const answeredBefore = (rows: readonly Row[], { page, task }: CardQuestion): number =>
  rows.filter(
    (row) =>
      row.learner.card !== null && row.answers.some((answer) => answer.page === page.id && answer.task === task.id),
  ).length;

/** The question to ask: the one that was chosen, as long as its page is the open one; else the open page's first. */
export function questionNow<P extends CountedPage>(
  questions: readonly CardQuestion<P>[],
  chosen: string | null,
  led: string | null,
): CardQuestion<P> | null {
  const here = questions.filter(({ page }) => page.id === led);
  return here.find(({ id }) => id === chosen) ?? here[0] ?? null;
}

/** The one after it; null after the last. */
export function questionAfter<P extends CountedPage>(
  questions: readonly CardQuestion<P>[],
  now: string | null,
): CardQuestion<P> | null {
  return questions[questions.findIndex(({ id }) => id === now) + 1] ?? null;
}
