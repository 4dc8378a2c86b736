// What the whole room sees: the code to join, then the page and the group's footprints. Nobody's mistakes.
import './projector.css';
import { useEffect, useState } from 'preact/hooks';
import type { Room } from '../core/room.ts';
import { tasksIn } from '../core/tally.ts';
import { faceName } from '../ui/animals.ts';
import { Button, Face, Icon, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { spaced, spoken } from './dialogs.tsx';
import { ConnectionState, useConnection } from './group.tsx';
import { PagePicture } from './page-column.tsx';

import { bookText, pageOf } from './wording.ts';

const t = liveTexts(
  {
    scan: 'Arahkan kamera ke kode ini',
    or: 'atau buka',
    qr: 'Kode QR untuk bergabung',
    nobody: 'Siapa yang pertama?',
    count: '{n} anak',
    full: 'Layar penuh',
    showCode: 'Tampilkan kode',
    showPage: 'Tampilkan halaman',
    eyes: 'Mata ke depan',
    ended: 'Selesai. Terima kasih sudah membaca bersama.',
    page: 'Halaman {n}',
    steps: '{n} langkah bersama',
    faces: 'Yang sudah bergabung',
  },
  {
    scan: 'Point the camera at this code',
    or: 'or open',
    qr: 'QR code for joining',
    nobody: 'Who comes first?',
    count: '{n} children',
    full: 'Full screen',
    showCode: 'Show the code',
    showPage: 'Show the page',
    eyes: 'Eyes to the front',
    ended: 'The end. Thank you for reading together.',
    page: 'Page {n}',
    steps: '{n} steps together',
    faces: 'Who has joined',
  },
);

export function Projector({ id }: { id: string }) {
  const connection = useConnection(id);
  const room = connection.room.value;
  const led = room?.control.page ?? null;
  const [code, showCode] = useState<{ shown: boolean; led: string | null }>({ shown: false, led: null });
  const title = connection.group.value?.book_title;
  useEffect(() => {
    document.title = title ?? 'arlearn';
  }, [title]);
  if (!room) return <Waiting problem={connection.problem.value} onRetry={() => connection.load()} />;
  // Opening another page leaves the code for it.
  const joining = led === null || (code.shown && code.led === led);
  return (
    <div class="projector" data-state={connection.state.value} data-shows={shows(room, joining)}>
      <Stage connection={connection} room={room} joining={joining} />
      <Faces room={room} />
      <footer>
        <span class="tabular">{t('count', { n: room.rows.length })}</span>
        <ConnectionState connection={connection} />
        {led !== null && (
          <Button look="quiet" icon={joining ? 'book' : 'qr'} onClick={() => showCode({ shown: !joining, led })}>
            {t(joining ? 'showPage' : 'showCode')}
          </Button>
        )}
        <Button look="quiet" icon="projector" onClick={fullScreen}>
          {t('full')}
        </Button>
      </footer>
    </div>
  );
}

function shows({ control }: Room, joining: boolean): 'end' | 'eyes' | 'code' | 'page' {
  if (control.ended) return 'end';
  if (control.paused) return 'eyes';
  return joining ? 'code' : 'page';
}

function Stage({ connection, room, joining }: { connection: Connection; room: Room; joining: boolean }) {
  switch (shows(room, joining)) {
    case 'end':
      return <p class="say">{t('ended')}</p>;
    case 'eyes':
      return (
        <p class="say">
          <Icon name="eye" />
          {t('eyes')}
        </p>
      );
    case 'code':
      return <JoinStage connection={connection} room={room} />;
    case 'page':
      return <PageStage connection={connection} room={room} />;
  }
}

function JoinStage({ connection, room }: { connection: Connection; room: Room }) {
  const group = connection.group.value;
  return (
    <section class="join-stage">
      <img src={`/api/live/groups/${room.group}/join.svg`} alt={t('qr')} />
      <div>
        <h1>{group?.book_title}</h1>
        <p class="lead">{t('scan')}</p>
        <p class="lead">
          {t('or')} <b class="address">{group && spoken(group.join_url)}</b>
        </p>
        <p class="code">{spaced(room.code)}</p>
      </div>
    </section>
  );
}

function PageStage({ connection, room }: { connection: Connection; room: Room }) {
  const manifest = connection.manifest.value;
  const page = pageOf(manifest, room.control.page);
  if (!page || !manifest) return <JoinStage connection={connection} room={room} />;
  const steps = room.rows.reduce((sum, row) => sum + row.solved.length + row.finished.length, 0);
  const all = room.rows.length * (tasksIn(manifest.pages) + manifest.pages.length);
  return (
    <section class="page-stage">
      <PagePicture page={page} manifest={manifest} />
      <div>
        <p class="lead">{t('page', { n: page.number })}</p>
        <h1>{bookText(page.scene.title, manifest)}</h1>
        <Trail part={all > 0 ? steps / all : 0} />
        <p class="steps">{t('steps', { n: steps })}</p>
        <p class="code small">{spaced(room.code)}</p>
      </div>
    </section>
  );
}

const TRAIL = 16;

/** What the whole room has done, as footprints along a way: `part` of them filled. */
function Trail({ part }: { part: number }) {
  const filled = part > 0 ? Math.max(1, Math.floor(part * TRAIL)) : 0;
  return (
    <svg class="trail" viewBox={`-6 0 ${TRAIL * 20 + 6} 40`} aria-hidden="true" focusable="false" data-filled={filled}>
      {Array.from({ length: TRAIL }, (_, i) => {
        const side = i % 2 === 0 ? 12 : 28;
        return (
          <g key={side + i} class={i < filled ? 'done' : ''} transform={`translate(${10 + i * 20} ${side}) rotate(90)`}>
            <ellipse rx="4.4" ry="6.400" />
            <ellipse cy="10.500" rx="3" ry="2.600" />
          </g>
        );
      })}
    </svg>
  );
}

/** Everybody who joined, in the order of joining; who is away is not pointed at. */
function Faces({ room }: { room: Room }) {
  if (room.rows.length === 0) return <p class="faces lead">{t('nobody')}</p>;
  return (
    <ul class={`faces ${room.rows.length <= 16 ? 'few' : ''}`} aria-label={t('faces')}>
      {room.rows.map((row) => (
        <li key={row.learner.id} title={faceName(row.learner, language.value)}>
          <Face face={row.learner} named />
        </li>
      ))}
    </ul>
  );
}

function fullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.();
}
