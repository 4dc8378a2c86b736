// What the educator wrote for the present step of the plan. It is asked for here and goes nowhere else: not into the
// group, not onto the projector.
import './plan-note.css';
import { useEffect, useState } from 'preact/hooks';
import { noteAt } from '../core/lesson.ts';
import type { LessonPlanOut, ShownStep } from '../generated/api.ts';
import type { Plan } from '../generated/protocol.ts';
import { get } from '../net/http.ts';
import { Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';

const t = liveTexts(
  { note: 'Catatan Anda untuk langkah ini. Hanya tampil di sini.' },
  { note: 'Your note for this step. It is shown here only.' },
);

/** `plan` as the group follows it; `step` counted from 0. Nothing where there is no note. */
export function PlanNote({ plan, step }: { plan: Plan; step: number | null }) {
  const written = useSteps(plan.id, step);
  const note = step === null ? '' : noteAt(plan, step, written);
  if (!note) return null;
  return (
    <p class="plan-note" title={t('note')}>
      <Icon name="eye" />
      <span class="spoken">{t('note')}</span>
      {note}
    </p>
  );
}

/** The plan's steps as they are now, asked for again with each step: another device may have changed a note. */
function useSteps(plan: string, step: number | null): readonly ShownStep[] {
  const [known, setKnown] = useState<{ plan: string; steps: readonly ShownStep[] }>({ plan, steps: [] });
  useEffect(() => {
    let stale = false;
    // The plan may be another educator's own, or deleted meanwhile; then there is no note to show.
    get<LessonPlanOut>(`/api/plans/${plan}`).then(
      ({ steps }) => !stale && setKnown({ plan, steps }),
      () => {},
    );
    return () => {
      stale = true;
    };
  }, [plan, step]);
  return known.plan === plan ? known.steps : [];
}
