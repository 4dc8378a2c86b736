// The way into the room: offered where the browser has one, entered by a tap, left to the rung that was before.
import { type Immersion, immersions, immersionsFor } from '../core/immersion.ts';
import { texts } from '../ui/i18n.ts';
import { askForRoom } from './camera-why.ts';
import { h } from './dom.ts';
import type { Seen } from './group-link.ts';
import { icon } from './icons.ts';
import { picture } from './pictures.ts';
import type { Reading } from './reading.ts';
import type { RoomView } from './room-view.ts';
import type { StageView } from './stage-view.ts';
import { announce, tell } from './state.ts';

export const roomText = texts(
  { 'immersive-ar': 'Di ruanganmu', 'immersive-vr': 'Di meja VR' },
  { 'immersive-ar': 'In your room', 'immersive-vr': 'On a VR desk' },
);

export const roomSays = texts(
  { 'immersive-ar': 'Berdiri di meja atau lantaimu.', 'immersive-vr': 'Halamannya di atas meja, dengan kacamata VR.' },
  { 'immersive-ar': 'It stands on your table or floor.', 'immersive-vr': 'The page on a desk, with a headset.' },
);

const say = texts(
  {
    enter: 'Taruh di ruanganmu',
    refused: 'Ruangannya belum boleh dilihat. Izinkan kalau perangkatmu bertanya, lalu coba lagi.',
    failed: 'Ruangannya belum bisa dibuka. Ceritanya tetap di sini.',
    left: 'Kamu kembali ke halaman.',
    good: 'Baik',
  },
  {
    enter: 'Put it in your room',
    refused: 'The room may not be seen yet. Say yes if your device asks, then try again.',
    failed: 'The room cannot be opened yet. The story stays here.',
    left: 'You are back on the page.',
    good: 'All right',
  },
);

export interface RoomDoorOptions {
  readonly reading: Reading;
  readonly stage: StageView;
  /** The page, in which the room's own buttons are put. */
  readonly page: HTMLElement;
  /** What stands in words beside the scene, for those who do not see the page there. */
  readonly told: () => readonly HTMLElement[];
}

/** Everything that a browser may grant or not: without any of these the room still works. */
const FEATURES: Record<Immersion, string[]> = {
  'immersive-ar': ['local-floor', 'hit-test', 'anchors', 'dom-overlay'],
  'immersive-vr': ['local-floor'],
};

/** A room was entered from this device: what for need not be said again. */
const ENTERED = 'arlearn.room';
const hasEntered = (): boolean => localStorage.getItem(ENTERED) !== null;

export class RoomDoor {
  readonly root = h('div', { class: 'room-door' });
  readonly #options: RoomDoorOptions;
  #supported: ReadonlySet<Immersion> = new Set();
  #within: Immersion | null = null;
  #immersion: XRSession | null = null;
  #view: RoomView | null = null;
  #over: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: RoomDoorOptions) {
    this.#options = options;
    navigator.xr?.addEventListener('devicechange', this.#ask);
    void this.#ask();
  }

