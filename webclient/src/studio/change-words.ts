// What differs between two states of a page, in plain words.
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import type { Aspect, Change } from './changes.ts';
import type { EditedScene } from './draft.ts';
import { languageName } from './languages.ts';

const t = liveTexts(
  {
    title: 'Judul ({language})',
    story: 'Cerita ({language})',
    voice: 'Suara pembaca ({language})',
    picture: 'Gambar halaman',
    light: 'Cahaya',
    other: 'Bagian lain dari halaman',
    modelAdded: 'Model “{name}” ditambahkan',
    modelRemoved: 'Model “{name}” dihapus',
    modelChanged: 'Model “{name}”: {aspects}',
    taskAdded: 'Tugas “{name}” ditambahkan',
    taskRemoved: 'Tugas “{name}” dihapus',
    taskChanged: 'Tugas “{name}” diubah',
    unnamed: 'tanpa nama',
    name: 'nama',
    place: 'tempat',
    turn: 'arah',
    size: 'ukuran',
    movement: 'gerakan',
    tap: 'saat diketuk',
    file: 'berkas',
  },
  {
    title: 'Title ({language})',
    story: 'Story ({language})',
    voice: 'Reading voice ({language})',
    picture: 'The picture of the page',
    light: 'Light',
    other: 'Another part of the page',
    modelAdded: 'Model “{name}” was added',
    modelRemoved: 'Model “{name}” was deleted',
    modelChanged: 'Model “{name}”: {aspects}',
    taskAdded: 'Task “{name}” was added',
    taskRemoved: 'Task “{name}” was deleted',
    taskChanged: 'Task “{name}” was changed',
    unnamed: 'no name',
    name: 'name',
    place: 'place',
    turn: 'direction',
    size: 'size',
    movement: 'movement',
    tap: 'when tapped',
    file: 'file',
  },
);

const said = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;
const SHORT = 40;

/** One change as a phrase; names are looked for in `scenes`, the first that has one. */
export function changeText(change: Change, scenes: readonly EditedScene[]): string {
  switch (change.part) {
    case 'title':
    case 'story':
    case 'voice':
      return t(change.part, { language: languageName(change.language) });
    case 'picture':
    case 'light':
    case 'other':
      return t(change.part);
    case 'model': {
      const node = scenes.flatMap(({ nodes }) => nodes).find(({ id }) => id === change.id);
      const aspects = change.aspects.map((aspect: Aspect) => t(aspect)).join(', ');
      return t(`model${said[change.what]}`, { name: nameOf(node?.name), aspects });
    }
    case 'task': {
      const task = scenes.flatMap(({ tasks }) => tasks).find(({ id }) => id === change.id);
      return t(`task${said[change.what]}`, { name: nameOf(task?.prompt) });
    }
  }
}

function nameOf(text: Record<string, string> | undefined): string {
  const name = localized(text ?? {}, language.value) || t('unnamed');
  return name.length > SHORT ? `${name.slice(0, SHORT)}…` : name;
}

/** `22 Nov, 10.42` in Indonesian; without the day when it is today. */
export function whenText(time: Date, now: Date = new Date()): string {
  const today = time.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language.value === 'id' ? 'id-ID' : 'en-GB', {
    ...(today
      ? {}
      : { day: 'numeric', month: 'short', ...(time.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }) }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
}
