import { describe, expect, it } from 'vitest';
import { figures, readReport } from './weights.ts';

const SIDE = {
  ...Object.fromEntries(figures.map((figure, at) => [figure, at * 100])),
  budget: Object.fromEntries(figures.map((figure) => [figure, figure === 'draws' ? 'red' : 'green'])),
  verdict: 'red',
};

describe('R88 a model is weighed before and after', () => {
  it('reads both sides and what was given up', () => {
    const weighed = readReport({ before: SIDE, after: { ...SIDE, triangles: 7 }, gave_up: ['triangles', 3] })!;
    expect([weighed.before?.triangles, weighed.after.triangles]).toEqual([100, 7]);
    expect(weighed.after.budget.draws).toBe('red');
    expect(weighed.gaveUp).toEqual(['triangles']);
  });

  it('reads a report of one side, and none of what is no model', () => {
    expect(readReport(SIDE)).toMatchObject({ before: null, after: { draws: 200 }, gaveUp: [] });
    expect(readReport({ width: 300, height: 200 })).toBeNull();
    expect(readReport({ ...SIDE, budget: {} })).toBeNull();
    expect(readReport({ ...SIDE, draws: '8' })).toBeNull();
  });
});
