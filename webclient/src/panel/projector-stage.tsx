// The large part of the projector's screen: one thing at a time.
import { Fragment } from 'preact';
import type { Room } from '../core/room.ts';
import { countedTasks, tasksIn } from '../core/tally.ts';
import { shareDone } from '../core/teams.ts';
import type { BookManifest, BookPage } from '../generated/api.ts';
import type { Row } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { Cover, Face, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { spaced, spoken } from './dialogs.tsx';
import { PagePicture } from './page-column.tsx';
import { Trail } from './trail.tsx';
import { bookText, pageOf, pageWord, valueWord } from './wording.ts';

const t = liveTexts(
  {
    scan: 'Arahkan kamera ke kode ini',
    or: 'atau buka',
    qr: 'Kode QR untuk bergabung',
    eyes: 'Mata ke depan',
    ended: 'Selesai. Terima kasih sudah membaca bersama.',
    free: 'Selamat membaca',
    together: 'Perjalanan kita bersama',
    shows: '{name} menunjukkan halamannya',
  },
  {
    scan: 'Point the camera at this code',
    or: 'or open',
    qr: 'QR code for joining',
    eyes: 'Eyes to the front',
    ended: 'The end. Thank you for reading together.',
    free: 'Enjoy your reading',
    together: 'Our way together',
    shows: '{name} shows its page',
  },
);

export type Shows = 'end' | 'eyes' | 'spotlight' | 'code' | 'page' | 'free';

interface StageProps {
  connection: Connection;
  room: Room;
}

export function Stage({ connection, room, shows }: StageProps & { shows: Shows }) {
  switch (shows) {
    case 'end':
      return <h1 class="say">{t('ended')}</h1>;
    case 'eyes':
      return (
        <h1 class="say">
          <Icon name="eye" />
          {t('eyes')}
        </h1>
      );
    case 'code':
      return <JoinStage connection={connection} room={room} />;
    case 'spotlight':
      return <SpotlightStage connection={connection} room={room} />;
    case 'page':
      return <PageStage connection={connection} room={room} />;
    case 'free':
      return <FreeStage connection={connection} room={room} />;
  }
}

function JoinStage({ connection, room }: StageProps) {
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

function PageStage({ connection, room }: StageProps) {
  const manifest = connection.manifest.value!;
  const page = pageOf(manifest, room.control.page)!;
  return (
    <section class="page-stage">
      <PagePicture page={page} manifest={manifest} />
      <div>
        <p class="lead">{pageWord(manifest, page.id)}</p>
        <h1>{bookText(page.scene.title, manifest)}</h1>
        {room.control.teams === 0 && <Together room={room} manifest={manifest} />}
        <SmallCode room={room} />
      </div>
    </section>
  );
}

/** They read at their own pace, and nobody else comes in. */
function FreeStage({ connection, room }: StageProps) {
  const manifest = connection.manifest.value;
  return (
    <section class="page-stage free-stage">
      {manifest && <Cover cover={manifest.book.cover} emblem={manifest.book.emblem} />}
      <div>
        <p class="lead">{t('free')}</p>
        <h1>{connection.group.value?.book_title}</h1>
        {manifest && room.control.teams === 0 && <Together room={room} manifest={manifest} />}
        <SmallCode room={room} />
      </div>
    </section>
  );
}

/** One child's page, as it wanted to show it: where it is and what it found, and nothing that went wrong. */
function SpotlightStage({ connection, room }: StageProps) {
  const manifest = connection.manifest.value!;
  const row = room.rows.find((row) => row.learner.id === room.control.spotlight)!;
  const page = pageOf(manifest, row.page)!;
  return (
    <section class="page-stage spotlight-stage" data-learner={row.learner.id}>
      <PagePicture page={page} manifest={manifest} />
      <div>
        <p class="shown-by">
          <Face face={row.learner} />
          <b>{t('shows', { name: faceName(row.learner, language.value) })}</b>
        </p>
        <p class="lead">{pageWord(manifest, page.id)}</p>
        <h1>{bookText(page.scene.title, manifest)}</h1>
        <Found row={row} page={page} manifest={manifest} room={room} />
      </div>
    </section>
  );
}

function Found({ row, page, manifest, room }: { row: Row; page: BookPage; manifest: BookManifest; room: Room }) {
  const found = countedTasks(page, room.control.plan).flatMap((task) => {
    const right = row.answers.find((answer) => answer.correct && answer.page === page.id && answer.task === task.id);
    return right ? [{ task, value: right.value }] : [];
  });
  return (
    <dl class="found">
      {found.map(({ task, value }) => (
        <Fragment key={task.id}>
          <dt>{bookText(task.prompt, manifest)}</dt>
          <dd>
            <Icon name="check" /> {valueWord(task, value, page, manifest)}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Together({ room, manifest }: { room: Room; manifest: BookManifest }) {
  const part = shareDone(room.rows, tasksIn(manifest.pages) + manifest.pages.length);
  return (
    <div class="together">
      <Trail part={part} steps={16} />
      <p>{t('together')}</p>
    </div>
  );
}

/** Who comes late still finds the way in, while the door is open. */
function SmallCode({ room }: { room: Room }) {
  if (room.control.locked) return null;
  return (
    <p class="late">
      <img src={`/api/live/groups/${room.group}/join.svg`} alt={t('qr')} />
      <span class="code small">{spaced(room.code)}</span>
    </p>
  );
}
