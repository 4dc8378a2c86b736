// The options of a choice, and which of them is right.
import type { ChoiceTask } from '../generated/scene.ts';
import { Button } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { freshId, MOST_OPTIONS, removeOption } from './draft.ts';
import { SpokenField } from './spoken-field.tsx';
import type { TaskFormProps } from './tasks-section.tsx';

const t = liveTexts(
  {
    option: 'Pilihan {n}',
    right: 'Pilihan {n} yang benar',
    rightShort: 'benar',
    remove: 'Hapus pilihan {n}',
    add: 'Tambah pilihan',
    mark: 'Tandai satu pilihan yang benar.',
  },
  {
    option: 'Option {n}',
    right: 'Option {n} is right',
    rightShort: 'right',
    remove: 'Delete option {n}',
    add: 'Add an option',
    mark: 'Mark the one option that is right.',
  },
);

export function ChoiceForm({ editing, task, where, onChange }: TaskFormProps<ChoiceTask>) {
  const unmarked = editing.strict.value && !task.options.some(({ id }) => id === task.answer);
  return (
    <div class="options">
      {task.options.map((option, at) => (
        <div key={option.id} class="option">
          <SpokenField
            editing={editing}
            label={t('option', { n: at + 1 })}
            where={`${where}.options.${at}.text`}
            value={option.text}
            onChange={(text) => {
              const options = task.options.map((other) => (other.id === option.id ? { ...other, text } : other));
              onChange({ ...task, options });
            }}
          />
          <div class="option-does">
            <label class="right">
              <input
                type="radio"
                name={`${where}-answer`}
                data-where={at === 0 ? `${where}.answer` : undefined}
                aria-label={t('right', { n: at + 1 })}
                checked={task.answer === option.id}
                onChange={() => onChange({ ...task, answer: option.id })}
              />
              {t('rightShort')}
            </label>
            {task.options.length > 2 && (
              <Button
                look="quiet"
                aria-label={t('remove', { n: at + 1 })}
                onClick={() => onChange(removeOption(task, option.id))}
              >
                <Sign name="remove" />
              </Button>
            )}
          </div>
        </div>
      ))}
      {unmarked && <p class="problem">{t('mark')}</p>}
      {task.options.length < MOST_OPTIONS && (
        <Button
          look="quiet"
          onClick={() => {
            const option = { id: freshId('option', task.options), text: {} };
            onChange({ ...task, options: [...task.options, option] });
          }}
        >
          <Sign name="plus" />
          {t('add')}
        </Button>
      )}
    </div>
  );
}
