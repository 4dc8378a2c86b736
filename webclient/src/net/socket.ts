// The connection to a live group: says hello, notices when it is dead, comes back by itself. Knows no rule of a group.

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
  connect?: (url: string) => WebSocket;
  /** Uniform in [0, 1). */
  random?: () => number;
}

/** Times in ms. */
export const timing = {
  /** A connection that has no welcome after this is given up. */
  welcome: 10_000,
  /** Nothing sent or nothing heard for this long: ask. The server shows who is silent for 10 s as away. */
  silence: 4_000,
  /** No sign of life this long after asking: the connection is dead, whatever the browser says. */
  patience: 5_000,
  /** Longest first wait before another try; doubles with each failure up to `longest`. */
  first: 600,
  longest: 6_000,
};

/** Address of the live interface on the server that this page came from. */
export function liveAddress(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/live`;
}

/**
 * A reconnecting WebSocket over the messages of one role, `In` and `Out`, the generated unions of the protocol.
 * Nothing is queued: what must arrive is kept by the caller and sent after `welcome`.
 */
export class LiveSocket<In extends Incoming, Out extends { kind: string }> {
  readonly #options: SocketOptions<In, Out>;
  #state: SocketState = 'closed';
  #socket: WebSocket | null = null;
  /** Tries since the last welcome. */
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #quietUp: ReturnType<typeof setTimeout> | undefined;
  #quietDown: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  /** What the server asked for on closing; used once. */
  #again: [number, number] | null | undefined;

  constructor(options: SocketOptions<In, Out>) {
    this.#options = options;
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Tries since it was last open; 0 while it is. For those who fall back to another way after some. */
  get tries(): number {
    return this.#tries;
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
    else if (this.#state === 'open') this.#ask();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#drop();
    this.#tries += 1;
    this.#again = undefined;
    this.#become('connecting');
    this.#deadline = setTimeout(() => this.#lost(), timing.welcome);
    let socket: WebSocket;
    try {
      socket = (this.#options.connect ?? ((url) => new WebSocket(url)))(this.#options.url);
    } catch {
      // A page over https may not open ws, and says so by throwing.
      this.#lost();
      return;
    }
    this.#socket = socket;
    socket.onopen = () => this.#write(this.#options.hello());
    socket.onmessage = (event: MessageEvent) => this.#hear(event.data);
    socket.onclose = () => this.#lost();
  }

  #hear(data: unknown): void {
    let message: In;
    try {
      message = JSON.parse(String(data)) as In;
    } catch {
      // Not our server, or a broken one: what follows cannot be trusted either.
      this.#lost();
      return;
    }
    if (this.#state === 'open') this.#alive();
    if (message.kind === 'pong') return;
    if (message.kind === 'bye') {
      this.#part(message);
      return;
    }
    if (message.kind === 'welcome') {
      this.#tries = 0;
      this.#alive();
      this.#listenUp();
      this.#become('open');
    }
    this.#options.onMessage(message);
  }

  #part(message: In): void {
    this.#again = (message as unknown as Farewell).again;
    this.#options.onMessage(message);
    if (this.#state === 'closed') return;
    if (this.#again === null) this.close();
    else this.#lost();
  }

  #write(message: Out): void {
    this.#socket?.send(JSON.stringify(message));
    if (this.#state === 'open') this.#listenUp();
  }

  /** The server is there: it will be asked again after silence. */
  #alive(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    clearTimeout(this.#quietDown);
    this.#quietDown = setTimeout(() => this.#ask(), timing.silence);
  }

  /** The server wants a sign of life from us too, even while it does all the talking. */
  #listenUp(): void {
    clearTimeout(this.#quietUp);
    this.#quietUp = setTimeout(() => this.#ask(), timing.silence);
  }

  #ask(): void {
    if (this.#deadline !== undefined) return;
    this.#deadline = setTimeout(() => this.#lost(), timing.patience);
    this.#write({ kind: 'ping' } as Out);
  }

  #lost(): void {
    this.#drop();
    this.#become('waiting');
    this.#retry = setTimeout(() => this.#connect(), this.#wait());
  }

  /** ms until the next try: as the server asked, else twice as long each time, spread so that a room comes one by one. */
  #wait(): number {
    const random = (this.#options.random ?? Math.random)();
    if (this.#again) return this.#again[0] + random * (this.#again[1] - this.#again[0]);
    const most = Math.min(timing.longest, timing.first * 2 ** Math.max(0, this.#tries - 1));
    return most * (0.25 + 0.75 * random);
  }

  /** Lets go of the socket at once: a browser takes minutes to report a close on a dead network. */
  #drop(): void {
    for (const timer of [this.#deadline, this.#quietUp, this.#quietDown]) clearTimeout(timer);
    this.#deadline = undefined;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #become(state: SocketState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
