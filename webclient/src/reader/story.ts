// The text of a page: sentences whose words light up as they are read, and can be tapped one by one.
import { type Stretch, stretches } from '../core/read-along.ts';
import { texts } from '../ui/i18n.ts';
import { closeBubble, openBubble } from './bubble.ts';
import { h } from './dom.ts';
import { ReadAloud } from './read-aloud.ts';
import { prefersStill } from './settings.ts';

const say = texts(
  { story: 'Cerita. Panah kiri dan kanan memilih kata, Enter mengucapkannya.' },
  { story: 'Story. Left and right arrows choose a word, Enter speaks it.' },
);

export interface StoryOptions {
  readonly sentences: readonly string[];
  readonly language: string;
  /** Reading aloud began or stopped. */
  readonly onReading: (reading: boolean) => void;
  /** It was read to the end. */
  readonly onEnd: () => void;
}

export class Story {
  readonly root: HTMLElement;
  readonly #options: StoryOptions;
  /** Words of each sentence. */
  readonly #words: HTMLElement[][] = [];
  #reading: ReadAloud | null = null;
  #lit: HTMLElement | null = null;
  #cursor: HTMLElement | null = null;
  /** Sentence to go on with. */
  #from = 0;

  constructor(options: StoryOptions) {
    this.#options = options;
    const paragraphs = options.sentences.map((sentence) => this.#sentence(stretches(sentence)));
    this.root = h(
      'div',
      {
        class: 'story',
        lang: options.language,
        tabindex: 0,
        role: 'group',
        'aria-label': say('story'),
        onclick: (event: MouseEvent) => this.#tapped(event.target as HTMLElement),
        onkeydown: (event: KeyboardEvent) => this.#keyed(event),
        onblur: () => this.#point(null),
      },
      ...paragraphs,
    );
  }

  get reading(): boolean {
    return this.#reading !== null;
  }

  /** Starts, or goes on after a pause with the sentence that was cut off. */
  read(): void {
    closeBubble();
    this.pause();
    this.#reading = new ReadAloud(this.#options.sentences, this.#from, this.#options.language, {
      onWord: (sentence, word) => {
        this.#from = sentence;
        this.#light(sentence, word);
      },
      onEnd: () => {
        this.#from = 0;
        this.pause();
        this.#options.onEnd();
      },
    });
    this.root.classList.add('reading');
    this.#options.onReading(true);
  }

  pause(): void {
    if (!this.#reading) return;
    this.#reading.stop();
    this.#reading = null;
    this.root.classList.remove('reading');
    this.#light(0, null);
    this.#options.onReading(false);
  }

  close(): void {
    this.pause();
    closeBubble();
  }

  #sentence(parts: readonly Stretch[]): HTMLElement {
    const words: HTMLElement[] = [];
    const spans = parts.map((part) => {
      if (part.word === null) return part.text;
      const word = h('span', { class: 'word' }, part.text);
      words.push(word);
      return word;
    });
    this.#words.push(words);
    return h('p', { class: 'sentence' }, ...spans);
  }

  #light(sentence: number, word: number | null): void {
    this.#lit?.classList.remove('lit');
    this.#lit?.parentElement?.classList.remove('now');
    this.#lit = word === null ? null : (this.#words[sentence]?.[word] ?? null);
    if (!this.#lit) return;
    this.#lit.classList.add('lit');
    this.#lit.parentElement?.classList.add('now');
    if (word === 0) bringIntoView(this.#lit);
    else if (!isSeen(this.#lit)) bringIntoView(this.#lit);
  }

  #tapped(target: HTMLElement): void {
    const word = target.closest<HTMLElement>('.word');
    if (!word) return;
    this.pause();
    openBubble(word, word.textContent ?? '', this.#options.language);
  }

  #keyed(event: KeyboardEvent): void {
    const words = this.#words.flat();
    const at = this.#cursor ? words.indexOf(this.#cursor) : -1;
    if (event.key === 'ArrowRight') this.#point(words[Math.min(words.length - 1, at + 1)] ?? null);
    else if (event.key === 'ArrowLeft') this.#point(words[Math.max(0, at - 1)] ?? null);
    else if ((event.key === 'Enter' || event.key === ' ') && this.#cursor) this.#tapped(this.#cursor);
    else return;
    event.preventDefault();
  }

  #point(word: HTMLElement | null): void {
    this.#cursor?.classList.remove('pointed');
    this.#cursor = word;
    word?.classList.add('pointed');
    if (word && !isSeen(word)) bringIntoView(word);
  }
}

function isSeen(element: HTMLElement): boolean {
  const scroller = element.closest('.sheet-scroll');
  if (!scroller) return true;
  const [box, frame] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return box.top >= frame.top && box.bottom <= frame.bottom;
}

function bringIntoView(element: HTMLElement): void {
  element.parentElement?.scrollIntoView({ block: 'nearest', behavior: prefersStill() ? 'auto' : 'smooth' });
  if (!isSeen(element)) element.scrollIntoView({ block: 'center', behavior: 'auto' });
}
