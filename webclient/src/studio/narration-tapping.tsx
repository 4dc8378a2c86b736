// Tapping along: the voice plays, and each word is tapped as it begins, anywhere on the text or by the space bar.
import { useEffect, useRef } from 'preact/hooks';
import { stretches } from '../core/read-along.ts';
import { tapsFor } from '../core/tapping.ts';
import { Button } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { NarrationDesk } from './narration-desk.ts';

const t = liveTexts(
  {
    how: 'Ketuk di sini, atau tekan Spasi, setiap kali sebuah kata mulai diucapkan.',
    area: 'Ketuk setiap kata',
    count: '{n} dari {of} kata',
    again: 'Ulangi',
    stop: 'Batal',
    enough: 'Cukup',
  },
  {
    how: 'Tap here, or press Space, each time a word begins to be spoken.',
    area: 'Tap each word',
    count: '{n} of {of} words',
    again: 'Once more',
    stop: 'Cancel',
    enough: 'Enough',
  },
);

export function NarrationTapping({ desk }: { desk: NarrationDesk }) {
  const area = useRef<HTMLButtonElement>(null);
  useEffect(() => area.current?.focus(), []);
  const [from, to] = desk.tapping.value;
  const lines = desk.lines.value.slice(from, to);
  const taps = desk.taps.value.length;
  const of = lines.reduce((sum, line) => sum + tapsFor(line), 0);
  const firsts = lines.map((_, i) => lines.slice(0, i).reduce((sum, line) => sum + tapsFor(line), 0));
  useEffect(() => {
    area.current?.querySelector('.next')?.scrollIntoView({ block: 'nearest' });
  }, [taps]);
  const tap = (event: Event) => {
    event.preventDefault();
    area.current?.focus();
    if (taps < of) desk.tap();
  };
  return (
    <div class="voice-tapping">
      <p class="hint" id="tap-how">
        {t('how')}
      </p>
      <button
        ref={area}
        type="button"
        class="tap-area"
        lang={desk.language}
        aria-label={t('area')}
        aria-describedby="tap-how"
        onPointerDown={tap}
        onKeyDown={(event) => {
          if (event.key !== ' ' && event.key !== 'Enter') return;
          event.preventDefault();
          if (!event.repeat) tap(event);
        }}
      >
        {lines.map((line, i) => (
          <span key={i} class="voice-line">
            {stretches(line).map(({ text, word, start }) => {
              if (word === null) return text;
              const at = firsts[i]! + word;
              return (
                <span key={start} class={`voice-word ${at === taps - 1 ? 'lit' : at === taps ? 'next' : ''}`}>
                  {text}
                </span>
              );
            })}
          </span>
        ))}
      </button>
      <p class="hint" role="status">
        {t('count', { n: Math.min(taps, of), of })}
      </p>
      <footer>
        <Button look="quiet" onClick={() => void desk.takeTaps(false)}>
          {t('stop')}
        </Button>
        <Button icon="again" onClick={() => desk.tapAgain()}>
          {t('again')}
        </Button>
        <Button look="primary" onClick={() => void desk.takeTaps()}>
          {t('enough')}
        </Button>
      </footer>
    </div>
  );
}
