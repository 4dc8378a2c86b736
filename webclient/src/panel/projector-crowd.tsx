// Everybody who joined, at the foot of the projector's screen: in the order of joining, or by teams on their way.
import type { Room } from '../core/room.ts';
import { tasksIn } from '../core/tally.ts';
import { byTeam, shareDone } from '../core/teams.ts';
import type { Row } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { Face } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { teamName } from '../ui/teams.ts';
import type { Connection } from './connection.ts';
import { TeamSign } from './team-sign.tsx';
import { Trail } from './trail.tsx';

const t = liveTexts(
  { nobody: 'Siapa yang pertama?', faces: 'Yang sudah bergabung', teams: 'Tim' },
  { nobody: 'Who comes first?', faces: 'Who has joined', teams: 'Teams' },
);

interface CrowdProps {
  connection: Connection;
  room: Room;
}

export function Crowd({ connection, room }: CrowdProps) {
  if (room.rows.length === 0) return <p class="faces lead">{t('nobody')}</p>;
  if (room.control.teams > 0) return <Teams connection={connection} room={room} />;
  return <Faces rows={room.rows} label={t('faces')} />;
}

/** Who is away is not pointed at. */
function Faces({ rows, label }: { rows: readonly Row[]; label: string }) {
  const size = rows.length <= 16 ? 'few' : rows.length <= 48 ? 'many' : 'crowd';
  return (
    <ul class={`faces ${size}`} aria-label={label}>
      {rows.map((row) => (
        <li key={row.learner.id} title={faceName(row.learner, language.value)}>
          <Face face={row.learner} named />
        </li>
      ))}
    </ul>
  );
}

/** In the order of their names and not of their steps. */
function Teams({ connection, room }: CrowdProps) {
  const pages = connection.manifest.value?.pages ?? [];
  const steps = tasksIn(pages) + pages.length;
  return (
    <ul class="team-ways" data-teams={room.control.teams} data-crowd={room.rows.length > 48} aria-label={t('teams')}>
      {byTeam(room.rows, room.control.teams).map(({ team, rows }) => (
        <li key={team} data-team={team}>
          <p>
            <TeamSign team={team} />
            <b>{teamName(team, language.value)}</b>
          </p>
          <Trail part={shareDone(rows, steps)} steps={10} />
          <Faces rows={rows} label={teamName(team, language.value)} />
        </li>
      ))}
    </ul>
  );
}
