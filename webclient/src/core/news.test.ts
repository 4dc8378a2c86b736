import { expect, it } from 'vitest';
import { gather, nothing } from './news.ts';
import { exampleRow } from './room-example.ts';

it('gathers joins and raised hands until they are told', () => {
  const first = [exampleRow(1)];
  const second = [exampleRow(1, { help: true }), exampleRow(2), exampleRow(3)];
  let news = gather(nothing, [], first);
  news = gather(news, first, second);
  expect(news).toEqual({ joined: 3, helps: [second[0]!.learner] });
});

it('tells a raised hand once, and again after it was down', () => {
  const up = [exampleRow(1, { help: true })];
  const still = [exampleRow(1, { help: true, view: 'held' })];
  expect(gather(nothing, up, still)).toBe(nothing);
  const down = [exampleRow(1)];
  expect(gather(gather(nothing, up, down), down, up).helps).toHaveLength(1);
});
