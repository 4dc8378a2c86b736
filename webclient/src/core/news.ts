// What happened in a room between two looks, for those who hear it instead of seeing it.
import type { LearnerFace } from '../generated/protocol.ts';
import type { Room } from './room.ts';
import { answered } from './spotlight.ts';

export interface News {
  readonly joined: number;
  readonly helps: readonly LearnerFace[];
  /** Who has said whether its page may be shown, and what. */
  readonly consents: readonly { readonly face: LearnerFace; readonly agree: boolean }[];
  /** The door, when it was locked or unlocked, as it is now. */
  readonly locked: boolean | null;
}

export const nothing: News = { joined: 0, helps: [], consents: [], locked: null };

/**
 * `news` with what is new in `after`; `news` itself when nothing is. A hand counts once, though it goes up and down all the
 * time before the news are told.
 */
export function gather(news: News, before: Room, after: Room): News {
  const turned = before.control.locked !== after.control.locked;
  if (before.rows === after.rows && !turned) return news;
  const known = new Map(before.rows.map((row) => [row.learner.id, row]));
  const joined = after.rows.filter((row) => !known.has(row.learner.id)).length;
  const told = new Set(news.helps.map((face) => face.id));
  const helps = after.rows
    .filter(({ help, learner }) => help && !known.get(learner.id)?.help && !told.has(learner.id))
    .map((row) => row.learner);
  const consents = answered(before, after).flatMap(({ learner, agree }) => {
    const face = known.get(learner)?.learner;
    return face ? [{ face, agree }] : [];
  });
  if (joined === 0 && helps.length === 0 && consents.length === 0 && !turned) return news;
  return {
    joined: news.joined + joined,
    helps: [...news.helps, ...helps],
    consents: [...news.consents, ...consents],
    locked: turned ? after.control.locked : news.locked,
  };
}
