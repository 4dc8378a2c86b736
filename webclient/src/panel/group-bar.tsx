// The upper edge of a group's screen: where one is, how to come in, how many there are, and the time that runs.
import { Button, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { TopBar } from '../ui/sign-in.tsx';
import type { Connection } from './connection.ts';
import { CountdownFace } from './countdown.tsx';
import { spaced } from './dialogs.tsx';
import type { GroupView } from './group-view.ts';
import { LockButton, ProjectorLink } from './room-buttons.tsx';
import { follow } from './route.ts';
import { childrenWord } from './wording.ts';

const t = liveTexts(
  {
    all: 'Semua kelompok',
    code: ': ajak anak-anak bergabung',
    locked: ', pintu terkunci',
    timer: 'Waktu untuk semua',
    led: 'bersama {names}',
    many: '{n} pendidik lain',
    connecting: 'Menyambung…',
    waiting: 'Menyambung lagi…',
    closed: 'Tidak tersambung',
  },
  {
    all: 'All groups',
    code: ': let children join',
    locked: ', the door is locked',
    timer: 'A time for all',
    led: 'with {names}',
    many: '{n} other educators',
    connecting: 'Connecting…',
    waiting: 'Reconnecting…',
    closed: 'Not connected',
  },
);

/** So many are named in the bar. */
const FEW = 2;

interface GroupBarProps {
  connection: Connection;
  view: GroupView;
}

export function GroupBar({ connection, view }: GroupBarProps) {
  const room = connection.room.value;
  const running = room && !room.control.ended;
  return (
    <TopBar>
      <a class="button quiet" href="/panel" onClick={follow} aria-label={t('all')} title={t('all')}>
        <Icon name="back" />
      </a>
      <h1>{connection.group.value?.book_title}</h1>
      {running && (
        <>
          <Button
            icon="qr"
            class="join-code"
            data-locked={room.control.locked}
            onClick={() => view.open({ kind: 'join' })}
          >
            <code>{spaced(room.code)}</code>
            <span class="spoken">
              {t('code')}
              {room.control.locked && t('locked')}
            </span>
          </Button>
          <LockButton connection={connection} control={room.control} />
          <span class="tabular head-count">{childrenWord(room.rows.length)}</span>
          <LedWith connection={connection} />
          {room.control.timer && (
            <button type="button" class="timer-chip" title={t('timer')} onClick={() => view.open({ kind: 'timer' })}>
              <CountdownFace connection={connection} timer={room.control.timer} />
              <span class="spoken">{t('timer')}</span>
            </button>
          )}
        </>
      )}
      <ConnectionState connection={connection} />
      {running && <ProjectorLink id={connection.id} />}
    </TopBar>
  );
}

/** Who leads this group too; nothing for one who leads alone. */
export function LedWith({ connection }: { connection: Connection }) {
  const others = connection.others.value;
  if (others.length === 0) return null;
  const names = others.length > FEW ? t('many', { n: others.length }) : others.join(', ');
  return (
    <span class="led-with" title={t('led', { names: others.join(', ') })}>
      <Icon name="teams" /> {t('led', { names })}
    </span>
  );
}

/** Silent while all is well; its place is kept, so that nothing moves when it speaks. */
export function ConnectionState({ connection }: { connection: Connection }) {
  const state = connection.state.value;
  return (
    <span class="connection" role="status">
      {state !== 'open' && t(state)}
    </span>
  );
}
