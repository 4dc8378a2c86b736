// A page of the book: what stands above, the sheet below, and around them the path, the menu and the group's signs.
import { obstacle, type ReaderRung } from '../core/rung.ts';
import { chooseInterfaceLanguage, interfaceLanguages, localized, texts } from '../ui/i18n.ts';
import { play } from '../ui/sounds.ts';
import { isExplained, showCameraHelp } from './camera-help.ts';
import { handButton, languageButton } from './corner.ts';
import { h } from './dom.ts';
import { EducatorWord } from './educator-word.ts';
import { footprints } from './footprints.ts';
import { type Cover, groupCover, groupPill } from './group-sign.ts';
import { icon } from './icons.ts';
import { reasonText, rungSigns, rungText } from './ladder.ts';
import { openMenu } from './menu.ts';
import type { Change, Reading } from './reading.ts';
import { RoomDoor } from './room-door.ts';
import { chooseRung } from './settings.ts';
import { Sheet } from './sheet.ts';
import { StageView } from './stage-view.ts';
import { announce, tell } from './state.ts';
import { TimerChip } from './timer-chip.ts';
import { speak } from './voice.ts';

const say = texts(
  {
    menu: 'Pengaturan',
  },
  {
    menu: 'Settings',
  },
);

export interface PageScreenOptions {
  readonly reading: Reading;
  readonly language: string;
  readonly onLanguage: (language: string) => void;
  /** Asks for the camera in a child's way before the rung Live is entered by hand. */
  readonly beforeLive: () => Promise<boolean>;
  readonly onShelf: () => void;
}

/** How long the name of a tapped figure stays, and the reason for a rung, ms. */
const [NAMED, WHY] = [2200, 9000];

