// One lesson plan: its steps in order, and beside them the pages to add. It saves itself.
import './plans-editor.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { addPage, isUsed, MOST_STEPS } from '../core/lesson.ts';
import { announce, Button, Icon, notify, problemText, Waiting } from '../ui/controls.tsx';
import { keep } from '../ui/keeping.ts';
import { language, liveTexts } from '../ui/language.ts';
import { SaveLine } from '../ui/save-line.tsx';
import { askWho, TopBar } from '../ui/sign-in.tsx';
import { UndoButtons } from '../ui/undo-buttons.tsx';
import { copyPlan } from './plans.tsx';
import { PageAdder } from './plans-adder.tsx';
import { openPlan, type PlanEditing } from './plans-editing.ts';
import { StepRow } from './plans-step.tsx';
import { addressOf, beforeLeaving, follow, go, PLANS } from './route.ts';

const t = liveTexts(
  {
    plans: 'Rencana pelajaran',
    title: 'Nama rencana',
    conflict: 'Rencana ini juga diubah di tempat lain. Yang Anda tulis masih ada di sini.',
    start: 'Mulai',
    startMore: 'kelompok',
    startWith: 'dengan rencana ini',
    shared: 'Bagikan dengan pendidik lain di perpustakaan ini',
    by: 'Rencana ini milik {name}. Salin untuk mengubahnya.',
    copy: 'Salin',
    steps: 'Langkah-langkah',
    total: '{n} langkah · {minutes} menit',
    skipped: '{n} langkah akan dilewati. Lihat yang bertanda di bawah.',
    added: 'Langkah {n} ditambahkan.',
    full: 'Satu rencana memuat paling banyak {most} langkah.',
  },
  {
    plans: 'Lesson plans',
    title: 'Name of the plan',
    conflict: 'This plan was changed somewhere else too. What you wrote is still here.',
    start: 'Start',
    startMore: 'a group',
    startWith: 'with this plan',
    shared: 'Share it with the other educators of this library',
    by: 'This plan belongs to {name}. Copy it to change it.',
    copy: 'Copy',
    steps: 'Steps',
    total: '{n} steps · {minutes} minutes',
    skipped: '{n} steps will be skipped. See those with a mark below.',
    added: 'Step {n} is added.',
    full: 'A plan holds at most {most} steps.',
  },
);

export function PlanScreen({ id }: { id: string }) {
  const [editing, setEditing] = useState<PlanEditing>();
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    openPlan(id).then(setEditing, (refused: unknown) => {
      askWho(refused);
      setProblem(refused);
    });
  };
  useEffect(load, [id]);
  const book = editing?.card.value.book_title;
  return (
    <>
      <TopBar>
        <a class="button quiet" href={PLANS} onClick={follow} aria-label={t('plans')} title={t('plans')}>
          <Icon name="back" />
        </a>
        <span class="plan-book">{book}</span>
      </TopBar>
      {editing ? <Editor editing={editing} /> : <Waiting problem={problem} onRetry={load} />}
    </>
  );
}

function Editor({ editing }: { editing: PlanEditing }) {
  const { mine, title } = editing.card.value;
  useEffect(() => keep(editing, beforeLeaving), [editing]);
  useEffect(() => {
    document.title = title;
  }, [title, language.value]);
  return (
    <div class={mine ? 'plan' : 'plan seen-only'}>
      <header class="plan-bar">
        {mine ? <TitleField editing={editing} /> : <h1>{title}</h1>}
        {mine && (
          <>
            <SaveLine editing={editing} conflict={t('conflict')} />
            <div class="plan-undo">
              <UndoButtons editing={editing} />
            </div>
          </>
        )}
        {!mine && (
          <Button class="plan-copy" onClick={() => copyPlan(editing.card.value)}>
            {t('copy')}
          </Button>
        )}
        <Start editing={editing} />
      </header>
      <div class="plan-body">
        <Steps editing={editing} mine={mine} />
        {mine && <Adder editing={editing} />}
      </div>
    </div>
  );
}

