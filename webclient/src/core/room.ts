// The panel's replica of a group. Rows and control are replaced as they come; what follows from them is decided by the server.
import type { Control, EducatorWelcome, Frame, Row } from '../generated/protocol.ts';

export interface Room {
  readonly group: string;
  readonly code: string;
  readonly book: string;
  readonly epoch: string;
  /** Position in the group's log. */
  readonly seq: number;
  readonly control: Control;
  /** In the order of joining. */
  readonly rows: readonly Row[];
}

/** The whole room anew: nothing of an earlier replica is kept, for it may have missed things. */
export function enter(welcome: EducatorWelcome): Room {
  const { group, code, book, epoch, seq, control, rows } = welcome;
  return { group, code, book, epoch, seq, control, rows: [...rows].sort(byOrder) };
}

/** The room with a frame's rows in place of the older ones. Rows that did not change stay the same objects. */
export function update(room: Room, frame: Frame): Room {
  const control = frame.control && frame.control.version >= room.control.version ? frame.control : room.control;
  return { ...room, seq: Math.max(room.seq, frame.seq), control, rows: replaced(room.rows, frame.rows) };
}

function replaced(rows: readonly Row[], news: readonly Row[]): readonly Row[] {
  if (news.length === 0) return rows;
  const fresh = new Map(news.map((row) => [row.learner.id, row]));
  const kept = rows.map((row) => {
    const newer = fresh.get(row.learner.id);
    fresh.delete(row.learner.id);
    return newer ?? row;
  });
  return fresh.size === 0 ? kept : [...kept, ...fresh.values()].sort(byOrder);
}

const byOrder = (a: Row, b: Row): number => a.learner.order - b.learner.order;
