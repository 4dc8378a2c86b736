// The keys that lead a room without looking for the mouse.
import { focus } from '../core/tally.ts';
import type { BookPage } from '../generated/api.ts';
import type { Connection } from './connection.ts';
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

export interface Shortcuts {
  connection: Connection;
  onLearner: (learner: string) => void;
  onKeys: () => void;
}

/** Acts on a key pressed in the group's screen; says whether it did. */
export function press(key: string, { connection, onLearner, onKeys }: Shortcuts): boolean {
  const control = connection.room.value?.control;
  if (!control || control.ended) return false;
  switch (key) {
    case ' ': {
      const next = nextPage(connection);
      if (next && connection.orders.value.length === 0) connection.order({ do: 'open_page', page: next.id });
      return true;
    }
    case 'p':
      if (connection.orders.value.length === 0) connection.order({ do: control.paused ? 'resume' : 'pause' });
      return true;
    case 'f':
      window.open(projectorOf(connection.id), `projector-${connection.id}`);
      return true;
    case 'h': {
      const first = connection.needy.value.find(({ need }) => need === 'help');
      if (first) onLearner(first.row.learner.id);
      return true;
    }
    case '?':
      onKeys();
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
