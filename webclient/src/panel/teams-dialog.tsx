// Deals the children into teams: how many, who they are, and none again.
import { byTeam, MOST_TEAMS } from '../core/teams.ts';
import type { Teams } from '../generated/protocol.ts';
import { Button, Dialog } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { teamName } from '../ui/teams.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { TeamSign } from './team-sign.tsx';
import { childrenWord } from './wording.ts';

const t = liveTexts(
  {
    title: 'Tim',
    hint: 'Anak-anak dibagi menurut urutan datang. Yang datang nanti masuk ke tim yang berikutnya.',
    count: '{n} tim',
    none: 'Tanpa tim',
  },
  {
    title: 'Teams',
    hint: 'The children are dealt by the order in which they came. Who comes later joins the next team in turn.',
    count: '{n} teams',
    none: 'No teams',
  },
);

const counts = Array.from({ length: MOST_TEAMS - 1 }, (_, i) => (i + 2) as Teams['count']);

interface TeamsDialogProps {
  connection: Connection;
  view: GroupView;
}

export function TeamsDialog({ connection, view }: TeamsDialogProps) {
  const open = view.opened.value?.kind === 'teams';
  const room = connection.room.value;
  const now = room?.control.teams ?? 0;
  const pending = connection.isPending('teams');
  const deal = (count: Teams['count']) => connection.order({ do: 'teams', count });
  return (
    <Dialog open={open} title={t('title')} onClose={() => view.close('teams')}>
      <p class="hint">{t('hint')}</p>
      <div class="presets">
        {counts.map((n) => (
          <Button key={n} aria-pressed={now === n} pending={pending} onClick={() => deal(n)}>
            {t('count', { n })}
          </Button>
        ))}
        <Button aria-pressed={now === 0} pending={pending} onClick={() => deal(0)}>
          {t('none')}
        </Button>
      </div>
      <ul class="team-list">
        {byTeam(room?.rows ?? [], now).map(({ team, rows }) => (
          <li key={team}>
            <TeamSign team={team} />
            <b>{teamName(team, language.value)}</b>
            <span class="hint tabular">{childrenWord(rows.length)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
