// The words for what a learner does, and for the book's pages; said on cards, in dialogs and in summaries.
import type { BookManifest, BookPage } from '../generated/api.ts';
import type { LearnerFace, Row } from '../generated/protocol.ts';
import type { Task } from '../generated/scene.ts';
import { faceName } from '../ui/animals.ts';
import { localized } from '../ui/i18n.ts';
import type { IconName } from '../ui/icons.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { ago } from './times.ts';

const t = liveTexts(
  {
    reading: 'membaca',
    searching: 'mencari penanda',
    tracking: 'melihat di kertas',
    held: 'penanda lepas',
    away: 'layar tertutup',
    read: 'Baca',
    view: '3D',
    photo: 'Foto',
    live: 'AR',
    webxr: 'AR ruang',
    page: 'Halaman {n}',
    pageShort: 'Hal. {n}',
    noPage: 'Sampul',
    card: 'Kartu {n}',
    withCard: '{name} (kartu {n})',
    right: 'tepat',
    notYet: 'belum tepat',
    ago: '{ago} lalu',
    justNow: 'baru saja',
    child: '{n} anak',
    children: '{n} anak',
  },
  {
    reading: 'reading',
    searching: 'looking for the marker',
    tracking: 'seeing it on paper',
    held: 'marker out of view',
    away: 'screen closed',
    read: 'Read',
    view: '3D',
    photo: 'Photo',
    live: 'AR',
    webxr: 'Room AR',
    page: 'Page {n}',
    pageShort: 'P. {n}',
    noPage: 'Cover',
    card: 'Card {n}',
    withCard: '{name} (card {n})',
    right: 'right',
    notYet: 'not yet right',
    ago: '{ago} ago',
    justNow: 'just now',
    child: '{n} child',
    children: '{n} children',
  },
);

export const viewIcons: Record<Row['view'], IconName> = {
  reading: 'book',
  searching: 'qr',
  tracking: 'eye',
  held: 'pause',
  away: 'away',
};

/** "1 child", "12 children". */
export const childrenWord = (n: number): string => t(n === 1 ? 'child' : 'children', { n });

export const viewWord = (view: Row['view']): string => t(view);
export const rungWord = (rung: Row['rung']): string => t(rung);

export function pageOf(manifest: BookManifest | null, id: string | null): BookPage | undefined {
  return manifest?.pages.find((page) => page.id === id);
}

/** "Hal. 3"; the cover's word for no page. */
export function pageWord(manifest: BookManifest | null, id: string | null, short = false): string {
  const page = pageOf(manifest, id);
  return page ? t(short ? 'pageShort' : 'page', { n: page.number }) : t('noPage');
}

/** Where a child is: on a page, or holding an answer card. */
export const whereWord = (manifest: BookManifest | null, row: Row, short = false): string =>
  row.learner.card === null ? pageWord(manifest, row.page, short) : cardWord(row.learner.card);

export const cardWord = (card: number): string => t('card', { n: card });

/** As `faceName`; of a child with an answer card with its number, by which the educator dealt it. */
export function learnerName(face: LearnerFace): string {
  const name = faceName(face, language.value);
  return face.card === null ? name : t('withCard', { name, n: face.card });
}

/** "halaman 3": within a sentence. */
export function pageInSentence(manifest: BookManifest | null, id: string | null): string {
  const word = pageWord(manifest, id);
  return word.charAt(0).toLowerCase() + word.slice(1);
}

/** A text of the book, in the language of the panel where it has it, else in the book's own. */
export const bookText = (text: Record<string, string>, manifest: BookManifest | null): string =>
  localized(text, language.value, manifest?.book.languages);

/** An answer's value as a person would say it. */
export function valueWord(
  task: Task | undefined,
  value: string,
  page: BookPage,
  manifest: BookManifest | null,
): string {
  if (task?.kind === 'choice') {
    const option = task.options.find((option) => option.id === value);
    return option ? bookText(option.text, manifest) : value;
  }
  if (task?.kind === 'find') {
    const node = page.scene.nodes.find((node) => node.id === value);
    return node ? bookText(node.name, manifest) : value;
  }
  return value;
}

export const verdict = (correct: boolean): string => t(correct ? 'right' : 'notYet');

/** "2 mnt lalu"; "baru saja" within the first minute, which is an empty `ago`. */
export const agoWord = (ago: string): string => (ago ? t('ago', { ago }) : t('justNow'));

export const since = (at: number, now: number): string => agoWord(now - at < 60_000 ? '' : ago(at, now));
