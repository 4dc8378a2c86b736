// The page's side of the detector worker: one frame in flight, its buffer handed over and back without a copy.

import type { Reply, Request } from './messages.ts';
import type { Found, Luma, Shot, Tracked } from './tracker.ts';

interface Done {
  /** ms in the worker. */
  readonly took: number;
  /** The frame's buffer, to be filled again. */
  readonly buffer: ArrayBuffer;
}

export interface Detection extends Done {
  readonly found: readonly Found[];
}

export interface Tracking extends Done {
  readonly tracked: Tracked;
}

/** AprilTag's licence, which asks to go with the module. */
export const trackerLicence = new URL('./wasm/apriltag-licence.txt', import.meta.url).href;

interface Waiting<T> {
  resolve(value: T): void;
  reject(reason: Error): void;
}

type Answer = Extract<Reply, { kind: 'found' | 'tracked' }>;

export class Detector {
  readonly #worker = new Worker(new URL('./detector.worker.ts', import.meta.url), { type: 'module', name: 'detector' });
  /** Resolves when frames can be sent, rejects when this browser cannot run the tracker. */
  readonly ready: Promise<void>;
  #starting: Waiting<void> | null = null;
  #frame: Waiting<Answer> | null = null;
  #broken: Error | null = null;

  constructor() {
    this.ready = new Promise((resolve, reject) => {
      this.#starting = { resolve, reject };
    });
    this.ready.catch(() => undefined);
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data);
    this.#worker.onerror = (event) => this.#break(event.message || 'the detector could not be loaded');
  }

  /** The only words that are found in frames from now on. */
  know(words: readonly bigint[]): void {
    this.#send({ kind: 'know', words });
  }

  /** Every word of the family, which `glance` finds. */
  family(words: readonly bigint[]): void {
    this.#send({ kind: 'family', words });
  }

  /** As `detect`, of the whole family; what was followed before is followed no more. */
  async glance(luma: Luma): Promise<Detection> {
    return found(await this.#ask({ kind: 'glance', luma }, luma.buffer));
  }

  /** Looks for markers; the buffer belongs to the worker until this resolves. Rejects once the tracker is broken. */
  async detect(luma: Luma): Promise<Detection> {
    return found(await this.#ask({ kind: 'frame', luma }, luma.buffer));
  }

  /** Goes on from the frame before, else as `detect`. */
  async track(shot: Shot): Promise<Tracking> {
    const answer = await this.#ask({ kind: 'track', shot }, shot.luma.buffer);
    if (answer.kind !== 'tracked') throw new Error('another answer was asked for');
    return answer;
  }

  close(): void {
    this.#break('closed');
    this.#worker.terminate();
  }

  #ask(request: Request, buffer: ArrayBuffer): Promise<Answer> {
    if (this.#broken) return Promise.reject(this.#broken);
    if (this.#frame) return Promise.reject(new Error('a frame is in flight'));
    return new Promise((resolve, reject) => {
      this.#frame = { resolve, reject };
      this.#send(request, [buffer]);
    });
  }

  #send(request: Request, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(reply: Reply): void {
    switch (reply.kind) {
      case 'ready':
        this.#starting?.resolve();
        return;
      case 'broken':
        this.#break(reply.reason);
        return;
      case 'found':
      case 'tracked': {
        const frame = this.#frame;
        this.#frame = null;
        frame?.resolve(reply);
        return;
      }
    }
  }

  #break(reason: string): void {
    this.#broken ??= new Error(reason);
    this.#starting?.reject(this.#broken);
    this.#frame?.reject(this.#broken);
    this.#frame = null;
  }
}

function found(answer: Answer): Detection {
  if (answer.kind !== 'found') throw new Error('another answer was asked for');
  return answer;
}
