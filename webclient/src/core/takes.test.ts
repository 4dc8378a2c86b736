import { describe, expect, it } from 'vitest';
import { cut, isHeard, joined, lengthOf, levelsOf, type Sound, trimmed, wav } from './takes.ts';
import { pausesIn } from './word-times.ts';

const RATE = 8000;

/** Silence, a tone, silence; ms. */
function tone(before: number, voice: number, after: number, loud = 0.5): Sound {
  const count = (ms: number) => Math.round((ms / 1000) * RATE);
  const samples = new Float32Array(count(before) + count(voice) + count(after));
  for (let i = 0; i < count(voice); i++) samples[count(before) + i] = loud * Math.sin((i / RATE) * 2 * Math.PI * 220);
  return { samples, rate: RATE };
}

describe('takes', () => {
  it('are trimmed to the voice in them', () => {
    const take = tone(1000, 600, 2000);
    const short = trimmed(take, pausesIn(levelsOf(take)));
    expect(lengthOf(short)).toBeCloseTo(840, -1);
    expect(lengthOf(trimmed(tone(0, 500, 0), []))).toBe(500);
  });

  it('know whether somebody spoke', () => {
    expect(isHeard(tone(200, 600, 200))).toBe(true);
    expect(isHeard(tone(200, 600, 200, 0.003))).toBe(false);
    expect(isHeard(tone(500, 0, 500))).toBe(false);
  });

  it('R84 are joined in order, each word at its time in the whole', () => {
    const one = { sound: tone(100, 400, 100), words: [[100, 300] as const, [300, 500] as const] };
    const two = { sound: tone(50, 700, 50), words: [[50, 750] as const] };
    const takes = [one, two].map(({ sound, words }) => ({
      sound,
      words: words.map(([a, b]): [number, number] => [a, b]),
    }));
    const { sound, times } = joined(takes);
    expect(lengthOf(sound)).toBe(600 + 250 + 800);
    expect(times).toEqual([
      [
        [100, 300],
        [300, 500],
      ],
      [[900, 1600]],
    ]);
    const [, pause] = pausesIn(levelsOf(sound));
    expect(pause![0]).toBeCloseTo(500, -1);
    expect(pause![1]).toBeCloseTo(900, -1);
    expect(lengthOf(cut(sound, [900, 1600]))).toBe(700);
    expect(joined([]).times).toEqual([]);
  });

  it('become a WAV file that says what it is', () => {
    const bytes = wav({ samples: new Float32Array([0, 1, -1, 2, 0.5]), rate: RATE });
    const view = new DataView(bytes.buffer);
    expect(String.fromCharCode(...bytes.slice(0, 4), ...bytes.slice(8, 16), ...bytes.slice(36, 40))).toBe(
      'RIFFWAVEfmt data',
    );
    expect(view.getUint32(4, true)).toBe(bytes.length - 8);
    expect(view.getUint32(24, true)).toBe(RATE);
    expect([0, 1, 2, 3, 4].map((i) => view.getInt16(44 + 2 * i, true))).toEqual([0, 32767, -32767, 32767, 16384]);
  });
});
