import { describe, expect, it } from 'vitest';
import { readVoices, stateOf, withVoice } from './narration-draft.ts';

const VOICE = { asset: 'e'.repeat(64), sentences: [[[0, 400] as [number, number]]] };

describe('voices in a draft', () => {
  it('are those of the form; whatever else stands there is none', () => {
    const odd = { en: 3, jv: { asset: 1 }, su: { ...VOICE, sentences: [[[0]]] }, mad: { ...VOICE, sentences: null } };
    expect(readVoices({ id: VOICE, ...odd })).toEqual({ id: VOICE });
    for (const none of [null, undefined, [], 'x', 7]) expect(readVoices(none)).toEqual({});
  });

  it('are put in and taken out one language at a time', () => {
    const scene = { narration: { id: VOICE }, title: 'x' };
    const both = withVoice(scene, 'en', { asset: 'a', times: [[[1, 2]]] });
    expect(both).toEqual({ narration: { id: VOICE, en: { asset: 'a', sentences: [[[1, 2]]] } }, title: 'x' });
    expect(withVoice(both, 'id', null).narration).toEqual({ en: { asset: 'a', sentences: [[[1, 2]]] } });
    expect(scene.narration).toEqual({ id: VOICE });
  });

  it('fit their text or not', () => {
    expect(stateOf(undefined, ['Momo'])).toBe('none');
    expect(stateOf(VOICE, ['Momo'])).toBe('fits');
    expect(stateOf(VOICE, ['Momo bangun'])).toBe('misfit');
  });
});
