// What stands above the sheet: the page's picture, the scene on a virtual sheet, or the camera with the scene in it.
import { type Offer, obstacle, type ReaderRung, type Reason, rungFor, rungs } from '../core/rung.ts';
import type { BookMarkers, MarkerWord } from '../generated/api.ts';
import { get } from '../net/http.ts';
import type { Stage } from '../stage/stage.ts';
import { localized, texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import type { Seen } from './group-link.ts';
import { browserOffer } from './ladder.ts';
import { LiveView } from './live-view.ts';
import { type PictureName, picture } from './pictures.ts';
import type { Reading } from './reading.ts';
import { chosenRung, prefersStill } from './settings.ts';
import { announce, tell } from './state.ts';

const say = texts(
  {
    scene: 'Adegan 3D: {names}. Panah memutarnya.',
    searching: 'Arahkan kamera ke tanda kotak di bukumu.',
    held: 'Kamu bisa memutarnya. Arahkan lagi ke halaman untuk menaruhnya.',
    heldStill: 'Arahkan lagi ke halaman untuk menaruhnya.',
    models: 'Gambar 3D belum bisa dimuat. Ceritanya tetap bisa kamu baca.',
    retry: 'Coba lagi',
    tracking: 'Halaman ditemukan.',
    book: 'Gambar halaman ini',
  },
  {
    scene: '3D scene: {names}. Arrow keys turn it.',
    searching: 'Point the camera at the square sign in your book.',
    held: 'You can turn it. Point at the page again to put it back.',
    heldStill: 'Point at the page again to put it back.',
    models: 'The 3D picture cannot be loaded yet. You can still read the story.',
    retry: 'Try again',
    tracking: 'Page found.',
    book: 'The picture of this page',
  },
);

export interface StageViewOptions {
  readonly reading: Reading;
  readonly language: () => string;
  readonly onTap: (node: string) => void;
  /** Another rung, or the same for another reason. */
  readonly onRung: () => void;
}

/** ms */
/** How far the picture goes on behind the sheet, whose edge is torn, px. */
const TORN_EDGE = 12;
const HELD_HINT = 8000;

export class StageView {
  readonly root = h('div', { class: 'stage' });
  readonly #options: StageViewOptions;
  readonly #hint = h('div', { class: 'hint', hidden: true });
  #markers: MarkerWord[] | null = null;
  #refused: Offer['refused'] = null;
  #wanted: ReaderRung | null = chosenRung();
  #rung: ReaderRung = 'read';
  #stage: Stage | null = null;
  #live: LiveView | null = null;
  #shown: string | null = null;
  #covered = { top: 0, right: 0, bottom: 0, left: 0 };
  #closed = false;
  #hintTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: StageViewOptions) {
    this.#options = options;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.#repaint);
  }

  get rung(): ReaderRung {
    return this.#rung;
  }

  get offer(): Offer {
    const models = this.#options.reading.page.scene.nodes.length > 0;
    // Until the markers are known the book is taken to have some: the first screen need not wait for them.
    return { ...browserOffer(), models, markers: this.#markers?.length !== 0, refused: this.#refused };
  }

  /** Why the next higher rung is not the one shown; null when the child wanted this one, or it is the highest. */
  get reason(): Reason | null {
    const next = rungs[rungs.indexOf(this.#rung) + 1];
    return next ? obstacle(next, this.offer) : null;
  }

  /** What the educator is told of it. */
  get view(): Seen['view'] {
    return this.#rung === 'live' ? (this.#live?.state ?? 'searching') : 'reading';
  }

  /** Goes to the rung that is there and wanted; asks the camera for its picture when that is Live. */
  async start(wanted: ReaderRung | null = this.#wanted): Promise<void> {
    this.#wanted = wanted;
    if (wanted === 'live') this.#refused = null;
    if (!this.#markers) await this.#loadMarkers();
    await this.#settle();
  }

  /** The page changed, or its texts. */
  async showPage(): Promise<void> {
    await this.#settle();
  }

  cheer(node: string): void {
    this.#stage?.cheer(node);
  }

  /** Px of the stage that lie under the sheet and the bars. */
  cover(insets: { top: number; right: number; bottom: number; left: number }): void {
    this.#covered = insets;
    const { style } = this.root.parentElement ?? this.root;
    for (const [side, px] of Object.entries(insets)) style.setProperty(`--covered-${side}`, `${px}px`);
    this.#coverStage();
  }

  close(): void {
    this.#closed = true;
    matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', this.#repaint);
    clearTimeout(this.#hintTimer);
    this.#live?.stop();
    this.#stage?.dispose();
    tell({ rung: null, tracking: null, scene: null });
  }

  async #loadMarkers(): Promise<void> {
    if (rungFor(this.offer) !== 'live') return;
    const { id } = this.#options.reading.manifest.book;
    this.#markers = await get<BookMarkers>(`/api/markers/books/${id}`).then(
      ({ markers }) => markers,
      () => null,
    );
    // Without them nothing can be recognised now, though it may be later.
    if (!this.#markers) this.#refused = 'camera_failed';
  }

  async #settle(): Promise<void> {
    if (this.#closed) return;
    const rung = rungFor(this.offer, this.#wanted);
    const changed = rung !== this.#rung || !this.root.firstChild;
    this.#rung = rung;
    tell({ rung, scene: this.#options.reading.page.id });
    this.#options.reading.show({ rung, ...(rung === 'live' ? {} : { view: 'reading' }) });
    // At once: what the sheet shows must not change under a child's fingers when the models have come.
    if (changed) this.#options.onRung();
    if (rung !== 'live') this.#stopLive();
    if (rung === 'read') this.#showPicture();
    else await this.#showScene();
    if (rung === 'live' && this.#rung === 'live') this.#startLive();
  }

  #showPicture(): void {
    this.#stage?.dispose();
    this.#stage = null;
    this.#shown = null;
    this.#say(null);
    const { manifest, page } = this.#options.reading;
    const { picture: drawn } = page.scene;
    const url = drawn ? manifest.assets[drawn.asset]?.url : manifest.book.cover;
    const alt = drawn ? localized(drawn.description, this.#options.language()) : say('book');
    const image = url ? h('img', { src: url, alt, decoding: 'async' }) : picture('shelf');
    this.root.replaceChildren(h('figure', { class: 'print' }, image));
  }

  async #showScene(): Promise<void> {
    const { page, manifest } = this.#options.reading;
    try {
      if (!this.#stage) await this.#openStage();
      this.#describe();
      if (!this.#stage || this.#shown === page.id) return;
      this.#shown = page.id;
      const missing = await this.#stage.show(page.scene, manifest.assets);
      if (missing?.length) this.#failed();
      else if (missing && this.#rung === 'view') this.#say(null);
      const next = this.#options.reading.neighbour(1);
      if (missing && next) this.#stage.prepare(next.scene, manifest.assets);
    } catch {
      this.#failed();
    }
  }

  async #openStage(): Promise<void> {
    const { Stage } = await import('../stage/stage.ts');
    if (this.#closed || this.#rung === 'read' || this.#stage) return;
    const canvas = h('canvas', { class: 'scene', tabindex: 0, role: 'img' });
    this.root.replaceChildren(canvas, this.#hint);
    const onContext = (there: boolean) => this.#say(there ? null : 'models');
    this.#stage = new Stage({ canvas, colours, still: prefersStill(), onTap: this.#options.onTap, onContext });
    this.#coverStage();
    this.#stage.live(this.#rung === 'live');
    // What a test may ask the drawing for.
    Object.defineProperty(canvas, 'drawn', { get: () => this.#stage?.drawn ?? 0 });
  }

  #describe(): void {
    const language = this.#options.language();
    const { nodes, picture: drawn } = this.#options.reading.page.scene;
    const names = [...new Set(nodes.map((node) => localized(node.name, language)))].join(', ');
    const described = drawn ? ` ${localized(drawn.description, language)}` : '';
    this.root.querySelector('canvas')?.setAttribute('aria-label', say('scene', { names }) + described);
  }

  #startLive(): void {
    if (this.#live || !this.#stage) return;
    this.#stage.live(true);
    this.#live = new LiveView({
      stage: this.#stage,
      markers: this.#markers ?? [],
      shown: () => this.#options.reading.page.id,
      onPage: (page) => void this.#options.reading.open(page),
      onTracking: (state) => {
        this.#options.reading.show({ view: state });
        this.#say(state === 'tracking' ? null : state);
        if (state === 'tracking') announce(say('tracking'));
      },
      onFailure: (reason) => {
        this.#live = null;
        this.#refused = reason === 'camera_denied' || reason === 'camera_busy' ? reason : 'camera_failed';
        void this.#settle();
      },
    });
  }

  #stopLive(): void {
    this.#live?.stop();
    this.#live = null;
    this.#stage?.live(false);
    this.#say(null);
  }

  #failed(): void {
    this.#shown = null;
    this.#say('models');
  }

  /** The picture and the sentence that say what to do now. */
  #say(what: Extract<PictureName, 'searching' | 'held' | 'models'> | null): void {
    clearTimeout(this.#hintTimer);
    this.#hint.hidden = what === null;
    this.#hint.className = `hint ${what ?? ''}`;
    this.#coverStage();
    if (!what) return;
    // A child who turns the figure knows by then; the other hints stay until they are followed.
    if (what === 'held') this.#hintTimer = setTimeout(() => this.#say(null), HELD_HINT);
    const sentence = what === 'held' && prefersStill() ? say('heldStill') : say(what);
    const retry = h('button', { type: 'button', class: 'press', onclick: () => void this.#settle() }, say('retry'));
    this.#hint.replaceChildren(picture(what), h('p', {}, sentence), ...(what === 'models' ? [retry] : []));
    this.#coverStage();
    announce(sentence);
  }

  /** The figure stands in what neither the sheet, the bars nor the hint cover; the camera's picture ends at the sheet. */
  #coverStage(): void {
    const hint = this.#hint.hidden ? 0 : this.#hint.offsetHeight;
    const behindTheBars = { ...this.#covered, top: 0, bottom: Math.max(0, this.#covered.bottom - TORN_EDGE) };
    this.#stage?.cover({ ...this.#covered, bottom: this.#covered.bottom + hint }, behindTheBars);
  }

  readonly #repaint = (): void => this.#stage?.repaint();
}

/** The colours of the interface, as they are now. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return { paper: value('--sheet'), line: value('--line'), shade: value('--stage-shade'), ring: value('--honey') };
}
