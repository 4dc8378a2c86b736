// The shelf: every published book by its cover, a place for a code, and quiet doors for grown-ups.
import { typedCode } from '../core/address.ts';
import type { BookCard, MarkerTarget } from '../generated/api.ts';
import { get, Problem } from '../net/http.ts';
import { texts } from '../ui/i18n.ts';
import { bookCover } from './cover.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { picture } from './pictures.ts';

const say = texts(
  {
    title: 'Mau baca apa hari ini?',
    code: 'Punya kode dari guru atau dari buku?',
    codeLabel: 'Tulis kodenya di sini',
    go: 'Buka',
    empty: 'Rak ini masih kosong. Buku pertama sedang ditulis.',
    level: 'Jenjang {level}',
    pages: '{count} halaman',
    panel: 'Untuk guru',
    studio: 'Untuk pembuat buku',
    back: 'Kembali ke kelompok',
  },
  {
    title: 'What shall we read today?',
    code: 'Do you have a code from a teacher or a book?',
    codeLabel: 'Type the code here',
    go: 'Open',
    empty: 'This shelf is still empty. The first book is being written.',
    level: 'Level {level}',
    pages: '{count} pages',
    panel: 'For teachers',
    studio: 'For book makers',
    back: 'Back to the group',
  },
);

/** `group`: address of the group's book when the child has a place somewhere. */
export function shelfScreen(books: readonly BookCard[], group: string | null): HTMLElement {
  return h(
    'section',
    { class: 'shelf' },
    h('header', {}, h('h1', { tabindex: -1 }, say('title'))),
    group && h('a', { class: 'press primary wide', href: group, 'data-action': 'group' }, icon('back'), say('back')),
    books.length
      ? h('ul', { class: 'books' }, ...books.map(bookItem))
      : h('div', { class: 'empty' }, picture('shelf'), h('p', {}, say('empty'))),
    codeBox(),
    h('footer', {}, h('a', { href: '/panel' }, say('panel')), h('a', { href: '/studio' }, say('studio'))),
  );
}

function bookItem(book: BookCard): HTMLElement {
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'book', href: `/b/${book.slug}`, 'data-book': book.slug },
      h('div', { class: 'cover-frame' }, bookCover(book)),
      h('h2', {}, book.title),
      h(
        'p',
        { class: 'aside' },
        h('span', {}, say('level', { level: book.level })),
        ' · ',
        h('span', {}, say('pages', { count: book.page_count })),
      ),
    ),
  );
}

function codeBox(): HTMLElement {
  const input = h('input', {
    id: 'kode',
    type: 'text',
    maxlength: 16,
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    enterkeyhint: 'go',
    placeholder: 'ABC 234',
  });
  const go = async (event: Event) => {
    event.preventDefault();
    const code = typedCode(input.value);
    if (code) location.assign(await addressOf(code));
    else input.focus();
  };
  return h(
    'form',
    { class: 'code', onsubmit: (event: Event) => void go(event) },
    h('label', { for: 'kode' }, h('b', {}, say('code')), h('span', {}, say('codeLabel'))),
    h('div', { class: 'row' }, input, h('button', { type: 'submit', class: 'press primary' }, say('go'))),
  );
}

/** A code printed in a book opens its page; any other is taken for a group's. */
async function addressOf(code: string): Promise<string> {
  try {
    await get<MarkerTarget>(`/api/markers/${code}`);
    return `/m/${code}`;
  } catch (error) {
    return error instanceof Problem && error.code === 'marker_unpublished' ? `/m/${code}` : `/j/${code}`;
  }
}
