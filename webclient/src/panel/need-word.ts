// What a learner needs, in a word and a sign.
import type { Need } from '../core/attention.ts';
import type { Row } from '../generated/protocol.ts';
import type { IconName } from '../ui/icons.tsx';
import { liveTexts } from '../ui/language.ts';
import { ago } from './times.ts';
import { viewWord } from './wording.ts';

const t = liveTexts(
  {
    help: 'minta bantuan',
    helpFor: 'minta bantuan, {ago}',
    stuck: 'lama belum maju',
    stuckFor: 'belum maju {ago}',
    awayFor: 'pergi {ago}',
    away: 'baru saja pergi',
  },
  {
    help: 'asks for help',
    helpFor: 'asks for help, {ago}',
    stuck: 'no progress for long',
    stuckFor: 'no progress for {ago}',
    awayFor: 'away for {ago}',
    away: 'just went away',
  },
);

export const needIcons: Record<Exclude<Need, 'none'>, IconName> = { help: 'hand', stuck: 'stuck', away: 'away' };

/** With how long already, after the first minute. `now` by the server's clock. */
export function needWord(need: Exclude<Need, 'none'>, row: Row, now: number): string {
  const since = need === 'help' ? row.help_since : need === 'stuck' ? row.progress_at : row.away_since;
  if (need === 'away' && since === null) return viewWord('away');
  if (since === null || now - since < 60_000) return t(need);
  return t(`${need}For`, { ago: ago(since, now) });
}
