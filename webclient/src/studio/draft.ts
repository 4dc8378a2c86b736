// The draft of a scene while it is edited: read from whatever the server keeps, and written back as a scene document.
import type {
  ChoiceTask,
  FindTask,
  ModelNode,
  Option,
  Picture,
  SceneDocument,
  SpellTask,
  Task,
} from '../generated/scene.ts';
import { readVoices, type Voices } from './narration-draft.ts';

/** One text in several languages; a language without text is not there, or empty while somebody types. */
export type Spoken = Record<string, string>;

export interface EditedScene {
  readonly title: Spoken;
  /** One sentence a line. */
  readonly story: Spoken;
  readonly picture: Picture | null;
  readonly nodes: readonly ModelNode[];
  readonly tasks: readonly Task[];
  readonly narration: Voices;
  readonly light: Light;
}

export type Light = SceneDocument['light'];
export const lightsOf: readonly Light[] = ['morning', 'day', 'evening', 'night'];
export const taps: readonly ModelNode['tap'][] = ['play', 'hop', 'turn', 'rest'];

type Loose = Record<string, unknown>;
type Vector = [number, number, number];

export const MOST_NODES = 24;
export const MOST_TASKS = 12;
export const MOST_OPTIONS = 6;
export const [FEWEST_MM, MOST_MM] = [5, 1000];

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listed = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function spoken(value: unknown): Spoken {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => text(entry[1]) !== ''));
}

