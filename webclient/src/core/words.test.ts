import { describe, expect, it } from 'vitest';
import type { Control, Own } from '../generated/protocol.ts';
import { answer, follow, heard, unheard, type Words } from './words.ts';

const control = (changes: Partial<Control> = {}): Control =>
  ({ version: 1, page: null, paused: false, ended: false, locked: false, teams: 0, praised: 0, ...changes }) as Control;
const own = (changes: Partial<Own> = {}): Own =>
  ({ version: 1, page: null, note: null, attended: 0, asked: null, ...changes }) as Own;
const hint = (id: number, text: string) => own({ note: { id, sort: 'hint', text } });
const start = follow({ ...unheard, queue: [] }, control(), own(), 3);

describe('the words of the educator', () => {
  it('come one after the other, each once', () => {
    let words = follow(start, control(), hint(1, 'Lihat ekornya'), 3);
    words = follow(words, control(), hint(1, 'Lihat ekornya'), 3);
    words = follow(words, control({ praised: 1 }), hint(1, 'Lihat ekornya'), 3);
    expect(words.queue).toEqual([
      { sort: 'hint', text: 'Lihat ekornya' },
      { sort: 'praise', all: true },
    ]);
    expect(heard(words).queue).toEqual([{ sort: 'praise', all: true }]);
  });

  it('are not said again after a reload, and one that came meanwhile is', () => {
    const { note, praised, teams, answered } = follow(start, control({ praised: 2, teams: 2 }), hint(4, 'a'), 3);
    const back: Words = { note, praised, teams, answered, queue: [] };
    expect(follow(back, control({ praised: 2, teams: 2 }), hint(4, 'a'), 3).queue).toEqual([]);
    expect(follow(back, control({ praised: 2, teams: 2 }), hint(5, 'b'), 3).queue).toEqual([
      { sort: 'hint', text: 'b' },
    ]);
  });

  it('tell a child who comes late nothing of what was for others', () => {
    expect(follow({ ...unheard, queue: [] }, control({ praised: 5, teams: 3 }), own(), 0).queue).toEqual([]);
  });

  it('ask before all else, until answered or taken back', () => {
    const asked = follow(follow(start, control(), hint(1, 'a'), 3), control(), own({ ...hint(1, 'a'), asked: 7 }), 3);
    expect(asked.queue[0]).toEqual({ sort: 'ask', asked: 7 });
    expect(follow(asked, control(), own({ ...hint(1, 'a') }), 3).queue).toEqual([{ sort: 'hint', text: 'a' }]);
    const answered = answer(asked, 7);
    expect(answered.queue).toEqual([{ sort: 'hint', text: 'a' }]);
    expect(follow(answered, control(), own({ ...hint(1, 'a'), asked: 7 }), 3).queue).toHaveLength(1);
    expect(follow(answered, control(), own({ ...hint(1, 'a'), asked: 8 }), 3).queue[0]).toEqual({
      sort: 'ask',
      asked: 8,
    });
  });

  it('name the team when the children are dealt', () => {
    expect(follow(start, control({ teams: 2 }), own(), 3).queue).toEqual([{ sort: 'team', team: 1 }]);
    expect(follow(start, control({ teams: 0 }), own(), 3).queue).toEqual([]);
  });
});
