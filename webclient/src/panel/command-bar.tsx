// The commands to all children, and what holds for them now.
import './command-bar.css';
import type { Control } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { Button, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { PlanStrip } from './plan-strip.tsx';
import { nextMove } from './shortcuts.ts';
import { pageInSentence, pageWord } from './wording.ts';

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
    step: 'Langkah {n}: {page}',
    last: 'Halaman terakhir',
    lastStep: 'Langkah terakhir',
    choose: 'Pilih halaman',
    release: 'Bebaskan',
    timer: 'Waktu',
    praise: 'Puji semua',
    teams: 'Tim',
    stop: 'Selesai menampilkan {name}',
    more: 'Lainnya',
    end: 'Akhiri',
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
    step: 'Step {n}: {page}',
    last: 'Last page',
    lastStep: 'Last step',
    choose: 'Choose a page',
    release: 'Set free',
    timer: 'Timer',
    praise: 'Praise all',
    teams: 'Teams',
    stop: 'Stop showing {name}',
    more: 'More',
    end: 'End',
  },
);

interface CommandBarProps {
  connection: Connection;
  view: GroupView;
}

export function CommandBar({ connection, view }: CommandBarProps) {
  const control = connection.room.value?.control;
  if (!control) return null;
  return (
    <section class="command-bar" aria-label={t('commands')}>
      <div class="lead-line">
        <p class="holds" role="status" data-paused={control.paused} data-page={control.page ?? ''}>
          {connection.orders.value.length > 0 ? t('sending') : <Holds connection={connection} control={control} />}
        </p>
        {control.spotlight && <Shown connection={connection} learner={control.spotlight} />}
        {control.plan && <PlanStrip connection={connection} plan={control.plan} />}
      </div>
      <div class="commands">
        <PauseButton connection={connection} control={control} />
        <NextButton connection={connection} />
        <Button icon="book" onClick={() => view.open({ kind: 'page', to: null })}>
          {t('choose')}
        </Button>
        <Button
          icon="free"
          disabled={control.page === null}
          pending={connection.isPending('open_page') && control.page !== null}
          onClick={() => connection.openPage(null)}
        >
          {t('release')}
        </Button>
      </div>
      <div class="commands more">
        <RoomButtons connection={connection} view={view} />
        <Button icon="more" class="only-narrow" onClick={() => view.open({ kind: 'more' })}>
          {t('more')}
        </Button>
        <Button
          icon="more"
          look="quiet"
          class="only-wide"
          aria-label={t('more')}
          title={t('more')}
          onClick={() => view.open({ kind: 'more' })}
        />
        <Button look="danger" icon="end" onClick={() => view.open({ kind: 'end' })}>
          {t('end')}
        </Button>
      </div>
    </section>
  );
}

export function PauseButton({ connection, control }: { connection: Connection; control: Control }) {
  const does = control.paused ? 'resume' : 'pause';
  return (
    <Button
      look="primary"
      icon={control.paused ? 'play' : 'pause'}
      pending={connection.isPending(does)}
      aria-keyshortcuts="P"
      onClick={() => connection.order({ do: does })}
    >
      {t(control.paused ? 'goOn' : 'eyes')}
    </Button>
  );
}

/** What the space bar does: the plan's next step, or the book's next page. */
function NextButton({ connection }: { connection: Connection }) {
  const next = nextMove(connection);
  const plan = connection.room.value?.control.plan;
  const page = next && pageWord(connection.manifest.value, next.page, true);
  const pending = connection.isPending('go_to') || connection.isPending('open_page');
  return (
    <Button
      icon="next"
      disabled={!next}
      pending={pending}
      aria-keyshortcuts="Space"
      onClick={() => next && connection.order(next.order)}
    >
      {next
        ? t(next.step === null ? 'next' : 'step', { page: page ?? '', n: (next.step ?? 0) + 1 })
        : t(plan ? 'lastStep' : 'last')}
    </Button>
  );
}

/** Beside the leading of pages; on a narrow screen they are in the dialog behind "more". */
export function RoomButtons({ connection, view }: CommandBarProps) {
  return (
    <>
      <Button icon="timer" class="side-command" onClick={() => view.open({ kind: 'timer' })}>
        {t('timer')}
      </Button>
      <Button
        icon="star"
        class="side-command"
        pending={connection.isPending('praise')}
        onClick={() => connection.order({ do: 'praise', to: null })}
      >
        {t('praise')}
      </Button>
      <Button icon="teams" class="side-command" onClick={() => view.open({ kind: 'teams' })}>
        {t('teams')}
      </Button>
    </>
  );
}

/** Whose page is on the projector, and the way to end that. */
function Shown({ connection, learner }: { connection: Connection; learner: string }) {
  const row = connection.room.value?.rows.find((row) => row.learner.id === learner);
  if (!row) return null;
  return (
    <Button
      look="quiet"
      icon="spotlight"
      class="shown-now"
      pending={connection.isPending('spotlight')}
      onClick={() => connection.order({ do: 'spotlight', learner: null })}
    >
      {t('stop', { name: faceName(row.learner, language.value) })}
    </Button>
  );
}

function Holds({ connection, control }: { connection: Connection; control: Control }) {
  if (control.paused)
    return (
      <>
        <Icon name="pause" /> {t('paused')}
      </>
    );
  if (control.page === null) return <>{t('free')}</>;
  return <>{t('led', { page: pageInSentence(connection.manifest.value, control.page) })}</>;
}
