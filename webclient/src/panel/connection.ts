// A group as the panel holds it: its replica, kept fresh by a connection, and the orders under way.
import { batch, computed, signal } from '@preact/signals';
import { type Needy, needy, type Situation } from '../core/attention.ts';
import { hasDone, pagesRead } from '../core/leading.ts';
import { add, isPending, isPendingFor, type Order, type Orders, settle } from '../core/orders.ts';
import { enter, type Room, update } from '../core/room.ts';
import { answered } from '../core/spotlight.ts';
import type { BookManifest, Group } from '../generated/api.ts';
import type { Bye, EducatorWelcome, FromEducator, Refused, ToEducator } from '../generated/protocol.ts';
import { get, Problem } from '../net/http.ts';
import { LiveSocket, liveAddress, type SocketState } from '../net/socket.ts';
import { onWake } from '../net/wake.ts';
import { randomId } from './random-id.ts';

/** How often what depends on the time of day is looked at again, ms. */
const TICK = 5_000;
/** Wait before loading again while the server is not there, ms. */
const RELOAD = 2_000;

export class Connection {
  readonly state = signal<SocketState>('connecting');
  readonly room = signal<Room | null>(null);
  readonly orders = signal<Orders>([]);
  /** What the list and the join dialog say of the group; null until loaded. */
  readonly group = signal<Group | null>(null);
  readonly manifest = signal<BookManifest | null>(null);
  /** Why there is nothing to show: a refusal of the server, for good. */
  readonly problem = signal<unknown>(undefined);
  /** Children that did not want their page shown when they were asked last. */
  readonly declined = signal<ReadonlySet<string>>(new Set());
  /** Account names of educators who lead this group too, now. */
  readonly others = signal<readonly string[]>([]);
  /** Counts up with each TICK, and with all news: what depends on the time of day is then looked at again. */
  readonly #ticks = signal(0);
  /** When the children's screens last came back from resting, by the server's clock; 0 when nobody saw it. */
  #rested = 0;

  /** Unix ms by the server's clock, which is what rows tell; in steps of TICK. */
  readonly serverNow = computed(() => {
    this.#ticks.value;
    return this.clockNow();
  });

  /** The pages that this group reads, in order. */
  readonly read = computed(() => pagesRead(this.room.value?.control.plan ?? null, this.manifest.value?.pages ?? []));

  readonly needy = computed<Needy[]>(() => {
    const room = this.room.value;
    if (!room) return [];
    const { control } = room;
    const read = this.read.value;
    const at: Situation = {
      now: this.serverNow.value,
      rested: this.#rested,
      resting: control.paused || control.ended,
      hasDone: (row) => hasDone(control, row, read),
    };
    return needy(room.rows, at);
  });

  /** Told when the server refuses an order. */
  onRefused: (refused: Refused) => void = () => {};

  readonly id: string;
  readonly #socket: LiveSocket<ToEducator, FromEducator>;
  #stop: (() => void)[] = [];
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Highest frame that is not yet on the screen. */
  #undrawn = 0;

