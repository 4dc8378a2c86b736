// What the whole room sees: how to come in, then the page, the time, the teams, and what deserves praise. Nobody's mistakes.
import './projector.css';
import { useEffect, useState } from 'preact/hooks';
import type { Room } from '../core/room.ts';
import { Button, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { CountdownFace } from './countdown.tsx';
import { useConnection } from './group.tsx';
import { ConnectionState } from './group-bar.tsx';
import { PraiseMoment } from './praise-moment.tsx';
import { Crowd } from './projector-crowd.tsx';
import { type Shows, Stage } from './projector-stage.tsx';
import { childrenWord, pageOf } from './wording.ts';

const t = liveTexts(
  {
    full: 'Layar penuh',
    showCode: 'Tampilkan kode',
    showPage: 'Sembunyikan kode',
    locked: 'Pintu terkunci',
  },
  {
    full: 'Full screen',
    showCode: 'Show the code',
    showPage: 'Hide the code',
    locked: 'The door is locked',
  },
);

export function Projector({ id }: { id: string }) {
  const connection = useConnection(id);
  const room = connection.room.value;
  const title = connection.group.value?.book_title;
  useEffect(() => {
    document.title = title ?? 'arlearn';
  }, [title]);
  if (!room) return <Waiting problem={connection.problem.value} onRetry={() => connection.load()} />;
  return <Screen connection={connection} room={room} />;
}

function Screen({ connection, room }: { connection: Connection; room: Room }) {
  const { control } = room;
  // Whoever asks for the code, or for it to go, means the page that is open now.
  const [asked, ask] = useState<{ code: boolean; led: string | null }>();
  const wish = asked && asked.led === control.page ? asked.code : null;
  const shows = whatShows(connection, room, wish);
  const timer = shows === 'end' || shows === 'eyes' ? null : control.timer;
  return (
    <div
      class={timer ? 'projector timed' : 'projector'}
      data-state={connection.state.value}
      data-shows={shows}
      data-locked={control.locked}
    >
      <Stage connection={connection} room={room} shows={shows} />
      {timer && <CountdownFace connection={connection} timer={timer} big />}
      <Crowd connection={connection} room={room} />
      <PraiseMoment praised={control.praised} />
      <footer>
        <span class="tabular">{childrenWord(room.rows.length)}</span>
        {control.locked && <span>{t('locked')}</span>}
        <ConnectionState connection={connection} />
        {!control.locked && (
          <Button look="quiet" icon="qr" onClick={() => ask({ code: shows !== 'code', led: control.page })}>
            {t(shows === 'code' ? 'showPage' : 'showCode')}
          </Button>
        )}
        <Button look="quiet" icon="projector" onClick={fullScreen}>
          {t('full')}
        </Button>
      </footer>
    </div>
  );
}

/** `wish`: whether somebody at this screen wants the code; null when nobody said. */
function whatShows(connection: Connection, { control, rows }: Room, wish: boolean | null): Shows {
  if (control.ended) return 'end';
  if (control.paused) return 'eyes';
  const page = pageOf(connection.manifest.value, control.page);
  const shown = rows.find((row) => row.learner.id === control.spotlight);
  if (!control.locked && (wish ?? (!page && !shown))) return 'code';
  if (shown && pageOf(connection.manifest.value, shown.page)) return 'spotlight';
  return page ? 'page' : 'free';
}

function fullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.();
}
