// What a child may change: the rung, the letters, the language, the sounds, the page; and the way back to the shelf.
import { obstacle, type ReaderRung, rungs } from '../core/rung.ts';
import { localized, texts } from '../ui/i18n.ts';
import { play, soundsOn, switchSounds } from '../ui/sounds.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { reasonText, rungSays, rungSigns, rungText, secureUrl } from './ladder.ts';
import type { Reading } from './reading.ts';
import { type RoomDoor, roomSays, roomText } from './room-door.ts';
import { chooseRung, chooseSize, chosenSize, sizes } from './settings.ts';
import type { StageView } from './stage-view.ts';

const say = texts(
  {
    menu: 'Pengaturan',
    close: 'Tutup',
    ways: 'Cara membaca',
    letters: 'Besar huruf',
    smaller: 'Huruf lebih kecil',
    larger: 'Huruf lebih besar',
    sample: 'Aa',
    language: 'Bahasa cerita',
    sounds: 'Bunyi',
    on: 'Menyala',
    off: 'Mati',
    pages: 'Halaman',
    page: '{number}. {title}',
    done: 'selesai',
    shelf: 'Ke rak buku',
    secure: 'Buka alamat aman',
    led: 'Gurumu memilih halaman untuk semua.',
  },
  {
    menu: 'Settings',
    close: 'Close',
    ways: 'Ways to read',
    letters: 'Size of letters',
    smaller: 'Smaller letters',
    larger: 'Larger letters',
    sample: 'Aa',
    language: 'Language of the story',
    sounds: 'Sounds',
    on: 'On',
    off: 'Off',
    pages: 'Pages',
    page: '{number}. {title}',
    done: 'finished',
    shelf: 'To the shelf',
    secure: 'Open the safe address',
    led: 'Your teacher chooses the page for everyone.',
  },
);

/** What a language calls itself, by the browser's own knowledge. */
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}

export interface MenuOptions {
  readonly reading: Reading;
  readonly stage: StageView;
  readonly door: RoomDoor;
  readonly language: string;
  readonly onRung: (rung: ReaderRung) => void;
  readonly onLanguage: (language: string) => void;
  readonly onShelf: () => void;
}

export function openMenu(options: MenuOptions): void {
  const { reading, language } = options;
  const dialog = h('dialog', { class: 'menu', 'aria-label': say('menu') });
  const close = () => dialog.close();
  const then = (act: () => void) => () => {
    close();
    act();
  };
  dialog.append(
    h(
      'div',
      { class: 'menu-body' },
      h(
        'header',
        {},
        h('h2', {}, say('menu')),
        h(
          'button',
          { type: 'button', class: 'press round', 'aria-label': say('close'), onclick: close },
          icon('close'),
        ),
      ),
      ways(options, then),
      letters(),
      languages(options, then),
      sounds(),
      pages(reading, language, then),
      h(
        'button',
        { type: 'button', class: 'press wide', 'data-action': 'shelf', onclick: then(options.onShelf) },
        icon('home'),
        say('shelf'),
      ),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  // A tap beside the sheet closes it.
  dialog.addEventListener('click', (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
}

type Then = (act: () => void) => () => void;

function ways({ stage, door, onRung }: MenuOptions, then: Then): HTMLElement {
  const buttons = rungs.map((rung) => {
    const why = obstacle(rung, stage.offer);
    // A camera that was refused may be asked again; what the browser lacks cannot be wished for.
    const final = why !== null && !why.startsWith('camera_');
    const words = h('span', {}, h('b', {}, rungText(rung)), h('small', {}, why ? reasonText(why) : rungSays(rung)));
    const choose = () => {
      chooseRung(rung);
      onRung(rung);
    };
    return h(
      'button',
      {
        type: 'button',
        class: 'press way',
        'data-rung-choice': rung,
        'aria-pressed': String(rung === stage.rung && door.within === null),
        disabled: final,
        onclick: then(choose),
      },
      icon(rungSigns[rung]),
      words,
    );
  });
  // Offered only where the browser has it: most do not, and a child need not know why.
  const rooms = door.ways.map((kind) =>
    h(
      'button',
      {
        type: 'button',
        class: 'press way',
        'data-rung-choice': 'webxr',
        'data-room-choice': kind,
        'aria-pressed': String(door.within === kind),
        // In the very tap: a browser lets nobody into a room otherwise.
        onclick: then(() => void door.enter(kind)),
      },
      icon('room'),
      h('span', {}, h('b', {}, roomText(kind)), h('small', {}, roomSays(kind))),
    ),
  );
  const section = h('section', {}, h('h3', {}, say('ways')), h('div', { class: 'ways' }, ...buttons, ...rooms));
  if (obstacle('live', stage.offer) === 'insecure') void offerSecure(section);
  return section;
}

async function offerSecure(section: HTMLElement): Promise<void> {
  const url = await secureUrl();
  if (url)
    section.append(h('a', { class: 'press wide', href: url, 'data-action': 'secure' }, icon('camera'), say('secure')));
}

function letters(): HTMLElement {
  const sample = h('span', { class: 'sample', 'aria-hidden': true }, say('sample'));
  const step = (by: number) => () => {
    chooseSize(chosenSize() + by);
    show();
  };
  const smaller = h('button', { type: 'button', class: 'press', 'aria-label': say('smaller'), onclick: step(-1) }, '−');
  const larger = h('button', { type: 'button', class: 'press', 'aria-label': say('larger'), onclick: step(1) }, '+');
  const show = () => {
    smaller.disabled = chosenSize() === 0;
    larger.disabled = chosenSize() === sizes.length - 1;
  };
  show();
  return h('section', {}, h('h3', {}, say('letters')), h('div', { class: 'row' }, smaller, sample, larger));
}

function languages({ reading, language, onLanguage }: MenuOptions, then: Then): HTMLElement | null {
  const tags = Object.keys(reading.page.scene.story);
  if (tags.length < 2) return null;
  const buttons = tags.map((tag) =>
    h(
      'button',
      {
        type: 'button',
        class: 'press',
        lang: tag,
        'aria-pressed': String(tag === language),
        onclick: then(() => onLanguage(tag)),
      },
      languageName(tag),
    ),
  );
  return h('section', {}, h('h3', {}, say('language')), h('div', { class: 'row' }, ...buttons));
}

function sounds(): HTMLElement {
  const button = h('button', { type: 'button', class: 'press wide', onclick: () => flip() });
  const show = () => {
    button.replaceChildren(
      icon(soundsOn() ? 'sound' : 'silent'),
      `${say('sounds')}: ${soundsOn() ? say('on') : say('off')}`,
    );
    button.setAttribute('aria-pressed', String(soundsOn()));
  };
  const flip = () => {
    switchSounds(!soundsOn());
    play('right');
    show();
  };
  show();
  return h('section', {}, button);
}

function pages(reading: Reading, language: string, then: Then): HTMLElement {
  const items = reading.manifest.pages.map((page) => {
    const title = say('page', { number: page.number, title: localized(page.scene.title, language) });
    const here = page.id === reading.page.id;
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'press wide start',
          'aria-current': here && 'page',
          disabled: reading.led && !here,
          onclick: then(() => reading.open(page.id)),
        },
        h('span', { lang: language }, title),
        reading.isFinished(page) &&
          h('span', { class: 'tick' }, icon('check'), h('span', { class: 'said' }, say('done'))),
      ),
    );
  });
  return h(
    'section',
    {},
    h('h3', {}, say('pages')),
    reading.led && h('p', { class: 'aside' }, say('led')),
    h('ol', {}, ...items),
  );
}
