// A child's connection to its group: what it did arrives once, what the educator orders is followed, offline is no loss.
import { acknowledge, put, type Unnumbered, unsent, waitsToFinish, welcomed } from '../core/outbox.ts';
import type { Control, FromLearner, LearnerWelcome, Own, Presence, ToLearner } from '../generated/protocol.ts';
import { LiveSocket, liveAddress, type SocketState } from '../net/socket.ts';
import type { Place, Store } from '../net/store.ts';
import { onWake } from '../net/wake.ts';

/** What of the child the educator sees in passing. */
export type Seen = Pick<Presence, 'page' | 'view' | 'rung' | 'help'>;

export interface GroupEvents {
  onWelcome: (welcome: LearnerWelcome) => void;
  onControl: (control: Control) => void;
  /** What the educator orders this child alone; the welcome brings the first. */
  onOwn?: (own: Own) => void;
  onState: (state: SocketState) => void;
  /** The server will not have this child back: its code for why. */
  onOut: (code: string) => void;
}

/** Presence is sent at most this often, ms: tracking flickers. */
const PRESENCE_REST = 400;

export class GroupLink {
  readonly place: Place;
  readonly #store: Store;
  readonly #events: GroupEvents;
  readonly #socket: LiveSocket<ToLearner, FromLearner>;
  readonly #asleep: () => void;
  /** Highest number sent on this connection. */
  #sent = 0;
  /** Everything that touches the outbox, one after another: numbers must arrive in order. */
  #queue: Promise<unknown> = Promise.resolve();
  #seen: Seen = { page: null, view: 'reading', rung: 'read', help: false };
  #presence = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: Place, store: Store, events: GroupEvents) {
    this.place = place;
    this.#store = store;
    this.#events = events;
    this.#socket = new LiveSocket<ToLearner, FromLearner>({
      url: liveAddress(location),
      hello: () => ({ kind: 'hello', role: 'learner', version: 1, group: place.group, token: place.token }),
      onMessage: (message) => this.#hear(message),
      onState: (state) => events.onState(state),
    });
    this.#asleep = onWake(() => this.#socket.nudge());
    this.#socket.open();
  }

  get state(): SocketState {
    return this.#socket.state;
  }

  get seen(): Seen {
    return this.#seen;
  }

  /** Unix ms by the server's clock, which timers tell. */
  serverNow(): number {
    return this.#socket.serverNow();
  }

  /** Keeps what the child did and sends it as soon as that is possible. */
  keep(message: Unnumbered): Promise<void> {
    return this.#inTurn(async () => {
      await this.#store.mail(this.place.group, (box) => {
        const again = message.kind === 'finished' && waitsToFinish(box, message.page);
        return again ? box : put(box, message);
      });
      await this.#flush();
    });
  }

  /** Shows the educator what changed of the child's row. */
  show(seen: Partial<Seen>): void {
    const next = { ...this.#seen, ...seen };
    const keys = Object.keys(next) as (keyof Seen)[];
    if (keys.every((key) => next[key] === this.#seen[key])) return;
    this.#seen = next;
    this.#timer ??= setTimeout(() => this.#sendPresence(), PRESENCE_REST);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asleep();
    this.#socket.close();
  }

  #hear(message: ToLearner): void {
    switch (message.kind) {
      case 'welcome':
        this.#welcomed(message);
        return;
      case 'control':
        this.#events.onControl(message.control);
        return;
      case 'own':
        this.#events.onOwn?.(message.own);
        return;
      case 'acknowledged':
        this.#inTurn(() => this.#store.mail(this.place.group, (box) => acknowledge(box, message.n)));
        return;
      case 'bye':
        if (message.again === null) this.#events.onOut(message.code);
        return;
      // A refused answer is acknowledged besides, and a refused presence is replaced by the next.
      case 'refused':
      case 'pong':
        return;
    }
  }

  #welcomed(welcome: LearnerWelcome): void {
    // What is kept just now must not overtake what the last connection may have lost: an acknowledgement means all before.
    this.#sent = Number.POSITIVE_INFINITY;
    this.#presence = Math.max(this.#presence, welcome.presence);
    this.#inTurn(async () => {
      await this.#store.mail(this.place.group, (box) => welcomed(box, welcome.acknowledged));
      this.#sent = 0;
      await this.#flush();
    });
    this.#events.onWelcome(welcome);
    this.#sendPresence();
  }

  async #flush(): Promise<void> {
    const box = await this.#store.outbox(this.place.group);
    for (const message of unsent(box)) {
      if (message.n > this.#sent && this.#socket.send(message)) this.#sent = message.n;
    }
  }

  #sendPresence(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const message: Presence = { kind: 'presence', n: this.#presence + 1, ...this.#seen };
    if (this.#socket.send(message)) this.#presence = message.n;
  }

  #inTurn(work: () => Promise<unknown>): Promise<void> {
    const done = this.#queue.then(work).then(() => undefined);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}
