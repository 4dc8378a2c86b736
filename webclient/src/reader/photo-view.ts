// The rung Photo: the phone's own camera takes one picture, the scene stands on it, and the child may keep it.
import type { MarkerWord } from '../generated/api.ts';
import type { Stage } from '../stage/stage.ts';
import type { Darkroom, FoundMarker, Photo, PhotoTrouble } from '../tracking/photo.ts';
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { type PictureName, picture } from './pictures.ts';
import { announce, tell } from './state.ts';
import { familyWords, strangerLink, strangerNumbered } from './strangers.ts';

const say = texts(
  {
    ask: 'Foto tanda kotak di bukumu. Fotonya tetap di perangkat ini.',
    take: 'Ambil foto',
    again: 'Foto lagi',
    looking: 'Mencari tanda di fotomu.',
    found: 'Ketemu. Gambarnya berdiri di fotomu.',
    mirrored: 'Fotonya terbalik seperti di cermin. Sudah kubalik.',
    keep: 'Simpan',
    share: 'Bagikan',
    led: 'Itu halaman lain. Gurumu memilih halaman untuk semua.',
    nothing: 'Tandanya belum kelihatan. Foto dari dekat, tegak, dan terang, sampai seluruh kotaknya masuk.',
    small: 'Fotonya terlalu kecil. Ambil foto baru dengan kamera.',
    large: 'Fotonya terlalu besar untuk perangkat ini. Pilih ukuran foto yang lebih kecil di kamera, lalu foto lagi.',
    heic: 'Peramban ini tidak bisa membuka foto HEIC. Di pengaturan kamera pilih JPEG (“Paling kompatibel”), lalu foto lagi.',
    unreadable: 'Berkas ini tidak bisa dibuka sebagai foto. Ambil foto baru dengan kamera.',
    unsupported: 'Peramban ini belum bisa mencari tanda. Ceritanya tetap bisa kamu baca.',
    offline: 'Tanda buku ini belum bisa diambil. Periksa Wi-Fi-nya, lalu foto lagi.',
    name: 'buku-hidup',
  },
  {
    ask: 'Photograph the square sign in your book. The photo stays on this device.',
    take: 'Take a photo',
    again: 'Another photo',
    looking: 'Looking for the sign in your photo.',
    found: 'Found. It stands on your photo.',
    mirrored: 'The photo was turned round as in a mirror. I have turned it back.',
    keep: 'Keep',
    share: 'Share',
    led: 'That is another page. Your teacher chooses the page for everyone.',
    nothing: 'The sign cannot be seen yet. Take the photo from near, straight and bright, with the whole square in it.',
    small: 'The photo is too small. Take a new one with the camera.',
    large: 'The photo is too large for this device. Choose a smaller picture size in the camera, then take it again.',
    heic: 'This browser cannot open HEIC photos. Choose JPEG (“Most compatible”) in the camera’s settings, then take it again.',
    unreadable: 'This file cannot be opened as a photo. Take a new one with the camera.',
    unsupported: 'This browser cannot look for the sign yet. You can still read the story.',
    offline: 'The signs of this book cannot be fetched yet. See whether the Wi-Fi is on, then take it again.',
    name: 'living-book',
  },
);

export interface PhotoViewOptions {
  readonly stage: Stage;
  /** The book's markers; null when they cannot be had. */
  readonly markers: () => Promise<readonly MarkerWord[] | null>;
  readonly book: string;
  /** Whether another book may be gone to: not out of a group. */
  readonly free: boolean;
  /** Opens a page of the book; false when it may not be opened. */
  readonly onPage: (page: string) => boolean;
  /** The bar changed its height. */
  readonly onResize: () => void;
}

/** What is wrong, or not as hoped; `other` says itself what it is. */
type Trouble = PhotoTrouble | 'nothing' | 'led' | 'offline';
type State = Trouble | 'other' | 'ask' | 'looking' | 'found';
type Part = Node | false | null;

export class PhotoView {
  readonly root = h('div', { class: 'hint photo' });
  readonly #options: PhotoViewOptions;
  readonly #input = h('input', { type: 'file', accept: 'image/*', capture: 'environment', hidden: true });
  /** Makes ready while the phone's camera is open; null when none was wanted yet, or it is broken. */
  #room: Promise<Darkroom> | null = null;
  /** Counts photographs: what comes of an earlier one is not shown. */
  #turn = 0;
  #looking = false;
  /** The page whose scene stands on a photograph. */
  #page: string | null = null;

