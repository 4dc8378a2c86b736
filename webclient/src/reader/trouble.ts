// When something is not as it should be: a picture, what happened, what to do, and one button.
import { Problem } from '../net/http.ts';
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { type PictureName, picture } from './pictures.ts';

const say = texts(
  {
    offline: 'Belum tersambung',
    offlineSays: 'Buku ini ada di server perpustakaan. Periksa apakah Wi-Fi-nya menyala, lalu coba lagi.',
    marker_unknown: 'Tanda ini belum kukenal',
    marker_unpublished: 'Halaman ini masih tidur',
    join_code_unknown: 'Kode ini belum cocok',
    group_ended: 'Kegiatan ini sudah selesai',
    group_full: 'Kelompok ini penuh',
    too_many: 'Sebentar, ya',
    not_found: 'Buku ini tidak ada di rak',
    empty: 'Buku ini belum punya halaman',
    preview_over: 'Pratinjau ini sudah lewat',
    preview_unknown: 'Pratinjau ini belum kukenal',
    chooseOther: 'Pilih buku lain dahulu.',
    other: 'Ada yang tidak beres',
    again: 'Coba lagi',
    shelf: 'Lihat rak buku',
    code: 'Tulis kodenya',
  },
  {
    offline: 'Not connected yet',
    offlineSays: 'This book is on the library’s server. See whether its Wi-Fi is on, then try again.',
    marker_unknown: 'I do not know this sign yet',
    marker_unpublished: 'This page is still asleep',
    join_code_unknown: 'This code does not fit yet',
    group_ended: 'This group has finished',
    group_full: 'This group is full',
    too_many: 'Just a moment',
    not_found: 'This book is not on the shelf',
    empty: 'This book has no pages yet',
    preview_over: 'This preview has run out',
    preview_unknown: 'I do not know this preview',
    chooseOther: 'Choose another book for now.',
    other: 'Something is not right',
    again: 'Try again',
    shelf: 'See the shelf',
    code: 'Type the code',
  },
);

type Title = Parameters<typeof say>[0];

interface Kind {
  readonly picture: PictureName;
  readonly title: Title;
  /** Without it the problem's own sentence is shown. */
  readonly sentence?: Title;
  readonly way: 'again' | 'shelf' | 'code';
}

const kinds: Record<string, Kind> = {
  offline: { picture: 'offline', title: 'offline', sentence: 'offlineSays', way: 'again' },
  marker_unknown: { picture: 'unknown', title: 'marker_unknown', way: 'shelf' },
  marker_unpublished: { picture: 'asleep', title: 'marker_unpublished', way: 'shelf' },
  join_code_unknown: { picture: 'code', title: 'join_code_unknown', way: 'code' },
  group_ended: { picture: 'ended', title: 'group_ended', way: 'code' },
  group_full: { picture: 'ended', title: 'group_full', way: 'shelf' },
  too_many: { picture: 'asleep', title: 'too_many', way: 'again' },
  not_found: { picture: 'shelf', title: 'not_found', sentence: 'chooseOther', way: 'shelf' },
  empty: { picture: 'asleep', title: 'empty', sentence: 'chooseOther', way: 'shelf' },
  preview_over: { picture: 'ended', title: 'preview_over', way: 'shelf' },
  preview_unknown: { picture: 'unknown', title: 'preview_unknown', way: 'shelf' },
};

const OTHER: Kind = { picture: 'asleep', title: 'other', way: 'again' };

export function troubleScreen(problem: Problem, onAgain: () => void): HTMLElement {
  const kind = kinds[problem.code] ?? OTHER;
  const sentence = kind.sentence ? say(kind.sentence) : problem.message;
  const sign = kind.way === 'again' ? 'again' : 'home';
  const way = {
    again: () => onAgain(),
    shelf: () => location.assign('/'),
    code: () => location.assign('/#kode'),
  }[kind.way];
  return h(
    'section',
    { class: 'calm trouble', 'data-problem': problem.code },
    picture(kind.picture),
    h('h1', { tabindex: -1 }, say(kind.title)),
    h('p', {}, sentence),
    h(
      'button',
      { type: 'button', class: 'press primary', 'data-action': kind.way, onclick: way },
      icon(sign),
      say(kind.way),
    ),
  );
}

/** Anything that was thrown, as a problem that can be shown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem({ code: 'failed' }, 0);
