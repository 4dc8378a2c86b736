import { describe, expect, it } from 'vitest';
import { COAST, LOOKED_AT, look, type Presence, SEARCHING, type Sighting, TAKE_OVER } from './presence.ts';

const FRAME = 1 / 30;
const see = (marker: string, offset = 0.1): Sighting => ({ marker, offset });

/** Feeds frames 1/30 s apart; returns the state after each. */
function watch(frames: Sighting[][], from: Presence = SEARCHING, start = 0): Presence[] {
  let state = from;
  return frames.map((sightings, i) => {
    state = look(state, sightings, start + i * FRAME);
    return state;
  });
}
const frames = (seconds: number, ...sightings: Sighting[]) => Array(Math.round(seconds / FRAME)).fill(sightings);
const marker = (state: Presence) => (state.kind === 'searching' ? null : state.marker);

describe('presence', () => {
  it('searches until a marker is seen, and tracks it from that frame on', () => {
    const states = watch([[], [], [see('a')]]);
    expect(states.map((s) => s.kind)).toEqual(['searching', 'searching', 'tracking']);
  });

  it('takes the one nearest the middle when several appear at once', () => {
    expect(marker(watch([[see('a', 0.3), see('b', 0.05), see('c', 0.2)]])[0]!)).toBe('b');
  });

  it('turns the page in the frame in which another lies where this one lay', () => {
    const states = watch([[see('a')], [{ ...see('b'), instead: true }], [see('a')]]);
    expect(states.map(marker)).toEqual(['a', 'b', 'b']);
    const held = watch([[see('a')], ...frames(1), [{ ...see('b'), instead: true }]]);
    expect(marker(held.at(-1)!)).toBe('a');
  });

  it('R44 waits for a rival through frames in which only the current one was looked for', () => {
    let state: Presence = look(SEARCHING, [see('a', 0.3)], 0);
    for (let i = 1; i <= 13; i++) {
      const searched = i % 6 === 1;
      const sightings = searched ? [see('a', 0.3), see('b', 0.1)] : [see('a', 0.3)];
      state = look(state, sightings, i * FRAME, searched);
    }
    expect(marker(state)).toBe('b');
  });

  it('R45 coasts through a short loss, then holds, and tracks again at once', () => {
    const states = watch([[see('a')], ...frames(1, ...[]), [see('a')]]);
    const kinds = states.map((s) => s.kind);
    const coasting = kinds.filter((k) => k === 'coasting').length;
    expect(Math.abs(coasting * FRAME - COAST)).toBeLessThan(1.5 * FRAME);
    expect(kinds.indexOf('held')).toBe(1 + coasting);
    expect(kinds.slice(1 + coasting, -1).every((k) => k === 'held')).toBe(true);
    expect(kinds.at(-1)).toBe('tracking');
    expect(states.every((s) => marker(s) === 'a')).toBe(true);
  });

  it('holds after a gap without frames: a page that was hidden', () => {
    const [tracked] = watch([[see('a')]]);
    expect(look(tracked!, [], 20).kind).toBe('held');
  });

  it('turns to another page that replaces this one, but not for one stray frame', () => {
    const stray = watch([[see('a')], [see('b')], [], [see('a')]]);
    expect(stray.map(marker)).toEqual(['a', 'a', 'a', 'a']);
    const turned = watch([...frames(0.5, see('a')), ...frames(0.5, see('b'))]);
    const at = turned.findIndex((s) => marker(s) === 'b');
    expect((at - 15) * FRAME).toBeGreaterThan(TAKE_OVER - FRAME);
    expect((at - 15) * FRAME).toBeLessThan(TAKE_OVER + 2 * FRAME);
    const held = watch([[see('a')], ...frames(1), ...frames(0.5, see('b'))]);
    expect(marker(held.at(-1)!)).toBe('b');
  });

  it('R44 of two pages in view keeps the current one until the other is looked at', () => {
    const beside = watch([[see('a', 0.1)], ...frames(2, see('a', 0.15), see('b', 0.1))]);
    expect(beside.every((s) => marker(s) === 'a')).toBe(true);
    const aimed = watch([[see('a', 0.1)], ...frames(1, see('a', 0.3), see('b', 0.1))]);
    const at = aimed.findIndex((s) => marker(s) === 'b');
    expect((at - 1) * FRAME).toBeGreaterThan(LOOKED_AT - 2 * FRAME);
    expect((at - 1) * FRAME).toBeLessThan(LOOKED_AT + 2 * FRAME);
  });

  it('does not flicker between two pages on the border', () => {
    let state = SEARCHING;
    let switches = 0;
    for (let i = 0; i < 900; i++) {
      const swing = 0.03 * Math.sin(i * 0.7);
      const before = marker(state);
      state = look(state, [see('a', 0.2 + swing), see('b', 0.2 - swing)], i * FRAME);
      if (before !== null && marker(state) !== before) switches++;
    }
    expect(switches).toBe(0);
  });

  it('never goes back to searching and only ever names what was seen', () => {
    let seed = 5;
    const random = () => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return seed / 0x7fffffff;
    };
    let state: Presence = SEARCHING;
    const met = new Set<string>();
    for (let i = 0; i < 5000; i++) {
      const sightings = ['a', 'b', 'c'].filter(() => random() < 0.3).map((m) => see(m, random() / 2));
      for (const s of sightings) met.add(s.marker);
      const before: Presence = state;
      state = look(before, sightings, i * FRAME);
      if (before.kind !== 'searching') expect(state.kind).not.toBe('searching');
      if (state.kind !== 'searching') expect(met.has(state.marker)).toBe(true);
      if (state.kind === 'tracking') expect(sightings.some((s) => s.marker === marker(state))).toBe(true);
    }
    expect(met.size).toBe(3);
  });
});
