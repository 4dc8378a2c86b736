// The room as a child meets it: glass to turn and stretch on, buttons for the same, what to do now, and the board.
import { type Fingers, isTap, lift, move, NO_FINGERS, press } from '../core/fingers.ts';
import type { Immersion } from '../core/immersion.ts';
import { type Placing, resize, scale, size, turn } from '../core/placing.ts';
import { Board } from '../stage/board.ts';
import { Room } from '../stage/room.ts';
import type { Stage } from '../stage/stage.ts';
import { interfaceLanguage, texts } from '../ui/i18n.ts';
import { boardParts } from './board-parts.ts';
import { h } from './dom.ts';
import type { Seen } from './group-link.ts';
import { picture } from './pictures.ts';
import type { Reading } from './reading.ts';
import './room.css';
import { RoomTools } from './room-tools.ts';
import { announce, tell } from './state.ts';

const say = texts(
  {
    glass: 'Adegan di ruanganmu. Panah kiri dan kanan memutar, + dan − mengubah besarnya, Enter menaruhnya.',
    seeking: 'Arahkan perangkatmu ke meja atau lantai, pelan-pelan.',
    found: 'Ketuk untuk menaruhnya di sini.',
    blind: 'Perangkat ini belum bisa mencari meja. Gambarnya kutaruh di depanmu.',
    lost: 'Gerakkan perangkatmu pelan-pelan. Ia sedang mencari ruanganmu.',
    placed: 'Sudah berdiri. {size}',
    life: 'Sebesar di buku',
    times: '{times} kali besarnya di buku',
  },
  {
    glass: 'The scene in your room. Left and right arrows turn it, + and − change its size, Enter puts it down.',
    seeking: 'Point your device at a table or the floor, slowly.',
    found: 'Tap to put it here.',
    blind: 'This device cannot look for a table yet. I have put it in front of you.',
    lost: 'Move your device slowly. It is looking for your room.',
    placed: 'There it stands. {size}',
    life: 'As large as in the book',
    times: '{times} times as large as in the book',
  },
);

export interface RoomViewOptions {
  readonly kind: Immersion;
  readonly immersion: XRSession;
  readonly stage: Stage;
  /** The page screen, in which buttons and glass are put. */
  readonly page: HTMLElement;
  readonly reading: Reading;
  /** Whose words and buttons the board has. */
  readonly told: () => readonly HTMLElement[];
  readonly onLeave: () => void;
}

/** Radians that a key or a button turns. */
const TURN = Math.PI / 8;
/** What a child was told stays so long, ms. */
const TOLD = 6000;
/** A board is drawn again so long after the first of several changes, ms. */
const SETTLED = 60;

type Hint = 'seeking' | 'found' | 'blind' | 'lost';

