// The connection to a live group: says hello, notices when it is dead, comes back by itself. Knows no rule of a group.
import { type Clock, learn, unknown } from '../core/clock.ts';
import { begin, type Choice, failed, type Transport } from '../core/transport.ts';
import { overPolls } from './polls.ts';
import { Probe } from './probe.ts';
import { Pulse } from './pulse.ts';
import { rememberedTransport, rememberTransport } from './transport-memory.ts';
import { type Connect, overSocket, type Wire } from './wire.ts';

/**
 * connecting: no welcome yet. open: welcomed. waiting: lost, will try again by itself.
 * closed: by us, or the server said not to come back.
 */
export type SocketState = 'connecting' | 'open' | 'waiting' | 'closed';

interface Incoming {
  kind: string;
}

interface Farewell {
  kind: 'bye';
  again: [number, number] | null;
}

export interface SocketOptions<In extends Incoming, Out> {
  url: string;
  /** The first message of every connection; asked anew each time. */
  hello: () => Out;
  /** Every message but pongs, in order; `welcome` comes before anything else of a connection that opened. */
  onMessage: (message: In) => void;
  onState: (state: SocketState) => void;
  /** For tests; otherwise the browser's own. */
  transports?: Readonly<Record<Transport, Connect>>;
  /** Uniform in [0, 1). */
  random?: () => number;
}

/** Times in ms. */
export const timing = {
  /** A connection that has no welcome after this is given up. */
  welcome: 10_000,
  /** Longest first wait before another try; doubles with each failure up to `longest`. */
  first: 600,
  longest: 6_000,
};

const POLLS = '/api/live/poll';

