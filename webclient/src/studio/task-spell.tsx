// The word that is to be spelled.
import type { SpellTask } from '../generated/scene.ts';
import { liveTexts } from '../ui/language.ts';
import { SpokenField } from './spoken-field.tsx';
import type { TaskFormProps } from './tasks-section.tsx';

const t = liveTexts(
  { word: 'Kata', hint: 'Satu kata, 2 sampai 16 huruf. Anak menyusun huruf-hurufnya.' },
  { word: 'Word', hint: 'One word, 2 to 16 letters. The child puts its letters in order.' },
);

export function SpellForm({ editing, task, where, onChange }: TaskFormProps<SpellTask>) {
  return (
    <SpokenField
      editing={editing}
      label={t('word')}
      hint={t('hint')}
      where={`${where}.word`}
      value={task.word}
      most={16}
      onChange={(word) => onChange({ ...task, word })}
    />
  );
}
