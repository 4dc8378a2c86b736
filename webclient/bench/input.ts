// Lines and bytes, by turns, from a stream.

import type { Readable } from 'node:stream';

export class Input {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Up to the next line break, without it; null at the end. */
  async line(): Promise<string | null> {
    let end = this.#rest.indexOf(10);
    while (end < 0) {
      if (!(await this.#more())) return null;
      end = this.#rest.indexOf(10);
    }
    const line = this.#rest.subarray(0, end).toString('utf8');
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  /** A buffer of its own with the next `count` bytes. Throws when the stream ends before. */
  async bytes(count: number): Promise<ArrayBuffer> {
    while (this.#rest.length < count) if (!(await this.#more())) throw new Error('the picture is cut off');
    const bytes = new Uint8Array(count);
    bytes.set(this.#rest.subarray(0, count));
    this.#rest = this.#rest.subarray(count);
    return bytes.buffer;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    this.#rest = Buffer.concat([this.#rest, value]);
    return true;
  }
}
