// What the reader keeps on the device: the place in a group, what is not yet confirmed, how far the child has come.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { emptyOutbox, type Outbox } from '../core/outbox.ts';
import { noProgress, type Progress } from '../core/progress.ts';
import type { Joined } from '../generated/api.ts';
import { Spare } from './spare.ts';

/** A child's place in a group, as joining gave it. */
export interface Place extends Joined {
  /** The join code that led here. */
  readonly code: string;
}

interface Tables extends DBSchema {
  place: { key: 'mine'; value: Place };
  /** By group. */
  outbox: { key: string; value: Outbox };
  /** By group, or by book outside of groups. */
  progress: { key: string; value: Progress };
}

type Database = IDBPDatabase<Tables>;

export interface Store {
  place(): Promise<Place | null>;
  /** null leaves the place; with it goes what its child did, and what was not sent yet. */
  take(place: Place | null): Promise<void>;
  outbox(group: string): Promise<Outbox>;
  /**
   * Changes the outbox in one transaction, so that two tabs never give out the same number. `change` may be called
   * more than once.
   */
  mail(group: string, change: (box: Outbox) => Outbox): Promise<Outbox>;
  progress(key: string): Promise<Progress>;
  record(key: string, change: (progress: Progress) => Progress): Promise<Progress>;
}

const NAME = 'arlearn';
/** ms. Some browsers let a database hang for ever after sleep, or at the first opening. */
const PATIENCE = 4_000;

/**
 * The device's store. Whatever becomes of its database (refused in private windows of some browsers, wiped by the
 * person or for want of space, full, hanging), a child goes on with what it has done.
 */
export async function openStore(): Promise<Store> {
  return new DeviceStore(await opened());
}

/** The database; null when the browser has none for us. */
async function opened(): Promise<Database | null> {
  try {
    const opening = openDB<Tables>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('place');
        fresh.createObjectStore('outbox');
        fresh.createObjectStore('progress');
      },
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    });
    return await inTime(opening);
  } catch {
    return null;
  }
}

function inTime<V>(work: Promise<V>): Promise<V> {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error('the database hangs')), PATIENCE);
    work.then(done, failed).finally(() => clearTimeout(late));
  });
}

class DeviceStore implements Store {
  #db: Database | null;
  readonly #spare = new Spare();

  constructor(db: Database | null) {
    this.#db = db;
  }

  async place(): Promise<Place | null> {
    const found = await this.#ask((db) => db.get('place', 'mine'));
    return found?.value ?? this.#spare.get<Place>('place') ?? null;
  }

  async take(place: Place | null): Promise<void> {
    const before = await this.place();
    // What one child did is never sent as another's, though both are in one group and on one device.
    if (before && before.learner.id !== place?.learner.id) await this.#clear(before.group);
    const done = await this.#ask<unknown>((db) =>
      place ? db.put('place', place, 'mine') : db.delete('place', 'mine'),
    );
    if (place && !done) this.#spare.keep('place', place);
    else this.#spare.forget('place');
  }

  /** Whoever comes next on this device into the group has done nothing in it, but reads on where the book lies open. */
  async #clear(group: string): Promise<void> {
    await this.#ask((db) => db.delete('outbox', group));
    this.#spare.forget(`outbox.${group}`);
    await this.record(group, ({ page }) => ({ ...noProgress, page }));
  }

  outbox(group: string): Promise<Outbox> {
    return this.#read('outbox', group, emptyOutbox);
  }

  mail(group: string, change: (box: Outbox) => Outbox): Promise<Outbox> {
    return this.#change('outbox', group, emptyOutbox, change);
  }

  progress(key: string): Promise<Progress> {
    return this.#read('progress', key, noProgress);
  }

  record(key: string, change: (progress: Progress) => Progress): Promise<Progress> {
    return this.#change('progress', key, noProgress, change);
  }

  async #read<V>(table: 'outbox' | 'progress', key: string, fresh: V): Promise<V> {
    const found = await this.#ask((db) => db.get(table, key));
    return (found?.value as V | undefined) ?? this.#spare.get<V>(`${table}.${key}`) ?? fresh;
  }

  async #change<V>(table: 'outbox' | 'progress', key: string, fresh: V, by: (value: V) => V): Promise<V> {
    const name = `${table}.${key}`;
    const done = await this.#ask(async (db) => {
      // 'strict': what the child did is on the disk before we say so, as far as the browser can promise it.
      const transaction = db.transaction(table, 'readwrite', { durability: 'strict' });
      const kept = (await transaction.store.get(key)) as V | undefined;
      const changed = by(kept ?? this.#spare.get<V>(name) ?? fresh);
      await transaction.store.put(changed as never, key);
      await transaction.done;
      return changed;
    });
    const changed = done ? done.value : by(this.#spare.get<V>(name) ?? fresh);
    if (done) this.#spare.remember(name, changed);
    else this.#spare.keep(name, changed);
    return changed;
  }

  /** What the database answers; null when it answers no more. One that was lost is opened anew, once. */
  async #ask<V>(act: (db: Database) => Promise<V>): Promise<{ value: V } | null> {
    for (let tries = 0; this.#db && tries < 2; tries++) {
      try {
        return { value: await inTime(act(this.#db)) };
      } catch {
        this.#db = tries === 0 ? await opened() : null;
      }
    }
    return null;
  }
}
