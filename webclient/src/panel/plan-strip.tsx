// The lesson plan as a strip: each step as long as its minutes, the present one filling as its time runs.
import './plan-strip.css';
import { minutesLeft, minutesToEnd, type StripStep, strip } from '../core/plan-strip.ts';
import type { Plan } from '../generated/protocol.ts';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { pageWord } from './wording.ts';

const t = liveTexts(
  {
    plan: 'Rencana: {title}',
    step: 'Langkah {n}: {page}, {minutes} menit',
    now: 'sedang berjalan',
    done: 'sudah',
    left: 'Langkah ini: {n} mnt lagi',
    over: 'Langkah ini: lewat {n} mnt',
    end: 'Sampai selesai: {n} mnt',
    free: 'Bebas: anak-anak melewati langkah-langkah ini sendiri.',
  },
  {
    plan: 'Plan: {title}',
    step: 'Step {n}: {page}, {minutes} minutes',
    now: 'going on',
    done: 'done',
    left: 'This step: {n} min left',
    over: 'This step: {n} min over',
    end: 'To the end: {n} min',
    free: 'Free: the children go through these steps by themselves.',
  },
);

interface PlanStripProps {
  connection: Connection;
  plan: Plan;
}

export function PlanStrip({ connection, plan }: PlanStripProps) {
  const control = connection.room.value!.control;
  const now = connection.serverNow.value;
  const { step } = control;
  const since = step === null ? 0 : control.moved_at;
  const left = minutesLeft(plan, step, since, now);
  return (
    <nav class="plan-strip" aria-label={t('plan', { title: plan.title })}>
      <ol>
        {strip(plan, step, since, now).map((one) => (
          <Step key={one.index} step={one} connection={connection} />
        ))}
      </ol>
      <p class="hint tabular">
        {step === null && <span class="free">{t('free')}</span>}
        {left !== null && <b class={left < 0 ? 'over' : ''}>{t(left < 0 ? 'over' : 'left', { n: Math.abs(left) })}</b>}{' '}
        {t('end', { n: minutesToEnd(plan, step, since, now) })}
      </p>
    </nav>
  );
}

function Step({ step, connection }: { step: StripStep; connection: Connection }) {
  const { index, page, minutes, state, gone } = step;
  const manifest = connection.manifest.value;
  const said = [
    t('step', { n: index + 1, page: pageWord(manifest, page), minutes }),
    state === 'ahead' ? '' : t(state),
  ];
  return (
    <li data-step={state} style={{ flexGrow: minutes }}>
      <button
        type="button"
        aria-current={state === 'now' ? 'step' : undefined}
        aria-label={said.filter(Boolean).join(', ')}
        title={said[0]}
        onClick={() => connection.order({ do: 'go_to', step: index })}
      >
        <span>{pageWord(manifest, page, true)}</span>
        <span class="minutes">{minutes}′</span>
        {state === 'now' && (
          <i class={gone > 1 ? 'gone over' : 'gone'} style={{ width: `${100 * Math.min(1, gone)}%` }} />
        )}
      </button>
    </li>
  );
}
