// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { exampleControl } from '../core/room-example.ts';
import { groupCover } from './group-sign.ts';
import type { Reading } from './reading.ts';

const learner = { id: 'l', order: 0, animal: 'otter', colour: 'sky', card: null };
const reading = (out: string | null): Reading =>
  ({ link: { place: { learner } }, control: exampleControl(), out }) as unknown as Reading;

it.each([
  ['place_given_up', 2],
  ['token_unknown', 2],
  ['token_other_group', 1],
  ['group_ended', 1],
])('leaves nobody before a closed door: after %s there are %i ways on', (out, count) => {
  const ways = { alone: vi.fn(), back: vi.fn() };
  const buttons = [...groupCover(reading(out), ways)!.root.querySelectorAll('button')];
  expect(buttons).toHaveLength(count);
  for (const button of buttons) button.click();
  expect(ways.alone).toHaveBeenCalledOnce();
  expect(ways.back).toHaveBeenCalledTimes(count - 1);
});

it('covers nothing while the child is in its group', () => {
  expect(groupCover(reading(null), { alone: vi.fn(), back: vi.fn() })).toBeNull();
});
