// The lesson plans of the educator's libraries: one's own, and those that others share.
import './plans.css';
import { useEffect, useState } from 'preact/hooks';
import type { CopyOfPlan, LessonPlanOut, PlanCard } from '../generated/api.ts';
import { get, post, remove } from '../net/http.ts';
import { Button, Cover, Dialog, Icon, notify, problemText, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { askWho, TopBar } from '../ui/sign-in.tsx';
import { Sign } from '../ui/signs.tsx';
import { startGroup } from './plans-editing.ts';
import { NewPlan } from './plans-new.tsx';
import { addressOf, follow, go, planAddress } from './route.ts';

const t = liveTexts(
  {
    title: 'Rencana pelajaran',
    groups: 'Kelompok membaca',
    add: 'Rencana baru',
    mine: 'Rencana saya',
    shared: 'Dari pendidik lain',
    none: 'Belum ada rencana. Pilih buku dan halaman yang akan dibaca, tentukan menitnya, lalu pakai di kelas kapan saja.',
    noneMine: 'Anda belum punya rencana. Buat yang baru, atau salin rencana pendidik lain di bawah ini.',
    noneHere: 'Tidak ada rencana untuk buku ini.',
    book: 'Buku',
    all: 'Semua buku',
    steps: '{n} langkah',
    minutes: '{n} menit',
    by: 'oleh {name}',
    isShared: 'dibagikan',
    skipped: '{n} langkah akan dilewati',
    start: 'Mulai',
    startWith: 'Mulai kelompok dengan rencana {title}',
    copy: 'Salin',
    copyIt: 'Salin rencana {title}',
    copyTitle: '{title} (salinan)',
    copied: 'Rencana disalin.',
    remove: 'Hapus rencana {title}',
    sure: 'Hapus rencana ini? Ini tidak dapat dibatalkan. Kelompok yang sedang memakainya tetap berjalan.',
    removeIt: 'Hapus',
    stay: 'Jangan',
    removed: 'Rencana dihapus.',
  },
  {
    title: 'Lesson plans',
    groups: 'Reading groups',
    add: 'New plan',
    mine: 'My plans',
    shared: 'From other educators',
    none: 'There is no plan yet. Choose a book and the pages to read, say how many minutes, and use it in class any time.',
    noneMine: 'You have no plan yet. Make one, or copy another educator’s below.',
    noneHere: 'There is no plan for this book.',
    book: 'Book',
    all: 'All books',
    steps: '{n} steps',
    minutes: '{n} minutes',
    by: 'by {name}',
    isShared: 'shared',
    skipped: '{n} steps will be skipped',
    start: 'Start',
    startWith: 'Start a group with the plan {title}',
    copy: 'Copy',
    copyIt: 'Copy the plan {title}',
    copyTitle: '{title} (copy)',
    copied: 'The plan is copied.',
    remove: 'Delete the plan {title}',
    sure: 'Delete this plan? This cannot be undone. Groups that are using it go on.',
    removeIt: 'Delete',
    stay: 'Keep it',
    removed: 'The plan is deleted.',
  },
);

/** "6 langkah · 40 menit": of the steps that are not skipped. */
export const lengthOf = (plan: PlanCard): string =>
  `${t('steps', { n: plan.steps - plan.skipped })} · ${t('minutes', { n: plan.minutes })}`;

/** A copy that is one's own, open for changing. */
export async function copyPlan(plan: PlanCard): Promise<void> {
  try {
    const title = t('copyTitle', { title: plan.title }).slice(0, 120);
    const copy = await post<LessonPlanOut>(`/api/plans/${plan.id}/copy`, { title } satisfies CopyOfPlan);
    notify(t('copied'));
    go(planAddress(copy.card.id));
  } catch (problem) {
    notify(problemText(problem), true);
  }
}

export function Plans() {
  const [plans, setPlans] = useState<PlanCard[]>();
  const [problem, setProblem] = useState<unknown>();
  const [adding, setAdding] = useState(false);
  const load = () => {
    setProblem(undefined);
    get<PlanCard[]>('/api/plans').then(setPlans, (refused: unknown) => {
      askWho(refused);
      setProblem(refused);
    });
  };
  useEffect(load, []);
  useEffect(() => {
    document.title = t('title');
  }, [language.value]);
  return (
    <>
      <TopBar>
        <a class="button quiet" href="/panel" onClick={follow} aria-label={t('groups')} title={t('groups')}>
          <Icon name="back" />
        </a>
        <h1>{t('title')}</h1>
      </TopBar>
      {plans ? (
        <Lists plans={plans} onAdd={() => setAdding(true)} onChange={load} />
      ) : (
        <Waiting problem={problem} onRetry={load} />
      )}
      <Dialog open={adding} title={t('add')} onClose={() => setAdding(false)} wide>
        <NewPlan />
      </Dialog>
    </>
  );
}

interface ListsProps {
  plans: PlanCard[];
  onAdd: () => void;
  onChange: () => void;
}

function Lists({ plans, onAdd, onChange }: ListsProps) {
  const [book, setBook] = useState('');
  const [removing, setRemoving] = useState<PlanCard | null>(null);
  const books = [...new Map(plans.map((plan) => [plan.book, plan.book_title]))];
  // The book that was chosen may have lost its last plan.
  const chosen = books.some(([id]) => id === book) ? book : '';
  const shown = plans.filter((plan) => !chosen || plan.book === chosen);
  const lists = [
    { title: t('mine'), plans: shown.filter(({ mine }) => mine), none: t(chosen ? 'noneHere' : 'noneMine') },
    { title: t('shared'), plans: shown.filter(({ mine }) => !mine), none: '' },
  ];
  const drop = async (plan: PlanCard) => {
    try {
      await remove(`/api/plans/${plan.id}`);
      notify(t('removed'));
    } catch (problem) {
      notify(problemText(problem), true);
    }
    setRemoving(null);
    onChange();
  };
  return (
    <div class="plans">
      <div class="plans-top">
        <Button look="primary" onClick={onAdd}>
          <Sign name="plus" />
          {t('add')}
        </Button>
        {books.length > 1 && (
          <div class="field">
            <label class="spoken" for="plans-book">
              {t('book')}
            </label>
            <select id="plans-book" value={chosen} onChange={(event) => setBook(event.currentTarget.value)}>
              <option value="">{t('all')}</option>
              {books.map(([id, title]) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      {plans.length === 0 && <p class="hint">{t('none')}</p>}
      {plans.length > 0 &&
        lists.map(
          (list) =>
            (list.plans.length > 0 || list.none) && (
              <section key={list.title}>
                <h2>{list.title}</h2>
                {list.plans.length === 0 && <p class="hint">{list.none}</p>}
                <ul class="plan-rows">
                  {list.plans.map((plan) => (
                    <PlanRow key={plan.id} plan={plan} onRemove={() => setRemoving(plan)} />
                  ))}
                </ul>
              </section>
            ),
        )}
      <Dialog
        open={removing !== null}
        title={t('remove', { title: removing?.title ?? '' })}
        onClose={() => setRemoving(null)}
      >
        <p>{t('sure')}</p>
        <footer>
          <Button onClick={() => setRemoving(null)}>{t('stay')}</Button>
          <Button look="danger" onClick={() => removing && drop(removing)}>
            {t('removeIt')}
          </Button>
        </footer>
      </Dialog>
    </div>
  );
}

function PlanRow({ plan, onRemove }: { plan: PlanCard; onRemove: () => void }) {
  return (
    <li data-plan={plan.id}>
      <PlanLink plan={plan} />
      <div class="plan-does">
        <StartButton plan={plan} />
        <Button look="quiet" aria-label={t('copyIt', { title: plan.title })} onClick={() => copyPlan(plan)}>
          {t('copy')}
        </Button>
        {plan.mine && (
          <Button look="quiet" aria-label={t('remove', { title: plan.title })} onClick={onRemove}>
            <Sign name="remove" />
          </Button>
        )}
      </div>
    </li>
  );
}

/** What a plan is, leading to it. */
export function PlanLink({ plan }: { plan: PlanCard }) {
  return (
    <a href={planAddress(plan.id)} onClick={follow}>
      <Cover cover={plan.cover} emblem={plan.emblem} />
      <span>
        <b class="plan-name">{plan.title}</b>
        <span class="hint">{plan.book_title}</span>
        <span class="hint">
          {[lengthOf(plan), plan.mine ? plan.shared && t('isShared') : t('by', { name: plan.owner })]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {plan.skipped > 0 && <span class="plan-warning">{t('skipped', { n: plan.skipped })}</span>}
      </span>
    </a>
  );
}

/** Opens a group with the plan. */
export function StartButton({ plan }: { plan: PlanCard }) {
  const [pending, setPending] = useState(false);
  const start = async () => {
    setPending(true);
    try {
      go(addressOf((await startGroup(plan)).id));
    } catch (problem) {
      notify(problemText(problem), true);
      setPending(false);
    }
  };
  return (
    <Button
      icon="play"
      pending={pending}
      disabled={plan.steps === plan.skipped}
      aria-label={t('startWith', { title: plan.title })}
      onClick={start}
    >
      {t('start')}
    </Button>
  );
}
