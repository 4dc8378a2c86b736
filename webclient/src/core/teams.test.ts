import { describe, expect, it } from 'vitest';
import { exampleRow } from './room-example.ts';
import { byTeam, shareDone, teamOf } from './teams.ts';

const rows = [0, 1, 2, 3, 4].map((order) => exampleRow(order));

describe('teams', () => {
  it('are dealt by the order of joining, as evenly as can be', () => {
    expect(byTeam(rows, 2).map((team) => team.rows.map((row) => row.learner.order))).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
    expect(byTeam(rows.slice(0, 1), 3).map((team) => team.rows.length)).toEqual([1, 0, 0]);
  });

  it('are none until there are some', () => {
    expect(teamOf(rows[0]!.learner, 0)).toBeNull();
    expect(byTeam(rows, 0)).toEqual([]);
  });

  it('come as far as their children do, whatever their size', () => {
    const half = { solved: [{ page: 'page-1', task: 't' }], finished: [] };
    expect(shareDone([exampleRow(0, half)], 2)).toBe(0.5);
    expect(shareDone([exampleRow(0, half), exampleRow(1, half), exampleRow(2, half)], 2)).toBe(0.5);
    expect(shareDone([], 2)).toBe(0);
    expect(shareDone(rows, 0)).toBe(0);
  });
});
