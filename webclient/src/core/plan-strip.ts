// How a lesson plan's time runs: what was expected for each step, and how long the present one has taken. Times in ms.
import type { Plan } from '../generated/protocol.ts';

const MINUTE = 60_000;

export type StepState = 'done' | 'now' | 'ahead';

export interface StripStep {
  readonly index: number;
  readonly page: string;
  readonly minutes: number;
  readonly state: StepState;
  /** Of the present step, how much of its time has gone; over 1 when it takes longer than expected. */
  readonly gone: number;
}

/** The steps for the strip. `step` is the present one; `since` when it began, 0 when nobody knows. */
export function strip(plan: Plan, step: number | null, since: number, now: number): StripStep[] {
  return plan.steps.map(({ page, minutes }, index) => {
    const state = step === null || index > step ? 'ahead' : index < step ? 'done' : 'now';
    const gone = state === 'now' && since > 0 ? Math.max(0, now - since) / (minutes * MINUTE) : 0;
    return { index, page, minutes, state, gone };
  });
}

/** Minutes that the present step still has by the plan; below zero when it takes longer. Null without a step. */
export function minutesLeft(plan: Plan, step: number | null, since: number, now: number): number | null {
  const present = step === null ? undefined : plan.steps[step];
  if (!present || since === 0) return null;
  return Math.ceil(present.minutes - Math.max(0, now - since) / MINUTE);
}

/** Minutes that are expected for the present step's rest and all that follow. */
export function minutesToEnd(plan: Plan, step: number | null, since: number, now: number): number {
  const ahead = plan.steps.slice(step === null ? 0 : step + 1).reduce((sum, { minutes }) => sum + minutes, 0);
  return ahead + Math.max(0, minutesLeft(plan, step, since, now) ?? (step === null ? 0 : plan.steps[step]!.minutes));
}

/** The step that comes next; null after the last. */
export const nextStep = (plan: Plan, step: number | null): number | null => {
  const next = step === null ? 0 : step + 1;
  return next < plan.steps.length ? next : null;
};
