// The page's title, its story, one sentence a line, in every language side by side, its voice and its picture.
import { liveTexts } from '../ui/language.ts';
import { sentences } from './draft.ts';
import type { Editing } from './editing.ts';
import { NarrationSection } from './narration-section.tsx';
import { PictureSection } from './picture-section.tsx';
import { SpokenField } from './spoken-field.tsx';

const t = liveTexts(
  {
    title: 'Judul halaman',
    story: 'Cerita',
    hint: 'Satu kalimat satu baris. Setiap baris dibacakan dan disorot sendiri.',
    count: '{n} kalimat',
    uneven: '{n} kalimat, bahasa lain {other}',
  },
  {
    title: 'Title of the page',
    story: 'Story',
    hint: 'One sentence a line. Each line is read aloud and lit by itself.',
    count: '{n} sentences',
    uneven: '{n} sentences, {other} in another language',
  },
);

export function TextSection({ editing }: { editing: Editing }) {
  const { title, story } = editing.scene.value;
  const below = (text: string, language: string) => {
    const n = sentences(text).length;
    const other = editing.languages
      .filter((tag) => tag !== language)
      .map((tag) => sentences(story[tag] ?? '').length)
      .find((count) => count > 0 && count !== n);
    return n > 0 && other ? t('uneven', { n, other }) : t('count', { n });
  };
  return (
    <>
      <SpokenField
        editing={editing}
        label={t('title')}
        where="title"
        value={title}
        onChange={(value) => editing.edit((scene) => ({ ...scene, title: value }), 'title')}
      />
      <SpokenField
        editing={editing}
        label={t('story')}
        hint={t('hint')}
        where="story"
        value={story}
        lines={7}
        most={16_000}
        below={below}
        onChange={(value) => editing.edit((scene) => ({ ...scene, story: value }), 'story')}
      />
      <NarrationSection editing={editing} />
      <PictureSection editing={editing} />
    </>
  );
}
