// A group at a glance: the field of learners, the page in focus, and the commands. After the end, its summary.
import './group.css';
import { useEffect, useMemo } from 'preact/hooks';
import { notify, problemText, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { askWho } from '../ui/sign-in.tsx';
import { tellNews } from './announcer.ts';
import { CommandBar } from './command-bar.tsx';
import { Connection } from './connection.ts';
import { EndDialog, JoinDialog, KeysDialog, PageDialog } from './dialogs.tsx';
import { Field } from './field.tsx';
import { GroupBar } from './group-bar.tsx';
import { GroupView } from './group-view.ts';
import { HandoverDialog } from './handover-dialog.tsx';
import { LearnerDialog } from './learner-dialog.tsx';
import { MoreDialog } from './more-dialog.tsx';
import { PageColumn } from './page-column.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { QueueDialog } from './queue-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { isTaken, press } from './shortcuts.ts';
import { Summary } from './summary.tsx';
import { TeamsDialog } from './teams-dialog.tsx';
import { TimerDialog } from './timer-dialog.tsx';

const t = liveTexts({ field: 'Anak-anak', page: 'Halaman' }, { field: 'Children', page: 'Page' });

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
  const view = useMemo(() => new GroupView(), [id]);
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
      <GroupBar connection={connection} view={view} />
      {!room && <Waiting problem={connection.problem.value} onRetry={() => connection.load()} />}
      {room?.control.ended && <Summary room={room} />}
      {room && !room.control.ended && <Running connection={connection} view={view} />}
    </div>
  );
}

interface RunningProps {
  connection: Connection;
  view: GroupView;
}

function Running({ connection, view }: RunningProps) {
  const manifest = connection.manifest.value;
  useKeys(connection, view);
  useTeamsInSight(connection, view);
  return (
    <>
      <Tabs connection={connection} view={view} />
      <Field connection={connection} view={view} />
      <div class={view.tab.value === 'page' ? 'side' : 'side behind'}>
        {manifest ? (
          <PageColumn connection={connection} view={view} manifest={manifest} />
        ) : (
          <Waiting problem={connection.problem.value} />
        )}
      </div>
      {view.chosen.value === null ? (
        <CommandBar connection={connection} view={view} />
      ) : (
        <SelectionBar connection={connection} view={view} />
      )}
      <Dialogs connection={connection} view={view} />
    </>
  );
}

function Dialogs(props: RunningProps) {
  return (
    <>
      <LearnerDialog {...props} />
      <QueueDialog {...props} />
      <PageDialog {...props} />
      <TimerDialog {...props} />
      <TeamsDialog {...props} />
      <PlanDialog {...props} />
      <HandoverDialog {...props} />
      <JoinDialog {...props} />
      <MoreDialog {...props} />
      <KeysDialog view={props.view} />
      <RemoveDialog {...props} />
      <EndDialog {...props} />
    </>
  );
}

function Tabs({ connection, view }: RunningProps) {
  return (
    <div class="tabs">
      {(['field', 'page'] as const).map((which) => (
        <button
          key={which}
          type="button"
          aria-pressed={view.tab.value === which}
          onClick={() => {
            view.tab.value = which;
          }}
        >
          {t(which)}
          {which === 'field' && ` (${connection.room.value?.rows.length ?? 0})`}
        </button>
      ))}
    </div>
  );
}

function useKeys(connection: Connection, view: GroupView): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (press(key, connection, view)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    addEventListener('click', unfocus, true);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('click', unfocus, true);
    };
  }, [connection, view]);
}

/** Whoever deals teams wants to see them; whoever then looks at the room another way keeps that. */
function useTeamsInSight(connection: Connection, view: GroupView): void {
  const teams = connection.room.value?.control.teams ?? 0;
  useEffect(() => {
    if (teams > 0) view.by.value = 'team';
    else if (view.by.value === 'team') view.by.value = 'joined';
  }, [teams > 0, view]);
}

/** Whoever leads by mouse and space bar means the next page by it, not the button clicked last. */
function unfocus(event: MouseEvent): void {
  const byPointer = event.detail > 0;
  const button = (event.target as Element).closest<HTMLElement>('button:not(dialog *)');
  if (byPointer) button?.blur();
}
