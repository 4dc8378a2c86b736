// What the educator says to this child, in turn; how far it has listened outlives a reload of the tab.
import { answer, follow, heard, type Listened, unheard, type Word, type Words } from '../core/words.ts';
import type { Control, Own } from '../generated/protocol.ts';
import type { Place } from '../net/store.ts';

export class HeardWords {
  readonly #key: string;
  readonly #order: number;
  #words: Words;

  constructor(place: Place) {
    this.#key = `arlearn.heard.${place.group}.${place.learner.id}`;
    this.#order = place.learner.order;
    this.#words = { ...known(this.#key), queue: [] };
  }

  get first(): Word | null {
    return this.#words.queue[0] ?? null;
  }

  follow(control: Control, own: Own): void {
    this.#become(follow(this.#words, control, own, this.#order));
  }

  tookIn(): void {
    this.#become(heard(this.#words));
  }

  /** Takes the question away; its number, or null when there is none. */
  answerQuestion(): number | null {
    const { first } = this;
    if (first?.sort !== 'ask') return null;
    this.#become(answer(this.#words, first.asked));
    return first.asked;
  }

  #become(words: Words): void {
    this.#words = words;
    const { note, praised, teams, answered }: Listened = words;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ note, praised, teams, answered } satisfies Listened));
    } catch {
      // A full or forbidden store: after a reload a word may be said twice.
    }
  }
}

function known(key: string): Listened {
  try {
    return { ...unheard, ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Listened>) };
  } catch {
    return unheard;
  }
}
