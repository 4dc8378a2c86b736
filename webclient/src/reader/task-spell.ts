// Put the letters of a word in order: tap them, or type them.
import { lettersOf, rightFromFront, tiles } from '../core/tiles.ts';
import type { SpellTask } from '../generated/scene.ts';
import { texts } from '../ui/i18n.ts';
import { play } from '../ui/sounds.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { announce } from './state.ts';
import type { TaskBody, TaskContext } from './task.ts';

const say = texts(
  {
    letters: 'Huruf-huruf. Ketuk satu per satu, atau ketik dengan papan ketik.',
    word: 'Kata yang kamu susun',
    back: 'Kembalikan huruf terakhir',
    begins: 'Hampir. Awalnya sudah betul: {part}',
    first: 'Hampir. Dengarkan bunyi huruf pertamanya.',
  },
  {
    letters: 'Letters. Tap them one by one, or type them.',
    word: 'The word you are spelling',
    back: 'Put the last letter back',
    begins: 'Almost. The beginning is right: {part}',
    first: 'Almost. Listen for its first letter.',
  },
);

/** The word in the child's language, or in one that it has. */
export function spellingOf(task: SpellTask, language: string): { word: string; language: string } {
  const chosen = task.word[language] ? language : (Object.keys(task.word)[0] ?? language);
  return { word: task.word[chosen] ?? '', language: chosen };
}

export function spellTask(task: SpellTask, context: TaskContext): TaskBody {
  const { word, language } = spellingOf(task, context.language);
  const letters = tiles(word, task.id + word);
  const length = lettersOf(word).length;
  /** Indexes of tiles in the order taken. */
  let taken: number[] = context.solved ? inOrder(letters, word) : [];
  let done = context.solved;

  const slots = h('div', { class: 'slots', role: 'img', lang: language });
  const rack = h('div', { class: 'rack', role: 'group', 'aria-label': say('letters'), lang: language });
  const buttons = letters.map((letter, i) =>
    h('button', { type: 'button', class: 'press tile', onclick: () => take(i) }, letter),
  );
  const back = h(
    'button',
    { type: 'button', class: 'press tile back', 'aria-label': say('back'), onclick: () => untake() },
    icon('erase'),
  );
  rack.append(...buttons, back);

  const show = () => {
    const spelled = taken.map((i) => letters[i]!);
    const cells = Array.from({ length }, (_, i) =>
      h('span', { class: spelled[i] ? 'slot full' : 'slot' }, spelled[i] ?? ''),
    );
    slots.replaceChildren(...cells);
    slots.classList.toggle('right', done);
    slots.setAttribute('aria-label', `${say('word')}: ${spelled.join(' ')}`);
    for (const [i, button] of buttons.entries()) button.disabled = done || taken.includes(i);
    back.disabled = done || taken.length === 0;
  };
  const take = (index: number) => {
    if (done || taken.includes(index)) return;
    const had = document.activeElement === buttons[index];
    taken = [...taken, index];
    play('tap');
    announce(letters[index]!);
    if (taken.length === length) check();
    show();
    // A disabled tile drops the focus: it goes on to the next that can be taken.
    if (had) (buttons.find((button) => !button.disabled) ?? (back.disabled ? null : back))?.focus();
  };
  const untake = () => {
    taken = taken.slice(0, -1);
    show();
  };
  const check = () => {
    const spelled = taken.map((i) => letters[i]!);
    const start = rightFromFront(spelled, word);
    done = context.attempt(spelled.join(''), {
      language,
      almost: start > 0 ? say('begins', { part: spelled.slice(0, start).join('') }) : say('first'),
    });
    // What was right may stay; the rest goes back to the rack.
    if (!done) taken = taken.slice(0, start);
  };
  const type = (event: KeyboardEvent) => {
    if (done || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') {
      event.preventDefault();
      untake();
      return;
    }
    const index = letters.findIndex(
      (letter, i) => !taken.includes(i) && letter.toLowerCase() === event.key.toLowerCase(),
    );
    if (index >= 0) take(index);
  };
  document.addEventListener('keydown', type);
  show();
  return {
    root: h('div', { class: 'spell' }, slots, rack),
    close: () => document.removeEventListener('keydown', type),
  };
}

function inOrder(letters: readonly string[], word: string): number[] {
  const order: number[] = [];
  for (const letter of lettersOf(word))
    order.push(letters.findIndex((tile, i) => tile === letter && !order.includes(i)));
  return order;
}
