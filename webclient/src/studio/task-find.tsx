// Which model a child is to find and tap.
import type { FindTask } from '../generated/scene.ts';
import { Field } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import type { TaskFormProps } from './tasks-section.tsx';

const t = liveTexts(
  { thing: 'Yang harus ditemukan', none: 'Pilih salah satu model', unnamed: 'model tanpa nama' },
  { thing: 'What is to be found', none: 'Choose one of the models', unnamed: 'model without a name' },
);

export function FindForm({ editing, task, where, onChange }: TaskFormProps<FindTask>) {
  const { nodes } = editing.scene.value;
  const known = nodes.some(({ id }) => id === task.answer);
  return (
    <Field
      label={t('thing')}
      problem={editing.strict.value && !known ? t('none') : undefined}
      control={(ties) => (
        <select
          {...ties}
          data-where={`${where}.answer`}
          value={known ? task.answer : ''}
          onChange={(event) => onChange({ ...task, answer: event.currentTarget.value })}
        >
          {!known && <option value="">{t('none')}</option>}
          {nodes.map((node) => (
            <option key={node.id} value={node.id}>
              {localized(node.name, language.value, editing.languages) || t('unnamed')}
            </option>
          ))}
        </select>
      )}
    />
  );
}
