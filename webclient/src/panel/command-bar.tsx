// The few commands to all children, and what holds for them now.
import './command-bar.css';
import { isPending } from '../core/orders.ts';
import { Button, ButtonLink, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { projectorOf } from './route.ts';
import { nextPage } from './shortcuts.ts';
import { pageWord } from './wording.ts';

const t = liveTexts(
  {
    commands: 'Perintah untuk semua anak',
    free: 'Anak-anak membuka halaman sendiri.',
    led: 'Semua di {page}.',
    paused: 'Mata ke depan: layar anak-anak beristirahat.',
    sending: 'Mengirim…',
    eyes: 'Mata ke depan',
    goOn: 'Lanjutkan',
    next: 'Buka {page}',
    last: 'Halaman terakhir',
    choose: 'Pilih halaman',
    release: 'Bebaskan',
    projector: 'Proyektor',
    end: 'Akhiri',
    keys: 'Tombol pintas',
  },
  {
    commands: 'Commands to all children',
    free: 'The children turn the pages themselves.',
    led: 'All are on {page}.',
    paused: 'Eyes on you: the children’s screens rest.',
    sending: 'Sending…',
    eyes: 'Eyes on me',
    goOn: 'Go on',
    next: 'Open {page}',
    last: 'Last page',
    choose: 'Choose a page',
    release: 'Set free',
    projector: 'Projector',
    end: 'End',
    keys: 'Keyboard shortcuts',
  },
);

interface CommandBarProps {
  connection: Connection;
  onChoose: () => void;
  onEnd: () => void;
  onKeys: () => void;
}

export function CommandBar({ connection, onChoose, onEnd, onKeys }: CommandBarProps) {
  const orders = connection.orders.value;
  const control = connection.room.value?.control;
  const next = nextPage(connection);
  if (!control) return null;
  const opening = isPending(orders, 'open_page');
  return (
    <section class="command-bar" aria-label={t('commands')}>
      <p class="holds" role="status" data-paused={control.paused} data-page={control.page ?? ''}>
        {orders.length > 0 ? t('sending') : <Holds connection={connection} />}
      </p>
      <div class="commands">
        {control.paused ? (
          <Button
            look="primary"
            icon="play"
            pending={isPending(orders, 'resume')}
            aria-keyshortcuts="P"
            onClick={() => connection.order({ do: 'resume' })}
          >
            {t('goOn')}
          </Button>
        ) : (
          <Button
            look="primary"
            icon="pause"
            pending={isPending(orders, 'pause')}
            aria-keyshortcuts="P"
            onClick={() => connection.order({ do: 'pause' })}
          >
            {t('eyes')}
          </Button>
        )}
        <Button
          icon="next"
          disabled={!next}
          pending={opening}
          aria-keyshortcuts="Space"
          onClick={() => next && connection.order({ do: 'open_page', page: next.id })}
        >
          {next ? t('next', { page: pageWord(connection.manifest.value, next.id, true) }) : t('last')}
        </Button>
        <Button icon="book" onClick={onChoose}>
          {t('choose')}
        </Button>
        <Button
          icon="free"
          disabled={control.page === null}
          pending={opening && control.page !== null}
          onClick={() => connection.order({ do: 'open_page', page: null })}
        >
          {t('release')}
        </Button>
      </div>
      <div class="commands more">
        <Button look="quiet" icon="keyboard" aria-label={t('keys')} title={t('keys')} onClick={onKeys} class="keys" />
        <ButtonLink
          look="quiet"
          icon="projector"
          href={projectorOf(connection.id)}
          target={`projector-${connection.id}`}
          aria-keyshortcuts="F"
        >
          {t('projector')}
        </ButtonLink>
        <Button look="danger" icon="end" onClick={onEnd}>
          {t('end')}
        </Button>
      </div>
    </section>
  );
}

function Holds({ connection }: { connection: Connection }) {
  const control = connection.room.value!.control;
  if (control.paused)
    return (
      <>
        <Icon name="pause" /> {t('paused')}
      </>
    );
  if (control.page === null) return <>{t('free')}</>;
  const page = pageWord(connection.manifest.value, control.page);
  return <>{t('led', { page: page.charAt(0).toLowerCase() + page.slice(1) })}</>;
}
