// One step of a lesson plan: its page, minutes and place, and behind it the tasks and the note.
import { type DraftStep, goneTasks, isUsed, moveStep } from '../core/lesson.ts';
import { announce, Button, Icon } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { PagePicture } from './page-column.tsx';
import { StepDetails } from './plans-details.tsx';
import { drag } from './plans-drag.ts';
import type { PlanEditing } from './plans-editing.ts';
import { Minutes, type PartProps } from './plans-minutes.tsx';

const t = liveTexts(
  {
    step: 'Langkah {n}',
    page: 'Halaman {n}',
    deletedPage: 'Halaman yang sudah dihapus',
    everyTask: 'Semua tugas',
    noTasks: 'Tanpa tugas',
    someTasks: '{n} dari {all} tugas',
    up: 'Naikkan langkah {n}',
    down: 'Turunkan langkah {n}',
    moved: 'Sekarang langkah {n}.',
    open: 'Tugas dan catatan langkah {n}',
    drag: 'Seret untuk memindahkan',
    fewer_tasks: 'Sebagian tugasnya sudah tidak ada di halaman ini.',
    tasks_gone: 'Dilewati: tugasnya sudah tidak ada di halaman ini.',
    page_withdrawn: 'Dilewati: halaman ini tidak sedang terbit.',
    page_deleted: 'Dilewati: halaman ini sudah dihapus dari buku.',
    fewer_tasksDo: 'Buka langkah ini untuk melihatnya.',
    tasks_goneDo: 'Buka langkah ini, lalu pilih tugas lain.',
    page_withdrawnDo: 'Terbitkan lagi di studio, atau hapus langkah ini.',
    page_deletedDo: 'Hapus langkah ini, atau tambahkan halaman lain.',
  },
  {
    step: 'Step {n}',
    page: 'Page {n}',
    deletedPage: 'A page that was deleted',
    everyTask: 'All tasks',
    noTasks: 'No tasks',
    someTasks: '{n} of {all} tasks',
    up: 'Move step {n} up',
    down: 'Move step {n} down',
    moved: 'Now step {n}.',
    open: 'Tasks and note of step {n}',
    drag: 'Drag to move',
    fewer_tasks: 'Some of its tasks are no longer on this page.',
    tasks_gone: 'Skipped: its tasks are no longer on this page.',
    page_withdrawn: 'Skipped: this page is not published now.',
    page_deleted: 'Skipped: this page was deleted from the book.',
    fewer_tasksDo: 'Open this step to see them.',
    tasks_goneDo: 'Open this step and choose others.',
    page_withdrawnDo: 'Publish it again in the studio, or delete this step.',
    page_deletedDo: 'Delete this step, or add another page.',
  },
);

interface StepRowProps {
  editing: PlanEditing;
  step: DraftStep;
  /** Its place, from 0. */
  at: number;
  mine: boolean;
  open: boolean;
  onOpen: () => void;
}

export function StepRow({ editing, step, at, mine, open, onOpen }: StepRowProps) {
  const state = editing.stateOf(step);
  const n = at + 1;
  const classes = ['plan-step', isUsed(state) ? '' : 'skipped', open ? 'open' : ''].filter(Boolean).join(' ');
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!mine || !event.altKey || by === 0) return;
    event.preventDefault();
    move(editing, step, at + by);
  };
  return (
    // The keys work wherever the focus is among the controls inside.
    <li class={classes} data-step={step.key} data-page={step.page} data-state={state} onKeyDown={onKeyDown}>
      <Place editing={editing} step={step} n={n} mine={mine} />
      <Picture editing={editing} step={step} />
      <div class="plan-what">
        <h3>
          <span class="spoken">{t('step', { n })}: </span>
          {nameOf(editing, step)}
        </h3>
        <p class="hint">{[tasksWord(editing, step), step.note].filter(Boolean).join(' · ')}</p>
        {state !== 'whole' && (
          <p class="plan-warning">
            {t(state)} {mine && t(`${state}Do`)}
          </p>
        )}
      </div>
      <Minutes editing={editing} step={step} n={n} mine={mine} />
      <div class="plan-moves">
        {mine && <Moves editing={editing} step={step} at={at} />}
        <button
          type="button"
          class="button quiet"
          data-do="open"
          aria-expanded={open}
          aria-label={t('open', { n })}
          onClick={onOpen}
        >
          <Icon name="next" />
        </button>
      </div>
      {open && <StepDetails editing={editing} step={step} mine={mine} />}
    </li>
  );
}

