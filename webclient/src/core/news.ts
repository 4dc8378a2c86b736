// What happened in a room between two looks, for those who hear it instead of seeing it.
import type { LearnerFace, Row } from '../generated/protocol.ts';

export interface News {
  readonly joined: number;
  readonly helps: readonly LearnerFace[];
}

export const nothing: News = { joined: 0, helps: [] };

/** `news` with what is new in `after`. A hand that is up counts once until it goes down. */
export function gather(news: News, before: readonly Row[], after: readonly Row[]): News {
  if (before === after) return news;
  const known = new Map(before.map((row) => [row.learner.id, row]));
  const joined = after.filter((row) => !known.has(row.learner.id)).length;
  const helps = after.filter((row) => row.help && !known.get(row.learner.id)?.help).map((row) => row.learner);
  if (joined === 0 && helps.length === 0) return news;
  return { joined: news.joined + joined, helps: [...news.helps, ...helps] };
}
