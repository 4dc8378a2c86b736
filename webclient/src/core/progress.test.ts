import { describe, expect, it } from 'vitest';
import type { BookPage } from '../generated/api.ts';
import { isDone, merged, noProgress, stepAfter, stepBefore, withFinished, withRead, withSolved } from './progress.ts';

const task = (id: string) => ({ kind: 'find' as const, id, prompt: { id: '?' }, answer: 'n', hint: null });
const page: BookPage = {
  id: 'p',
  number: 1,
  revision: '0'.repeat(64),
  scene: {
    version: 1,
    title: { id: 'T' },
    story: { id: ['S.'] },
    picture: null,
    nodes: [],
    tasks: [task('a'), task('b')],
    light: 'day',
    narration: {},
  },
};

describe('progress', () => {
  it('R4 a page is done when its story was read and every task solved, whatever was tried', () => {
    let known = withRead(noProgress, 'p');
    expect(isDone(known, page.id, page.scene.tasks)).toBe(false);
    known = withSolved(withSolved(known, 'p', 'a'), 'p', 'b');
    expect(isDone(known, page.id, page.scene.tasks)).toBe(true);
    expect(isDone({ ...known, read: [] }, page.id, page.scene.tasks)).toBe(false);
  });

  it('R12 adds what the server knows and loses nothing that the device knows', () => {
    const device = withSolved(withFinished(noProgress, 'q'), 'p', 'a');
    const both = merged(
      device,
      [
        { page: 'p', task: 'a' },
        { page: 'p', task: 'b' },
      ],
      ['r'],
    );
    expect(both.solved).toEqual([
      { page: 'p', task: 'a' },
      { page: 'p', task: 'b' },
    ]);
    expect(both.finished).toEqual(['q', 'r']);
    expect(withRead(withRead(both, 'p'), 'p').read).toEqual(['p']);
  });

  it('steps go from the story through the tasks to the stamp and back', () => {
    const forward = [stepAfter({ kind: 'story' }, 2)];
    forward.push(stepAfter(forward[0]!, 2), stepAfter({ kind: 'task', index: 1 }, 2), stepAfter({ kind: 'story' }, 0));
    expect(forward).toEqual([{ kind: 'task', index: 0 }, { kind: 'task', index: 1 }, { kind: 'end' }, { kind: 'end' }]);
    expect(stepBefore({ kind: 'end' }, 2)).toEqual({ kind: 'task', index: 1 });
    expect(stepBefore({ kind: 'end' }, 0)).toEqual({ kind: 'story' });
    expect(stepBefore({ kind: 'task', index: 0 }, 2)).toEqual({ kind: 'story' });
    expect(stepBefore({ kind: 'story' }, 2)).toEqual({ kind: 'story' });
  });
});
