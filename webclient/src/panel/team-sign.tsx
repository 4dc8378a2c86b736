// The sign of a team, beside its name.
import { teamSvg } from '../ui/teams.ts';

export function TeamSign({ team }: { team: number }) {
  // A drawing of ours, with nothing in it from outside.
  return <span class="team-sign" dangerouslySetInnerHTML={{ __html: teamSvg(team) }} />;
}
