// The timer as everybody sees it: large figures that run down, and a calm word at the end.
import './countdown.css';
import { useEffect, useState } from 'preact/hooks';
import { clockFace, left, ran } from '../core/countdown.ts';
import type { Countdown } from '../generated/protocol.ts';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';

const t = liveTexts({ over: 'Waktunya habis', left: 'Sisa waktu' }, { over: 'Time is up', left: 'Time left' });

/** ms left of a timer, drawn anew with each second that ends; 0 when it is over. */
export function useLeft(connection: Connection, timer: Countdown): number {
  const [, tick] = useState(0);
  const rest = left(timer, connection.clockNow());
  useEffect(() => {
    if (rest === 0) return undefined;
    // To the end of this second and a little more, so that the face has changed for sure.
    const next = setTimeout(() => tick((n) => n + 1), (rest % 1000 || 1000) + 15);
    return () => clearTimeout(next);
  });
  return rest;
}

/** `big`: for a room. A screen reader hears of the end only, and from the announcer. */
export function CountdownFace({ connection, timer, big }: { connection: Connection; timer: Countdown; big?: boolean }) {
  const rest = useLeft(connection, timer);
  const part = ran(timer, connection.clockNow());
  return (
    <div class={big ? 'countdown big' : 'countdown'} role="timer" aria-label={t('left')} data-over={rest === 0}>
      <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
        <circle cx="20" cy="20" r="17" pathLength="100" />
        <circle class="rest" cx="20" cy="20" r="17" pathLength="100" stroke-dasharray={`${100 * (1 - part)} 100`} />
      </svg>
      {rest === 0 ? <b class="over">{t('over')}</b> : <b class="figures-left">{clockFace(rest)}</b>}
    </div>
  );
}
