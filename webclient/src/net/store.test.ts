import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { acknowledge, put } from '../core/outbox.ts';
import { withFinished } from '../core/progress.ts';
import { openStore, type Place } from './store.ts';

const finished = { kind: 'finished' as const, page: 'p', revision: '0'.repeat(64) };
const learner = { id: 'l', order: 0, animal: 'bee', colour: 'sky', card: null } as const;
const place: Place = { group: 'g', token: 't', learner, book: 'b', code: 'ABC234' };

describe('store', () => {
  it('R2 never gives a number twice, though two tabs write at once', async () => {
    const [one, two] = [await openStore(), await openStore()];
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).mail('g', (box) => put(box, finished))));
    const box = await one.outbox('g');
    expect(box.waiting.map((message) => message.n)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    await two.mail('g', (kept) => acknowledge(kept, 19));
    expect((await one.outbox('g')).waiting).toHaveLength(1);
    expect((await one.outbox('other')).waiting).toEqual([]);
  });

  it('R12 keeps the place and the progress for the next start', async () => {
    const before = await openStore();
    await before.take(place);
    await before.record('g', (progress) => withFinished(progress, 'p'));
    const after = await openStore();
    expect(await after.place()).toEqual(place);
    expect((await after.progress('g')).finished).toEqual(['p']);
    await after.take(null);
    expect(await before.place()).toBe(null);
  });

  it('R91 sends nothing of one child as another who comes into the same group', async () => {
    const store = await openStore();
    await store.take({ ...place, group: 'h' });
    await store.mail('h', (box) => put(box, finished));
    await store.record('h', (progress) => ({ ...withFinished(progress, 'p'), page: 'p' }));
    await store.take({ ...place, group: 'h' });
    expect((await store.outbox('h')).waiting).toHaveLength(1);
    await store.take(null);
    await store.take({ ...place, group: 'h', learner: { ...learner, id: 'another' } });
    expect((await store.outbox('h')).waiting).toEqual([]);
    expect(await store.progress('h')).toMatchObject({ page: 'p', finished: [] });
  });
});

describe('a browser that keeps nothing', () => {
  const local = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => local.get(key) ?? null,
    setItem: (key: string, value: string) => void local.set(key, value),
    removeItem: (key: string) => void local.delete(key),
  };
  const refusing = { open: () => fail('SecurityError') };
  const hanging = { open: () => new IDBOpenDBRequest() };
  const fail = (name: string): never => {
    throw new DOMException('', name);
  };

  afterEach(() => {
    local.clear();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  async function useFully(store: Awaited<ReturnType<typeof openStore>>, group: string): Promise<void> {
    await store.take({ ...place, group });
    await store.mail(group, (box) => put(box, finished));
    await store.mail(group, (box) => put(box, finished));
    expect((await store.mail(group, (box) => acknowledge(box, 1))).waiting.map(({ n }) => n)).toEqual([2]);
    await store.record(group, (progress) => withFinished(progress, 'p'));
    expect((await store.outbox(group)).last).toBe(2);
    expect((await store.place())?.group).toBe(group);
  }

  it('R31 is served from local storage where the database is refused, over a reload too', async () => {
    vi.stubGlobal('indexedDB', refusing);
    vi.stubGlobal('localStorage', localStorage);
    await useFully(await openStore(), 'private');
    const reloaded = await openStore();
    expect((await reloaded.place())?.group).toBe('private');
    expect((await reloaded.mail('private', (box) => put(box, finished))).waiting.map(({ n }) => n)).toEqual([2, 3]);
    expect((await reloaded.progress('private')).finished).toEqual(['p']);
    await reloaded.take(null);
    expect(await reloaded.place()).toBe(null);
  });

  it('R31 is served from memory where both are refused', async () => {
    vi.stubGlobal('indexedDB', refusing);
    vi.stubGlobal('localStorage', { getItem: () => fail('SecurityError'), setItem: () => fail('QuotaExceededError') });
    await useFully(await openStore(), 'nowhere');
  });

  it('R31 does not wait for ever for a database that hangs', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('indexedDB', hanging);
    const opening = openStore();
    await vi.advanceTimersByTimeAsync(4_000);
    await useFully(await opening, 'hanging');
  });

  it('R31 goes on with what it knows after the database was wiped under it, and keeps it again', async () => {
    const store = await openStore();
    await useFully(store, 'wiped');
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done) => {
        indexedDB.deleteDatabase(name!).onsuccess = done;
      });
    }
    expect((await store.outbox('wiped')).waiting.map(({ n }) => n)).toEqual([2]);
    const box = await store.mail('wiped', (kept) => put(kept, finished));
    expect(box.waiting.map(({ n }) => n)).toEqual([2, 3]);
    const reloaded = await openStore();
    expect((await reloaded.outbox('wiped')).last).toBe(3);
  });

  it('R31 goes on when the disk is full', async () => {
    const store = await openStore();
    await store.mail('full', (box) => put(box, finished));
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => fail('QuotaExceededError'));
    vi.stubGlobal('localStorage', localStorage);
    await useFullyAfterOne(store);
    expect(puts).toHaveBeenCalledTimes(2);
    expect(local.size).toBeGreaterThan(0);
  });

  async function useFullyAfterOne(store: Awaited<ReturnType<typeof openStore>>): Promise<void> {
    expect((await store.mail('full', (box) => put(box, finished))).waiting.map(({ n }) => n)).toEqual([1, 2]);
    expect((await store.mail('full', (box) => acknowledge(box, 2))).waiting).toEqual([]);
  }
});
