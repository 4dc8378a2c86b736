// A child's way through the book: where it is led, and which puzzles of a page are asked.
import type { Control, Own } from '../generated/protocol.ts';

/** Where the child is led, alone or with all; null while it turns pages itself. */
export const placeOf = (control: Control, own: Own): string | null => own.page ?? control.page;

/**
 * The tasks of a page that are asked, in the page's order: with a lesson plan those that its steps of this page name,
 * at the step to which everybody is led that step's alone. A step that names none asks all.
 */
export function tasksAsked<T extends { readonly id: string }>(
  control: Control,
  page: string,
  tasks: readonly T[],
): readonly T[] {
  const { plan, step } = control;
  if (!plan) return tasks;
  const led = step === null ? undefined : plan.steps[step];
  const steps = led?.page === page ? [led] : plan.steps.filter((one) => one.page === page);
  if (steps.length === 0 || steps.some((one) => one.tasks.length === 0)) return tasks;
  const named = new Set(steps.flatMap((one) => one.tasks));
  return tasks.filter(({ id }) => named.has(id));
}
