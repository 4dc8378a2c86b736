// The question whether a child's page may be shown to the room, as the panel sees it asked and answered.
import type { Control, Row } from '../generated/protocol.ts';
import type { Room } from './room.ts';

/** How it stands with one child. */
export type Showing = 'none' | 'asked' | 'shown';

export function showing(control: Control, row: Row): Showing {
  if (control.spotlight === row.learner.id) return 'shown';
  return row.own.asked === null ? 'none' : 'asked';
}

export interface Consent {
  readonly learner: string;
  readonly agree: boolean;
}

/**
 * What children have answered between two looks at a room. A question that is gone was refused, unless an order came
 * in between: then it was taken back.
 */
export function answered(before: Room, after: Room): Consent[] {
  if (before.rows === after.rows) return [];
  const open = new Map(before.rows.filter((row) => row.own.asked !== null).map((row) => [row.learner.id, row.own]));
  if (open.size === 0) return [];
  const found: Consent[] = [];
  for (const { learner, own } of after.rows) {
    if (!open.has(learner.id) || own.asked !== null) continue;
    if (after.control.spotlight === learner.id) found.push({ learner: learner.id, agree: true });
    else if (after.control.version === before.control.version) found.push({ learner: learner.id, agree: false });
  }
  return found;
}
