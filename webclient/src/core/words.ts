// What the educator says to one child: shown one after the other, each once, also over a reload.
import type { Control, Own } from '../generated/protocol.ts';
import { teamOf } from './teams.ts';

export type Word =
  | { readonly sort: 'ask'; readonly asked: number }
  | { readonly sort: 'hint'; readonly text: string }
  | { readonly sort: 'praise'; readonly all: boolean }
  | { readonly sort: 'team'; readonly team: number };

/** How far the child has listened. What is null is learnt from the first welcome without a word. */
export interface Listened {
  /** Highest note. */
  readonly note: number;
  readonly praised: number | null;
  readonly teams: number | null;
  /** The question that was answered last. */
  readonly answered: number | null;
}

export interface Words extends Listened {
  /** The first one is shown. */
  readonly queue: readonly Word[];
}

export const unheard: Listened = { note: 0, praised: null, teams: null, answered: null };

/** The words after these orders are known. `order`: the child's place in the order of joining. */
export function follow(words: Words, control: Control, own: Own, order: number): Words {
  const { note } = own;
  const fresh: Word[] = [];
  if (note && note.id > words.note) {
    fresh.push(note.sort === 'hint' ? { sort: 'hint', text: note.text } : { sort: 'praise', all: false });
  }
  if (words.praised !== null && control.praised > words.praised) fresh.push({ sort: 'praise', all: true });
  const team = teamOf({ order }, control.teams);
  if (words.teams !== null && control.teams !== words.teams && team !== null) fresh.push({ sort: 'team', team });
  return {
    ...words,
    note: Math.max(words.note, note?.id ?? 0),
    praised: control.praised,
    teams: control.teams,
    queue: withQuestion([...words.queue, ...fresh], own.asked === words.answered ? null : own.asked),
  };
}

/** The first word was taken in. */
export const heard = (words: Words): Words => ({ ...words, queue: words.queue.slice(1) });

/** The question was answered. */
export const answer = (words: Words, asked: number): Words => ({
  ...words,
  answered: asked,
  queue: withQuestion(words.queue, null),
});

/** A question comes before all else, and goes when it is taken back. */
function withQuestion(queue: readonly Word[], asked: number | null): readonly Word[] {
  const others = queue.filter((word) => word.sort !== 'ask');
  return asked === null ? others : [{ sort: 'ask', asked }, ...others];
}
