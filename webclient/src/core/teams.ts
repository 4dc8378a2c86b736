// The teams of a group: who is in which, and how far each has come. A team is its place in the row of names.
import type { LearnerFace, Row } from '../generated/protocol.ts';

/** As many as have a name and a shape. */
export const MOST_TEAMS = 6;

/** The team of a child, from 0; null while there are none. */
export const teamOf = (learner: Pick<LearnerFace, 'order'>, teams: number): number | null =>
  teams > 0 ? learner.order % teams : null;

export interface Team {
  /** From 0. */
  readonly team: number;
  readonly rows: readonly Row[];
}

/** The rows by team, in the order of the teams; a team without children stays. Empty while there are none. */
export function byTeam(rows: readonly Row[], teams: number): Team[] {
  return Array.from({ length: teams }, (_, team) => ({
    team,
    rows: rows.filter((row) => teamOf(row.learner, teams) === team),
  }));
}

/**
 * How far some children have come together, 0 to 1. `steps` is what there is to do for one of them, tasks and pages.
 * A share and not a sum, so that a small team is not behind by being small.
 */
export function shareDone(rows: readonly Row[], steps: number): number {
  const done = rows.reduce((sum, row) => sum + row.solved.length + row.finished.length, 0);
  return rows.length > 0 && steps > 0 ? Math.min(1, done / (rows.length * steps)) : 0;
}
