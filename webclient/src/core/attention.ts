// Who needs the educator, and how urgently: help first, then stuck, then away; all well is quiet.
import type { Row } from '../generated/protocol.ts';

export type Need = 'help' | 'stuck' | 'away' | 'none';

const urgency: Record<Need, number> = { help: 0, stuck: 1, away: 2, none: 3 };

/** What the panel remembers of a learner between rows; times are Unix ms of the device. */
export interface Trace {
  /** When the learner last got on: answered right, finished or turned a page. */
  readonly progress: number;
  /** Tries since then. */
  readonly misses: number;
  /** When the hand went up; null while it is down. */
  readonly help: number | null;
  readonly row: Row;
}

export type Traces = ReadonlyMap<string, Trace>;

/** The traces after `rows` were seen at `now`; learners that are no longer there are forgotten. */
export function follow(traces: Traces, rows: readonly Row[], now: number): Traces {
  return new Map(rows.map((row) => [row.learner.id, step(traces.get(row.learner.id), row, now)]));
}

function step(before: Trace | undefined, row: Row, now: number): Trace {
  if (!before) return { progress: now, misses: 0, help: row.help ? now : null, row };
  if (before.row === row) return before;
  const old = before.row;
  const gotOn =
    row.solved.length > old.solved.length ||
    row.finished.length > old.finished.length ||
    row.page !== old.page ||
    (row.connected && !old.connected);
  return {
    progress: gotOn ? now : before.progress,
    misses: gotOn ? 0 : before.misses + Math.max(0, row.tries - old.tries),
    help: row.help ? (before.help ?? now) : null,
    row,
  };
}

/** Nobody is stuck sooner than this, ms. */
export const STUCK_SOONEST = 90_000;
/** Without enough others to compare with, stuck after this, ms. */
export const STUCK_ALONE = 180_000;
/** Stuck when idle this many times as long as the middle one of the group: while all listen, none is stuck. */
const STUCK_TIMES = 2.5;
const STUCK_MISSES = 4;
const ENOUGH_OTHERS = 4;

/** How long a learner may go without progress before counting as stuck, ms, as it follows from the group. */
export function patience(traces: Traces, now: number): number {
  const idle = [...traces.values()]
    .filter(({ row }) => isHere(row))
    .map((trace) => now - trace.progress)
    .sort((a, b) => a - b);
  if (idle.length < ENOUGH_OTHERS) return STUCK_ALONE;
  return Math.max(STUCK_SOONEST, STUCK_TIMES * idle[Math.floor(idle.length / 2)]!);
}

const isHere = (row: Row): boolean => row.connected && row.view !== 'away';

export interface Situation {
  now: number;
  /** From `patience`. */
  patience: number;
  /** Pages of the book; who has finished all is not stuck. */
  pages: number;
  /** Nobody is stuck while all rest. */
  resting: boolean;
}

export function need(trace: Trace, at: Situation): Need {
  const { row } = trace;
  if (row.help && row.connected) return 'help';
  if (!isHere(row)) return 'away';
  if (at.resting || (at.pages > 0 && row.finished.length >= at.pages)) return 'none';
  return trace.misses >= STUCK_MISSES || at.now - trace.progress > at.patience ? 'stuck' : 'none';
}

export interface Needy {
  readonly row: Row;
  readonly need: Exclude<Need, 'none'>;
  /** Since when, Unix ms of the device; for away it is the row's own time that counts. */
  readonly since: number;
}

/** Those who need the educator, the most urgent first; among equals who has waited longest. */
export function needy(traces: Traces, at: Situation): Needy[] {
  const found: Needy[] = [];
  for (const trace of traces.values()) {
    const what = need(trace, at);
    if (what !== 'none') found.push({ row: trace.row, need: what, since: trace.help ?? trace.progress });
  }
  return found.sort(
    (a, b) => urgency[a.need] - urgency[b.need] || a.since - b.since || a.row.learner.order - b.row.learner.order,
  );
}

export const arrangements = ['joined', 'name', 'need'] as const;
export type Arrangement = (typeof arrangements)[number];

/** The rows as the educator wants to see them. `name` gives what a learner is called. */
export function arrange(rows: readonly Row[], by: Arrangement, urgent: Needy[], name: (row: Row) => string): Row[] {
  switch (by) {
    case 'joined':
      return [...rows];
    case 'name':
      return [...rows].sort((a, b) => name(a).localeCompare(name(b)));
    case 'need': {
      const first = urgent.map(({ row }) => row);
      const risen = new Set(first);
      return [...first, ...rows.filter((row) => !risen.has(row))];
    }
  }
}
