// The reading sheet: title and story, then the puzzles one by one, then the stamp; and the bar at the thumb.
import { localized, texts } from '../ui/i18n.ts';
import { play } from '../ui/sounds.ts';
import { barButtons } from './bar.ts';
import { closeBubble } from './bubble.ts';
import { h } from './dom.ts';
import type { Reading } from './reading.ts';
import { keepRecorded, recordedOf } from './recorded-voice.ts';
import { stamp } from './stamp.ts';
import { announce } from './state.ts';
import { Story } from './story.ts';
import { type ShownTask, showTask } from './task.ts';
import { hush, voiceFor } from './voice.ts';

const say = texts(
  {
    silent: 'Perangkat ini tidak punya suara untuk bahasa ini. Ikuti kata yang menyala.',
    stampTitle: 'Halaman ini selesai!',
    stampSays: 'Cap untukmu.',
    notYet: 'Masih ada teka-teki di halaman ini.',
    notYetSays: 'Kamu boleh mencobanya kapan saja.',
    waits: 'Tunggu gurumu membuka halaman berikutnya.',
    finished: 'SELESAI',
  },
  {
    silent: 'This device has no voice for this language. Follow the words that light up.',
    stampTitle: 'You finished this page!',
    stampSays: 'A stamp for you.',
    notYet: 'This page still has a puzzle.',
    notYetSays: 'You can try it whenever you like.',
    waits: 'Wait for your teacher to open the next page.',
    finished: 'FINISHED',
  },
);

export interface SheetOptions {
  readonly reading: Reading;
  readonly language: () => string;
  /** There is a scene that can be tapped. */
  readonly scene: () => boolean;
  readonly onSolved: (node: string | null) => void;
  readonly onShelf: () => void;
}

export class Sheet {
  readonly root: HTMLElement;
  readonly #options: SheetOptions;
  readonly #scroll = h('div', { class: 'sheet-scroll' });
  readonly #bar = h('nav', { class: 'bar' });
  readonly #silent = h('p', { class: 'aside', hidden: true });
  #story: Story | null = null;
  #task: ShownTask | null = null;

  constructor(options: SheetOptions) {
    this.#options = options;
    this.root = h('section', { class: 'sheet' }, this.#scroll, this.#bar);
  }

  /** Draws the step of the page anew. `focus`: the child moved on, so what is new is said and gets the keys. */
  show(focus: boolean): void {
    this.#leave();
    const { step, task } = this.#options.reading;
    this.#scroll.scrollTop = 0;
    this.root.dataset.step = task?.kind ?? step.kind;
    if (step.kind === 'story') this.#showStory();
    else if (step.kind === 'task') this.#showTask();
    else this.#showEnd();
    this.#scroll.classList.remove('turned');
    if (!focus) return;
    void this.#scroll.offsetWidth;
    this.#scroll.classList.add('turned');
    this.#scroll.querySelector<HTMLElement>('h1, h2')?.focus({ preventScroll: true });
  }

  /** A node of the scene was tapped; says whether a puzzle took it. */
  tapped(node: string): boolean {
    const { reading } = this.#options;
    if (!this.#task?.tapped || !reading.task || reading.isSolved(reading.task)) return false;
    this.#task.tapped(node);
    return true;
  }

  pause(): void {
    this.#story?.pause();
    hush();
  }

  /** The bar again: what can be done changed. */
  refresh(): void {
    this.#showBar();
  }

  close(): void {
    this.#leave();
  }

  #leave(): void {
    this.#story?.close();
    this.#task?.close?.();
    this.#story = this.#task = null;
    closeBubble();
    hush();
  }

  #showStory(): void {
    const { reading } = this.#options;
    const { scene, number } = reading.page;
    const { assets } = reading.manifest;
    const wanted = this.#options.language();
    const language = scene.story[wanted] ? wanted : (Object.keys(scene.story)[0] ?? wanted);
    const sentences = scene.story[language] ?? [];
    const recorded = recordedOf(reading.page, language, assets);
    const next = reading.neighbour(1);
    void keepRecorded(recorded, next && recordedOf(next, language, assets));
    const story = new Story({
      sentences,
      language,
      recorded,
      onReading: (reading) => {
        this.#silent.hidden = !reading || story.recorded || voiceFor(language) !== null;
        this.#showBar();
      },
      onEnd: () => {
        reading.storyRead();
        this.#showBar();
      },
    });
    this.#story = story;
    this.#scroll.replaceChildren(
      h(
        'header',
        { class: 'headline' },
        h('h1', { lang: language, tabindex: -1 }, localized(scene.title, language)),
        h('span', { class: 'folio', 'aria-hidden': true }, String(number)),
      ),
      this.#silent,
      this.#story.root,
    );
    this.#silent.textContent = say('silent');
    this.#silent.hidden = true;
    this.#showBar();
  }

  #showTask(): void {
    const { reading, onSolved } = this.#options;
    const task = reading.task!;
    this.#task = showTask({
      reading,
      task,
      language: this.#options.language(),
      scene: this.#options.scene(),
      onSolved: () => {
        onSolved(task.kind === 'find' ? task.answer : null);
        this.#showBar();
      },
    });
    this.#scroll.replaceChildren(this.#task.root);
    this.#showBar();
  }

  #showEnd(): void {
    const { reading } = this.#options;
    const done = reading.isFinished(reading.page);
    const { emblem, title } = reading.manifest.book;
    const learner = reading.link?.place.learner ?? null;
    const fresh = reading.takeFresh();
    this.#scroll.replaceChildren(
      h(
        'div',
        { class: 'end' },
        done && stamp(learner, emblem, title.toUpperCase(), fresh),
        h('h1', { tabindex: -1 }, done ? say('stampTitle') : say('notYet')),
        h('p', {}, reading.led ? say('waits') : done ? say('stampSays') : say('notYetSays')),
      ),
    );
    if (done && fresh) {
      play('stamp');
      announce(say('stampTitle'));
    }
    this.#showBar();
  }

  #showBar(): void {
    const focused = this.#bar.contains(document.activeElement) ? document.activeElement : null;
    const action = focused?.getAttribute('data-action');
    const { reading, onShelf } = this.#options;
    const buttons = barButtons(reading, this.#story?.reading ?? false, {
      read: () => this.#story?.read(),
      pause: () => this.#story?.pause(),
      ask: () => this.#task?.ask(),
      shelf: onShelf,
    });
    this.#bar.replaceChildren(...buttons);
    if (!action) return;
    const same = this.#bar.querySelector<HTMLElement>(`[data-action=${action}]`);
    (same ?? this.#bar.querySelector<HTMLElement>('.primary'))?.focus();
  }
}
