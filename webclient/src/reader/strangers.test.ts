// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { strangerNumbered } from './strangers.ts';

const answer = (status: number, body: object) =>
  vi.stubGlobal('fetch', async () => Response.json(body, { status, headers: { 'Content-Type': 'application/json' } }));

afterEach(() => vi.unstubAllGlobals());

describe('whose a marker is', () => {
  it('R94 one of this server that opens nothing yet is passed over: it may be of the very book', async () => {
    answer(409, { code: 'marker_unpublished', message: 'Halaman ini masih disiapkan.' });
    expect(await strangerNumbered(7, 'momo')).toBeNull();
    answer(200, { code: '7K3QXP', book: 'momo', title: 'Momo' });
    expect(await strangerNumbered(7, 'momo')).toBeNull();
  });

  it("R94 another book's is named, and one of none here is said to be that", async () => {
    answer(200, { code: '7K3QXP', book: 'kuda', title: 'Kuda Bromo' });
    expect(await strangerNumbered(7, 'momo')).toMatchObject({
      code: '7K3QXP',
      sentence: expect.stringMatching(/Kuda/),
    });
    answer(404, { code: 'marker_unknown', message: 'Kode ini tidak dikenal.' });
    expect(await strangerNumbered(7, 'momo')).toMatchObject({ code: null });
  });
});
