// The first screen of a book: its cover, one sentence, one button. In a group, who the child is.
import type { BookManifest } from '../generated/api.ts';
import type { LearnerFace } from '../generated/protocol.ts';
import { emblemSvg, faceName } from '../ui/animals.ts';
import { interfaceLanguage, texts } from '../ui/i18n.ts';
import { creditsLink } from './credits.ts';
import { drawing, h } from './dom.ts';
import { icon } from './icons.ts';
import { faceOf } from './stamp.ts';

const say = texts(
  {
    alone: 'Dengar ceritanya, pecahkan teka-tekinya.',
    marker: 'Ada yang hidup di halaman {number}.',
    back: 'Kita lanjut dari halaman {number}.',
    preview: 'Pratinjau halaman {number}, seperti nanti dilihat anak.',
    you: 'Kamu {name}',
    seen: 'Gurumu melihat halaman dan jawabanmu. Namamu tidak ditanya.',
    start: 'Mulai',
    goOn: 'Lanjutkan',
    by: 'oleh {creators}',
  },
  {
    alone: 'Hear the story, solve its puzzles.',
    marker: 'Something lives on page {number}.',
    back: 'We go on from page {number}.',
    preview: 'A preview of page {number}, as children will see it.',
    you: 'You are the {name}',
    seen: 'Your teacher sees your page and your answers. Your name is not asked.',
    start: 'Start',
    goOn: 'Go on',
    by: 'by {creators}',
  },
);

export interface CoverOptions {
  readonly manifest: BookManifest;
  readonly learner: LearnerFace | null;
  readonly number: number;
  /** How the child came: by a marker, for the first time, or back to where it was. */
  readonly came: 'marker' | 'first' | 'back' | 'preview';
  readonly onStart: () => void;
}

export function bookCover(book: { title: string; cover: string | null; emblem: string }): HTMLElement {
  if (book.cover) return h('img', { class: 'cover', src: book.cover, alt: '', decoding: 'async' });
  const emblem = emblemSvg(book.emblem);
  return h('div', { class: 'cover plain', 'aria-hidden': true }, emblem && drawing(emblem), h('span', {}, book.title));
}

export function coverScreen({ manifest, learner, number, came, onStart }: CoverOptions): HTMLElement {
  const { book } = manifest;
  const sentence = came === 'first' ? say('alone') : say(came, { number });
  return h(
    'section',
    { class: 'front' },
    h('div', { class: 'cover-frame' }, bookCover(book)),
    h(
      'div',
      { class: 'front-words' },
      h('h1', { tabindex: -1 }, book.title),
      book.creators && h('p', { class: 'aside' }, say('by', { creators: book.creators })),
      learner
        ? h(
            'div',
            { class: 'you' },
            faceOf(learner, ''),
            h(
              'div',
              {},
              h('b', {}, say('you', { name: nameIn(learner) })),
              h('p', { class: 'aside' }, icon('eye'), h('span', {}, say('seen'))),
            ),
          )
        : h('p', { class: 'lead' }, sentence),
      h(
        'button',
        { type: 'button', class: 'press primary huge', 'data-action': 'start', onclick: onStart },
        icon('play'),
        came === 'back' ? say('goOn') : say('start'),
      ),
      !learner && creditsLink(book.slug),
    ),
  );
}

/** The name inside a sentence: small letters. */
function nameIn(learner: LearnerFace): string {
  const name = faceName(learner, interfaceLanguage());
  return name.charAt(0).toLowerCase() + name.slice(1);
}
