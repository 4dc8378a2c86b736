// The live messages over HTTP, for where a WebSocket is refused; arlearn/live/SPEC.md, "Over HTTP".
import type { Poll, Polled, ProblemOut } from '../generated/api.ts';
import type { Connect, Wire, WireEvents } from './wire.ts';

/** Times in ms. */
export const pollTiming = {
  /** Without an answer after this a request is given up; the server answers after 8 s at the latest. */
  patience: 12_000,
  /** Between an answer and the next request, so that what is said to the answer goes with it. */
  rest: 20,
  /** Wait after a request that failed; doubles up to `longest`. */
  first: 300,
  longest: 1_200,
};

/** One request waits for what the server says; another may say something meanwhile. */
const MOST_PRESENT = 2;
/** In one request; the server takes 100, and 64 kB. */
const MOST_MESSAGES = 50;
const MOST_LETTERS = 20_000;

/** Connects by polls to `address`. It is open at once; whether the server is there shows the first answer. */
export function overPolls(address: string, browser: Browser = globalThis): Connect {
  return (events) => new Polls(`${address}?at=${Math.random().toString(36).slice(2, 10)}`, browser, events);
}

/** What of a browser is needed; `pagehide` comes when the page is left. */
export type Browser = Pick<typeof globalThis, 'fetch' | 'addEventListener' | 'removeEventListener'>;

/** The server does not go on with this conversation. */
class Ended extends Error {}

class Polls implements Wire {
  readonly #address: string;
  readonly #browser: Browser;
  readonly #events: WireEvents;
  readonly #present = new Set<AbortController>();
  #talk: string | null = null;
  #heard = 0;
  /** Messages of ours that the server has. */
  #taken = 0;
  /** Those that it is not known to have. */
  #saying: Poll['messages'] = [];
  /** Messages that some request carries, and all before them. */
  #sent = 0;
  #failures = 0;
  #gathering = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(address: string, browser: Browser, events: WireEvents) {
    this.#address = address;
    this.#browser = browser;
    this.#events = events;
    browser.addEventListener('pagehide', this.#hidden);
    queueMicrotask(() => {
      if (!this.#over) events.onOpen();
    });
  }

  send(message: object): void {
    this.#saying.push(message as Poll['messages'][number]);
    // After a failure the network gets its rest; and what is said in one go goes in one request.
    if (this.#failures > 0 || this.#gathering) return;
    this.#gathering = true;
    queueMicrotask(() => {
      this.#gathering = false;
      this.#look();
    });
  }

  /** Ends it, and says so to the server, which otherwise would wait for us. */
  close(): void {
    if (this.#over) return;
    const body = this.#body(true);
    this.#end();
    // `keepalive` lets it go out though the page is closed.
    if (this.#talk) this.#fetch(body, { keepalive: true }).catch(() => {});
  }

  /** The page is left, or kept aside by the browser, which may bring it back. */
  #hidden = (): void => {
    this.close();
    this.#events.onClose();
  };

  #end(): void {
    this.#over = true;
    this.#browser.removeEventListener('pagehide', this.#hidden);
    clearTimeout(this.#timer);
    for (const request of this.#present) request.abort();
  }

  /** Is another request wanted now? */
  #look(): void {
    if (this.#over) return;
    const present = this.#present.size;
    const unsent = this.#taken + this.#saying.length > this.#sent;
    // The first answer names the conversation: until then nothing can be added to it.
    const begins = this.#talk === null;
    if (begins ? present > 0 || !unsent : present > 0 && (!unsent || present >= MOST_PRESENT)) return;
    clearTimeout(this.#timer);
    void this.#poll();
  }

  #lookAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  async #poll(): Promise<void> {
    const request = new AbortController();
    const late = setTimeout(() => request.abort(), pollTiming.patience);
    this.#present.add(request);
    const answer = await this.#answer(request.signal).catch((error: unknown) => error);
    clearTimeout(late);
    this.#present.delete(request);
    if (this.#over) return;
    if (isPolled(answer)) this.#take(answer);
    else this.#failed(answer);
  }

  #failed(failure: unknown): void {
    if (failure instanceof Ended || this.#talk === null) {
      this.#end();
      this.#events.onClose();
      return;
    }
    this.#sent = this.#taken;
    this.#lookAfter(Math.min(pollTiming.longest, pollTiming.first * 2 ** this.#failures));
    this.#failures += 1;
  }

  /** Throws Ended, or anything else when no answer came. */
  async #answer(signal: AbortSignal): Promise<Polled> {
    const response = await this.#fetch(this.#body(false), { signal });
    const answer: unknown = await response.json();
    if (response.ok && isPolled(answer)) return answer;
    const told = (answer as Partial<ProblemOut> | null)?.code;
    if (told && response.status < 500) throw new Ended(told);
    // A sign-in page of the network, or a proxy's own word: none of our server's.
    throw new Error(`not an answer: ${response.status}`);
  }

  #fetch(body: string, more: RequestInit): Promise<Response> {
    return this.#browser.fetch(this.#address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      ...more,
    });
  }

  #body(leave: boolean): string {
    const messages = firsts(this.#saying);
    this.#sent = Math.max(this.#sent, this.#taken + messages.length);
    const poll: Poll = { talk: this.#talk, heard: this.#heard, said: this.#taken, messages, leave };
    return JSON.stringify(poll);
  }

  #take({ talk, taken, said, messages, closed }: Polled): void {
    this.#talk = talk;
    this.#failures = 0;
    if (taken > this.#taken) {
      this.#saying.splice(0, taken - this.#taken);
      this.#taken = taken;
    }
    const fresh = messages.slice(Math.max(0, this.#heard - said));
    this.#heard += fresh.length;
    if (closed !== null) this.#end();
    // What is said to these messages, perhaps after the screen's next picture, goes with the next request.
    else if (fresh.length > 0) this.#lookAfter(pollTiming.rest);
    else this.#look();
    for (const message of fresh) this.#events.onMessage(message);
    if (closed !== null) this.#events.onClose();
  }
}

/** As many as go in one request; one at least. */
function firsts<M>(messages: readonly M[]): M[] {
  let letters = 0;
  const last = messages.findIndex((message, i) => {
    letters += JSON.stringify(message).length;
    return i > 0 && (i >= MOST_MESSAGES || letters > MOST_LETTERS);
  });
  return messages.slice(0, last < 0 ? undefined : last);
}

function isPolled(answer: unknown): answer is Polled {
  const { talk, taken, said, messages } = (answer ?? {}) as Partial<Polled>;
  return typeof talk === 'string' && typeof taken === 'number' && typeof said === 'number' && Array.isArray(messages);
}
