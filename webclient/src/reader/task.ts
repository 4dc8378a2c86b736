// One exercise on the sheet: what is asked, a way to answer, and a kind word to every try.
import type { Task } from '../generated/scene.ts';
import { localized, texts } from '../ui/i18n.ts';
import { play } from '../ui/sounds.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { Reading } from './reading.ts';
import { announce } from './state.ts';
import { choiceTask } from './task-choice.ts';
import { findTask } from './task-find.ts';
import { spellTask } from './task-spell.ts';
import { speak } from './voice.ts';

const say = texts(
  {
    right1: 'Betul!',
    right2: 'Hebat, kamu teliti!',
    right3: 'Ya, itu dia!',
    almost: 'Hampir. Dengarkan sekali lagi, lalu coba yang lain.',
    solved: 'Sudah kamu pecahkan.',
    count: 'Teka-teki {at} dari {all}',
  },
  {
    right1: 'That’s right!',
    right2: 'Great, well spotted!',
    right3: 'Yes, that’s the one!',
    almost: 'Almost. Listen once more, then try another.',
    solved: 'You have solved this one.',
    count: 'Puzzle {at} of {all}',
  },
);

export interface TaskContext {
  readonly language: string;
  readonly solved: boolean;
  /** The scene is there to be tapped. */
  readonly scene: boolean;
  /** Judges a try and answers it kindly; `almost` is what to say when it was not it. */
  attempt: (value: string, how?: { language: string; almost: string }) => boolean;
}

export interface TaskBody {
  readonly root: HTMLElement;
  /** A node of the scene was tapped. */
  readonly tapped?: (node: string) => void;
  readonly close?: () => void;
}

export interface TaskOptions {
  readonly reading: Reading;
  readonly task: Task;
  readonly language: string;
  readonly scene: boolean;
  /** It was solved just now. */
  readonly onSolved: () => void;
}

export interface ShownTask extends TaskBody {
  readonly ask: () => void;
}

export function showTask({ reading, task, language, scene, onSolved }: TaskOptions): ShownTask {
  const prompt = localized(task.prompt, language);
  const { tasks } = reading;
  const solved = reading.isSolved(task);
  const kind = h('p', { class: 'kind', role: 'status' });
  let tries = 0;
  const attempt: TaskContext['attempt'] = (value, how) => {
    const right = reading.answer(task, value, how?.language ?? language);
    tries++;
    const hint = task.hint && localized(task.hint, language);
    const praise = [say('right1'), say('right2'), say('right3')][tries % 3]!;
    // The second try gets the hint, if there is one; the first gets what is known about the try itself.
    const words = right ? praise : tries > 1 && hint ? hint : (how?.almost ?? hint ?? say('almost'));
    kind.replaceChildren(icon(right ? 'check' : 'light'), words);
    kind.className = right ? 'kind right' : 'kind almost';
    kind.scrollIntoView({ block: 'nearest' });
    play(right ? 'right' : 'almost');
    if (right) onSolved();
    return right;
  };
  const body = bodyOf(task, reading, { language, solved, scene, attempt });
  if (solved) kind.replaceChildren(icon('check'), say('solved'));
  if (solved) kind.className = 'kind right';
  const ask = () => {
    if (!speak(prompt, language, 0.85, { onEnd: () => {} })) announce(prompt);
  };
  const root = h(
    'div',
    { class: `task task-${task.kind}` },
    h('p', { class: 'count' }, say('count', { at: tasks.indexOf(task) + 1, all: tasks.length })),
    h('h2', { class: 'prompt', lang: language, tabindex: -1 }, prompt),
    body.root,
    kind,
  );
  return { ...body, root, ask };
}

function bodyOf(task: Task, reading: Reading, context: TaskContext): TaskBody {
  switch (task.kind) {
    case 'choice':
      return choiceTask(task, context);
    case 'spell':
      return spellTask(task, context);
    case 'find':
      return findTask(task, reading.page.scene.nodes, context);
  }
}
