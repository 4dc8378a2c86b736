// What differs between two states of a page, part by part, and how two people's changes go together.
import type { ModelNode } from '../generated/scene.ts';
import type { EditedScene } from './draft.ts';
import type { Voices } from './narration-draft.ts';

export type Aspect = 'name' | 'place' | 'turn' | 'size' | 'movement' | 'tap' | 'file';

export type Change =
  | { readonly part: 'title' | 'story' | 'voice'; readonly language: string }
  | { readonly part: 'picture' | 'light' | 'other' }
  | {
      readonly part: 'model' | 'task';
      readonly id: string;
      readonly what: 'added' | 'removed' | 'changed';
      /** Of a model that was changed. */
      readonly aspects: readonly Aspect[];
    };

const aspects: Record<Exclude<keyof ModelNode, 'id' | 'kind'>, Aspect> = {
  name: 'name',
  position: 'place',
  rotation: 'turn',
  size: 'size',
  animation: 'movement',
  play: 'movement',
  tap: 'tap',
  speaks: 'tap',
  asset: 'file',
};

/** A scene by its smallest parts that a person knows; the order of models and of tasks is none. */
type Parts = ReadonlyMap<string, unknown>;

function partsOf(scene: EditedScene): Parts {
  const { title, story, nodes, tasks, narration, ...others } = scene;
  return new Map<string, unknown>([
    ...Object.entries(title).map(([tag, text]) => [`title ${tag}`, text.trim()] as const),
    ...Object.entries(story).map(([tag, text]) => [`story ${tag}`, text.trim()] as const),
    ...Object.entries(narration).map(([tag, voice]) => [`voice ${tag}`, voice] as const),
    ...nodes.map((node) => [`model ${node.id}`, node] as const),
    ...tasks.map((task) => [`task ${task.id}`, task] as const),
    ...Object.entries(others),
  ]);
}

/** The same, however the keys of objects are ordered; nothing said is the same as an empty text. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return (one ?? '') === (other ?? '');
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}

const changedKeys = (from: Parts, to: Parts): string[] =>
  [...new Set([...from.keys(), ...to.keys()])].filter((key) => !same(from.get(key), to.get(key)));

/** What was done to `from` that it became `to`. */
export function changes(from: EditedScene, to: EditedScene): Change[] {
  const [before, after] = [partsOf(from), partsOf(to)];
  return changedKeys(before, after).map((key) => changeOf(key, before.get(key), after.get(key)));
}

function changeOf(key: string, before: unknown, after: unknown): Change {
  const [part, id = ''] = key.split(' ', 2);
  switch (part) {
    case 'title':
    case 'story':
    case 'voice':
      return { part, language: id };
    case 'model':
    case 'task': {
      const what = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
      return { part, id, what, aspects: part === 'model' && what === 'changed' ? aspectsOf(before, after) : [] };
    }
    case 'picture':
    case 'light':
      return { part };
    default:
      return { part: 'other' };
  }
}

function aspectsOf(before: unknown, after: unknown): Aspect[] {
  const [one, other] = [before as ModelNode, after as ModelNode];
  const keys = Object.keys(aspects) as (keyof typeof aspects)[];
  return [...new Set(keys.filter((key) => !same(one[key], other[key])).map((key) => aspects[key]))];
}

/** Both people's changes to `base` together; null when they changed the same part in different ways. */
export function joined(base: EditedScene, mine: EditedScene, theirs: EditedScene): EditedScene | null {
  const [from, here, there] = [partsOf(base), partsOf(mine), partsOf(theirs)];
  const [changedHere, changedThere] = [changedKeys(from, here), new Set(changedKeys(from, there))];
  if (changedHere.some((key) => changedThere.has(key) && !same(here.get(key), there.get(key)))) return null;
  const isTheirs = (key: string) => changedThere.has(key);
  const { title, story, nodes, tasks, narration, ...others } = mine;
  return {
    ...others,
    ...Object.fromEntries(Object.entries(theirs).filter(([name]) => name in others && isTheirs(name))),
    title: texts(title, theirs.title, (tag) => isTheirs(`title ${tag}`)),
    story: texts(story, theirs.story, (tag) => isTheirs(`story ${tag}`)),
    narration: voices(narration, theirs.narration, (tag) => isTheirs(`voice ${tag}`)),
    nodes: listed(nodes, theirs.nodes, (id) => isTheirs(`model ${id}`)),
    tasks: listed(tasks, theirs.tasks, (id) => isTheirs(`task ${id}`)),
  };
}

function texts(mine: Record<string, string>, theirs: Record<string, string>, isTheirs: (tag: string) => boolean) {
  const tags = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return Object.fromEntries(tags.map((tag) => [tag, (isTheirs(tag) ? theirs[tag] : mine[tag]) ?? '']));
}

function voices(mine: Voices, theirs: Voices, isTheirs: (tag: string) => boolean): Voices {
  const chosen = Object.entries(theirs).filter(([tag]) => isTheirs(tag));
  return Object.fromEntries([...Object.entries(mine).filter(([tag]) => !isTheirs(tag)), ...chosen]);
}

/** In one's own order, what the other added at the end. */
function listed<T extends { readonly id: string }>(
  mine: readonly T[],
  theirs: readonly T[],
  isTheirs: (id: string) => boolean,
): T[] {
  const kept = mine.flatMap((item) => (isTheirs(item.id) ? theirs.filter(({ id }) => id === item.id) : [item]));
  const added = theirs.filter(({ id }) => isTheirs(id) && !mine.some((item) => item.id === id));
  return [...kept, ...added];
}