function TitleField({ editing }: { editing: PlanEditing }) {
  const name = (title: string) => editing.edit((lesson) => ({ ...lesson, title }), 'title');
  return (
    <h1>
      <input
        class="plan-title"
        aria-label={t('title')}
        maxLength={120}
        value={editing.lesson.value.title}
        onInput={({ currentTarget: { value } }) => name(value)}
        onBlur={() => {
          // Nothing is no name: the plan keeps the one it had.
          if (!editing.lesson.value.title.trim()) name(editing.card.value.title);
        }}
      />
    </h1>
  );
}

function Start({ editing }: { editing: PlanEditing }) {
  const [pending, setPending] = useState(false);
  const start = async () => {
    setPending(true);
    try {
      go(addressOf((await editing.start()).id));
    } catch (problem) {
      notify(problemText(problem), true);
      setPending(false);
    }
  };
  return (
    <Button
      look="primary"
      icon="play"
      class="plan-start"
      pending={pending}
      disabled={editing.skipped.value === editing.lesson.value.steps.length}
      onClick={start}
    >
      <span>
        {t('start')}
        <span class="plan-start-more"> {t('startMore')}</span>
        <span class="spoken"> {t('startWith')}</span>
      </span>
    </Button>
  );
}

function Steps({ editing, mine }: { editing: PlanEditing; mine: boolean }) {
  const [open, setOpen] = useState<number | null>(null);
  const { steps, shared } = editing.lesson.value;
  const skipped = editing.skipped.value;
  return (
    <section class="plan-steps">
      <h2 class="spoken">{t('steps')}</h2>
      <p class="plan-total tabular">{t('total', { n: steps.length - skipped, minutes: editing.minutes.value })}</p>
      <Shape editing={editing} />
      {skipped > 0 && <p class="plan-warning">{t('skipped', { n: skipped })}</p>}
      {!mine && <p class="hint">{t('by', { name: editing.card.value.owner })}</p>}
      <ol>
        {steps.map((step, at) => (
          <StepRow
            key={step.key}
            editing={editing}
            step={step}
            at={at}
            mine={mine}
            open={open === step.key}
            onOpen={() => setOpen(open === step.key ? null : step.key)}
          />
        ))}
      </ol>
      {mine && (
        <label class="plan-shared">
          <input
            type="checkbox"
            checked={shared}
            onChange={({ currentTarget: { checked } }) => editing.edit((lesson) => ({ ...lesson, shared: checked }))}
          />
          {t('shared')}
        </label>
      )}
    </section>
  );
}

/** The hour at a glance: each step as long as its minutes. The rows below say the same in words. */
function Shape({ editing }: { editing: PlanEditing }) {
  return (
    <div class="plan-shape" aria-hidden="true">
      {editing.lesson.value.steps.map((step) => (
        <i key={step.key} class={isUsed(editing.stateOf(step)) ? '' : 'skipped'} style={{ flexGrow: step.minutes }} />
      ))}
    </div>
  );
}

function Adder({ editing }: { editing: PlanEditing }) {
  const { manifest } = editing;
  const { steps } = editing.lesson.value;
  const added = useRef(0);
  useEffect(() => {
    if (steps.length > added.current && added.current > 0) announce(t('added', { n: steps.length }));
    added.current = steps.length;
  }, [steps.length]);
  if (!manifest) return null;
  const places = (page: string) => steps.flatMap((step, at) => (step.page === page ? [at + 1] : [])).join(', ');
  return (
    <PageAdder
      manifest={manifest}
      mark={places}
      full={steps.length >= MOST_STEPS ? t('full', { most: MOST_STEPS }) : ''}
      onAdd={(page) => editing.edit((lesson) => addPage(lesson, page))}
    />
  );
}
