// What stands above the sheet: the page's picture, the scene on a virtual sheet, or the camera with the scene in it.
import { type Offer, obstacle, type ReaderRung, type Reason, rungFor, rungs } from '../core/rung.ts';
import type { BookMarkers, MarkerWord } from '../generated/api.ts';
import { get } from '../net/http.ts';
import type { Stage } from '../stage/stage.ts';
import { localized, texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import type { Seen } from './group-link.ts';
import { Hint, type Needed } from './hint.ts';
import { browserOffer } from './ladder.ts';
import { LiveView } from './live-view.ts';
import type { PhotoView } from './photo-view.ts';
import { picture } from './pictures.ts';
import { QualityKeeper } from './quality-keeper.ts';
import type { Reading } from './reading.ts';
import { chosenRung, prefersStill } from './settings.ts';
import { announce, tell } from './state.ts';
import { type Stranger, strangerLink } from './strangers.ts';

const say = texts(
  {
    scene: 'Adegan 3D: {names}. Panah memutarnya.',
    tracking: 'Halaman ditemukan.',
    book: 'Gambar halaman ini',
  },
  {
    scene: '3D scene: {names}. Arrow keys turn it.',
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
  /** The camera was wanted and cannot be had. */
  readonly onRefused: () => void;
}

/** How far the picture goes on behind the sheet, whose edge is torn, px. */
const TORN_EDGE = 12;

export class StageView {
  readonly root = h('div', { class: 'stage' });
  readonly #options: StageViewOptions;
  readonly #hint = new Hint({
    onResize: () => this.#coverStage(),
    onRetry: () => void this.#settle(),
    onWake: () => this.#wake(),
  });
  #markers: MarkerWord[] | null = null;
  #refused: Offer['refused'] = null;
  #wanted: ReaderRung | null = chosenRung();
  #rung: ReaderRung = 'read';
  #stage: Stage | null = null;
  #live: LiveView | null = null;
  #photo: PhotoView | null = null;
  /** The camera rests until the child wants it again, for the phone is hot; the scene stands on its sheet. */
  #resting = false;
  readonly #quality = new QualityKeeper(
    (quality) => {
      this.#stage?.ease(quality);
      this.#live?.ease();
    },
    () => this.#rest(),
  );
  #shown: string | null = null;
  #covered = { top: 0, right: 0, bottom: 0, left: 0 };
  #closed = false;
  /** The scene is on its way into the room, or there: somebody else draws it. */
  #lent: 'lent' | 'room' | null = null;

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
    return this.#rung === 'live' && !this.#resting ? (this.#live?.state ?? 'searching') : 'reading';
  }

  /** Goes to the rung that is there and wanted; asks the camera for its picture when that is Live. */
  async start(wanted: ReaderRung | null = this.#wanted): Promise<void> {
    this.#wanted = wanted;
    if (wanted === 'live') this.#refused = null;
    if (!this.#markers) await this.#loadMarkers();
    if (wanted === 'live') this.#wake();
    await this.#settle();
  }

  /** The page changed, or its texts. */
  async showPage(): Promise<void> {
    await this.#settle();
  }

  /** Gives the stage away for a scene in the room: the camera rests at once. Null when there is nothing to draw with. */
  async lend(): Promise<Stage | null> {
    this.#lent = 'lent';
    this.#stopLive();
    await this.#settle();
    return this.#stage;
  }

  /** The scene has come into the room. */
  enterRoom(): void {
    this.#lent = 'room';
    tell({ rung: this.#told });
    this.#options.reading.show({ rung: this.#told });
  }

  /** The scene is back from the room: the rung is what it was before. */
  async takeBack(): Promise<void> {
    this.#lent = null;
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
    this.#hint.close();
    this.#live?.stop();
    this.#photo?.close();
    this.#quality.close();
    this.#stage?.dispose();
    tell({ rung: null, tracking: null, scene: null });
  }

  /** The rung as others are told of it. */
  get #told(): ReaderRung | 'webxr' {
    return this.#lent === 'room' ? 'webxr' : this.#rung;
  }

  async #loadMarkers(): Promise<void> {
    if (obstacle('photo', this.offer)) return;
    // Without them nothing can be recognised now, though it may be later.
    if (!(await this.#fetchMarkers())) this.#refused = 'camera_failed';
  }

  async #fetchMarkers(): Promise<MarkerWord[] | null> {
    this.#markers ??= await get<BookMarkers>(this.#options.reading.markersAddress).then(
      ({ markers }) => markers,
      () => null,
    );
    return this.#markers;
  }

  async #settle(): Promise<void> {
    if (this.#closed) return;
    const rung = rungFor(this.offer, this.#lent ? 'view' : this.#wanted);
    const changed = rung !== this.#rung || !this.root.firstChild;
    this.#rung = rung;
    tell({ rung: this.#told, scene: this.#options.reading.page.id });
    const looks = rung === 'live' || this.#lent === 'room';
    this.#options.reading.show({ rung: this.#told, ...(looks ? {} : { view: 'reading' }) });
    // At once: what the sheet shows must not change under a child's fingers when the models have come.
    if (changed) this.#options.onRung();
    if (rung !== 'live') this.#stopLive();
    if (rung !== 'photo') this.#stopPhoto();
    this.#photo?.turned(this.#options.reading.page.id);
    if (rung === 'read') this.#showPicture();
    else await this.#showScene();
    if (rung !== this.#rung) return;
    if (rung === 'live') this.#startLive();
    if (rung === 'photo') await this.#startPhoto();
  }

  #showPicture(): void {
    this.#stage?.dispose();
    this.#stage = null;
    this.#shown = null;
    this.#advise(null);
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
      else if (missing && this.#rung !== 'live') this.#advise(null);
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
    this.root.replaceChildren(canvas, this.#hint.root);
    const onContext = (there: boolean) => this.#advise(there ? null : 'models');
    this.#stage = new Stage({
      canvas,
      colours,
      still: prefersStill(),
      quality: this.#quality.quality,
      onCost: (cost) => this.#quality.frame(cost, false),
      onTap: this.#options.onTap,
      onContext,
      onCanvas: (next) => this.#countDrawings(next),
    });
    this.#coverStage();
    this.#stage.live(this.#rung === 'live');
    this.#countDrawings(canvas);
  }

  /** What a test may ask the drawing for. */
  #countDrawings(canvas: HTMLCanvasElement): void {
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
      place: this.root,
      quality: () => this.#quality.quality,
      onCost: (cost) => this.#quality.frame(cost, true),
      onInterrupted: () => this.#advise('interrupted'),
      onStranger: (stranger) => this.#tellStranger(stranger),
      markers: this.#markers ?? [],
      book: this.#options.reading.manifest.book.id,
      shown: () => this.#options.reading.page.id,
      onPage: (page) => void this.#options.reading.open(page),
      onTracking: (state) => {
        this.#options.reading.show({ view: state });
        this.#advise(state === 'tracking' ? null : state);
        if (state === 'tracking') announce(say('tracking'));
      },
      onFailure: (reason) => {
        this.#live = null;
        const known = reason === 'camera_denied' || reason === 'camera_busy' || reason === 'camera_none';
        this.#refused = known ? reason : 'camera_failed';
        void this.#settle();
        this.#options.onRefused();
      },
    });
  }

  #rest(): void {
    if (!this.#live || this.#resting) return;
    this.#advise('resting');
    this.#resting = true;
    this.#live.rest();
    this.#stage?.live(false);
    this.#options.reading.show({ view: 'reading' });
  }

  #wake(): void {
    if (!this.#resting) return;
    this.#resting = false;
    this.#advise(null);
    this.#stage?.live(true);
    void this.#live?.wake();
  }

  /** Says what to do now. While the camera rests the way back to it stands in the hint: nothing takes that away. */
  #advise(what: Needed | null): void {
    if (!this.#resting) this.#hint.show(what);
  }

  #tellStranger(stranger: Stranger | null): void {
    if (this.#resting) return;
    const state = this.#live?.state ?? 'searching';
    if (stranger) {
      const { code, sentence } = stranger;
      const button = code !== null && this.#isFree ? strangerLink(code) : null;
      this.#hint.say({ what: 'stranger', sentence, button });
    } else {
      this.#advise(state === 'tracking' ? null : state);
    }
  }

  /** A child in a group does not leave it for another book by the way. */
  get #isFree(): boolean {
    return this.#options.reading.link === null;
  }

  async #startPhoto(): Promise<void> {
    if (this.#photo || !this.#stage) return;
    const { PhotoView } = await import('./photo-view.ts');
    if (this.#photo || !this.#stage || this.#rung !== 'photo' || this.#closed) return;
    const { reading } = this.#options;
    this.#photo = new PhotoView({
      stage: this.#stage,
      markers: () => this.#fetchMarkers(),
      book: reading.manifest.book.id,
      free: this.#isFree,
      onPage: (page) => page === reading.page.id || reading.open(page),
      onResize: () => this.#coverStage(),
    });
    this.root.append(this.#photo.root);
    this.#coverStage();
  }

  #stopPhoto(): void {
    this.#photo?.close();
    this.#photo = null;
  }

  #stopLive(): void {
    this.#live?.stop();
    this.#live = null;
    this.#resting = false;
    // A photograph that the scene stands on stays through all but its own end.
    if (!this.#photo) this.#stage?.live(false);
    this.#advise(null);
  }

  #failed(): void {
    this.#shown = null;
    this.#advise('models');
  }

  /** The figure stands in what neither the sheet, the bars nor the hint cover; the camera's picture ends at the sheet. */
  #coverStage(): void {
    const hint = Math.max(this.#hint.height, this.#photo?.root.offsetHeight ?? 0);
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
