// What one educator looks at in a group's screen, which is nobody else's business: the open dialog, the chosen children.
import { signal } from '@preact/signals';
import type { Arrangement } from '../core/attention.ts';

/** The dialog over the screen. */
export type Opened =
  | { readonly kind: 'learner'; readonly learner: string }
  /** `to`: the children that the page is opened for; null for all. */
  | { readonly kind: 'page'; readonly to: readonly string[] | null }
  /** Whether these children are to leave the group. */
  | { readonly kind: 'remove'; readonly to: readonly string[] }
  | { readonly kind: 'join' | 'queue' | 'timer' | 'teams' | 'more' | 'plan' | 'handover' | 'keys' | 'end' };

export class GroupView {
  readonly opened = signal<Opened | null>(null);
  /** Children that something is about to be done for; null while nobody is choosing. */
  readonly chosen = signal<ReadonlySet<string> | null>(null);
  /** On a narrow screen there is room for one of them. */
  readonly tab = signal<'field' | 'page'>('field');
  readonly by = signal<Arrangement | 'team'>('joined');

  open(opened: Opened): void {
    this.opened.value = opened;
  }

  /** A dialog of this kind was closed; one that was opened from it stays. */
  close(kind: Opened['kind']): void {
    if (this.opened.value?.kind === kind) this.opened.value = null;
  }

  /** A child was pressed: it is looked at, or chosen while one chooses. */
  readonly press = (learner: string): void => {
    const chosen = this.chosen.value;
    if (chosen === null) this.open({ kind: 'learner', learner });
    else this.chosen.value = toggled(chosen, learner);
  };

  choose(learners: Iterable<string>): void {
    this.chosen.value = new Set(learners);
    this.tab.value = 'field';
  }

  readonly stopChoosing = (): void => {
    this.chosen.value = null;
  };
}

function toggled(chosen: ReadonlySet<string>, learner: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(learner)) next.add(learner);
  return next;
}
