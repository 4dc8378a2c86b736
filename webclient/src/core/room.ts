// The panel's replica of a group. Rows and control are replaced as they come; what follows from them is decided by the server.
import type { Control, EducatorWelcome, Frame, Mark, Row } from '../generated/protocol.ts';

export interface Room {
  readonly group: string;
  readonly code: string;
  readonly book: string;
  readonly epoch: string;
  /** Position in the group's log. */
  readonly seq: number;
  /** How far the server's replica was followed, to go on from there after a break. */
  readonly mark: Mark;
  readonly control: Control;
  /** In the order of joining. */
  readonly rows: readonly Row[];
}

/**
 * The room as a welcome tells it: anew, or, when it brings only what was missed, on top of what `before` has.
 * Null when it says that something is known here that is not.
 */
export function enter(before: Room | null, welcome: EducatorWelcome): Room | null {
  const { group, code, book, epoch, seq, mark, control } = welcome;
  const about = { group, code, book, epoch, seq, mark, control };
  if (welcome.whole) return { ...about, rows: [...welcome.rows].sort(byOrder) };
  if (!before || before.epoch !== epoch) return null;
  return { ...about, rows: replaced(before.rows, welcome) };
}

/** The room with a frame's rows in place of the older ones. Rows that did not change stay the same objects. */
export function update(room: Room, frame: Frame): Room {
  const control = frame.control && frame.control.version >= room.control.version ? frame.control : room.control;
  const mark = { hub: room.mark.hub, frame: frame.frame };
  return { ...room, seq: Math.max(room.seq, frame.seq), mark, control, rows: replaced(room.rows, frame) };
}

function replaced(before: readonly Row[], news: Pick<Frame, 'rows' | 'gone'>): readonly Row[] {
  if (news.rows.length === 0 && news.gone.length === 0) return before;
  const fresh = new Map(news.rows.map((row) => [row.learner.id, row]));
  const rows = before.filter((row) => !news.gone.includes(row.learner.id));
  const kept = rows.map((row) => {
    const newer = fresh.get(row.learner.id);
    fresh.delete(row.learner.id);
    return newer ?? row;
  });
  return fresh.size === 0 ? kept : [...kept, ...fresh.values()].sort(byOrder);
}

const byOrder = (a: Row, b: Row): number => a.learner.order - b.learner.order;