export class RoomView {
  readonly #options: RoomViewOptions;
  readonly #glass = h('div', { class: 'room-glass', tabindex: 0, role: 'application', 'aria-label': say('glass') });
  readonly #hint = h('div', { class: 'hint room-hint', hidden: true });
  readonly #tools: RoomTools;
  readonly #size = h('p', { class: 'room-size', hidden: true });
  readonly #board: Board | null;
  readonly #room: Room;
  readonly #watcher: MutationObserver | null = null;
  readonly #abort = new AbortController();
  readonly #off: () => void;
  #fingers: Fingers = NO_FINGERS;
  #tracking: 'searching' | 'tracking' | 'held' = 'searching';
  #blind = false;
  #shown: { kind: Placing['kind'] | null; spot: boolean; size: number } = { kind: null, spot: false, size: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RoomViewOptions) {
    this.#options = options;
    const { immersion, kind, stage, page, reading } = options;
    // A browser that lays the page over the room says so; without that words and buttons stand in the room.
    this.#board = immersion.domOverlayState ? null : new Board(boardColours);
    this.#room = new Room({
      immersion,
      kind,
      stage: stage.lend(),
      colours: roomColours(),
      board: this.#board,
      onPlacing: (placing) => this.#placed(placing),
      onTracked: (tracked) => this.#tracked(tracked),
      isTap: () => isTap(this.#fingers),
    });
    this.#tools = this.#makeTools();
    this.#listen();
    this.#off = reading.on((change) => {
      if (change === 'page' || change === 'step') this.#tools.unfold();
    });
    page.append(this.#glass, this.#size, this.#tools.keep, this.#tools.change, this.#hint, this.#tools.put);
    tell({ room: kind === 'immersive-ar' ? 'ar' : 'vr' });
    this.#placed(this.#room.placing);
    if (this.#board) {
      this.#watcher = new MutationObserver(() => this.#redraw());
      this.#watcher.observe(page, { subtree: true, childList: true, characterData: true, attributes: true });
      this.#drawBoard();
    }
  }

  /** What the educator is told of it: a headset that was taken off shows nothing. */
  get view(): Seen['view'] {
    return this.#options.immersion.visibilityState === 'hidden' ? 'away' : this.#tracking;
  }

  async open(): Promise<void> {
    const sees = await this.#room.open();
    this.#blind = !sees && this.#options.kind === 'immersive-ar';
    if (this.#blind) this.#say('blind');
    this.#glass.focus();
  }

  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#drawing);
    this.#watcher?.disconnect();
    this.#abort.abort();
    this.#off();
    this.#room.close();
    this.#tools.remove();
    for (const part of [this.#glass, this.#size, this.#hint]) part.remove();
  }

  #makeTools(): RoomTools {
    const { page, onLeave } = this.#options;
    const acts = {
      leave: onLeave,
      move: () => this.#room.lift(),
      put: () => this.#room.put(),
      turn: (way: 1 | -1) => this.#turn(way),
      size: (way: 1 | -1) => this.#resize(way),
    };
    return new RoomTools(acts, page, this.#board === null);
  }

  #turn(way: 1 | -1): void {
    this.#room.change((placing) => turn(placing, way * TURN));
  }

  #resize(way: 1 | -1): void {
    this.#room.change((placing) => resize(placing, way));
    announce(sizeText(this.#room.placing));
  }

  #listen(): void {
    const { signal } = this.#abort;
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      this.#glass.addEventListener(type, act, { signal });
    const point = ({ clientX, clientY }: PointerEvent) => ({ x: clientX, y: clientY });
    on('pointerdown', (event) => {
      this.#fingers = press(this.#fingers, event.pointerId, point(event));
    });
    on('pointermove', (event) => {
      const moved = move(this.#fingers, event.pointerId, point(event));
      this.#fingers = moved.fingers;
      if (moved.turn !== 0) this.#room.change((placing) => turn(placing, moved.turn));
      if (moved.factor !== 1) this.#room.change((placing) => scale(placing, moved.factor));
    });
    for (const type of ['pointerup', 'pointercancel'] as const)
      on(type, ({ pointerId }) => {
        this.#fingers = lift(this.#fingers, pointerId);
      });
    on('keydown', (event) => this.#keyed(event));
    // What is pressed on the page is not meant for the room behind it.
    const toPage = (event: Event) => event.target === this.#glass || event.preventDefault();
    document.addEventListener('beforexrselect', toPage, { signal });
    const { immersion, reading } = this.#options;
    immersion.addEventListener('visibilitychange', () => reading.show({ view: this.view }), { signal });
  }

  #keyed(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'ArrowLeft') this.#turn(-1);
    else if (key === 'ArrowRight') this.#turn(1);
    else if (key === '+' || key === '=') this.#resize(1);
    else if (key === '-') this.#resize(-1);
    else if (key === 'Enter' || key === ' ') this.#room.put();
    else return;
    event.preventDefault();
  }

  /** Called in every frame while the ring follows the eye: most of them change nothing here. */
  #placed(placing: Placing): void {
    const spot = placing.kind === 'seeking' && placing.spot !== null;
    const now = placing.kind === 'standing' ? size(placing) : 0;
    const { kind, spot: had, size: was } = this.#shown;
    document.documentElement.dispatchEvent(new CustomEvent('arlearn:placing', { detail: placing }));
    if (placing.kind === kind && spot === had && now === was) return;
    this.#shown = { kind: placing.kind, spot, size: now };
    const stands = placing.kind === 'standing';
    this.#size.textContent = stands ? sizeText(placing) : '';
    this.#size.hidden = !stands;
    // Where the button that was pressed is gone the keys go on to what it did.
    if (stands && document.activeElement === this.#tools.put) this.#glass.focus();
    this.#tools.show(stands, spot);
    if (placing.kind === kind && stands) return;
    this.#state(stands ? 'tracking' : 'searching');
    if (!stands && this.#options.kind === 'immersive-ar') this.#say(spot ? 'found' : 'seeking');
    else if (!this.#blind) this.#say(null);
    if (stands) this.#tools.makeRoom();
    if (stands && !this.#blind) announce(say('placed', { size: sizeText(placing) }));
  }

  #tracked(tracked: boolean): void {
    if (!tracked) this.#state('held');
    else this.#state(this.#shown.kind === 'standing' ? 'tracking' : 'searching');
    if (!tracked) this.#say('lost');
    else this.#say(this.#shown.kind === 'standing' ? null : this.#shown.spot ? 'found' : 'seeking');
  }

  #state(tracking: 'searching' | 'tracking' | 'held'): void {
    this.#tracking = tracking;
    tell({ tracking });
    this.#options.reading.show({ view: this.view });
  }

  #say(what: Hint | null): void {
    clearTimeout(this.#timer);
    this.#hint.hidden = what === null;
    if (!what) return;
    this.#hint.replaceChildren(picture(what === 'found' ? 'held' : 'searching'), h('p', {}, say(what)));
    announce(say(what));
    if (what === 'blind') this.#timer = setTimeout(() => this.#say(null), TOLD);
  }

  #redraw(): void {
    // A timer: while a headset shows the room its browser draws no page, and gives it no frames.
    this.#drawing ??= setTimeout(() => {
      this.#drawing = undefined;
      this.#drawBoard();
    }, SETTLED);
  }

  #drawBoard(): void {
    const told = this.#options.told();
    const { put, change, keep } = this.#tools;
    const own = [this.#hint, put, this.#size, change, keep];
    // What covers the page covers the board; and first of all the scene needs a place.
    if (told.length === 1) this.#board?.show(boardParts(told));
    else this.#board?.show(boardParts(this.#shown.kind === 'standing' ? [...told, ...own] : own));
  }
}

function sizeText(placing: Placing): string {
  if (placing.kind !== 'standing') return '';
  const times = size(placing);
  const digits = times < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(interfaceLanguage(), { maximumFractionDigits: times < 1 ? 2 : digits });
  return times === 1 ? say('life') : say('times', { times: number.format(times) });
}

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const roomColours = () => ({
  paper: token('--sheet'),
  line: token('--line'),
  ring: token('--honey'),
  wall: token('--stage'),
});

const boardColours = () => ({
  paper: token('--paper'),
  line: token('--line'),
  ink: token('--ink'),
  faint: token('--ink-2'),
  accent: token('--lagoon'),
  onAccent: token('--on-lagoon'),
  ring: token('--honey'),
  onRing: token('--on-honey'),
  font: token('--child'),
});
