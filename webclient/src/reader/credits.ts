// The page of credits of a book: who made what is in it, and how it may be used. For grown-ups, in words alone: no
// address on it is a link, so that no child leaves the library's own server by a tap.
import './credits.css';
import type { BookCredits, CreditedWork } from '../generated/api.ts';
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

const say = texts(
  {
    title: 'Sumber dan lisensi',
    back: 'Kembali ke buku',
    by: 'Cerita dan gambar: {creators}.',
    licence: 'Lisensi buku: {licence}.',
    cover: 'sampul',
    pages: 'halaman {numbers}',
    author: 'oleh {author}',
    source: 'dari {source}',
    notice: 'Berkasnya menyebut: {notice}',
    simplified: 'bentuknya disederhanakan untuk HP',
    unsaid: 'belum disebut',
    model: 'Model 3D',
    image: 'Gambar',
    sound: 'Suara',
    empty: 'Buku ini tidak memuat karya lain.',
  },
  {
    title: 'Credits and licences',
    back: 'Back to the book',
    by: 'Story and pictures: {creators}.',
    licence: 'The book’s licence: {licence}.',
    cover: 'cover',
    pages: 'page {numbers}',
    author: 'by {author}',
    source: 'from {source}',
    notice: 'Its file says: {notice}',
    simplified: 'its shape was simplified for phones',
    unsaid: 'not said',
    model: '3D models',
    image: 'Pictures',
    sound: 'Sounds',
    empty: 'There are no other works in this book.',
  },
);

const kinds = ['model', 'image', 'sound'] as const;

export const creditsPath = (slug: string): string => `/b/${slug}/credits`;

/** The quiet line that leads to the credits. */
export function creditsLink(slug: string): HTMLElement {
  return h('a', { class: 'credits-link', href: creditsPath(slug) }, say('title'));
}

export function creditsScreen({ book, works }: BookCredits): HTMLElement {
  return h(
    'section',
    { class: 'credits' },
    h('a', { class: 'press', href: `/b/${book.slug}` }, icon('back'), say('back')),
    h('header', {}, h('h1', { tabindex: -1 }, say('title')), h('p', { class: 'lead' }, book.title)),
    h(
      'p',
      {},
      book.creators && say('by', { creators: book.creators }),
      ' ',
      book.licence && say('licence', { licence: book.licence }),
    ),
    works.length === 0 && h('p', {}, say('empty')),
    ...kinds.map((kind) => section(kind, works)),
  );
}

function section(kind: (typeof kinds)[number], works: readonly CreditedWork[]): HTMLElement | null {
  const shown = works.filter((work) => work.kind === kind);
  if (shown.length === 0) return null;
  return h('section', {}, h('h2', {}, say(kind)), h('ul', {}, ...shown.map(item)));
}

function item(work: CreditedWork): HTMLElement {
  const where = work.pages.length ? say('pages', { numbers: work.pages.join(', ') }) : say('cover');
  const whose = [
    work.author && say('author', { author: work.author }),
    work.source && say('source', { source: work.source }),
    where,
    work.simplified && say('simplified'),
  ];
  const { licence } = work;
  return h(
    'li',
    {},
    h('b', {}, work.name),
    h('span', {}, whose.filter(Boolean).join(' · ')),
    h('span', {}, licence ? [licence.name, address(licence.url)].filter(Boolean).join(' · ') : say('unsaid')),
    work.notice && h('span', {}, say('notice', { notice: work.notice })),
  );
}

/** An address as it is read out or copied. */
const address = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/$/, '');
