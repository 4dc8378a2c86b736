// Recording: the sentence that is due in large letters, one button for begin and end, a meter, and the takes so far.
import { useEffect, useRef } from 'preact/hooks';
import { Button, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import type { NarrationDesk } from './narration-desk.ts';
import { Failed, Refused } from './narration-start.tsx';
import type { Takes } from './narration-takes.ts';

const t = liveTexts(
  {
    nth: 'Kalimat {n} dari {of}',
    record: 'Rekam',
    again: 'Rekam ulang',
    stop: 'Berhenti',
    keys: 'Spasi atau Enter: mulai, lalu berhenti.',
    hear: 'Dengarkan kalimat {n}',
    hearWhole: 'Dengarkan rekaman',
    choose: 'Pilih kalimat {n}',
    done: 'sudah direkam',
    open: 'belum direkam',
    use: 'Pakai rekaman ini',
    back: 'Kembali',
    meter: 'Keras suara',
    soft: 'Lebih keras sedikit',
    fine: 'Pas',
    loud: 'Terlalu keras',
    silent: 'Suara tidak terdengar. Dekatkan mikrofon, lalu rekam lagi.',
    unreadable: 'Rekaman itu tidak terbaca. Rekam sekali lagi.',
    complete: 'Semua kalimat sudah direkam.',
  },
  {
    nth: 'Sentence {n} of {of}',
    record: 'Record',
    again: 'Record again',
    stop: 'Stop',
    keys: 'Space or Enter: begin, then stop.',
    hear: 'Listen to sentence {n}',
    hearWhole: 'Listen to the recording',
    choose: 'Choose sentence {n}',
    done: 'recorded',
    open: 'not recorded yet',
    use: 'Use this recording',
    back: 'Back',
    meter: 'Loudness',
    soft: 'A little louder',
    fine: 'Good',
    loud: 'Too loud',
    silent: 'No voice was heard. Bring the microphone nearer, then record again.',
    unreadable: 'That recording cannot be read. Record it once more.',
    complete: 'All sentences are recorded.',
  },
);

export function NarrationRecording({ desk }: { desk: NarrationDesk }) {
  const { takes } = desk;
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => main.current?.querySelector('button')?.focus(), []);
  const recording = takes.recording.value;
  const whole = takes.way.value === 'whole';
  const at = takes.current.value;
  const lines = desk.lines.value;
  const again = takes.all.value[at] !== null;
  return (
    <div class="voice-takes" data-recording={recording}>
      {!whole && <p class="hint">{t('nth', { n: at + 1, of: lines.length })}</p>}
      <p class={`due ${whole ? 'all' : ''}`} lang={desk.language} aria-live="polite">
        {whole ? lines.join(' ') : lines[at]}
      </p>
      <div class="record" ref={main}>
        <Button
          look={recording ? 'danger' : takes.complete ? 'plain' : 'primary'}
          aria-pressed={recording}
          onClick={() => void (recording ? takes.end() : takes.begin())}
        >
          <Sign name={recording ? 'stop' : 'mic'} />
          {t(recording ? 'stop' : again ? 'again' : 'record')}
        </Button>
        <Meter takes={takes} />
      </div>
      <p class="hint keys">{t('keys')}</p>
      <p class="problem" role="alert">
        {takes.flaw.value && t(takes.flaw.value)}
      </p>
      <Refused refusal={takes.refusal.value} />
      {whole ? again && <Hear takes={takes} at={0} whole /> : <TakeList desk={desk} />}
      <Failed problem={desk.problem.value} />
      <footer>
        <p class="hint" role="status">
          {takes.complete && !whole && t('complete')}
        </p>
        <Button look="quiet" disabled={recording} onClick={() => desk.leaveTakes()}>
          {t('back')}
        </Button>
        <Button look="primary" disabled={recording || !takes.complete} onClick={() => void desk.use()}>
          {t('use')}
        </Button>
      </footer>
    </div>
  );
}

function TakeList({ desk }: { desk: NarrationDesk }) {
  const { takes } = desk;
  return (
    <ol class="take-list">
      {desk.lines.value.map((line, at) => {
        const done = Boolean(takes.all.value[at]);
        return (
          <li key={at} aria-current={takes.current.value === at ? 'step' : undefined}>
            <button
              type="button"
              class="take"
              aria-label={`${t('choose', { n: at + 1 })}, ${t(done ? 'done' : 'open')}`}
              onClick={() => takes.choose(at)}
            >
              {done ? <Icon name="check" /> : <span class="open" />}
              <span lang={desk.language}>{line}</span>
            </button>
            {done && <Hear takes={takes} at={at} />}
          </li>
        );
      })}
    </ol>
  );
}

function Hear({ takes, at, whole = false }: { takes: Takes; at: number; whole?: boolean }) {
  const playing = takes.playing.value === at;
  return (
    <Button
      look="quiet"
      icon={playing ? 'pause' : 'play'}
      disabled={takes.recording.value}
      aria-label={t(whole ? 'hearWhole' : 'hear', { n: at + 1 })}
      onClick={() => (playing ? takes.hush() : takes.play(at))}
    />
  );
}

/** From this part of the meter on a voice is loud enough, and too loud. */
const [ENOUGH, TOO_MUCH] = [0.45, 0.97];

function Meter({ takes }: { takes: Takes }) {
  const level = takes.microphone.value?.level.value ?? 0;
  const word = level > TOO_MUCH ? 'loud' : level > ENOUGH ? 'fine' : 'soft';
  return (
    <div class="meter" data-level={word}>
      <meter aria-label={t('meter')} min={0} max={1} low={ENOUGH} high={TOO_MUCH} optimum={0.7} value={level} />
      <span aria-hidden="true">{takes.recording.value ? t(word) : ''}</span>
    </div>
  );
}
