// The report of a model as the server keeps it, read with care: older ones have only one side.

export const figures = ['bytes', 'triangles', 'draws', 'texture_side', 'texture_bytes', 'joints'] as const;
export type Figure = (typeof figures)[number];
export type Judgement = 'green' | 'amber' | 'red';

export type Weight = Readonly<Record<Figure, number>> & { readonly budget: Readonly<Record<Figure, Judgement>> };

export interface Weighed {
  /** The original; null where nothing was made of it. */
  readonly before: Weight | null;
  /** What phones get. */
  readonly after: Weight;
  /** What it lost to fit: stable codes. */
  readonly gaveUp: readonly string[];
}

/** Null for a report of no model. */
export function readReport(report: Readonly<Record<string, unknown>>): Weighed | null {
  const after = weight(report.after) ?? weight(report);
  if (!after) return null;
  const lost = Array.isArray(report.gave_up) ? report.gave_up : [];
  return { before: weight(report.before), after, gaveUp: lost.filter((code) => typeof code === 'string') };
}

function weight(value: unknown): Weight | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  const judged = (given.budget ?? {}) as Record<string, unknown>;
  const found = figures.map((figure) => [figure, given[figure], judged[figure]] as const);
  if (!found.every(([, amount, mark]) => typeof amount === 'number' && isJudgement(mark))) return null;
  return {
    ...(Object.fromEntries(found.map(([figure, amount]) => [figure, amount])) as Record<Figure, number>),
    budget: Object.fromEntries(found.map(([figure, , mark]) => [figure, mark])) as Record<Figure, Judgement>,
  };
}

const isJudgement = (value: unknown): value is Judgement => value === 'green' || value === 'amber' || value === 'red';
