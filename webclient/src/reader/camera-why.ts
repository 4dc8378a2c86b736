// Before the browser asks for the camera, or for the room, a picture says what it is for.
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { picture } from './pictures.ts';

const say = texts(
  {
    title: 'Boleh pinjam kameramu?',
    why: 'Kamera mencari tanda di bukumu, lalu gambarnya berdiri di atas halaman. Tidak ada foto yang disimpan atau dikirim.',
    yes: 'Pakai kamera',
    no: 'Tanpa kamera',
    roomTitle: 'Boleh lihat ruanganmu?',
    roomWhy:
      'Perangkatmu mencari meja atau lantai, lalu gambarnya berdiri di sana. Tidak ada foto yang disimpan atau dikirim.',
    roomYes: 'Taruh di ruanganku',
    roomNo: 'Nanti saja',
  },
  {
    title: 'May I use your camera?',
    why: 'The camera looks for the sign in your book, and the picture stands up on the page. No photo is kept or sent.',
    yes: 'Use the camera',
    no: 'Without the camera',
    roomTitle: 'May I see your room?',
    roomWhy: 'Your device looks for a table or the floor, and the picture stands up there. No photo is kept or sent.',
    roomYes: 'Put it in my room',
    roomNo: 'Not now',
  },
);

/** Whether the browser will hand over the camera without asking. */
export async function cameraGranted(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'granted';
  } catch {
    return false;
  }
}

/** Shows why, and answers whether the child wants it. */
export const askForCamera = (place: HTMLElement): Promise<boolean> =>
  ask(
    place,
    { title: say('title'), why: say('why'), yes: ['camera', say('yes')], no: ['no-camera', say('no')] },
    'camera',
  );

/** The same before the browser asks for the room, which it sees through the camera. */
export const askForRoom = (place: HTMLElement): Promise<boolean> =>
  ask(
    place,
    {
      title: say('roomTitle'),
      why: say('roomWhy'),
      yes: ['enter-room', say('roomYes')],
      no: ['no-room', say('roomNo')],
    },
    'room',
  );

interface Question {
  readonly title: string;
  readonly why: string;
  /** Action and words of a button. */
  readonly yes: readonly [string, string];
  readonly no: readonly [string, string];
}

/** Whether the educator's word lies over everything: what the camera asks waits behind it. */
export function isCovered(): boolean {
  return document.querySelector('.calm[role=alertdialog]') !== null;
}

function ask(place: HTMLElement, { title, why, yes, no }: Question, sign: IconName): Promise<boolean> {
  return new Promise((answer) => {
    const behind = [...place.children] as HTMLElement[];
    const done = (wanted: boolean) => () => {
      for (const part of behind) part.inert = false;
      screen.remove();
      answer(wanted);
    };
    const screen = h(
      'section',
      { class: 'calm why', role: 'dialog', 'aria-modal': true, 'aria-label': title },
      picture('camera'),
      h('h1', {}, title),
      h('p', {}, why),
      h(
        'button',
        { type: 'button', class: 'press primary', 'data-action': yes[0], onclick: done(true) },
        icon(sign),
        yes[1],
      ),
      h('button', { type: 'button', class: 'press quiet', 'data-action': no[0], onclick: done(false) }, no[1]),
    );
    for (const part of behind) part.inert = true;
    screen.inert = isCovered();
    place.append(screen);
    screen.querySelector('button')?.focus();
  });
}
