// Where the children are led, and who has done what there is to do there.
import type { Control, Plan, Row } from '../generated/protocol.ts';

/** Where this child is led, alone or with all; null while it turns pages itself. */
export const ledTo = (control: Control, row: Row): string | null => row.own.page ?? control.page;

/** The pages that the group reads, in order: those of its plan, else the whole book. */
export function pagesRead(plan: Plan | null, pages: readonly { readonly id: string }[]): string[] {
  if (!plan) return pages.map((page) => page.id);
  const book = new Set(pages.map((page) => page.id));
  return [...new Set(plan.steps.map((step) => step.page))].filter((page) => book.has(page));
}

/** Whether nothing is left for this child until the educator goes on. `read` from `pagesRead`. */
export function hasDone(control: Control, row: Row, read: readonly string[]): boolean {
  const led = ledTo(control, row);
  if (led !== null) return row.finished.includes(led);
  return read.length > 0 && read.every((page) => row.finished.includes(page));
}

/** The child who looks after itself on a page that was opened for it alone. */
export const isApart = (control: Control, row: Row): boolean => row.own.page !== null && row.own.page !== control.page;
