// What is behind a step of a lesson plan: which tasks of its page, and a note for the educator.
import { changeStep, type DraftStep, dropTask, goneTasks, MOST_NOTE, removeStep, toggleTask } from '../core/lesson.ts';
import type { BookPage } from '../generated/api.ts';
import { announce, Button, Field } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import type { PlanEditing } from './plans-editing.ts';
import { bookText } from './wording.ts';

const t = liveTexts(
  {
    tasks: 'Tugas di halaman ini',
    none: 'Halaman ini tidak punya tugas: anak-anak membaca saja.',
    one: 'Sedikitnya satu tugas dipilih.',
    gone: 'Sudah tidak ada: {what}',
    unknown: 'tugas yang tidak dikenal lagi',
    drop: 'Hapus dari langkah ini',
    every: 'Pakai semua tugas halaman ini',
    note: 'Catatan untuk Anda',
    noteHint: 'Hanya tampil di panel pendidik.',
    left: 'Tinggal {n} huruf.',
    remove: 'Hapus langkah ini',
    removed: 'Langkah {n} dihapus. “Urungkan” mengembalikannya.',
    last: 'Satu rencana memuat sedikitnya satu langkah.',
    noNote: 'Tanpa catatan.',
  },
  {
    tasks: 'Tasks of this page',
    none: 'This page has no tasks: the children just read.',
    one: 'At least one task is chosen.',
    gone: 'No longer there: {what}',
    unknown: 'a task that nobody knows any more',
    drop: 'Take it out of this step',
    every: 'Use all tasks of this page',
    note: 'Note for yourself',
    noteHint: 'It is shown on the educator’s panel only.',
    left: '{n} letters left.',
    remove: 'Delete this step',
    removed: 'Step {n} is deleted. “Undo” brings it back.',
    last: 'A plan has at least one step.',
    noNote: 'No note.',
  },
);

const NEARLY_FULL = 60;

interface DetailsProps {
  editing: PlanEditing;
  step: DraftStep;
  mine: boolean;
}

export function StepDetails({ editing, step, mine }: DetailsProps) {
  const page = editing.page(step);
  const only = editing.lesson.value.steps.length === 1;
  return (
    <div class="plan-details">
      {page && <Tasks editing={editing} step={step} page={page} mine={mine} />}
      {mine ? <Note editing={editing} step={step} /> : <p class="plan-noted">{step.note || t('noNote')}</p>}
      {mine && (
        <p class="plan-remove">
          <Button look="danger" disabled={only} title={only ? t('last') : ''} onClick={() => drop(editing, step)}>
            <Sign name="remove" />
            {t('remove')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Takes the step out; the focus goes to the one that has its place now. */
function drop(editing: PlanEditing, step: DraftStep): void {
  const at = editing.lesson.value.steps.findIndex(({ key }) => key === step.key);
  editing.edit((lesson) => removeStep(lesson, step.key));
  announce(t('removed', { n: at + 1 }));
  requestAnimationFrame(() => {
    const rows = document.querySelectorAll<HTMLElement>('.plan-step [data-do="open"]');
    rows[Math.min(at, rows.length - 1)]?.focus();
  });
}

function Tasks({ editing, step, page, mine }: DetailsProps & { page: BookPage }) {
  const all = page.scene.tasks.map(({ id }) => id);
  const gone = goneTasks(step, page);
  const chosen = (task: string) => step.tasks.length === 0 || step.tasks.includes(task);
  const set = (tasks: string[]) => editing.edit((lesson) => changeStep(lesson, step.key, { tasks }));
  const alone = all.filter(chosen).length === 1;
  if (all.length === 0 && gone.length === 0) return <p class="hint">{t('none')}</p>;
  return (
    <fieldset class="plan-tasks" disabled={!mine}>
      <legend>{t('tasks')}</legend>
      {page.scene.tasks.map(({ id, prompt }) => (
        <label key={id} title={chosen(id) && alone ? t('one') : ''}>
          <input
            type="checkbox"
            checked={chosen(id)}
            disabled={chosen(id) && alone}
            onChange={() => set(toggleTask(step.tasks, id, all))}
          />
          {bookText(prompt, editing.manifest)}
        </label>
      ))}
      {gone.map((task) => (
        <p key={task} class="plan-gone">
          <span class="plan-warning">{t('gone', { what: asked(editing, step, task) })}</span>
          {mine && gone.length < step.tasks.length && (
            <Button look="quiet" onClick={() => set(dropTask(step.tasks, task))}>
              {t('drop')}
            </Button>
          )}
        </p>
      ))}
      {mine && gone.length > 0 && gone.length === step.tasks.length && all.length > 0 && (
        <Button onClick={() => set([])}>{t('every')}</Button>
      )}
    </fieldset>
  );
}

const asked = (editing: PlanEditing, step: DraftStep, task: string): string =>
  localized(editing.lastAsked(step, task), language.value, editing.manifest?.book.languages) || t('unknown');

function Note({ editing, step }: { editing: PlanEditing; step: DraftStep }) {
  const left = MOST_NOTE - step.note.length;
  return (
    <Field
      label={t('note')}
      hint={left <= NEARLY_FULL ? t('left', { n: left }) : t('noteHint')}
      control={(ties) => (
        <textarea
          {...ties}
          rows={3}
          maxLength={MOST_NOTE}
          value={step.note}
          onInput={({ currentTarget: { value } }) =>
            editing.edit((lesson) => changeStep(lesson, step.key, { note: value }), `note-${step.key}`)
          }
        />
      )}
    />
  );
}
