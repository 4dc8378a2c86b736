// What the screen of answer cards holds: what was read of the cards, and the question that was closed last.
import { signal } from '@preact/signals';
import type { CardQuestion } from '../core/card-questions.ts';
import { type CardsState, forgetCard, type Letter, lettersOf, NO_CARDS, readFrame } from '../core/cards.ts';
import { type Dealt, turnAbsent, USUAL } from '../core/cards-dealt.ts';
import type { Order, Orders } from '../core/orders.ts';
import type { BookPage } from '../generated/api.ts';
import { Spare } from '../net/spare.ts';
import type { RoomFrame } from '../tracking/room.ts';

export type Question = CardQuestion<BookPage>;

/** A question that was closed: what was sent, for as long as another is not begun. */
export interface Closed {
  readonly command: string;
  readonly question: Question;
  readonly letters: ReadonlyMap<number, Letter>;
}

/** As much of the group's connection as is needed here. */
interface Sender {
  /** The group's. */
  readonly id: string;
  order(order: Order, id?: string): string;
}

interface Sent {
  readonly command: string;
  readonly order: Order;
}

export class CardsTable {
  readonly read = signal<CardsState>(NO_CARDS);
  /** Where cards lie in the newest frame. */
  readonly frame = signal<RoomFrame | null>(null);
  readonly chosen = signal<string | null>(null);
  /** Whether the educator wants to see how many hold up which letter. */
  readonly open = signal(false);
  readonly closed = signal<Closed | null>(null);
  readonly dealt = signal<Dealt>(USUAL);
  readonly #sender: Sender;
  readonly #spare = new Spare();
  /** The question that the cards are read for. */
  #asked: string | null = null;
  /** The closing that the server has not answered yet. */
  #sent: string | null = null;
  #takenBack: { command: string; closed: Closed } | null = null;

  constructor(sender: Sender) {
    this.#sender = sender;
    this.dealt.value = this.#spare.get<Dealt>(this.#dealtName) ?? USUAL;
  }

  get #dealtName(): string {
    return `cards.dealt.${this.#sender.id}`;
  }

  get #sentName(): string {
    return `cards.sent.${this.#sender.id}`;
  }

  deal(upTo: number): void {
    this.#keepDealt({ ...this.dealt.value, upTo });
  }

  turnAbsent(card: number): void {
    this.#keepDealt(turnAbsent(this.dealt.value, card));
  }

  #keepDealt(dealt: Dealt): void {
    this.dealt.value = dealt;
    this.#spare.keep(this.#dealtName, dealt);
  }

  /** A frame of the camera. After the question is closed nothing that is held up counts. */
  see(frame: RoomFrame): void {
    this.frame.value = frame;
    if (!this.closed.value) this.read.value = readFrame(this.read.value, frame.seen, frame.at);
  }

  forget(card: number): void {
    this.read.value = forgetCard(this.read.value, card);
  }

  /** The question that is on the screen. What was held up for another one says nothing about it: it may have changed
   * on another educator's device. */
  show(question: Question | null): void {
    if (this.#asked === (question?.id ?? null)) return;
    this.#asked = question?.id ?? null;
    this.#takenBack = null;
    this.read.value = NO_CARDS;
    this.open.value = false;
  }

  /** Another question, or the same from the beginning. */
  begin(question: Question): void {
    this.chosen.value = question.id;
    this.closed.value = null;
    this.#asked = null;
    this.show(question);
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
    const command = this.#sender.order(order);
    // A phone that loads its page anew before the server has answered sends it again.
    this.#spare.keep(this.#sentName, { command, order } satisfies Sent);
    this.#sent = command;
    this.closed.value = { command, question, letters };
  }

  /** Takes the closed question back: it goes on from where it was. */
  takeBack(): void {
    const closed = this.closed.value;
    if (!closed) return;
    const command = this.#sender.order({ do: 'take_back', command: closed.command });
    this.#takenBack = { command, closed };
    this.closed.value = null;
  }

  /** Sends again what a page of before had sent and heard nothing of. */
  resume(): void {
    const sent = this.#spare.get<Sent>(this.#sentName);
    if (sent) this.#sent = this.#sender.order(sent.order, sent.command);
  }

  /** The orders that are under way: a closing that is not among them any more was answered. */
  follow(orders: Orders): void {
    if (this.#sent === null || orders.some(({ id }) => id === this.#sent)) return;
    this.#sent = null;
    this.#spare.forget(this.#sentName);
  }

  /** The server refused a command: a closing is then open again, and what was not taken back stays closed. */
  refused(id: string | null): void {
    if (this.closed.value?.command === id) this.closed.value = null;
    else if (this.#takenBack?.command === id) this.closed.value = this.#takenBack.closed;
  }
}
