// The field of learners: all of a room at a glance, as one list or by teams.
import './field.css';
import { arrange, type Need } from '../core/attention.ts';
import { tasksIn } from '../core/tally.ts';
import { byTeam, shareDone } from '../core/teams.ts';
import type { Row } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { Button } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { teamName } from '../ui/teams.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { type CardSetting, LearnerCard, tell } from './learner-card.tsx';
import { Needs } from './needs.tsx';
import { TeamSign } from './team-sign.tsx';
import { childrenWord } from './wording.ts';

const t = liveTexts(
  { field: 'Anak-anak', choose: 'Pilih {team}', done: '{part}% dari perjalanannya' },
  { field: 'Children', choose: 'Choose {team}', done: '{part}% of its way' },
);

/** How closely the cards stand: the most that fit a laptop's screen without scrolling, as long as that can be. */
export type Density = 'roomy' | 'medium' | 'dense' | 'packed';

export function densityOf(children: number): Density {
  if (children <= 12) return 'roomy';
  if (children <= 24) return 'medium';
  return children <= 48 ? 'dense' : 'packed';
}

/** Teams beside each other leave gaps: as if there were so many times as many children. */
const TEAM_ROOM = 1.7;

/** Width of a packed card, px. */
const tileOf = (children: number): number => (children <= 80 ? 68 : children <= 120 ? 56 : 46);

interface FieldProps {
  connection: Connection;
  view: GroupView;
}

export function Field({ connection, view }: FieldProps) {
  const room = connection.room.value;
  const manifest = connection.manifest.value;
  const rows = room?.rows ?? [];
  const needy = connection.needy.value;
  const setting: CardSetting | null = room && {
    manifest,
    tasks: manifest ? tasksIn(manifest.pages) : 0,
    control: room.control,
    now: connection.serverNow.value,
    language: language.value,
  };
  const needs = new Map<string, Need>(needy.map(({ row, need }) => [row.learner.id, need]));
  const chosen = view.chosen.value;
  const by = view.by.value;
  const teams = room?.control.teams ?? 0;
  const card = (row: Row) => {
    const need = needs.get(row.learner.id) ?? 'none';
    return (
      <LearnerCard
        key={row.learner.id}
        row={row}
        need={need}
        chosen={chosen?.has(row.learner.id) ?? null}
        onPress={view.press}
        {...tell(row, need, setting!)}
      />
    );
  };
  const order = by === 'team' ? 'joined' : by;
  const arranged = arrange(rows, order, needy, (row) => faceName(row.learner, language.value));
  const teamed = by === 'team' && teams > 0;
  const density = densityOf(teamed ? rows.length * TEAM_ROOM : rows.length);
  return (
    <div class={view.tab.value === 'field' ? 'field-part' : 'field-part behind'}>
      <Needs connection={connection} view={view} />
      {teamed ? (
        <div class={`team-field ${density}`} data-teams={teams} style={{ '--tile': `${tileOf(rows.length)}px` }}>
          {byTeam(arranged, teams).map(({ team, rows }) => (
            <section key={team} aria-labelledby={`team-${team}`}>
              <TeamHead connection={connection} view={view} team={team} rows={rows} />
              <ul class={`learners ${density}`}>{rows.map(card)}</ul>
            </section>
          ))}
        </div>
      ) : (
        <ul class={`learners ${density}`} style={{ '--tile': `${tileOf(rows.length)}px` }} aria-label={t('field')}>
          {arranged.map(card)}
        </ul>
      )}
    </div>
  );
}

function TeamHead({ connection, view, team, rows }: FieldProps & { team: number; rows: readonly Row[] }) {
  const pages = connection.manifest.value?.pages ?? [];
  const part = Math.round(100 * shareDone(rows, tasksIn(pages) + pages.length));
  const name = teamName(team, language.value);
  return (
    <header class="team-head" data-team={team}>
      <TeamSign team={team} />
      <h2 id={`team-${team}`}>{name}</h2>
      <span class="hint tabular" title={childrenWord(rows.length)}>
        {rows.length}
        <span class="spoken">{childrenWord(rows.length)}</span>
      </span>
      <span class="bar right" role="img" aria-label={t('done', { part })}>
        <i style={{ width: `${part}%` }} />
      </span>
      <Button
        look="quiet"
        icon="tick"
        aria-label={t('choose', { team: name })}
        title={t('choose', { team: name })}
        disabled={rows.length === 0}
        onClick={() => view.choose(rows.map((row) => row.learner.id))}
      />
    </header>
  );
}
