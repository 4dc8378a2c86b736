// How many minutes a step of a lesson plan is given.
import { changeStep, type DraftStep, heldMinutes, MOST_MINUTES } from '../core/lesson.ts';
import { Button } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { PlanEditing } from './plans-editing.ts';

const t = liveTexts(
  {
    minutes: 'Menit untuk langkah {n}',
    min: 'menit',
    less: 'Kurangi waktu langkah {n}',
    more: 'Tambah waktu langkah {n}',
  },
  {
    minutes: 'Minutes for step {n}',
    min: 'min',
    less: 'Less time for step {n}',
    more: 'More time for step {n}',
  },
);

export interface PartProps {
  editing: PlanEditing;
  step: DraftStep;
  n: number;
  mine: boolean;
}

export function Minutes({ editing, step, n, mine }: PartProps) {
  const set = (minutes: number) =>
    editing.edit((lesson) => changeStep(lesson, step.key, { minutes: heldMinutes(minutes) }), `minutes-${step.key}`);
  if (!mine)
    return (
      <p class="plan-minutes tabular">
        {step.minutes} {t('min')}
      </p>
    );
  return (
    <div class="plan-minutes">
      <Button
        look="quiet"
        aria-label={t('less', { n })}
        disabled={step.minutes <= 1}
        onClick={() => set(step.minutes - 1)}
      >
        −
      </Button>
      <label>
        <span class="spoken">{t('minutes', { n })}</span>
        <input
          class="tabular"
          inputMode="numeric"
          maxLength={3}
          value={step.minutes}
          onFocus={(event) => event.currentTarget.select()}
          onChange={({ currentTarget }) => {
            set(Number(currentTarget.value));
            currentTarget.value = String(heldMinutes(Number(currentTarget.value)));
          }}
        />
        <span aria-hidden="true">{t('min')}</span>
      </label>
      <Button
        look="quiet"
        aria-label={t('more', { n })}
        disabled={step.minutes >= MOST_MINUTES}
        onClick={() => set(step.minutes + 1)}
      >
        +
      </Button>
    </div>
  );
}
