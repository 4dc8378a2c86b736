// The text of a page: sentences whose words light up as they are read, and can be tapped one by one.
import { type Stretch, stretches } from '../core/read-along.ts';
import { texts } from '../ui/i18n.ts';
import { closeBubble, openBubble } from './bubble.ts';
import { h } from './dom.ts';
import { type Following, ReadAloud } from './read-aloud.ts';
import { type Recorded, readRecorded, sayRecorded } from './recorded-voice.ts';
import { prefersStill } from './settings.ts';

const say = texts(
  { story: 'Cerita. Panah kiri dan kanan memilih kata, Enter mengucapkannya.' },
  { story: 'Story. Left and right arrows choose a word, Enter speaks it.' },
);

export interface StoryOptions {
  readonly sentences: readonly string[];
  readonly language: string;
  /** Somebody's voice that reads it; without one the device reads. */
  readonly recorded: Recorded | null;
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
  #reading: { stop(): void } | null = null;
  #recorded: Recorded | null;
  #lit: HTMLElement | null = null;
  /** The sentence that is read. */
  #now: HTMLElement | null = null;
  #cursor: HTMLElement | null = null;
  /** Sentence to go on with. */
  #from = 0;

  constructor(options: StoryOptions) {
    this.#options = options;
    this.#recorded = options.recorded;
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

  /** It is a person's voice that reads. */
  get recorded(): boolean {
    return this.#recorded !== null;
  }

  /** Starts, or goes on after a pause with the sentence that was cut off. */
  read(): void {
    closeBubble();
    this.pause();
    this.#reading = this.#aloud({
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
    this.root.dataset.voice = this.recorded ? 'recorded' : 'device';
    this.#options.onReading(true);
  }

  /** Reads on with the recorded voice; when that cannot be had, with the device's own. */
  #aloud(following: Following): { stop(): void } {
    const { sentences, language } = this.#options;
    if (!this.#recorded) return new ReadAloud(sentences, this.#from, language, following);
    const onFail = () => {
      this.#recorded = null;
      this.read();
    };
    return readRecorded(this.#recorded, sentences, this.#from, { ...following, onFail });
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
    this.#lit = word === null ? null : (this.#words[sentence]?.[word] ?? null);
    // Between two sentences the page does not grow pale: the last one stays until the next begins.
    const now = this.#lit?.parentElement ?? (this.#reading && this.#now);
    if (now !== this.#now) this.#now?.classList.remove('now');
    now?.classList.add('now');
    this.#now = now;
    if (!this.#lit) return;
    this.#lit.classList.add('lit');
    if (word === 0) bringIntoView(this.#lit);
    else if (!isSeen(this.#lit)) bringIntoView(this.#lit);
  }

  #tapped(target: HTMLElement): void {
    const word = target.closest<HTMLElement>('.word');
    if (!word) return;
    this.pause();
    openBubble(word, word.textContent ?? '', this.#options.language, (onEnd) => this.#sayWord(word, onEnd));
  }

  /** The word as it was recorded; null when nobody recorded it. */
  #sayWord(element: HTMLElement, onEnd: () => void): { stop(): void } | null {
    const sentence = this.#words.findIndex((words) => words.includes(element));
    const word = this.#words[sentence]?.indexOf(element) ?? -1;
    return this.#recorded && sayRecorded(this.#recorded, this.#options.sentences, { sentence, word }, onEnd);
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
