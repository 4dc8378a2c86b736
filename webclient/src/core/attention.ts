// Who needs the educator, and how urgently: help first, then stuck, then away; all well is quiet.
// Everything follows from the rows as they are, so that a panel that was opened just now says the same as the others.
import type { Row } from '../generated/protocol.ts';

export type Need = 'help' | 'stuck' | 'away' | 'none';

const urgency: Record<Need, number> = { help: 0, stuck: 1, away: 2, none: 3 };

/** Nobody is stuck sooner than this, ms. */
export const STUCK_SOONEST = 90_000;
/** Without enough others to compare with, stuck after this, ms. */
export const STUCK_ALONE = 180_000;
/** Stuck when idle this many times as long as the middle one of the group: while all listen, none is stuck. */
const STUCK_TIMES = 2.5;
const STUCK_MISSES = 4;
const ENOUGH_OTHERS = 4;

/** What counts for all of them. Times in Unix ms by the server's clock. */
export interface Situation {
  readonly now: number;
  /** When the children's screens last came back from resting; 0 when nobody knows of it. */
  readonly rested: number;
  /** Nobody is stuck while all rest. */
  readonly resting: boolean;
  /** Who has nothing left to do is not stuck. */
  readonly hasDone: (row: Row) => boolean;
}

/** A child with an answer card has no device that could be away, and nothing to get on with between two questions. */
const hasCard = (row: Row): boolean => row.learner.card !== null;

const isHere = (row: Row): boolean => row.connected && row.view !== 'away';

/** How long a child has not got on, ms. */
const idle = (row: Row, at: Situation): number => at.now - Math.max(row.progress_at, at.rested);

/** How long a child may go without progress before counting as stuck, ms, as it follows from the group. */
export function patience(rows: readonly Row[], at: Situation): number {
  const times = rows
    .filter((row) => isHere(row) && !hasCard(row) && !at.hasDone(row))
    .map((row) => idle(row, at))
    .sort((a, b) => a - b);
  if (times.length < ENOUGH_OTHERS) return STUCK_ALONE;
  return Math.max(STUCK_SOONEST, STUCK_TIMES * times[Math.floor(times.length / 2)]!);
}

/** `patient`: from `patience`. */
export function need(row: Row, at: Situation, patient: number): Need {
  if (hasCard(row)) return 'none';
  if (row.help && row.connected) return 'help';
  if (!isHere(row)) return 'away';
  if (at.resting || at.hasDone(row)) return 'none';
  return row.misses >= STUCK_MISSES || idle(row, at) > patient ? 'stuck' : 'none';
}

export interface Needy {
  readonly row: Row;
  readonly need: Exclude<Need, 'none'>;
  /** Since when, Unix ms by the server's clock. */
  readonly since: number;
}

/** Those who need the educator, the most urgent first; among equals who has waited longest. */
export function needy(rows: readonly Row[], at: Situation): Needy[] {
  const patient = patience(rows, at);
  const found: Needy[] = [];
  for (const row of rows) {
    const what = need(row, at, patient);
    if (what !== 'none') found.push({ row, need: what, since: since(row, what) });
  }
  return found.sort(
    (a, b) => urgency[a.need] - urgency[b.need] || a.since - b.since || a.row.learner.order - b.row.learner.order,
  );
}

function since(row: Row, what: Exclude<Need, 'none'>): number {
  switch (what) {
    case 'help':
      return row.help_since ?? row.progress_at;
    case 'stuck':
      return row.progress_at;
    case 'away':
      return row.away_since ?? row.progress_at;
  }
}

/** Those with a hand up, who has waited longest first. */
export const queue = (urgent: readonly Needy[]): Needy[] => urgent.filter(({ need }) => need === 'help');

export const arrangements = ['joined', 'name', 'need'] as const;
export type Arrangement = (typeof arrangements)[number];

/** The rows as the educator wants to see them. `name` gives what a learner is called. */
export function arrange(
  rows: readonly Row[],
  by: Arrangement,
  urgent: readonly Needy[],
  name: (row: Row) => string,
): Row[] {
  switch (by) {
    case 'joined':
      return [...rows];
    case 'name':
      return [...rows].sort((a, b) => name(a).localeCompare(name(b)));
    case 'need': {
      const first = urgent.map(({ row }) => row);
      const risen = new Set(first.map((row) => row.learner.id));
      return [...first, ...rows.filter((row) => !risen.has(row.learner.id))];
    }
  }
}
