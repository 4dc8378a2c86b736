// Over the stage: a picture and a sentence that say what to do now.
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { type PictureName, picture } from './pictures.ts';
import { prefersStill } from './settings.ts';
import { announce } from './state.ts';

const say = texts(
  {
    searching: 'Arahkan kamera ke tanda kotak di bukumu.',
    held: 'Kamu bisa memutarnya. Arahkan lagi ke halaman untuk menaruhnya.',
    heldStill: 'Arahkan lagi ke halaman untuk menaruhnya.',
    interrupted: 'Kameranya dipakai yang lain sebentar. Nanti kembali sendiri.',
    models: 'Gambar 3D belum bisa dimuat. Ceritanya tetap bisa kamu baca.',
    retry: 'Coba lagi',
    resting: 'Sepertinya perangkatmu hangat. Kameranya istirahat dulu supaya dingin lagi.',
    wake: 'Nyalakan kamera',
  },
  {
    searching: 'Point the camera at the square sign in your book.',
    held: 'You can turn it. Point at the page again to put it back.',
    heldStill: 'Point at the page again to put it back.',
    interrupted: 'Something else has the camera for a moment. It comes back by itself.',
    models: 'The 3D picture cannot be loaded yet. You can still read the story.',
    retry: 'Try again',
    resting: 'Your device seems to be warm. The camera rests so that it can cool down.',
    wake: 'Start the camera',
  },
);

export type Needed = 'searching' | 'held' | 'models' | 'interrupted' | 'resting';
/** What only its finder can put into words. */
interface Said {
  readonly what: 'stranger';
  readonly sentence: string;
  readonly button: HTMLElement | null;
}
const pictures: Record<Needed, PictureName> = {
  searching: 'searching',
  held: 'held',
  models: 'models',
  interrupted: 'asleep',
  resting: 'asleep',
};
/** How long a child is told that the figure can be turned, ms. */
const HELD = 8000;

export interface HintOptions {
  /** It covers more or less of the stage. */
  readonly onResize: () => void;
  readonly onRetry: () => void;
  /** The child wants the camera that rests. */
  readonly onWake: () => void;
}

export class Hint {
  readonly root = h('div', { class: 'hint', hidden: true });
  readonly #options: HintOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HintOptions) {
    this.#options = options;
  }

  /** What it covers of the stage, px. */
  get height(): number {
    return this.root.hidden ? 0 : this.root.offsetHeight;
  }

  show(what: Needed | null): void {
    this.#begin(what);
    if (what) this.#fill(what);
    this.#options.onResize();
  }

  say({ what, sentence, button }: Said): void {
    this.#begin(what);
    this.#put('unknown', sentence, button);
    this.#options.onResize();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #begin(what: string | null): void {
    clearTimeout(this.#timer);
    this.root.hidden = what === null;
    this.root.className = `hint ${what ?? ''}`;
  }

  #fill(what: Needed): void {
    // A child who turns the figure knows by then; the other hints stay until they are followed.
    if (what === 'held') this.#timer = setTimeout(() => this.show(null), HELD);
    const sentence = what === 'held' && prefersStill() ? say('heldStill') : say(what);
    this.#put(pictures[what], sentence, this.#buttonFor(what));
  }

  #buttonFor(what: Needed): HTMLElement | null {
    const { onRetry, onWake } = this.#options;
    switch (what) {
      case 'models':
        return h('button', { type: 'button', class: 'press', onclick: onRetry }, say('retry'));
      case 'resting':
        return h(
          'button',
          { type: 'button', class: 'press primary', 'data-action': 'wake', onclick: onWake },
          icon('camera'),
          say('wake'),
        );
      default:
        return null;
    }
  }

  #put(drawn: PictureName, sentence: string, button: HTMLElement | null): void {
    this.root.replaceChildren(picture(drawn), h('p', {}, sentence), ...(button ? [button] : []));
    announce(sentence);
  }
}
