import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { acknowledge, put } from '../core/outbox.ts';
import { withFinished } from '../core/progress.ts';
import { openStore, type Place } from './store.ts';

const finished = { kind: 'finished' as const, page: 'p', revision: '0'.repeat(64) };

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
    const learner = { id: 'l', order: 0, animal: 'bee', colour: 'sky' } as const;
    const place: Place = { group: 'g', token: 't', learner, book: 'b', code: 'ABC234' };
    const before = await openStore();
    await before.take(place);
    await before.record('g', (progress) => withFinished(progress, 'p'));
    const after = await openStore();
    expect(await after.place()).toEqual(place);
    expect((await after.progress('g')).finished).toEqual(['p']);
    await after.take(null);
    expect(await before.place()).toBe(null);
  });
});
