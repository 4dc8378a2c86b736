// What the reader keeps on the device: the place in a group, what is not yet confirmed, how far the child has come.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { emptyOutbox, type Outbox } from '../core/outbox.ts';
import { noProgress, type Progress } from '../core/progress.ts';
import type { Joined } from '../generated/api.ts';

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

export interface Store {
  place(): Promise<Place | null>;
  /** null leaves the place. */
  take(place: Place | null): Promise<void>;
  outbox(group: string): Promise<Outbox>;
  /** Changes the outbox in one transaction, so that two tabs never give out the same number. */
  mail(group: string, change: (box: Outbox) => Outbox): Promise<Outbox>;
  progress(key: string): Promise<Progress>;
  record(key: string, change: (progress: Progress) => Progress): Promise<Progress>;
}

const NAME = 'arlearn';

/** The device's store; one in memory where the browser keeps nothing (private windows of some). */
export async function openStore(): Promise<Store> {
  try {
    const db = await openDB<Tables>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('place');
        fresh.createObjectStore('outbox');
        fresh.createObjectStore('progress');
      },
    });
    return onDevice(db);
  } catch {
    return inMemory();
  }
}

function onDevice(db: IDBPDatabase<Tables>): Store {
  const change = async <V>(table: 'outbox' | 'progress', key: string, fresh: V, by: (value: V) => V): Promise<V> => {
    // 'strict': what the child did is on the disk before we say so, as far as the browser can promise it.
    const transaction = db.transaction(table, 'readwrite', { durability: 'strict' });
    const changed = by(((await transaction.store.get(key)) as V | undefined) ?? fresh);
    await transaction.store.put(changed as never, key);
    await transaction.done;
    return changed;
  };
  return {
    place: async () => (await db.get('place', 'mine')) ?? null,
    take: async (place) => {
      await (place ? db.put('place', place, 'mine') : db.delete('place', 'mine'));
    },
    outbox: async (group) => (await db.get('outbox', group)) ?? emptyOutbox,
    mail: (group, by) => change('outbox', group, emptyOutbox, by),
    progress: async (key) => (await db.get('progress', key)) ?? noProgress,
    record: (key, by) => change('progress', key, noProgress, by),
  };
}

function inMemory(): Store {
  let place: Place | null = null;
  const boxes = new Map<string, Outbox>();
  const known = new Map<string, Progress>();
  const changed = <V>(map: Map<string, V>, key: string, value: V): V => {
    map.set(key, value);
    return value;
  };
  return {
    place: async () => place,
    take: async (taken) => {
      place = taken;
    },
    outbox: async (group) => boxes.get(group) ?? emptyOutbox,
    mail: async (group, by) => changed(boxes, group, by(boxes.get(group) ?? emptyOutbox)),
    progress: async (key) => known.get(key) ?? noProgress,
    record: async (key, by) => changed(known, key, by(known.get(key) ?? noProgress)),
  };
}
