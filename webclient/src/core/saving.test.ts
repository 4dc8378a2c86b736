import { beforeEach, describe, expect, it } from 'vitest';
import { PAUSE, RETRY, type SaveState, Saving } from './saving.ts';

/** A server that keeps one draft, timers that are run by hand, and all that was said. */
function bench() {
  const server = { version: 3, draft: 'first', down: false, refuses: '', sent: [] as string[] };
  const timers: { act: () => void; ms: number }[] = [];
  const states: SaveState[] = [];
  const saving = new Saving<string, { version: number }>(3, {
    put: async (draft, buildsOn) => {
      server.sent.push(draft);
      await Promise.resolve();
      if (server.down) throw new Error('offline');
      if (draft === server.refuses) throw new Error('refused');
      if (buildsOn !== server.version) throw new Error('conflict');
      server.draft = draft;
      return { version: ++server.version };
    },
    versionOf: (answer) => answer.version,
    failed: (problem) => (problem as Error).message as 'conflict',
    onState: (state) => states.push(state),
    onSaved: () => {},
    later: (act, ms) => {
      const timer = { act, ms };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  });
  const tick = async () => {
    for (const timer of timers.splice(0)) timer.act();
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return { server, timers, states, saving, tick };
}

describe('saving', () => {
  let b: ReturnType<typeof bench>;
  beforeEach(() => {
    b = bench();
  });

  it('waits for a pause, and sends only the last', async () => {
    b.saving.change('a');
    b.saving.change('ab');
    expect(b.timers.map((timer) => timer.ms)).toEqual([PAUSE]);
    await b.tick();
    expect(b.server.sent).toEqual(['ab']);
    expect(b.states.at(-1)).toBe('saved');
    expect(b.saving.pending).toBe(false);
  });

  it('sends one at a time, each on the version before', async () => {
    b.saving.change('a');
    const first = b.saving.flush();
    b.saving.change('b');
    expect(await first).toBe(true);
    expect(b.server).toMatchObject({ sent: ['a', 'b'], version: 5, draft: 'b' });
  });

  it('tries again when the server could not be reached, and loses nothing', async () => {
    b.server.down = true;
    b.saving.change('a');
    await b.tick();
    expect(b.states.at(-1)).toBe('offline');
    expect(b.timers.map((timer) => timer.ms)).toEqual([RETRY]);
    expect(await b.saving.flush()).toBe(false);
    b.server.down = false;
    await b.tick();
    expect(b.server.draft).toBe('a');
    expect(b.saving.pending).toBe(false);
  });

  it('stops at a conflict until the person has decided', async () => {
    b.server.version = 9;
    b.saving.change('mine');
    await b.tick();
    expect(b.states.at(-1)).toBe('conflict');
    b.saving.change('mine too');
    expect(b.timers).toEqual([]);
    expect(await b.saving.flush()).toBe(false);
    b.saving.resume(9);
    await b.tick();
    expect(b.server.draft).toBe('mine too');
  });

  it('takes the other version when the person wants it', async () => {
    b.server.version = 9;
    b.saving.change('mine');
    await b.tick();
    b.saving.discard();
    b.saving.resume(9);
    await b.tick();
    expect(b.server.sent).toEqual(['mine']);
    b.saving.change('theirs and more');
    await b.tick();
    expect(b.server).toMatchObject({ draft: 'theirs and more', version: 10 });
  });

  it('does not send what was refused again before it changes', async () => {
    b.server.refuses = 'too much';
    b.saving.change('too much');
    await b.tick();
    expect(b.states.at(-1)).toBe('refused');
    expect(b.timers).toEqual([]);
    b.saving.change('less');
    await b.tick();
    expect(b.server.draft).toBe('less');
  });

  it('saves nothing that comes after it was stopped, say by a file that was still on its way', async () => {
    b.saving.stop();
    b.saving.change('late');
    await b.tick();
    expect(await b.saving.flush()).toBe(true);
    expect(b.server.sent).toEqual([]);
    expect(b.timers).toEqual([]);
  });
});
