// One learner more closely: what it does now and what it answered, and what can be done for this child alone.
import './learner-dialog.css';
import { teamOf } from '../core/teams.ts';
import type { Row } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { Button, Dialog, Face, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { teamName } from '../ui/teams.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { LearnerActions } from './learner-actions.tsx';
import { Answers, PagesDone } from './learner-answers.tsx';
import { needIcons, needWord } from './need-word.ts';
import { TeamSign } from './team-sign.tsx';
import { rungWord, viewWord, whereWord } from './wording.ts';

const t = liveTexts(
  { here: 'Saya sudah datang', away: 'tidak tersambung', remove: 'Keluarkan dari kelompok' },
  { here: 'I have come', away: 'not connected', remove: 'Remove from the group' },
);

interface LearnerDialogProps {
  connection: Connection;
  view: GroupView;
}

export function LearnerDialog({ connection, view }: LearnerDialogProps) {
  const opened = view.opened.value;
  const learner = opened?.kind === 'learner' ? opened.learner : null;
  const row = connection.room.value?.rows.find((row) => row.learner.id === learner);
  const title = row ? faceName(row.learner, language.value) : '';
  return (
    <Dialog open={row !== undefined} title={title} onClose={() => view.close('learner')} wide>
      {row && <About key={row.learner.id} row={row} connection={connection} view={view} />}
    </Dialog>
  );
}

function About({ row, connection, view }: LearnerDialogProps & { row: Row }) {
  return (
    <div class="about-learner">
      <Now row={row} connection={connection} />
      {/* What is sent to a child needs a device that hears it. */}
      {row.learner.card === null && <LearnerActions row={row} connection={connection} view={view} />}
      <Answers row={row} connection={connection} />
      <PagesDone row={row} connection={connection} />
      {!connection.room.value!.control.ended && (
        <p class="learner-leave">
          <Button look="quiet" icon="leave" onClick={() => view.open({ kind: 'remove', to: [row.learner.id] })}>
            {t('remove')}
          </Button>
        </p>
      )}
    </div>
  );
}

function Now({ row, connection }: { row: Row; connection: Connection }) {
  const control = connection.room.value!.control;
  const need = connection.needy.value.find((needy) => needy.row.learner.id === row.learner.id)?.need;
  const team = teamOf(row.learner, control.teams);
  return (
    <section class="learner-now">
      <Face face={row.learner} />
      <div>
        {team !== null && (
          <p class="team-name">
            <TeamSign team={team} /> {teamName(team, language.value)}
          </p>
        )}
        <p>
          {whereWord(connection.manifest.value, row)}
          {row.learner.card === null &&
            `, ${row.connected ? `${viewWord(row.view)} (${rungWord(row.rung)})` : t('away')}`}
        </p>
        {need && (
          <p class={`need-line ${need}`}>
            <Icon name={needIcons[need]} /> {needWord(need, row, connection.serverNow.value)}
          </p>
        )}
      </div>
      {row.help && <AttendButton row={row} connection={connection} />}
    </section>
  );
}

interface AttendButtonProps {
  row: Row;
  connection: Connection;
  /** Has the focus when its dialog opens: this is who the educator goes to. */
  first?: boolean;
}

/** The educator stands beside the child: its hand goes down by itself. */
export function AttendButton({ row, connection, first }: AttendButtonProps) {
  const learner = row.learner.id;
  return (
    <Button
      look="primary"
      icon="check"
      autofocus={first}
      pending={connection.isPendingFor('attend', learner)}
      aria-label={`${t('here')}: ${faceName(row.learner, language.value)}`}
      onClick={() => connection.order({ do: 'attend', to: learner })}
    >
      {t('here')}
    </Button>
  );
}