const number = (value: unknown, other: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : other;

function vector(value: unknown): Vector {
  const parts = Array.isArray(value) ? value : [];
  return [number(parts[0], 0), number(parts[1], 0), number(parts[2], 0)];
}

/** What can be shown of a draft, which may be unfinished or of no form at all. */
export function readDraft(document: Loose): EditedScene {
  const story = isObject(document.story) ? document.story : {};
  return {
    title: spoken(document.title),
    story: Object.fromEntries(
      Object.entries(story).map(([language, lines]) => [
        language,
        Array.isArray(lines) ? lines.filter((line) => typeof line === 'string').join('\n') : '',
      ]),
    ),
    picture: readPicture(document.picture),
    nodes: listed(document.nodes).map(readNode),
    tasks: listed(document.tasks).flatMap(readTask),
    narration: readVoices(document.narration),
    light: lightsOf.find((light) => light === document.light) ?? 'day',
  };
}

const readPicture = (value: unknown): Picture | null =>
  isObject(value) ? { asset: text(value.asset), description: spoken(value.description) } : null;

function readNode(node: Loose): ModelNode {
  return {
    kind: 'model',
    id: text(node.id),
    asset: text(node.asset),
    name: spoken(node.name),
    position: vector(node.position),
    rotation: vector(node.rotation),
    size: number(node.size, 60),
    animation: text(node.animation) || null,
    play: node.play === 'tap' ? 'tap' : 'loop',
    tap: taps.find((tap) => tap === node.tap) ?? 'play',
    speaks: node.speaks !== false,
  };
}

function readTask(task: Loose): Task[] {
  const common = {
    id: text(task.id),
    prompt: spoken(task.prompt),
    hint: isObject(task.hint) ? spoken(task.hint) : null,
  };
  switch (task.kind) {
    case 'choice': {
      const options = listed(task.options).map((option) => ({ id: text(option.id), text: spoken(option.text) }));
      return [{ kind: 'choice', ...common, options, answer: text(task.answer) }];
    }
    case 'spell':
      return [{ kind: 'spell', ...common, word: spoken(task.word) }];
    case 'find':
      return [{ kind: 'find', ...common, answer: text(task.answer) }];
    default:
      return [];
  }
}

/** The scene as a document, perhaps unfinished: what is empty is left out, so that it counts as missing. */
export function writeDraft(scene: EditedScene): Loose {
  return {
    version: 1,
    title: filled(scene.title),
    story: Object.fromEntries(
      Object.entries(scene.story)
        .map(([language, lines]) => [language, sentences(lines)] as const)
        .filter(([, lines]) => lines.length > 0),
    ),
    picture: scene.picture && { ...scene.picture, description: filled(scene.picture.description) },
    nodes: scene.nodes.map((node) => ({ ...node, name: filled(node.name) })),
    tasks: scene.tasks.map(writeTask),
    narration: scene.narration,
    light: scene.light,
  };
}

function writeTask(task: Task): Task {
  const hint = task.hint && filled(task.hint);
  const common = { prompt: filled(task.prompt), hint: hint && Object.keys(hint).length > 0 ? hint : null };
  switch (task.kind) {
    case 'choice':
      return { ...task, ...common, options: task.options.map((option) => ({ ...option, text: filled(option.text) })) };
    case 'spell':
      return { ...task, ...common, word: filled(task.word) };
    case 'find':
      return { ...task, ...common };
  }
}

const filled = (said: Spoken): Spoken =>
  Object.fromEntries(Object.entries(said).filter(([, words]) => words.trim() !== ''));

/** The sentences of a text that has one a line. */
export const sentences = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `stem-1`, or the first number after it that nobody has. */
export function freshId(stem: string, taken: readonly { readonly id: string }[]): string {
  const known = new Set(taken.map(({ id }) => id));
  for (let n = 1; ; n++) if (!known.has(`${stem}-${n}`)) return `${stem}-${n}`;
}

/** A model newly on the page, beside those that are there. */
export function addNode(scene: EditedScene, asset: string, name: Spoken, animation: string | null): EditedScene {
  const id = freshId('model', scene.nodes);
  const aside =
    scene.nodes.length === 0 ? 0 : 35 * (scene.nodes.length % 2 ? 1 : -1) * Math.ceil(scene.nodes.length / 2);
  const node: ModelNode = {
    kind: 'model',
    id,
    asset,
    name,
    position: [Math.max(-90, Math.min(90, aside)), 0, 0],
    rotation: [0, 0, 0],
    size: 60,
    animation,
    play: 'loop',
    tap: 'play',
    speaks: true,
  };
  return { ...scene, nodes: [...scene.nodes, node] };
}

export function changeNode(scene: EditedScene, id: string, change: Partial<ModelNode>): EditedScene {
  return { ...scene, nodes: scene.nodes.map((node) => (node.id === id ? settled({ ...node, ...change }) : node)) };
}

/** Numbers as they are printed: tenths of a millimetre, whole degrees within half a turn, sizes that are allowed. */
function settled(node: ModelNode): ModelNode {
  const tenth = (value: number) => Math.round(value * 10) / 10 || 0;
  const turned = (value: number) => Math.round(((((value + 180) % 360) + 360) % 360) - 180) || 0;
  return {
    ...node,
    position: node.position.map(tenth) as Vector,
    rotation: node.rotation.map(turned) as Vector,
    size: Math.min(MOST_MM, Math.max(FEWEST_MM, tenth(node.size))),
  };
}

/** With this picture; one that takes the place of another keeps its words, which stand there to be looked at. */
export const setPicture = (scene: EditedScene, asset: string): EditedScene => ({
  ...scene,
  picture: { asset, description: scene.picture?.description ?? {} },
});

/** Without the model; tasks that asked to find it ask for nothing, which counts as missing. */
export function removeNode(scene: EditedScene, id: string): EditedScene {
  return {
    ...scene,
    nodes: scene.nodes.filter((node) => node.id !== id),
    tasks: scene.tasks.map((task) => (task.kind === 'find' && task.answer === id ? { ...task, answer: '' } : task)),
  };
}

export function newTask(scene: EditedScene, kind: Task['kind']): Task {
  const common = { id: freshId('task', scene.tasks), prompt: {}, hint: null };
  switch (kind) {
    case 'choice': {
      const options: Option[] = ['option-1', 'option-2', 'option-3'].map((id) => ({ id, text: {} }));
      return { kind, ...common, options, answer: 'option-1' } satisfies ChoiceTask;
    }
    case 'spell':
      return { kind, ...common, word: {} } satisfies SpellTask;
    case 'find':
      return { kind, ...common, answer: scene.nodes[0]?.id ?? '' } satisfies FindTask;
  }
}

export const addTask = (scene: EditedScene, kind: Task['kind']): EditedScene => ({
  ...scene,
  tasks: [...scene.tasks, newTask(scene, kind)],
});

export const changeTask = (scene: EditedScene, task: Task): EditedScene => ({
  ...scene,
  tasks: scene.tasks.map((other) => (other.id === task.id ? task : other)),
});

export const removeTask = (scene: EditedScene, id: string): EditedScene => ({
  ...scene,
  tasks: scene.tasks.filter((task) => task.id !== id),
});

/** Without the option; when it was the right one, no other becomes it by itself. */
export function removeOption(task: ChoiceTask, id: string): ChoiceTask {
  return {
    ...task,
    options: task.options.filter((option) => option.id !== id),
    answer: task.answer === id ? '' : task.answer,
  };
}

/** A name for a model from its file: `sun_bear-final.glb` is called sun bear final until somebody says better. */
export function nameFromFile(file: string): string {
  return file
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
    .slice(0, 80);
}
