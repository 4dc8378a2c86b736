// Steps back and forth through what was done to a draft. Typing on in one field, or dragging on, is one step.

export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  /** What the last step was about, and when, ms; a change about the same soon after joins it. */
  readonly about: string;
  readonly at: number;
}

const JOINED_WITHIN = 1200;
const KEPT = 100;

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [], about: '', at: 0 });

export function step<T>(history: History<T>, now: T, about: string, at: number): History<T> {
  if (now === history.now) return history;
  const joins = about !== '' && about === history.about && at - history.at < JOINED_WITHIN;
  const past = joins ? history.past : [...history.past, history.now].slice(-KEPT);
  return { past, now, future: [], about, at };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], about: '', at: 0 };
}

export function redo<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.now], now: after, future, about: '', at: 0 };
}