  constructor(options: PhotoViewOptions) {
    this.#options = options;
    this.#input.addEventListener('change', () => {
      const [file] = this.#input.files ?? [];
      // The same file may be chosen again.
      this.#input.value = '';
      if (file) void this.#look(file);
    });
    this.#show('ask', 'camera', say('ask'), this.#takeButton('take', true));
  }

  /** Another page is shown: what stood on its photograph does not stand on this one. */
  turned(page: string): void {
    if (this.#page === null || page === this.#page) return;
    this.#page = null;
    this.#options.stage.photograph(null);
    // The next photograph is being looked at already.
    if (!this.#looking) this.#show('ask', 'camera', say('ask'), this.#takeButton('take', true));
  }

  close(): void {
    this.#turn++;
    this.#leaveRoom();
    this.#options.stage.pause(false);
    this.#options.stage.photograph(null);
    this.root.remove();
    tell({ photo: null, stranger: null });
  }

  async #look(file: Blob): Promise<void> {
    const turn = ++this.#turn;
    this.#show('looking', 'searching', say('looking'));
    // What moves on the stage would take the half of a slow phone.
    this.#options.stage.pause(true);
    try {
      const [{ PhotoProblem }, room] = await Promise.all([import('../tracking/photo.ts'), this.#ready()]);
      try {
        const [markers, photo] = await Promise.all([this.#options.markers(), room.open(file)]);
        if (turn !== this.#turn) return;
        if (!markers) return this.#trouble('offline');
        const found = await room.find(photo, markers);
        if (turn !== this.#turn) return;
        if (found) this.#stand(photo, found, markers);
        else await this.#elsewhere(room, photo, turn);
      } catch (error) {
        const known = error instanceof PhotoProblem;
        if (!known || error.trouble === 'unsupported') this.#leaveRoom();
        if (turn === this.#turn) this.#trouble(known ? error.trouble : 'unreadable');
      }
    } catch {
      // The part of the reader that looks for markers could not be fetched.
      this.#leaveRoom();
      if (turn === this.#turn) this.#trouble('offline');
    } finally {
      if (turn === this.#turn) this.#options.stage.pause(false);
    }
  }

  #ready(): Promise<Darkroom> {
    this.#room ??= import('../tracking/photo.ts').then(({ Darkroom }) => new Darkroom());
    return this.#room;
  }

  #leaveRoom(): void {
    this.#room?.then((room) => room.close()).catch(() => undefined);
    this.#room = null;
  }

  #stand(photo: Photo, found: FoundMarker, markers: readonly MarkerWord[]): void {
    const page = markers.find(({ code }) => code === found.marker)?.page;
    this.#page = page ?? null;
    if (!page || !this.#options.onPage(page)) {
      this.#trouble('led');
      return;
    }
    const { canvas } = photo;
    const { width, height } = canvas;
    const { pose, camera, marker, mirrored } = found;
    this.#options.stage.photograph({ image: canvas, width, height, camera, pose, held: false });
    tell({ marker });
    this.#show('found', null, mirrored ? say('mirrored') : '', this.#takeButton('again', false), this.#keepButton());
    announce(say(mirrored ? 'mirrored' : 'found'));
    const detail = { image: canvas, marker, state: 'tracking', pose, raw: pose, camera, width, height };
    document.documentElement.dispatchEvent(new CustomEvent('arlearn:pose', { detail }));
  }

  /** Not a marker of this book: perhaps of another. What is foreign is not opened. */
  async #elsewhere(room: Darkroom, photo: Photo, turn: number): Promise<void> {
    const words = await familyWords().catch(() => null);
    const number = words && (await room.stranger(photo, words));
    const stranger = number === null ? null : await strangerNumbered(number, this.#options.book);
    if (turn !== this.#turn) return;
    if (!stranger) return this.#trouble('nothing');
    const { code, sentence } = stranger;
    this.#fail('other', sentence, code !== null && this.#options.free && strangerLink(code));
    tell({ stranger: code ?? 'unknown' });
  }

  #trouble(trouble: Trouble): void {
    this.#fail(trouble, say(trouble));
  }

  #fail(state: Trouble | 'other', sentence: string, ...more: Part[]): void {
    this.#page = null;
    this.#options.stage.photograph(null);
    this.#show(state, 'unknown', sentence, this.#takeButton('again', false), ...more);
    announce(sentence);
  }

  #show(state: State, drawn: PictureName | null, text: string, ...parts: Part[]): void {
    const had = this.root.contains(document.activeElement);
    this.#looking = state === 'looking';
    tell({ photo: state, stranger: null });
    this.root.replaceChildren(
      ...[drawn && picture(drawn), text && h('p', {}, text)].filter((part) => part instanceof Element),
      h('div', { class: 'row' }, ...parts),
      this.#input,
    );
    if (had) this.root.querySelector<HTMLElement>('button')?.focus();
    this.#options.onResize();
  }

  #takeButton(text: 'take' | 'again', primary: boolean): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        class: primary ? 'press primary' : 'press',
        'data-action': 'photo',
        onclick: () => {
          this.#ready().catch(() => this.#leaveRoom());
          this.#input.click();
        },
      },
      icon('camera'),
      say(text),
    );
  }

  /** To another app where the browser can hand a picture over, else into the phone's downloads. */
  #keepButton(): HTMLElement {
    const probe = new File([], 'a.jpg', { type: 'image/jpeg' });
    const shares = Boolean(navigator.canShare?.({ files: [probe] }));
    return h(
      'button',
      { type: 'button', class: 'press', 'data-action': 'keep', onclick: () => void this.#keep(shares) },
      icon('check'),
      say(shares ? 'share' : 'keep'),
    );
  }

  async #keep(shares: boolean): Promise<void> {
    const blob = await this.#options.stage.keepsake();
    if (!blob) return this.#trouble('large');
    const file = new File([blob], `${say('name')}.jpg`, { type: 'image/jpeg' });
    if (shares) {
      try {
        return await navigator.share({ files: [file] });
      } catch (error) {
        // Who changes their mind wants no download instead.
        if (error instanceof DOMException && error.name === 'AbortError') return;
      }
    }
    const url = URL.createObjectURL(file);
    h('a', { href: url, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}
