// The bar at the thumb: one step back, the one thing to do now, and the other way beside it.
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import type { Reading } from './reading.ts';

const say = texts(
  {
    listen: 'Dengarkan',
    pause: 'Jeda',
    next: 'Lanjut',
    again: 'Dengarkan lagi',
    ask: 'Dengar soal',
    back: 'Kembali',
    nextPage: 'Halaman berikut',
    lastPage: 'Ke rak buku',
    fromStart: 'Baca dari awal',
    toTask: 'Ke teka-teki',
  },
  {
    listen: 'Listen',
    pause: 'Pause',
    next: 'Go on',
    again: 'Listen again',
    ask: 'Hear it',
    back: 'Back',
    nextPage: 'Next page',
    lastPage: 'To the shelf',
    fromStart: 'From the start',
    toTask: 'To the puzzle',
  },
);

/** What the bar cannot do by moving through the book. */
export interface BarActs {
  readonly read: () => void;
  readonly pause: () => void;
  /** Speaks the question of the puzzle. */
  readonly ask: () => void;
  readonly shelf: () => void;
}

export function barButtons(reading: Reading, aloud: boolean, acts: BarActs): HTMLElement[] {
  return [backButton(reading), ...onward(reading, aloud, acts)];
}

function backButton(reading: Reading): HTMLElement {
  if (reading.step.kind !== 'story') return round('back', 'back', say('back'), () => reading.backward());
  const before = reading.neighbour(-1);
  return round('back', 'back', say('back'), () => before && reading.open(before.id), !before || reading.led);
}

function onward(reading: Reading, aloud: boolean, { read, pause, ask, shelf }: BarActs): HTMLElement[] {
  const forward = () => reading.forward();
  const skip = () => round('next', 'next', say('next'), forward);
  switch (reading.step.kind) {
    case 'story':
      if (aloud) return [primary('listen', 'pause', say('pause'), pause), skip()];
      if (!reading.hasRead(reading.page)) return [primary('listen', 'listen', say('listen'), read), skip()];
      return [primary('next', 'next', say('next'), forward), round('listen', 'listen', say('again'), read)];
    case 'task':
      if (reading.task && reading.isSolved(reading.task)) return [primary('next', 'next', say('next'), forward)];
      return [plain('ask', 'listen', say('ask'), ask), skip()];
    case 'end':
      return [fromEnd(reading, shelf)];
  }
}

function fromEnd(reading: Reading, shelf: () => void): HTMLElement {
  const open = reading.tasks.findIndex((task) => !reading.isSolved(task));
  if (open >= 0) return primary('task', 'light', say('toTask'), () => reading.toTask(open));
  const next = reading.neighbour(1);
  if (next) return primary('page', 'next', say('nextPage'), () => reading.open(next.id), reading.led);
  if (!reading.link) return primary('shelf', 'home', say('lastPage'), shelf);
  // In a group there is always something to read until the educator ends it.
  const [first] = reading.pages;
  return primary('page', 'again', say('fromStart'), () => first && reading.open(first.id), reading.led);
}

type Button = (action: string, sign: IconName, words: string, act: () => void, disabled?: boolean) => HTMLElement;

const primary: Button = (action, sign, words, onclick, disabled = false) =>
  h('button', { type: 'button', class: 'press primary', 'data-action': action, onclick, disabled }, icon(sign), words);

const plain: Button = (action, sign, words, onclick, disabled = false) =>
  h('button', { type: 'button', class: 'press', 'data-action': action, onclick, disabled }, icon(sign), words);

const round: Button = (action, sign, words, onclick, disabled = false) =>
  h(
    'button',
    { type: 'button', class: 'press round', 'data-action': action, 'aria-label': words, onclick, disabled },
    icon(sign),
  );
