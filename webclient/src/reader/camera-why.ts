// Before the browser asks for the camera, a picture says what it is for.
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { picture } from './pictures.ts';

const say = texts(
  {
    title: 'Boleh pinjam kameramu?',
    why: 'Kamera mencari tanda di bukumu, lalu gambarnya berdiri di atas halaman. Tidak ada foto yang disimpan atau dikirim.',
    yes: 'Pakai kamera',
    no: 'Tanpa kamera',
  },
  {
    title: 'May I use your camera?',
    why: 'The camera looks for the sign in your book, and the picture stands up on the page. No photo is kept or sent.',
    yes: 'Use the camera',
    no: 'Without the camera',
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
export function askForCamera(place: HTMLElement): Promise<boolean> {
  return new Promise((answer) => {
    const behind = [...place.children] as HTMLElement[];
    const done = (yes: boolean) => () => {
      for (const part of behind) part.inert = false;
      screen.remove();
      answer(yes);
    };
    const screen = h(
      'section',
      { class: 'calm why', role: 'dialog', 'aria-modal': true, 'aria-label': say('title') },
      picture('camera'),
      h('h1', {}, say('title')),
      h('p', {}, say('why')),
      h(
        'button',
        { type: 'button', class: 'press primary', 'data-action': 'camera', onclick: done(true) },
        icon('camera'),
        say('yes'),
      ),
      h(
        'button',
        { type: 'button', class: 'press quiet', 'data-action': 'no-camera', onclick: done(false) },
        say('no'),
      ),
    );
    for (const part of behind) part.inert = true;
    place.append(screen);
    screen.querySelector('button')?.focus();
  });
}
