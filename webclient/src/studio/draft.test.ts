import { describe, expect, it } from 'vitest';
import type { ChoiceTask } from '../generated/scene.ts';
import {
  addNode,
  addTask,
  changeNode,
  changeTask,
  freshId,
  nameFromFile,
  readDraft,
  removeNode,
  removeOption,
  setPicture,
  writeDraft,
} from './draft.ts';

const WHOLE = {
  version: 1,
  title: { id: 'Hutan', en: 'Forest' },
  story: { id: ['Momo bangun.', 'Ia lapar.'], en: ['Momo wakes up.', 'He is hungry.'] },
  picture: { asset: 'd'.repeat(64), description: { id: 'Hutan pagi hari' } },
  nodes: [
    {
      kind: 'model',
      id: 'momo',
      asset: 'a'.repeat(64),
      name: { id: 'Momo' },
      position: [1, 0, -2.5],
      rotation: [0, 90, 0],
      size: 70,
      animation: 'wave',
      play: 'tap',
      tap: 'turn',
      speaks: false,
    },
  ],
  light: 'evening',
  tasks: [
    { kind: 'find', id: 'cari', prompt: { id: 'Di mana Momo?' }, answer: 'momo', hint: null },
    { kind: 'spell', id: 'eja', prompt: { id: 'Eja' }, word: { id: 'madu' }, hint: { id: 'Manis' } },
    {
      kind: 'choice',
      id: 'pilih',
      prompt: { id: 'Apa?' },
      options: [
        { id: 'a', text: { id: 'Satu' } },
        { id: 'b', text: { id: 'Dua' } },
      ],
      answer: 'b',
      hint: null,
    },
  ],
  narration: {
    id: {
      asset: 'e'.repeat(64),
      sentences: [
        [
          [0, 400],
          [400, 900],
        ],
        [
          [1200, 1500],
          [1500, 1800],
        ],
      ],
    },
  },
};

describe('a draft', () => {
  it('that is a whole scene comes back as it was', () => {
    expect(writeDraft(readDraft(WHOLE))).toEqual(WHOLE);
  });

  it('may be empty or of no form at all', () => {
    const empty = {
      version: 1,
      title: {},
      story: {},
      picture: null,
      nodes: [],
      tasks: [],
      light: 'day',
      narration: {},
    };
    expect(writeDraft(readDraft({}))).toEqual(empty);
    const odd = {
      title: 'x',
      story: { id: 'y' },
      nodes: { a: 1 },
      tasks: [7, { kind: 'dance' }, null],
      narration: { id: 3, en: {} },
    };
    expect(writeDraft(readDraft(odd))).toEqual(empty);
    const node = readDraft({ nodes: [{ kind: 'model', id: 'n', position: ['x', null], size: Number.NaN }] }).nodes[0];
    expect(node).toMatchObject({ position: [0, 0, 0], size: 60, asset: '', animation: null });
  });

  it('leaves out what is empty, and cuts the story into sentences by line', () => {
    const scene = { ...readDraft({}), title: { id: 'Hutan', en: '  ' }, story: { id: ' Satu. \n\n Dua.\n', en: '\n' } };
    expect(writeDraft(scene)).toMatchObject({ title: { id: 'Hutan' }, story: { id: ['Satu.', 'Dua.'] } });
    expect(writeDraft(scene).story).not.toHaveProperty('en');
  });

  it('has a picture, whose words stay when another takes its place', () => {
    expect(readDraft({ picture: 7 }).picture).toBeNull();
    expect(readDraft({ picture: { description: [] } }).picture).toEqual({ asset: '', description: {} });
    const first = setPicture(readDraft({}), 'b'.repeat(64));
    expect(first.picture).toEqual({ asset: 'b'.repeat(64), description: {} });
    const described = { ...first, picture: { ...first.picture!, description: { id: 'Pohon', en: ' ' } } };
    const written = writeDraft(setPicture(described, 'c'.repeat(64)));
    expect(written.picture).toEqual({ asset: 'c'.repeat(64), description: { id: 'Pohon' } });
  });
});

describe('models', () => {
  it('come with ids of their own, side by side', () => {
    let scene = readDraft({});
    for (const name of ['a', 'b', 'c', 'd']) scene = addNode(scene, 'a'.repeat(64), { id: name }, null);
    expect(scene.nodes.map((node) => node.id)).toEqual(['model-1', 'model-2', 'model-3', 'model-4']);
    expect(new Set(scene.nodes.map((node) => node.position[0])).size).toBe(4);
    scene = addNode(removeNode(scene, 'model-2'), 'a'.repeat(64), {}, null);
    expect(scene.nodes.at(-1)!.id).toBe('model-2');
  });

  it('have settled numbers', () => {
    const scene = changeNode(addNode(readDraft({}), '', {}, null), 'model-1', {
      position: [1.26, -0.04, 3],
      rotation: [0, 270.4, -540],
      size: 2,
    });
    expect(scene.nodes[0]).toMatchObject({ position: [1.3, 0, 3], rotation: [0, -90, -180], size: 5 });
    expect(Object.is(scene.nodes[0]!.position[1], 0)).toBe(true);
    expect(changeNode(scene, 'model-1', { size: 5000 }).nodes[0]!.size).toBe(1000);
  });

  it('take the answer of a task with them', () => {
    const scene = addTask(addNode(readDraft({}), '', {}, null), 'find');
    expect(scene.tasks[0]).toMatchObject({ kind: 'find', answer: 'model-1' });
    expect(removeNode(scene, 'model-1').tasks[0]).toMatchObject({ answer: '' });
  });

  it('are named after their file at first', () => {
    expect(nameFromFile('sun_bear-final.v2.glb')).toBe('sun bear final v2');
    expect(nameFromFile('.glb')).toBe('');
  });
});

describe('tasks', () => {
  it('change one by one', () => {
    let scene = addTask(addTask(readDraft({}), 'choice'), 'spell');
    scene = changeTask(scene, { ...scene.tasks[1]!, prompt: { id: 'Eja kata ini' } });
    expect(scene.tasks.map((task) => task.prompt)).toEqual([{}, { id: 'Eja kata ini' }]);
    expect(scene.tasks.map((task) => task.id)).toEqual(['task-1', 'task-2']);
  });

  it('do not choose another answer by themselves', () => {
    const task = addTask(readDraft({}), 'choice').tasks[0] as ChoiceTask;
    expect(removeOption(task, 'option-1')).toMatchObject({
      answer: '',
      options: [{ id: 'option-2' }, { id: 'option-3' }],
    });
    expect(removeOption(task, 'option-2').answer).toBe('option-1');
    expect(freshId('option', removeOption(task, 'option-2').options)).toBe('option-2');
  });

  it('have no hint when it is empty', () => {
    const scene = addTask(readDraft({}), 'spell');
    const written = writeDraft(changeTask(scene, { ...scene.tasks[0]!, hint: { id: ' ' } }));
    expect(written.tasks).toEqual([expect.objectContaining({ hint: null })]);
  });
});