  constructor(id: string) {
    this.id = id;
    this.#socket = new LiveSocket<ToEducator, FromEducator>({
      url: liveAddress(location),
      hello: () => this.#hello(),
      onMessage: (message) => this.#hear(message),
      onState: (state) => {
        this.state.value = state;
      },
    });
  }

  /** Connects and loads; returns what stops it. */
  open(): () => void {
    const tick = setInterval(() => {
      this.#ticks.value += 1;
    }, TICK);
    this.#stop = [
      () => clearInterval(tick),
      () => clearTimeout(this.#retry),
      onWake(() => this.#socket.nudge()),
      () => this.#socket.close(),
    ];
    this.load();
    return () => {
      for (const stop of this.#stop) stop();
    };
  }

  /** Loads what does not come over the socket, then connects. Again after a problem. */
  load(): void {
    this.problem.value = undefined;
    this.#load().catch((problem: unknown) => {
      if (problem instanceof Problem && problem.code === 'offline') {
        this.state.value = 'waiting';
        this.#retry = setTimeout(() => this.load(), RELOAD);
      } else {
        this.problem.value = problem;
      }
    });
  }

  async #load(): Promise<void> {
    this.group.value = await get<Group>(`/api/live/groups/${this.id}`);
    this.#socket.open();
    this.manifest.value = await get<BookManifest>(`/api/books/${this.group.value.book}`);
  }

  /** Unix ms by the server's clock, to the moment. */
  clockNow(): number {
    return this.#socket.serverNow();
  }

  /** Sends an order, now or when the connection is back; returns its id, under which it may be sent again. */
  order(order: Order, id = randomId()): string {
    this.orders.value = add(this.orders.value, id, order);
    this.#socket.send({ kind: 'command', id, order });
    return id;
  }

  /** Whether an order of this sort is under way. */
  isPending(does: Order['do']): boolean {
    return isPending(this.orders.value, does);
  }

  /** Whether an order of this sort is under way for this child. */
  isPendingFor(does: Order['do'], learner: string): boolean {
    return isPendingFor(this.orders.value, does, learner);
  }

  /** Leads all, or some, to a page; null lets them turn pages themselves. */
  openPage(page: string | null, to: string[] | null = null): void {
    this.order({ do: 'open_page', page, to });
  }

  #hello(): FromEducator {
    return { kind: 'hello', role: 'educator', version: 1, group: this.id, resume: this.room.value?.mark ?? null };
  }

  #hear(message: ToEducator): void {
    switch (message.kind) {
      case 'welcome':
        this.#welcomed(message);
        break;
      case 'frame':
        if (this.room.value) this.#see(update(this.room.value, message));
        this.#drawn(message.frame);
        break;
      case 'leaders':
        this.others.value = message.others;
        break;
      case 'done':
        this.orders.value = settle(this.orders.value, message.id);
        break;
      case 'refused':
        this.orders.value = settle(this.orders.value, message.id);
        this.onRefused(message);
        break;
      case 'bye':
        if (message.again === null) this.problem.value = farewell(message);
        break;
      case 'pong':
        break;
    }
  }

  #welcomed(welcome: EducatorWelcome): void {
    const room = enter(this.room.value, welcome);
    if (!room) {
      // What it builds on is not here: start from nothing.
      this.room.value = null;
      this.#socket.close();
      this.#socket.open();
      return;
    }
    this.others.value = [];
    this.#see(room);
    for (const command of this.orders.value) this.#socket.send(command);
  }

  #see(room: Room): void {
    const before = this.room.value;
    batch(() => {
      this.#ticks.value += 1;
      if (before?.control.paused && !room.control.paused) this.#rested = this.clockNow();
      if (before) this.declined.value = refusals(this.declined.value, before, room);
      this.room.value = room;
    });
  }

  /** Tells the server once frames are on the screen. A hidden panel draws nothing, and the server then saves its breath. */
  #drawn(frame: number): void {
    if (this.#undrawn === 0) {
      requestAnimationFrame(() => {
        this.#socket.send({ kind: 'credit', frame: this.#undrawn });
        this.#undrawn = 0;
      });
    }
    this.#undrawn = frame;
  }
}

/** Those who declined, after what came in between: who is asked again, or agreed, has not declined any more. */
function refusals(declined: ReadonlySet<string>, before: Room, after: Room): ReadonlySet<string> {
  const asked = after.rows.filter((row) => row.own.asked !== null && declined.has(row.learner.id));
  const refused = answered(before, after).filter(({ agree }) => !agree);
  if (asked.length === 0 && refused.length === 0) return declined;
  const next = new Set([...declined, ...refused.map(({ learner }) => learner)]);
  for (const row of asked) next.delete(row.learner.id);
  return next;
}

const farewell = (bye: Bye): Problem => new Problem({ code: bye.code, message: bye.message }, 0);
