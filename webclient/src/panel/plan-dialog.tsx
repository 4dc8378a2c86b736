// Takes a lesson plan for the group, or puts it away.
import { useEffect, useState } from 'preact/hooks';
import type { PlanCard } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { Button, Dialog, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';

const t = liveTexts(
  {
    title: 'Rencana pelajaran',
    hint: 'Langkah-langkahnya tampil di bawah layar. Anda memimpin dengan tombol spasi, atau membiarkan anak-anak melewatinya sendiri.',
    none: 'Belum ada rencana untuk buku ini.',
    make: 'Buat rencana',
    use: 'Pakai',
    used: 'Sedang dipakai',
    away: 'Tanpa rencana',
    about: '{steps} langkah · {minutes} menit · {owner}',
    skipped: '{n} langkah dilewati: halamannya atau tugasnya sudah tidak ada.',
  },
  {
    title: 'Lesson plan',
    hint: 'Its steps are shown at the foot of the screen. You lead with the space bar, or let the children go through them by themselves.',
    none: 'There is no plan for this book yet.',
    make: 'Make a plan',
    use: 'Use it',
    used: 'In use',
    away: 'No plan',
    about: '{steps} steps · {minutes} minutes · {owner}',
    skipped: '{n} steps are left out: their page or tasks are no more.',
  },
);

interface PlanDialogProps {
  connection: Connection;
  view: GroupView;
}

export function PlanDialog({ connection, view }: PlanDialogProps) {
  const open = view.opened.value?.kind === 'plan';
  return (
    <Dialog open={open} title={t('title')} onClose={() => view.close('plan')}>
      {open && <Plans connection={connection} view={view} />}
    </Dialog>
  );
}

function Plans({ connection, view }: PlanDialogProps) {
  const book = connection.group.value?.book;
  const [plans, setPlans] = useState<PlanCard[]>();
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    get<PlanCard[]>(`/api/plans?book=${book}`).then(setPlans, setProblem);
  };
  useEffect(load, [book]);
  if (!plans) return <Waiting problem={problem} onRetry={load} />;
  const now = connection.room.value?.control.plan?.id ?? null;
  const use = (plan: string | null) => {
    connection.order({ do: 'use_plan', plan });
    view.close('plan');
  };
  return (
    <div class="plan-list">
      <p class="hint">{t(plans.length > 0 ? 'hint' : 'none')}</p>
      <ul>
        {plans.map((plan) => (
          <li key={plan.id}>
            <span>
              <b>{plan.title}</b>
              <span class="hint">{t('about', { steps: plan.steps, minutes: plan.minutes, owner: plan.owner })}</span>
              {plan.skipped > 0 && <span class="hint">{t('skipped', { n: plan.skipped })}</span>}
            </span>
            <Button
              aria-pressed={plan.id === now}
              pending={connection.isPending('use_plan')}
              aria-label={`${t(plan.id === now ? 'used' : 'use')}: ${plan.title}`}
              onClick={() => use(plan.id)}
            >
              {t(plan.id === now ? 'used' : 'use')}
            </Button>
          </li>
        ))}
      </ul>
      <div class="commands">
        <a href="/panel/plans" target="_blank" rel="noreferrer">
          {t('make')}
        </a>
        {now !== null && <Button onClick={() => use(null)}>{t('away')}</Button>}
      </div>
    </div>
  );
}