/** Address of the live interface on the server that this page came from. */
export function liveAddress(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/live`;
}

/**
 * A reconnecting connection over the messages of one role, `In` and `Out`, the generated unions of the protocol: a
 * WebSocket, or polls where one is refused. Nothing is queued: what must arrive is kept by the caller and sent after
 * `welcome`.
 */
export class LiveSocket<In extends Incoming, Out extends { kind: string }> {
  readonly #options: SocketOptions<In, Out>;
  readonly #transports: Readonly<Record<Transport, Connect>>;
  #state: SocketState = 'closed';
  #choice: Choice = begin(rememberedTransport());
  /** How `#wire` goes. */
  #via: Transport = 'socket';
  #wire: Wire | null = null;
  /** A word of the server was heard on `#wire`. */
  #heard = false;
  /** Tries since the last welcome. */
  #tries = 0;
  #clock: Clock = unknown;
  /** When the hello and the ping that wait for their answer were sent, by this page's steady clock. */
  #greeted = 0;
  #asked = 0;
  readonly #pulse = new Pulse(
    () => this.#ping(),
    () => this.#lost(),
  );
  readonly #probe = new Probe(
    () => this.#start('socket'),
    () => this.#random(),
  );
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** What the server asked for on closing; used once. */
  #again: [number, number] | null | undefined;

  constructor(options: SocketOptions<In, Out>) {
    this.#options = options;
    this.#transports = options.transports ?? { socket: overSocket(options.url), polls: overPolls(POLLS) };
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Tries since it was last open; 0 while it is. */
  get tries(): number {
    return this.#tries;
  }

  /** How it goes, or is tried now. */
  get transport(): Transport {
    return this.#via;
  }

  /** Unix ms by the server's clock, as far as it is known; this device's own before the first welcome. */
  serverNow(): number {
    return this.#clock === unknown ? Date.now() : performance.now() + this.#clock.ahead;
  }

  /** Starts, or starts again after `closed`. */
  open(): void {
    if (this.#state === 'closed') this.#connect();
  }

  /** Closes for good, until `open`. */
  close(): void {
    this.#drop();
    clearTimeout(this.#retry);
    this.#become('closed');
  }

  /** Sends if the connection is open; says whether it did. Sent does not mean arrived. */
  send(message: Out): boolean {
    if (this.#state !== 'open') return false;
    this.#write(message);
    return true;
  }

  /**
   * The page came back, or the network did: try now instead of later, and doubt a connection that looks open,
   * because a device that slept learns of nothing that happened meanwhile.
   */
  nudge(): void {
    if (this.#state === 'waiting') this.#connect();
    else if (this.#state === 'open') this.#pulse.ask();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#drop();
    this.#tries += 1;
    this.#again = undefined;
    this.#heard = false;
    this.#via = this.#choice.by;
    this.#become('connecting');
    this.#pulse.expect(timing.welcome);
    this.#wire = this.#start(this.#via);
    if (!this.#wire) this.#lost();
  }

  #start(by: Transport): Wire | null {
    let wire: Wire | null = null;
    const mine = () => wire !== null && (wire === this.#wire || wire === this.#probe.wire);
    try {
      wire = this.#transports[by]({
        onOpen: () => mine() && this.#greet(wire),
        onMessage: (message) => mine() && this.#hear(wire, message as In),
        onClose: () => mine() && (wire === this.#wire ? this.#lost() : this.#probe.later()),
      });
    } catch {
      // A page over https may not open ws, and says so by throwing.
    }
    return wire;
  }

  #greet(wire: Wire | null): void {
    this.#greeted = performance.now();
    wire?.send(this.#options.hello());
  }

  #hear(wire: Wire | null, message: In): void {
    if (wire === this.#probe.wire) {
      if (message.kind !== 'welcome') {
        this.#probe.later();
        return;
      }
      // It takes the place of the polls, without a break.
      this.#wire?.close();
      this.#wire = this.#probe.take();
      this.#via = 'socket';
    }
    this.#heard = true;
    if (this.#state === 'open') this.#pulse.heard();
    if (message.kind === 'pong') {
      this.#learn(message, this.#asked);
      return;
    }
    if (message.kind === 'bye') {
      this.#part(message);
      return;
    }
    if (message.kind === 'welcome') this.#welcomed(message);
    this.#options.onMessage(message);
  }

  #welcomed(message: In): void {
    this.#tries = 0;
    this.#choice = begin(this.#via);
    rememberTransport(this.#via);
    this.#learn(message, this.#greeted);
    this.#pulse.heard();
    this.#pulse.spoke();
    this.#become('open');
    if (this.#via === 'polls') this.#probe.later();
  }

  #learn(message: In, asked: number): void {
    const told = (message as { now?: unknown }).now;
    if (typeof told === 'number') this.#clock = learn(this.#clock, told, asked, performance.now());
  }

  #part(message: In): void {
    this.#again = (message as unknown as Farewell).again;
    this.#options.onMessage(message);
    if (this.#state === 'closed') return;
    if (this.#again === null) this.close();
    else this.#lost();
  }

  #write(message: Out): void {
    this.#wire?.send(message);
    if (this.#state === 'open') this.#pulse.spoke();
  }

  #ping(): void {
    this.#asked = performance.now();
    this.#write({ kind: 'ping' } as Out);
  }

  #lost(): void {
    this.#drop();
    if (!this.#heard) this.#choice = failed(this.#choice);
    this.#become('waiting');
    this.#retry = setTimeout(() => this.#connect(), this.#wait());
  }

  /** ms until the next try: as the server asked, else twice as long each time, spread so that a room comes one by one. */
  #wait(): number {
    const random = this.#random();
    if (this.#again) return this.#again[0] + random * (this.#again[1] - this.#again[0]);
    const most = Math.min(timing.longest, timing.first * 2 ** Math.max(0, this.#tries - 1));
    return most * (0.25 + 0.75 * random);
  }

  /** Lets go of the wire at once: a browser takes minutes to report a close on a dead network. */
  #drop(): void {
    this.#pulse.stop();
    this.#probe.stop();
    const wire = this.#wire;
    this.#wire = null;
    wire?.close();
  }

  #random(): number {
    return (this.#options.random ?? Math.random)();
  }

  #become(state: SocketState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
