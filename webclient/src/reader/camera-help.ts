// When the camera cannot be had: a picture, why, how to get it, and the way on without it.
import { chromeAddress, inAppBrowser } from '../core/in-app.ts';
import type { ReaderRung, Reason } from '../core/rung.ts';
import { texts } from '../ui/i18n.ts';
import { isCovered } from './camera-why.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { rungSigns } from './ladder.ts';
import { picture } from './pictures.ts';
import { announce } from './state.ts';

const say = texts(
  {
    camera_denied: 'Kameranya belum boleh dipakai',
    camera_deniedSays:
      'Ketuk gembok di sebelah alamat, izinkan kamera, lalu coba lagi. Boleh minta bantuan orang dewasa.',
    camera_busy: 'Kameranya sedang dipakai',
    camera_busySays: 'Aplikasi lain sedang memakai kamera. Tutup dahulu, lalu coba lagi.',
    camera_none: 'Kameranya tidak ketemu',
    camera_noneSays: 'Perangkat ini tidak memberi kamera. Kalau ada kamera lain, pasang, lalu coba lagi.',
    camera_failed: 'Kameranya tidak mau menyala',
    camera_failedSays: 'Coba lagi. Kalau tetap begitu, muat ulang halaman ini.',
    in_app: 'Buka di peramban, ya',
    in_appSays: '{app} menyimpan kamera untuk dirinya sendiri. Buka alamat ini di {browser}.',
    thisApp: 'Aplikasi ini',
    again: 'Coba lagi',
    chrome: 'Buka di Chrome',
    copy: 'Salin alamat',
    copied: 'Alamat sudah disalin. Tempel di {browser}.',
    byHand: 'Tekan lama untuk menyalin:',
    read: 'Baca saja',
    view: 'Lihat 3D tanpa kamera',
    photo: 'Pakai foto',
    live: 'Kamera',
  },
  {
    camera_denied: 'The camera may not be used yet',
    camera_deniedSays: 'Tap the lock beside the address, allow the camera, then try again. You may ask a grown-up.',
    camera_busy: 'The camera is in use',
    camera_busySays: 'Another app is using the camera. Close it first, then try again.',
    camera_none: 'No camera was found',
    camera_noneSays: 'This device gives no camera. If there is another one, plug it in, then try again.',
    camera_failed: 'The camera does not start',
    camera_failedSays: 'Try again. If it stays like this, load the page anew.',
    in_app: 'Open it in a browser',
    in_appSays: '{app} keeps the camera to itself. Open this address in {browser}.',
    thisApp: 'This app',
    again: 'Try again',
    chrome: 'Open in Chrome',
    copy: 'Copy the address',
    copied: 'The address is copied. Paste it in {browser}.',
    byHand: 'Press long to copy:',
    read: 'Only read',
    view: 'See in 3D without it',
    photo: 'Use a photo',
    live: 'Camera',
  },
);

type Explained = Extract<Reason, 'in_app' | `camera_${string}`>;

export const isExplained = (reason: Reason | null): reason is Explained =>
  reason === 'in_app' || (reason?.startsWith('camera_') ?? false);

export interface CameraHelpOptions {
  readonly place: HTMLElement;
  readonly reason: Explained;
  /** The rung that there is without the camera. */
  readonly next: ReaderRung;
  readonly onAgain: () => void;
}

export function showCameraHelp({ place, reason, next, onAgain }: CameraHelpOptions): void {
  const inside = inAppBrowser(navigator.userAgent);
  const browser = inside?.system === 'ios' ? 'Safari' : 'Chrome';
  const behind = [...place.children].filter((part) => part instanceof HTMLElement);
  const close = (then?: () => void) => () => {
    for (const part of behind) part.inert = false;
    screen.remove();
    then?.();
  };
  const sentence = say(`${reason}Says`, { app: inside?.app ?? say('thisApp'), browser });
  const ways =
    reason === 'in_app'
      ? inside?.system === 'android'
        ? [chromeLink(), ...copyButton(browser, '')]
        : copyButton(browser, 'primary')
      : [button('again', 'again', say('again'), close(onAgain), 'primary')];
  const screen = h(
    'section',
    {
      class: 'calm camera-help',
      role: 'dialog',
      'aria-modal': true,
      'aria-label': say(reason),
      'data-problem': reason,
    },
    picture('camera'),
    h('h1', { tabindex: -1 }, say(reason)),
    h('p', {}, sentence),
    ...ways,
    button('without', rungSigns[next], say(next), close(), 'quiet'),
  );
  for (const part of behind) part.inert = true;
  screen.inert = isCovered();
  place.append(screen);
  screen.querySelector('h1')?.focus();
}

function button(action: string, sign: Parameters<typeof icon>[0], text: string, onclick: () => void, look: string) {
  return h('button', { type: 'button', class: `press ${look}`, 'data-action': action, onclick }, icon(sign), text);
}

const chromeLink = () =>
  h(
    'a',
    { class: 'press primary', href: chromeAddress(location.href), 'data-action': 'chrome' },
    icon('camera'),
    say('chrome'),
  );

/** Apps may refuse the clipboard: then the address stands there to be copied by hand. */
function copyButton(browser: string, look: '' | 'primary'): HTMLElement[] {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = say('copied', { browser });
      announce(said.textContent);
    } catch {
      const field = h('input', { type: 'text', class: 'address', readonly: true, 'aria-label': say('byHand') });
      field.value = location.href;
      said.replaceChildren(say('byHand'), field);
      field.select();
    }
  };
  const said = h('p', { class: 'aside' });
  return [button('copy', 'copy', say('copy'), () => void copy(), look), said];
}
