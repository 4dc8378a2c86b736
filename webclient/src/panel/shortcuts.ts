// The keys that lead a room without looking for the mouse.
import type { Order } from '../core/orders.ts';
import { nextStep } from '../core/plan-strip.ts';
import { focus } from '../core/tally.ts';
import type { BookPage } from '../generated/api.ts';
import type { Control } from '../generated/protocol.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { projectorOf } from './route.ts';

/** The page after the one that all were led to; while they read freely, the one that most are on. Undefined at the end. */
export function nextPage(connection: Connection): BookPage | undefined {
  const pages = connection.manifest.value?.pages ?? [];
  const room = connection.room.value;
  if (!room) return undefined;
  const led = pages.findIndex((page) => page.id === room.control.page);
  if (led >= 0) return pages[led + 1];
  const most = focus(room.rows, pages, null);
  return pages.find((page) => page.id === most);
}

/** Where "next" leads, and the order that leads there. */
export interface Move {
  readonly page: string;
  /** Of the plan; null without one. */
  readonly step: number | null;
  readonly order: Order;
}

/** The plan's next step, or the book's next page; null at the end. */
export function nextMove(connection: Connection): Move | null {
  const control = connection.room.value?.control;
  if (control?.plan) {
    const step = nextStep(control.plan, control.step);
    return step === null ? null : { page: control.plan.steps[step]!.page, step, order: { do: 'go_to', step } };
  }
  const page = nextPage(connection)?.id;
  return page ? { page, step: null, order: { do: 'open_page', page, to: null } } : null;
}

export const lockOrder = (control: Control): Order => ({ do: 'lock', locked: !control.locked });

/** Acts on a key pressed in the group's screen; says whether it did. */
export function press(key: string, connection: Connection, view: GroupView): boolean {
  const control = connection.room.value?.control;
  if (!control || control.ended) return false;
  // Once under way, a key pressed again must not do it twice, nor undo it.
  const order = (wanted: Order | undefined) => {
    if (wanted && connection.orders.value.length === 0) connection.order(wanted);
  };
  switch (key) {
    case ' ':
      order(nextMove(connection)?.order);
      return true;
    case 'p':
      order({ do: control.paused ? 'resume' : 'pause' });
      return true;
    case 'l':
      order(lockOrder(control));
      return true;
    case 'f':
      window.open(projectorOf(connection.id), `projector-${connection.id}`);
      return true;
    case 'h':
      view.open({ kind: 'queue' });
      return true;
    case '?':
      view.open({ kind: 'keys' });
      return true;
    case 'Escape':
      if (view.chosen.value === null) return false;
      view.stopChoosing();
      return true;
    default:
      return false;
  }
}

/** Whether a key belongs to what has the focus: text being written, a control that the space bar presses, an open dialog. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return true;
  if (document.querySelector('dialog[open]')) return true;
  const target = event.target as Element;
  if (target.closest('input, select, textarea, [contenteditable]')) return true;
  return event.key === ' ' && target.closest('button, a, summary') !== null;
}
