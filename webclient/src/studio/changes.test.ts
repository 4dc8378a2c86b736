import { describe, expect, it } from 'vitest';
import { changes, joined, same } from './changes.ts';
import {
  addNode,
  addTask,
  changeNode,
  changeTask,
  type EditedScene,
  readDraft,
  removeNode,
  writeDraft,
} from './draft.ts';

const EMPTY = readDraft({});
const BASE: EditedScene = addTask(
  addNode({ ...EMPTY, title: { id: 'Hutan' }, story: { id: 'Momo bangun.' } }, 'a'.repeat(64), { id: 'Momo' }, null),
  'spell',
);

describe('R86 two who edit the same page', () => {
  it('are told part by part what was changed', () => {
    const other = changeNode({ ...BASE, title: { id: 'Rimba', en: 'Forest' }, light: 'night' }, 'model-1', {
      position: [10, 0, 0],
      size: 90,
      tap: 'turn',
    });
    expect(changes(BASE, other)).toEqual([
      { part: 'title', language: 'id' },
      { part: 'model', id: 'model-1', what: 'changed', aspects: ['place', 'size', 'tap'] },
      { part: 'light' },
      { part: 'title', language: 'en' },
    ]);
    expect(changes(BASE, removeNode(BASE, 'model-1'))).toMatchObject([{ part: 'model', what: 'removed' }]);
    expect(changes(BASE, addTask(BASE, 'find'))).toMatchObject([{ part: 'task', id: 'task-2', what: 'added' }]);
  });

  it('differ in nothing when only the order of keys or an empty text does', () => {
    expect(same({ a: [1, { b: 2, c: '' }] }, { a: [1, { b: 2 }] })).toBe(true);
    const again = readDraft(JSON.parse(JSON.stringify(writeDraft({ ...BASE, title: { en: '', id: 'Hutan ' } }))));
    expect(changes(BASE, again)).toEqual([]);
  });

  it('keep both when they changed different parts, and neither loses anything', () => {
    const mine = addTask({ ...BASE, story: { id: 'Momo bangun.\nIa lapar.' } }, 'choice');
    const theirs = addNode(
      changeNode({ ...BASE, title: { id: 'Hutan', en: 'Forest' } }, 'model-1', { size: 80 }),
      'b'.repeat(64),
      { id: 'Ibu' },
      null,
    );
    const both = joined(BASE, mine, theirs)!;
    expect(both.story).toEqual(mine.story);
    expect(both.title).toEqual(theirs.title);
    expect(both.nodes).toEqual(theirs.nodes);
    expect(both.tasks).toEqual(mine.tasks);
    const [alone] = removeNode(BASE, 'model-1').nodes;
    expect(alone).toBeUndefined();
    expect(joined(BASE, { ...BASE, light: 'night' }, removeNode(BASE, 'model-1'))).toMatchObject({
      nodes: [],
      light: 'night',
    });
  });

  it('keep the voices that each recorded in another language', () => {
    const said = (asset: string) => ({ asset, sentences: [[[0, 400] as [number, number]]] });
    const base = { ...BASE, narration: { id: said('a') } };
    const mine = { ...base, narration: { id: said('b') } };
    const theirs = { ...base, narration: { id: said('a'), en: said('c') } };
    expect(changes(base, theirs)).toEqual([{ part: 'voice', language: 'en' }]);
    expect(joined(base, mine, theirs)?.narration).toEqual({ id: said('b'), en: said('c') });
    expect(joined(base, { ...base, narration: {} }, theirs)?.narration).toEqual({ en: said('c') });
    expect(joined(base, mine, { ...base, narration: { id: said('d') } })).toBeNull();
  });

  it('must choose when both changed the same part, unless in the same way', () => {
    const mine = { ...BASE, title: { id: 'Rimba' } };
    expect(joined(BASE, mine, { ...BASE, title: { id: 'Kebun' } })).toBeNull();
    expect(joined(BASE, mine, mine)).toEqual(mine);
    const [task] = BASE.tasks;
    expect(joined(BASE, changeTask(BASE, { ...task!, prompt: { id: 'Eja' } }), removeTaskOf(BASE))).toBeNull();
  });
});

const removeTaskOf = (scene: EditedScene): EditedScene => ({ ...scene, tasks: [] });
