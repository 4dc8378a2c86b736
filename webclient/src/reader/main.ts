// The child's reader: from the address to the shelf or a book, and from its cover into its pages.
import '../ui/tokens.css';
import '../ui/fonts.css';
import '../ui/base.css';
import './pictures.css';
import './calm.css';
import './shelf.css';
import './page.css';
import './room-door.css';
import './educator-word.css';
import './story.css';
import './task.css';
import './menu.css';
import { readAddress } from '../core/address.ts';
import type { ReaderRung } from '../core/rung.ts';
import { openStore, type Store } from '../net/store.ts';
import { interfaceLanguage, texts } from '../ui/i18n.ts';
import { unlockSounds } from '../ui/sounds.ts';
import { askForCamera, cameraGranted } from './camera-why.ts';
import { coverScreen } from './cover.ts';
import { creditsScreen } from './credits.ts';
import { h } from './dom.ts';
import { showFramed } from './framed.ts';
import { otherTab } from './group-sign.ts';
import { type BookOpening, open } from './opening.ts';
import { PageScreen } from './page-screen.ts';
import { footprint } from './pictures.ts';
import { Reading } from './reading.ts';
import { applySize, chooseRung, chooseStoryLanguage, chosenRung, storyLanguage } from './settings.ts';
import { shelfScreen } from './shelf.ts';
import { tell } from './state.ts';
import { claim } from './tabs.ts';
import { problemOf, troubleScreen } from './trouble.ts';
import { unlockVoice } from './voice.ts';

const say = texts({ wait: 'Sebentar' }, { wait: 'Just a moment' });
const root = document.querySelector<HTMLElement>('#reader')!;

async function start(): Promise<void> {
  document.documentElement.lang = interfaceLanguage();
  applySize();
  show(waiting());
  try {
    const store = await openStore();
    const address = readAddress(location.pathname);
    if (address.kind === 'preview' && parent !== window) return showFramed(address.token, root, store);
    const opening = await open(address, store);
    if (opening.kind === 'book') openBook(opening, store);
    else if (opening.kind === 'credits') {
      document.title = opening.credits.book.title;
      show(creditsScreen(opening.credits));
      root.querySelector('h1')?.focus();
    } else {
      show(shelfScreen(opening.books, opening.group));
      if (location.hash === '#kode') document.getElementById('kode')?.focus();
    }
  } catch (error) {
    show(troubleScreen(problemOf(error), () => void start()));
    root.querySelector('h1')?.focus();
  }
}

function openBook(opening: BookOpening, store: Store): void {
  const { manifest, page, place, progress, came, marker, preview } = opening;
  document.title = manifest.book.title;
  tell({ marker });
  const reading = new Reading({ manifest, store, place, progress, page, preview });
  const language = storyLanguage(manifest.book.languages);
  let takenOver = () => {};
  const enter = async () => {
    // In the first touch, because sound and speech are only opened by one.
    unlockSounds();
    unlockVoice();
    const screen = new PageScreen({
      reading,
      language,
      onLanguage: chooseStoryLanguage,
      beforeLive: async () => (await cameraGranted()) || askForCamera(root),
      // The place in a group stays: the shelf has a way back to it.
      onShelf: () => location.assign('/'),
    });
    takenOver = () => screen.close();
    show(screen.root);
    const rung = await firstRung(screen);
    // Before the models have come: who reads by keys may be elsewhere by then.
    screen.root.querySelector('h1')?.focus({ preventScroll: true });
    await screen.start(rung);
  };
  if (place) {
    claim(place.group, () => {
      takenOver();
      reading.close();
      show(otherTab(place.learner, () => location.reload()).root);
    });
  }
  const learner = place?.learner ?? null;
  show(coverScreen({ manifest, learner, number: page.number, came, onStart: () => void enter() }));
}

/** The rung to begin with: null is the highest. The camera is asked for only where Live is in reach and wanted. */
async function firstRung(screen: PageScreen): Promise<ReaderRung | null> {
  const chosen = chosenRung();
  if (!screen.liveInReach || (chosen && chosen !== 'live') || (await cameraGranted())) return chosen;
  if (await askForCamera(root)) return 'live';
  // Who says no once is not asked at every book; the menu still offers it.
  chooseRung('view');
  return 'view';
}

function show(screen: HTMLElement): void {
  root.replaceChildren(screen);
}

function waiting(): HTMLElement {
  const steps = [0, 1, 2, 3].map((number) => h('span', { class: 'step ahead' }, footprint(number)));
  return h(
    'section',
    { class: 'waiting' },
    h('div', { class: 'footprints' }, ...steps),
    h('p', { class: 'said', role: 'status' }, say('wait')),
  );
}

void start();
