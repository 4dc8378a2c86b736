// A group as the panel holds it: its replica, kept fresh by a connection, and the orders under way.
import { batch, computed, signal } from '@preact/signals';
import { follow as followTraces, type Needy, needy, patience, type Traces } from '../core/attention.ts';
import { type Clock, learn, unknown } from '../core/clock.ts';
import { add, type Order, type Orders, settle } from '../core/orders.ts';
import { enter, type Room, update } from '../core/room.ts';
import type { BookManifest, Group } from '../generated/api.ts';
import type { Bye, FromEducator, Refused, ToEducator } from '../generated/protocol.ts';
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
  readonly traces = signal<Traces>(new Map());
  /** Unix ms of this device, in steps of TICK. */
  readonly now = signal(Date.now());
  readonly #clock = signal<Clock>(unknown);

  /** Unix ms by the server's clock, which is what rows tell. */
  readonly serverNow = computed(() => Math.max(this.now.value + this.#clock.value.ahead, this.#clock.value.newest));

  readonly needy = computed<Needy[]>(() => {
    const control = this.room.value?.control;
    const now = this.now.value;
    const resting = !control || control.paused || control.ended;
    const pages = this.manifest.value?.pages.length ?? 0;
    return needy(this.traces.value, { now, patience: patience(this.traces.value, now), pages, resting });
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
      hello: () => ({ kind: 'hello', role: 'educator', version: 1, group: id }),
      onMessage: (message) => this.#hear(message),
      onState: (state) => {
        this.state.value = state;
      },
    });
  }

  /** Connects and loads; returns what stops it. */
  open(): () => void {
    const tick = setInterval(() => {
      this.now.value = Date.now();
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

  /** Sends an order to all, now or when the connection is back. */
  order(order: Order): void {
    const id = randomId();
    this.orders.value = add(this.orders.value, id, order);
    this.#socket.send({ kind: 'command', id, order });
  }

  #hear(message: ToEducator): void {
    switch (message.kind) {
      case 'welcome':
        this.#see(enter(message), false);
        for (const command of this.orders.value) this.#socket.send(command);
        break;
      case 'frame':
        if (this.room.value) this.#see(update(this.room.value, message), true);
        this.#drawn(message.frame);
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

  #see(room: Room, live: boolean): void {
    batch(() => {
      const now = Date.now();
      this.now.value = now;
      this.#clock.value = learn(this.#clock.value, room.rows, now, live);
      this.traces.value = followTraces(this.traces.value, room.rows, now);
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

const farewell = (bye: Bye): Problem => new Problem({ code: bye.code, message: bye.message }, 0);
