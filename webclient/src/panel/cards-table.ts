// What the screen of answer cards holds: what was read of the cards, and the question that was closed last.
import { signal } from '@preact/signals';
import type { CardQuestion } from '../core/card-questions.ts';
import { type CardsState, forgetCard, type Letter, lettersOf, NO_CARDS, readFrame } from '../core/cards.ts';
import type { Order } from '../core/orders.ts';
import type { BookPage } from '../generated/api.ts';
import type { RoomFrame } from '../tracking/room.ts';
import type { Connection } from './connection.ts';

export type Question = CardQuestion<BookPage>;

/** A question that was closed: what was sent, for as long as another is not begun. */
export interface Closed {
  readonly command: string;
  readonly question: Question;
  readonly letters: ReadonlyMap<number, Letter>;
}

/** Cards that a group of this size has, until the educator says otherwise. */
const USUAL = 30;

export class CardsTable {
  readonly read = signal<CardsState>(NO_CARDS);
  /** Where cards lie in the newest frame. */
  readonly frame = signal<RoomFrame | null>(null);
  readonly chosen = signal<string | null>(null);
  /** Whether the educator wants to see how many hold up which letter. */
  readonly open = signal(false);
  readonly closed = signal<Closed | null>(null);
  /** How many cards were dealt out: 1 to this. */
  readonly dealt: ReturnType<typeof signal<number>>;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.dealt = signal(Number(kept(localStorage, this.#dealtKey)) || USUAL);
  }

  get #dealtKey(): string {
    return `arlearn.cards.dealt.${this.#connection.id}`;
  }

  get #sentKey(): string {
    return `arlearn.cards.sent.${this.#connection.id}`;
  }

  deal(count: number): void {
    this.dealt.value = count;
    keep(localStorage, this.#dealtKey, String(count));
  }

  /** A frame of the camera. After the question is closed nothing that is held up counts. */
  see(frame: RoomFrame): void {
    this.frame.value = frame;
    if (!this.closed.value) this.read.value = readFrame(this.read.value, frame.seen, frame.at);
  }

  forget(card: number): void {
    this.read.value = forgetCard(this.read.value, card);
  }

  /** Another question, or the same from the beginning. */
  begin(question: Question | null): void {
    this.chosen.value = question?.id ?? null;
    this.closed.value = null;
    this.read.value = NO_CARDS;
    this.open.value = false;
  }

  /** What was read so far of a question. */
  letters(question: Question): ReadonlyMap<number, Letter> {
    return lettersOf(this.read.value, question.task.options.length);
  }

  /** Closes the question: what is held up now are the answers. */
  close(question: Question, language: string): void {
    const letters = this.letters(question);
    const order: Order = {
      do: 'read_cards',
      page: question.page.id,
      revision: question.page.revision,
      task: question.task.id,
      language,
      turns: [...letters].map(([card, letter]) => ({ card, letter })),
    };
    const command = this.#connection.order(order);
    // A phone whose page is loaded anew before the server answered sends it again.
    keep(sessionStorage, this.#sentKey, JSON.stringify({ command, order }));
    this.closed.value = { command, question, letters };
  }

  /** Takes the closed question back: it goes on from where it was. */
  takeBack(): void {
    const closed = this.closed.value;
    if (!closed) return;
    this.#connection.order({ do: 'take_back', command: closed.command });
    this.closed.value = null;
  }

  /** Sends again what a page of before had sent and heard nothing of. */
  resume(): void {
    const text = kept(sessionStorage, this.#sentKey);
    if (!text) return;
    const { command, order } = JSON.parse(text) as { command: string; order: Order };
    this.#connection.order(order, command);
  }

  /** The server has what was sent, or will never take it. */
  settled(): void {
    drop(sessionStorage, this.#sentKey);
  }

  /** The server refused a command: if it was the closing, the question is open again. */
  refused(id: string | null): void {
    if (this.closed.value?.command === id) this.closed.value = null;
  }
}

// A browser may forbid storage; then what is kept lasts for as long as the page.

function kept(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function keep(storage: Storage, key: string, text: string): void {
  try {
    storage.setItem(key, text);
  } catch {
    // see above
  }
}

function drop(storage: Storage, key: string): void {
  try {
    storage.removeItem(key);
  } catch {
    // see above
  }
}
