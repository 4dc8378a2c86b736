// Hearing the voice with its words lit, and correcting it: a sentence spoken again, its words tapped, all matched anew.
import { useEffect, useRef, useState } from 'preact/hooks';
import { stretches } from '../core/read-along.ts';
import { Button } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { CreditForm } from './credit-form.tsx';
import type { NarrationDesk } from './narration-desk.ts';
import { canRecord } from './narration-microphone.ts';
import { Failed, Refused, SoundFile } from './narration-start.tsx';

const t = liveTexts(
  {
    listen: 'Dengarkan',
    pause: 'Berhenti',
    check: 'Dengarkan dan lihat apakah kata yang menyala adalah kata yang diucapkan.',
    tapAll: 'Ketuk kata demi kata',
    slow: 'Ketuk dengan suara lambat',
    sentence: 'Dengarkan kalimat {n}',
    tap: 'Ketuk kata kalimat {n}',
    record: 'Rekam ulang kalimat {n}',
    misfit:
      'Ceritanya berubah setelah direkam. Rekam kalimat yang berubah, atau cocokkan lagi jika suaranya masih sama.',
    match: 'Cocokkan lagi',
    changed: 'berubah',
    other: 'Suara lain',
    sentences: 'Rekam semua per kalimat',
    whole: 'Rekam semua sekaligus',
    remove: 'Hapus suara',
    done: 'Selesai',
  },
  {
    listen: 'Listen',
    pause: 'Stop',
    check: 'Listen, and see whether the word that lights up is the word that is spoken.',
    tapAll: 'Tap along word by word',
    slow: 'Tap with a slow voice',
    sentence: 'Listen to sentence {n}',
    tap: 'Tap the words of sentence {n}',
    record: 'Record sentence {n} again',
    misfit:
      'The story was changed after it was recorded. Record the changed sentence, or match anew if the voice still says it.',
    match: 'Match anew',
    changed: 'changed',
    other: 'Another voice',
    sentences: 'Record all, sentence by sentence',
    whole: 'Record all in one go',
    remove: 'Delete the voice',
    done: 'Done',
  },
);

/** How fast a voice is played that is tapped along. */
const SLOW = 0.75;

export function NarrationHeard({ desk, onClose }: { desk: NarrationDesk; onClose: () => void }) {
  const [slow, setSlow] = useState(true);
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => main.current?.querySelector('button')?.focus(), []);
  const playing = desk.playing.value;
  const fits = desk.state.value === 'fits';
  const rate = slow ? SLOW : 1;
  const sound = desk.editing.assets.value[desk.voice.value?.asset ?? ''];
  return (
    <div class="voice-heard">
      <p class={fits ? 'hint' : 'problem'}>{t(fits ? 'check' : 'misfit')}</p>
      <div class="voice-does" ref={main}>
        {fits ? (
          <Button
            look="primary"
            icon={playing ? 'pause' : 'play'}
            onClick={() => (playing ? desk.stop() : desk.play(null))}
          >
            {t(playing ? 'pause' : 'listen')}
          </Button>
        ) : (
          <Button look="primary" icon="again" onClick={() => void desk.guessAgain()}>
            {t('match')}
          </Button>
        )}
        {fits && (
          <>
            <Button onClick={() => desk.tapAlong(0, desk.lines.value.length, rate)}>
              <Sign name="tap" />
              {t('tapAll')}
            </Button>
            <label class="right">
              <input type="checkbox" checked={slow} onChange={(event) => setSlow(event.currentTarget.checked)} />
              {t('slow')}
            </label>
          </>
        )}
      </div>
      <ol class="voice-lines" data-playing={playing}>
        {desk.lines.value.map((line, at) => (
          <li key={at} aria-current={desk.lit.value?.sentence === at ? 'true' : undefined}>
            <Line desk={desk} line={line} at={at} />
            <LineDoes desk={desk} at={at} rate={rate} />
          </li>
        ))}
      </ol>
      <Refused refusal={desk.takes.refusal.value} />
      <Failed problem={desk.problem.value} />
      {sound && <CreditForm editing={desk.editing} asset={sound} where={`narration.${desk.language}.asset`} />}
      <details>
        <summary>{t('other')}</summary>
        <div class="voice-does">
          {canRecord() && (
            <>
              <Button onClick={() => void desk.record('sentences')}>{t('sentences')}</Button>
              <Button onClick={() => void desk.record('whole')}>{t('whole')}</Button>
            </>
          )}
          <SoundFile desk={desk} />
          <Button look="danger" icon="trash" onClick={() => desk.remove()}>
            {t('remove')}
          </Button>
        </div>
      </details>
      <footer>
        <Button look={fits ? 'plain' : 'quiet'} onClick={onClose}>
          {t('done')}
        </Button>
      </footer>
    </div>
  );
}

/** A sentence as a child sees it, the word that is spoken lit. */
function Line({ desk, line, at }: { desk: NarrationDesk; line: string; at: number }) {
  const lit = desk.lit.value?.sentence === at ? desk.lit.value.word : null;
  return (
    <p class="voice-line" lang={desk.language}>
      {desk.changed.value.includes(at) && (
        <em class="changed" lang={language.value}>
          {t('changed')}
        </em>
      )}
      {stretches(line).map(({ text, word, start }) =>
        word === null ? (
          text
        ) : (
          <span key={start} class={`voice-word ${lit === word ? 'lit' : ''}`}>
            {text}
          </span>
        ),
      )}
    </p>
  );
}

function LineDoes({ desk, at, rate }: { desk: NarrationDesk; at: number; rate: number }) {
  const n = at + 1;
  const fits = desk.state.value === 'fits';
  return (
    <div class="line-does">
      {fits && (
        <>
          <Button look="quiet" icon="play" aria-label={t('sentence', { n })} onClick={() => desk.play(at)} />
          <Button look="quiet" aria-label={t('tap', { n })} onClick={() => desk.tapAlong(at, n, rate)}>
            <Sign name="tap" />
          </Button>
        </>
      )}
      {canRecord() && (
        <Button look="quiet" aria-label={t('record', { n })} onClick={() => void desk.record('sentences', at)}>
          <Sign name="mic" />
        </Button>
      )}
    </div>
  );
}