  /** The rooms that can be entered with this page. */
  get ways(): readonly Immersion[] {
    return immersionsFor(this.#options.stage.offer, this.#supported);
  }

  /** The room that the child is in, or about to be. */
  get within(): Immersion | null {
    return this.#within;
  }

  /** What the educator is told of it; null when the child is in no room. */
  get view(): Seen['view'] | null {
    return this.#view?.view ?? null;
  }

  /** The page or the rung changed: the door may be there or not. */
  refresh(): void {
    if (this.root.querySelector('.hint')) return;
    // Any phone that fits into a cardboard headset says that it has virtual reality: that is found among the ways to read.
    const open = !this.#within && this.ways.includes('immersive-ar');
    this.root.replaceChildren(...(open ? [this.#button()] : []));
  }

  /** Must be called in a tap. The first time a picture says what the browser will ask for. */
  async enter(kind: Immersion): Promise<void> {
    if (this.#within || !navigator.xr) return;
    this.#within = kind;
    this.root.replaceChildren();
    const { page } = this.#options;
    if (kind === 'immersive-ar' && !hasEntered() && !(await askForRoom(page.parentElement ?? page))) {
      this.#within = null;
      this.refresh();
      return;
    }
    // The camera is let go first, for the room needs it; and both before anything else is waited for: the tap still counts.
    const lent = this.#options.stage.lend();
    const overlay = kind === 'immersive-ar' ? { domOverlay: { root: document.body } } : {};
    const asked = navigator.xr.requestSession(kind, { optionalFeatures: FEATURES[kind], ...overlay });
    const loaded = import('./room-view.ts');
    this.#over = this.#stay(kind, asked, lent, loaded);
    await this.#over;
  }

  /** Leaves the room, if the child is in one; resolves when the page is back on its rung. */
  async leave(): Promise<void> {
    await this.#immersion?.end().catch(() => undefined); // it has ended by itself
    await this.#over;
  }

  close(): void {
    this.#closed = true;
    navigator.xr?.removeEventListener('devicechange', this.#ask);
    void this.#immersion?.end().catch(() => undefined);
  }

  /** From the tap to the return. */
  async #stay(
    kind: Immersion,
    asked: Promise<XRSession>,
    lent: ReturnType<StageView['lend']>,
    loaded: Promise<typeof import('./room-view.ts')>,
  ): Promise<void> {
    let trouble: 'refused' | 'failed' | null = null;
    try {
      const immersion = await asked;
      this.#immersion = immersion;
      if (kind === 'immersive-ar') localStorage.setItem(ENTERED, 'yes');
      const ended = new Promise<void>((resolve) => {
        immersion.addEventListener('end', () => resolve(), { once: true });
      });
      const opened = await this.#open(kind, immersion, await lent, loaded).catch(() => false);
      if (!opened) {
        trouble = 'failed';
        await immersion.end().catch(() => undefined);
      }
      await ended;
    } catch (error) {
      const denied = error instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(error.name);
      trouble = denied ? 'refused' : 'failed';
      await Promise.allSettled([lent, loaded]);
    }
    this.#view?.close();
    this.#view = this.#immersion = this.#within = null;
    tell({ room: null, tracking: null });
    if (this.#closed) return;
    await this.#options.stage.takeBack();
    this.refresh();
    if (trouble) this.#apologise(trouble);
    else {
      announce(say('left'));
      this.root.querySelector('button')?.focus();
    }
  }

  async #open(
    kind: Immersion,
    immersion: XRSession,
    stage: Awaited<ReturnType<StageView['lend']>>,
    loaded: Promise<typeof import('./room-view.ts')>,
  ): Promise<boolean> {
    const { RoomView } = await loaded;
    if (!stage || this.#closed) return false;
    const { page, reading, told } = this.#options;
    this.#options.stage.enterRoom();
    this.#view = new RoomView({ kind, immersion, stage, page, reading, told, onLeave: () => void this.leave() });
    await this.#view.open();
    return true;
  }

  readonly #ask = async (): Promise<void> => {
    const { xr } = navigator;
    if (!xr) return;
    const answers = await Promise.all(immersions.map((kind) => xr.isSessionSupported(kind).catch(() => false)));
    this.#supported = new Set(immersions.filter((_, i) => answers[i]));
    this.refresh();
  };

  #button(): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        class: 'press round',
        'data-action': 'room',
        'aria-label': say('enter'),
        onclick: () => void this.enter('immersive-ar'),
      },
      icon('room'),
    );
  }

  #apologise(trouble: 'refused' | 'failed'): void {
    const gone = () => {
      hint.remove();
      this.refresh();
    };
    const hint = h(
      'div',
      { class: 'hint room-trouble', 'data-problem': `room_${trouble}` },
      picture('held'),
      h('p', {}, say(trouble)),
      h('button', { type: 'button', class: 'press', 'data-action': 'good', onclick: gone }, say('good')),
    );
    this.root.replaceChildren(hint);
    announce(say(trouble));
    hint.querySelector('button')?.focus();
  }
}
