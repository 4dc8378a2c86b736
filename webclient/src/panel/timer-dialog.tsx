// Sets the time that everybody sees: the usual minutes, or others; more time, or none.
import { useState } from 'preact/hooks';
import { left } from '../core/countdown.ts';
import { Button, Dialog, Field } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { unlockSounds } from '../ui/sounds.ts';
import type { Connection } from './connection.ts';
import { CountdownFace } from './countdown.tsx';
import type { GroupView } from './group-view.ts';

const t = liveTexts(
  {
    title: 'Waktu untuk semua',
    hint: 'Anak-anak dan proyektor melihat waktunya berjalan.',
    minutes: '{n} menit',
    own: 'Menit lain',
    start: 'Mulai',
    wrong: 'Dari 1 sampai 120 menit.',
    more: 'Tambah 1 menit',
    stop: 'Hapus waktu',
  },
  {
    title: 'A time for all',
    hint: 'The children and the projector see the time run.',
    minutes: '{n} min',
    own: 'Other minutes',
    start: 'Start',
    wrong: 'From 1 to 120 minutes.',
    more: 'Add 1 minute',
    stop: 'Remove the time',
  },
);

const usual = [1, 3, 5, 10];
const MOST = 120;

interface TimerDialogProps {
  connection: Connection;
  view: GroupView;
}

export function TimerDialog({ connection, view }: TimerDialogProps) {
  const open = view.opened.value?.kind === 'timer';
  return (
    <Dialog open={open} title={t('title')} onClose={() => view.close('timer')}>
      {open && <Timer connection={connection} view={view} />}
    </Dialog>
  );
}

function Timer({ connection, view }: TimerDialogProps) {
  const timer = connection.room.value?.control.timer ?? null;
  const pending = connection.isPending('timer');
  const start = (minutes: number) => {
    // The press that starts it is what lets this page sound at the end.
    unlockSounds();
    connection.order({ do: 'timer', seconds: Math.round(minutes * 60) });
    view.close('timer');
  };
  const more = () => {
    const rest = timer ? Math.ceil(left(timer, connection.clockNow()) / 1000) : 0;
    connection.order({ do: 'timer', seconds: Math.min(rest + 60, MOST * 60) });
  };
  return (
    <div class="set-timer">
      <p class="hint">{t('hint')}</p>
      {timer && (
        <div class="running">
          <CountdownFace connection={connection} timer={timer} />
          <Button pending={pending} onClick={more}>
            {t('more')}
          </Button>
          <Button pending={pending} onClick={() => connection.order({ do: 'timer', seconds: null })}>
            {t('stop')}
          </Button>
        </div>
      )}
      <div class="presets">
        {usual.map((n) => (
          <Button key={n} pending={pending} onClick={() => start(n)}>
            {t('minutes', { n })}
          </Button>
        ))}
      </div>
      <OtherMinutes onStart={start} />
    </div>
  );
}

function OtherMinutes({ onStart }: { onStart: (minutes: number) => void }) {
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).elements.namedItem('minutes') as HTMLInputElement;
    const minutes = Number(input.value.replace(',', '.'));
    const fits = input.value.trim() !== '' && minutes >= 1 && minutes <= MOST;
    setWrong(!fits);
    if (fits) onStart(minutes);
    else input.focus();
  };
  return (
    <form class="other-minutes" noValidate onSubmit={submit}>
      <Field
        label={t('own')}
        problem={wrong ? t('wrong') : undefined}
        control={(ties) => <input {...ties} name="minutes" inputMode="decimal" autoComplete="off" />}
      />
      <Button type="submit">{t('start')}</Button>
    </form>
  );
}