/** "Halaman 2: Sarang Lebah" */
function nameOf(editing: PlanEditing, step: DraftStep): string {
  const { number, title } = editing.named(step);
  const words = localized(title, language.value, editing.manifest?.book.languages);
  return [number === null ? t('deletedPage') : t('page', { n: number }), words].filter(Boolean).join(': ');
}

function tasksWord(editing: PlanEditing, step: DraftStep): string {
  const page = editing.page(step);
  if (!page) return '';
  const all = page.scene.tasks.length;
  const chosen = step.tasks.length - goneTasks(step, page).length;
  if (step.tasks.length === 0) return t(all === 0 ? 'noTasks' : 'everyTask');
  return chosen === 0 ? '' : t('someTasks', { n: chosen, all });
}

function Picture({ editing, step }: { editing: PlanEditing; step: DraftStep }) {
  const page = editing.page(step);
  if (page && editing.manifest) return <PagePicture page={page} manifest={editing.manifest} />;
  return <div class="picture blank">?</div>;
}

/** Its number, by which a mouse or a finger takes hold of it; the arrows beside it do the same. */
function Place({ editing, step, n, mine }: PartProps) {
  if (!mine) return <span class="plan-place tabular">{n}</span>;
  return (
    // A short way for a pointer; keys and buttons move a step too.
    <span
      class="plan-place tabular grip"
      title={t('drag')}
      onPointerDown={(event) =>
        drag(event, (to) => editing.edit((lesson) => moveStep(lesson, step.key, to), `drag-${step.key}`))
      }
    >
      {n}
    </span>
  );
}

function Moves({ editing, step, at }: { editing: PlanEditing; step: DraftStep; at: number }) {
  const last = editing.lesson.value.steps.length - 1;
  return (
    <>
      <Button
        look="quiet"
        data-do="up"
        title="Alt + ↑"
        aria-keyshortcuts="Alt+ArrowUp"
        aria-label={t('up', { n: at + 1 })}
        disabled={at === 0}
        onClick={() => move(editing, step, at - 1)}
      >
        <Sign name="up" />
      </Button>
      <Button
        look="quiet"
        data-do="down"
        title="Alt + ↓"
        aria-keyshortcuts="Alt+ArrowDown"
        aria-label={t('down', { n: at + 1 })}
        disabled={at === last}
        onClick={() => move(editing, step, at + 1)}
      >
        <Sign name="down" />
      </Button>
    </>
  );
}

/** Moves the step, and lets the focus go with it: what is moved in a document loses it. */
function move(editing: PlanEditing, step: DraftStep, to: number): void {
  const before = editing.lesson.value;
  const held = (document.activeElement as HTMLElement | null)?.dataset.do ?? 'open';
  editing.edit((lesson) => moveStep(lesson, step.key, to));
  if (editing.lesson.value === before) return;
  announce(t('moved', { n: to + 1 }));
  requestAnimationFrame(() => {
    const row = document.querySelector(`[data-step="${step.key}"]`);
    // At either end one of the arrows has nothing to do any more.
    const wanted = [held, 'up', 'down'].map((what) =>
      row?.querySelector<HTMLElement>(`[data-do="${what}"]:not(:disabled)`),
    );
    wanted.find(Boolean)?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  });
}
