// A group at a glance: the field of learners, the page in focus, and the commands. After the end, its summary.
import './group.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Arrangement, arrange, type Need } from '../core/attention.ts';
import { tasksIn } from '../core/tally.ts';
import { faceName } from '../ui/animals.ts';
import { Button, Icon, notify, problemText, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { askWho, TopBar } from '../ui/sign-in.tsx';
import { tellNews } from './announcer.ts';
import { CommandBar } from './command-bar.tsx';
import { Connection } from './connection.ts';
import { EndDialog, JoinDialog, KeysDialog, PageDialog, spaced } from './dialogs.tsx';
import { LearnerCard } from './learner-card.tsx';
import { LearnerDialog } from './learner-dialog.tsx';
import { Needs } from './needs.tsx';
import { PageColumn } from './page-column.tsx';
import { follow } from './route.ts';
import { isTaken, press } from './shortcuts.ts';
import { Summary } from './summary.tsx';

const t = liveTexts(
  {
    all: 'Semua kelompok',
    children: '{n} anak',
    code: ': ajak anak-anak bergabung',
    connecting: 'Menyambung…',
    waiting: 'Menyambung lagi…',
    closed: 'Tidak tersambung',
    field: 'Anak-anak',
    page: 'Halaman',
  },
  {
    all: 'All groups',
    children: '{n} children',
    code: ': let children join',
    connecting: 'Connecting…',
    waiting: 'Reconnecting…',
    closed: 'Not connected',
    field: 'Children',
    page: 'Page',
  },
);

/** The connection to a group for as long as its screen is shown. */
export function useConnection(id: string): Connection {
  const connection = useMemo(() => new Connection(id), [id]);
  useEffect(() => connection.open(), [connection]);
  const problem = connection.problem.value;
  useEffect(() => askWho(problem), [problem]);
  return connection;
}

export function GroupScreen({ id }: { id: string }) {
  const connection = useConnection(id);
  const title = connection.group.value?.book_title;
  useEffect(() => {
    connection.onRefused = (refused) => notify(refused.message, true);
    return tellNews(connection);
  }, [connection]);
  useEffect(() => {
    document.title = title ?? 'arlearn';
  }, [title]);
  const problem = connection.problem.value;
  useEffect(() => {
    if (problem !== undefined && connection.room.peek()) notify(problemText(problem), true);
  }, [problem]);
  const room = connection.room.value;
  return (
    <div class={room && !room.control.ended ? 'group' : 'group still'} data-state={connection.state.value}>
      <GroupBar connection={connection} />
      <Inside connection={connection} />
    </div>
  );
}

function Inside({ connection }: { connection: Connection }) {
  const room = connection.room.value;
  if (!room) return <Waiting problem={connection.problem.value} onRetry={() => connection.load()} />;
  return room.control.ended ? <Summary connection={connection} room={room} /> : <Running connection={connection} />;
}

function GroupBar({ connection }: { connection: Connection }) {
  const [joining, setJoining] = useState(false);
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
          <Button icon="qr" class="join-code" onClick={() => setJoining(true)}>
            <code>{spaced(room.code)}</code>
            <span class="spoken">{t('code')}</span>
          </Button>
          <span class="tabular head-count">{t('children', { n: room.rows.length })}</span>
        </>
      )}
      <ConnectionState connection={connection} />
      <JoinDialog connection={connection} open={joining} onClose={() => setJoining(false)} />
    </TopBar>
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

function Running({ connection }: { connection: Connection }) {
  const [learner, setLearner] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'page' | 'end' | 'keys' | null>(null);
  const [tab, setTab] = useState<'field' | 'page'>('field');
  const close = () => setDialog(null);
  const manifest = connection.manifest.value;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (press(key, { connection, onLearner: setLearner, onKeys: () => setDialog('keys') })) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    addEventListener('click', unfocus, true);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('click', unfocus, true);
    };
  }, [connection]);

  return (
    <>
      <div class="tabs">
        {(['field', 'page'] as const).map((which) => (
          <button key={which} type="button" aria-pressed={tab === which} onClick={() => setTab(which)}>
            {t(which)}
            {which === 'field' && ` (${connection.room.value?.rows.length ?? 0})`}
          </button>
        ))}
      </div>
      <Field connection={connection} onOpen={setLearner} hidden={tab !== 'field'} />
      <div class={tab === 'page' ? 'side' : 'side behind'}>
        {manifest ? (
          <PageColumn connection={connection} manifest={manifest} />
        ) : (
          <Waiting problem={connection.problem.value} />
        )}
      </div>
      <CommandBar
        connection={connection}
        onChoose={() => setDialog('page')}
        onEnd={() => setDialog('end')}
        onKeys={() => setDialog('keys')}
      />
      <LearnerDialog connection={connection} learner={learner} onClose={() => setLearner(null)} />
      <PageDialog connection={connection} open={dialog === 'page'} onClose={close} />
      <KeysDialog open={dialog === 'keys'} onClose={close} />
      <EndDialog connection={connection} open={dialog === 'end'} onClose={close} />
    </>
  );
}

/** Whoever leads by mouse and space bar means the next page by it, not the button clicked last. */
function unfocus(event: MouseEvent): void {
  const byPointer = event.detail > 0;
  const button = (event.target as Element).closest<HTMLElement>('button:not(dialog *)');
  if (byPointer) button?.blur();
}

interface FieldProps {
  connection: Connection;
  hidden: boolean;
  onOpen: (learner: string) => void;
}

function Field({ connection, hidden, onOpen }: FieldProps) {
  const [by, setBy] = useState<Arrangement>('joined');
  const rows = connection.room.value?.rows ?? [];
  const needy = connection.needy.value;
  const needs = new Map<string, Need>(needy.map(({ row, need }) => [row.learner.id, need]));
  const manifest = connection.manifest.value;
  const tasks = manifest ? tasksIn(manifest.pages) : 0;
  const now = connection.serverNow.value;
  const density = rows.length <= 12 ? 'roomy' : rows.length <= 24 ? 'medium' : 'dense';
  return (
    <div class={hidden ? 'field-part behind' : 'field-part'}>
      <Needs needy={needy} children={rows.length} now={now} arrangement={by} onArrange={setBy} onOpen={onOpen} />
      <ul class={`learners ${density}`} aria-label={t('field')}>
        {arrange(rows, by, needy, (row) => faceName(row.learner, language.value)).map((row) => (
          <LearnerCard
            key={row.learner.id}
            row={row}
            need={needs.get(row.learner.id) ?? 'none'}
            manifest={manifest}
            tasks={tasks}
            now={now}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </div>
  );
}
