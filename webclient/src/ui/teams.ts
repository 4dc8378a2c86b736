// How the teams of a group are called and drawn, the same on every screen: a shape, and a colour that helps.
import { MOST_TEAMS } from '../core/teams.ts';
import type { InterfaceLanguage } from './i18n.ts';

const names: Record<InterfaceLanguage, readonly string[]> = {
  id: ['Bulan', 'Bintang', 'Matahari', 'Awan', 'Gunung', 'Bunga'],
  en: ['Moon', 'Star', 'Sun', 'Cloud', 'Mountain', 'Flower'],
};

/** "Tim Bulan", "Team Moon". `team` from 0. */
export const teamName = (team: number, language: InterfaceLanguage): string =>
  `${language === 'id' ? 'Tim' : 'Team'} ${shortTeamName(team, language)}`;

/** "Bulan", "Moon". */
export const shortTeamName = (team: number, language: InterfaceLanguage): string =>
  names[language][team % MOST_TEAMS] ?? '';

/** Eight rays around a disc, each a triangle of its own. */
const rays = Array.from({ length: 8 }, (_, i) => {
  const at = (radius: number, turn: number) =>
    `${(12 + radius * Math.sin(turn)).toFixed(1)} ${(12 - radius * Math.cos(turn)).toFixed(1)}`;
  const turn = (i * Math.PI) / 4;
  return `M${at(7.4, turn - 0.3)}L${at(11.4, turn)}L${at(7.4, turn + 0.3)}Z`;
}).join('');

const petals = Array.from({ length: 5 }, (_, i) => {
  const turn = (i * 2 * Math.PI) / 5;
  const [x, y] = [12 + 6 * Math.sin(turn), 12 - 6 * Math.cos(turn)];
  return `M${(x - 4.4).toFixed(1)} ${y.toFixed(1)}a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0 -8.8 0z`;
}).join('');

/** Outlines on a field of 24 by 24; all six differ, so that nobody needs to tell hues apart. */
const shapes = [
  'M14.5 2.6a9.6 9.6 0 1 0 7 13.4A8.2 8.2 0 0 1 14.5 2.6z',
  'M12 1.8l3.1 6.7 7.3.8-5.4 5 1.5 7.2L12 17.9l-6.5 3.6L7 14.3l-5.4-5 7.3-.8z',
  `M12 6.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 1 0 0-10.800z${rays}`,
  'M6.6 19.5a5 5 0 0 1-.7-9.9A6.2 6.2 0 0 1 17.7 8.6a5.5 5.5 0 0 1 .1 10.9z',
  'M1 20.5L8.5 6l4.3 7.6L15.5 9.5L23 20.5z',
  petals,
];

/** Text of an SVG picture of the team's sign, without a name: say `teamName` beside it. */
export const teamSvg = (team: number): string =>
  `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" data-team="${team}">` +
  `<path d="${shapes[team % MOST_TEAMS]}" fill="var(--team-${(team % MOST_TEAMS) + 1})"/></svg>`;
