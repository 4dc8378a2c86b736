// On the first screen: the plans that were prepared, to start a group with one at once.
import './plans.css';
import { useEffect, useState } from 'preact/hooks';
import type { PlanCard } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { liveTexts } from '../ui/language.ts';
import { PlanLink, StartButton } from './plans.tsx';
import { follow, PLANS } from './route.ts';

const t = liveTexts(
  { title: 'Mulai dengan rencana', all: 'Semua rencana ({n})' },
  { title: 'Start with a plan', all: 'All plans ({n})' },
);

const MOST = 4;

export function PlansOffer() {
  const [plans, setPlans] = useState<PlanCard[]>([]);
  useEffect(() => {
    // Without them the screen is whole: groups are started with a book.
    get<PlanCard[]>('/api/plans').then(setPlans, () => {});
  }, []);
  const usable = plans.filter((plan) => plan.steps > plan.skipped);
  if (usable.length === 0) return null;
  return (
    <section class="plans-offer">
      <h2>{t('title')}</h2>
      <ul class="plan-rows offered">
        {usable.slice(0, MOST).map((plan) => (
          <li key={plan.id} data-plan={plan.id}>
            <PlanLink plan={plan} />
            <StartButton plan={plan} />
          </li>
        ))}
      </ul>
      {plans.length > MOST && (
        <p>
          <a href={PLANS} onClick={follow}>
            {t('all', { n: plans.length })}
          </a>
        </p>
      )}
    </section>
  );
}