export class PageScreen {
  readonly root = h('div', { class: 'page' });
  readonly #options: PageScreenOptions;
  readonly #stage: StageView;
  readonly #sheet: Sheet;
  readonly #door: RoomDoor;
  readonly #header = h('header', { class: 'top' });
  readonly #pillPlace = h('div', { class: 'pill-place' });
  readonly #word: EducatorWord;
  readonly #timer: TimerChip;
  readonly #coverPlace = h('div', { class: 'cover-place' });
  readonly #note = h('p', { class: 'rung-note' });
  readonly #name = h('p', { class: 'named', hidden: true });
  readonly #off: () => void;
  readonly #observer = new ResizeObserver(() => this.#measure());
  #language: string;
  #cover: Cover | null = null;
  #nameTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PageScreenOptions) {
    this.#options = options;
    this.#language = options.language;
    const { reading } = options;
    this.#stage = new StageView({
      reading,
      language: () => this.#language,
      onTap: (node) => this.#tapped(node),
      onRung: () => this.#rungChanged(),
      onRefused: () => this.#explain(),
    });
    this.#sheet = new Sheet({
      reading,
      language: () => this.#language,
      scene: () => this.#stage.rung !== 'read',
      onSolved: (node) => node && this.#stage.cheer(node),
      onShelf: options.onShelf,
    });
    this.#word = new EducatorWord(reading, () => this.#sheet.pause());
    this.#timer = new TimerChip(reading);
    this.#door = new RoomDoor({
      reading,
      stage: this.#stage,
      page: this.root,
      told: () => (this.#cover ? [this.#cover.root] : [this.#word.root, this.#sheet.root]),
    });
    this.root.append(
      this.#stage.root,
      this.#door.root,
      this.#header,
      this.#pillPlace,
      this.#note,
      this.#name,
      this.#sheet.root,
      this.#word.root,
    );
    // Not in the page, which a question of the camera makes unreachable.
    document.body.append(this.#coverPlace);
    this.#off = reading.on((change) => this.#changed(change));
    this.#observer.observe(this.#sheet.root);
    this.#observer.observe(this.root);
    document.addEventListener('visibilitychange', this.#visibility);
    this.#draw();
    this.#sheet.show(false);
    reading.begin();
  }

  /** Whether the camera would be used if the child wants it. */
  get liveInReach(): boolean {
    return obstacle('live', this.#stage.offer) === null;
  }

  /** Enters the rung; by hand or as the first one. */
  async start(rung: ReaderRung | null): Promise<void> {
    await this.#stage.start(rung);
    // Inside another app the camera cannot even be asked for; who chose another way is not told each time.
    if (obstacle('live', this.#stage.offer) === 'in_app' && (rung === null || rung === 'live')) this.#explain();
  }

  /** Why there is no camera, how to get it, and the way on without it. */
  #explain(): void {
    const reason = obstacle('live', this.#stage.offer);
    if (!isExplained(reason)) return;
    // Why it is asked for was said before; who tries again is not asked once more.
    const again = () => void this.#stage.start('live');
    const place = this.root.parentElement ?? this.root;
    showCameraHelp({ place, reason, next: this.#stage.rung, onAgain: again });
  }

  close(): void {
    this.#off();
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#visibility);
    clearTimeout(this.#nameTimer);
    this.#coverPlace.remove();
    this.#door.close();
    this.#word.close();
    this.#timer.close();
    this.#sheet.close();
    this.#stage.close();
  }

  #changed(change: Change): void {
    if (change === 'page') {
      play('turn');
      this.#hideName();
      // The page was turned by hand: the marker that the child came by is no longer the page's.
      if (this.#stage.rung !== 'live') tell({ marker: null });
      void this.#stage.showPage().then(() => this.#door.refresh());
    }
    if (change === 'page' || change === 'step') this.#sheet.show(true);
    else if (change === 'progress' || change === 'group') this.#sheet.refresh();
    this.#draw();
  }

  #draw(): void {
    const { reading } = this.#options;
    document.title = `${localized(reading.page.scene.title, this.#language)} · ${reading.manifest.book.title}`;
    const had = this.#header.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-action')
      : null;
    this.#header.replaceChildren(this.#corner(), footprints(reading), this.#menuButton());
    if (had) this.#header.querySelector<HTMLElement>(`[data-action=${had}]`)?.focus();
    this.#pillPlace.replaceChildren(...[groupPill(reading)].filter((pill) => pill !== null), this.#timer.root);
    this.#timer.refresh();
    this.#word.refresh();
    this.#drawCover();
  }

  #drawCover(): void {
    const { reading } = this.#options;
    const code = reading.link?.place.code;
    const cover = groupCover(reading, {
      alone: () => void reading.leave().then(() => location.reload()),
      back: () => void reading.leave().then(() => location.assign(`/j/${code}`)),
    });
    if (cover?.name === this.#cover?.name) return;
    this.#cover = cover;
    this.#coverPlace.replaceChildren(...(cover ? [cover.root] : []));
    const covered = cover !== null;
    const parts = [this.#header, this.#sheet.root, this.#stage.root, this.#word.root, this.#door.root];
    for (const part of parts) part.inert = covered;
    // What the camera asks waits behind it.
    const asked = document.querySelector<HTMLElement>('.calm[role=dialog]');
    if (asked) asked.inert = covered;
    if (!covered) {
      asked?.querySelector<HTMLElement>('h1[tabindex], button')?.focus();
      return;
    }
    this.#sheet.pause();
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    (cover.root.querySelector('button') ?? cover.root).focus();
  }

  /** In a group a hand to raise, else the other language. */
  #corner(): HTMLElement {
    const { reading } = this.#options;
    return reading.link ? handButton(reading) : languageButton(reading, this.#language, (next) => this.#speakIn(next));
  }

  #menuButton(): HTMLElement {
    const { reading, onShelf } = this.#options;
    const open = () => {
      this.#sheet.pause();
      openMenu({
        reading,
        stage: this.#stage,
        door: this.#door,
        language: this.#language,
        onRung: (rung) => void this.#choose(rung),
        onLanguage: (language) => this.#speakIn(language),
        onShelf,
      });
    };
    return h(
      'button',
      { type: 'button', class: 'press round', 'data-action': 'menu', 'aria-label': say('menu'), onclick: open },
      icon('menu'),
    );
  }

  async #choose(rung: ReaderRung): Promise<void> {
    await this.#door.leave();
    if (rung === 'live' && !(await this.#options.beforeLive())) return;
    chooseRung(rung);
    await this.#stage.start(rung);
  }

  #speakIn(language: string): void {
    this.#language = language;
    this.#options.onLanguage(language);
    const spoken = interfaceLanguages.find((one) => one === language.split('-')[0]);
    if (spoken) chooseInterfaceLanguage(spoken);
    this.#draw();
    this.#sheet.show(false);
    void this.#stage.showPage();
  }

  #rungChanged(): void {
    this.root.dataset.at = this.#stage.rung;
    // A puzzle that is tapped in the scene looks otherwise without one.
    if (this.#options.reading.step.kind === 'task') this.#sheet.show(false);
    this.#showRung();
    this.#door.refresh();
    this.#draw();
    this.#measure();
  }

  /** Which way of reading this is, and for a while why not the next higher one. */
  #showRung(): void {
    const { rung, reason } = this.#stage;
    const why = reason && reason !== 'no_models' ? h('span', {}, reasonText(reason)) : null;
    this.#note.replaceChildren(icon(rungSigns[rung]), h('b', {}, rungText(rung)), ...(why ? [why] : []));
    if (!why) return;
    announce(`${rungText(rung)}. ${why.textContent}`);
    setTimeout(() => why.remove(), WHY);
  }

  #tapped(node: string): void {
    const tapped = this.#options.reading.page.scene.nodes.find(({ id }) => id === node);
    if (!tapped || this.#sheet.tapped(node) || !tapped.speaks) return;
    const name = localized(tapped.name, this.#language);
    this.#name.textContent = name;
    this.#name.lang = this.#language;
    this.#name.hidden = false;
    announce(name);
    this.#sheet.pause();
    if (!speak(name, this.#language, 0.8, { onEnd: () => {} })) play('word');
    clearTimeout(this.#nameTimer);
    this.#nameTimer = setTimeout(() => this.#hideName(), NAMED);
  }

  #hideName(): void {
    this.#name.hidden = true;
  }

  /** Tells the stage what of it is seen, so that the figure stands in the middle of that. */
  #measure(): void {
    const [stage, sheet, top] = [this.#stage.root, this.#sheet.root, this.#header].map(restingBox);
    const overlap = (a: number, b: number) => Math.max(0, a - b);
    const beside = sheet!.top <= stage!.top + 1 && sheet!.left > stage!.left;
    this.#stage.cover({
      top: overlap(top!.bottom, stage!.top),
      left: 0,
      right: beside ? overlap(stage!.right, sheet!.left) : 0,
      bottom: beside ? 0 : overlap(stage!.bottom, sheet!.top),
    });
  }

  readonly #visibility = (): void => {
    if (document.hidden) {
      this.#sheet.pause();
      this.#options.reading.show({ view: 'away' });
    } else this.#options.reading.show({ view: this.#door.view ?? this.#stage.view });
  };
}

/** Where a part of the page comes to lie, px: a sheet that still slides in is seen elsewhere. */
function restingBox({ offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight }: HTMLElement) {
  return { left, top, right: left + offsetWidth, bottom: top + offsetHeight };
}
