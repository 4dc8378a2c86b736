// Recorded takes as numbers: how loud they are, where their voice begins and ends, joined to one sound, as a file.
import { later, settled, type Times, type WordTime } from './narration.ts';
import type { Levels } from './word-times.ts';

/** One recording, mono. */
export interface Sound {
  /** From -1 to 1. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Samples a second. */
  readonly rate: number;
}

/** A sentence in a sound of its own, and its words' times in it, ms. */
export interface Take {
  readonly sound: Sound;
  readonly words: readonly WordTime[];
}

export const lengthOf = ({ samples, rate }: Sound): number => (samples.length / rate) * 1000;

/** Loudness over time: the root of the mean square of each step. */
export function levelsOf({ samples, rate }: Sound, perSecond = 100): Levels {
  const step = rate / perSecond;
  const values = new Float32Array(Math.ceil(samples.length / step));
  for (let i = 0; i < values.length; i++) {
    const [from, to] = [Math.floor(i * step), Math.min(samples.length, Math.floor((i + 1) * step))];
    let sum = 0;
    for (let k = from; k < to; k++) sum += samples[k]! ** 2;
    values[i] = Math.sqrt(sum / Math.max(1, to - from));
  }
  return { values, perSecond };
}

/** What is left before and after a voice when a take is trimmed, ms. */
const ROOM = 120;

/** The sound from a little before its first voice to a little after its last; `pauses` are those of the whole. */
export function trimmed(sound: Sound, pauses: readonly WordTime[]): Sound {
  const length = lengthOf(sound);
  const [first, last] = [pauses[0], pauses.at(-1)];
  const from = first && first[0] <= 0 ? Math.max(0, first[1] - ROOM) : 0;
  const to = last && last[1] >= length - 20 && last[0] > from ? Math.min(length, last[0] + ROOM) : length;
  return cut(sound, [from, to]);
}

/** A stretch of a sound, ms. */
export function cut({ samples, rate }: Sound, [from, to]: WordTime): Sound {
  return { samples: samples.slice(Math.round((from / 1000) * rate), Math.round((to / 1000) * rate)), rate };
}

/** Whether somebody can be heard in it: louder than a quiet room, for at least a fifth of a second. */
export function isHeard(sound: Sound): boolean {
  const { values, perSecond } = levelsOf(sound);
  return Array.from(values).filter((value) => value > 0.01).length / perSecond > 0.2;
}

/** Silence between two sentences, ms, besides what each has around its voice. */
const BREATH = 250;
/** Over this the ends of a take fade in and out, so that no seam clicks, ms. */
const FADE = 8;

/** The takes one after another, and the words' times in what they make together. All have the same rate. */
export function joined(takes: readonly Take[]): { sound: Sound; times: Times } {
  const rate = takes[0]?.sound.rate ?? 1;
  const breath = Math.round((BREATH / 1000) * rate);
  const length = takes.reduce((sum, { sound }) => sum + sound.samples.length + breath, 0);
  const samples = new Float32Array(Math.max(0, length - breath));
  const times: Times = [];
  let at = 0;
  for (const { sound, words } of takes) {
    samples.set(sound.samples, at);
    fade(samples.subarray(at, at + sound.samples.length), (FADE / 1000) * rate);
    times.push(later(words, (at / rate) * 1000));
    at += sound.samples.length + breath;
  }
  return { sound: { samples, rate }, times: settled(times) };
}

function fade(samples: Float32Array, over: number): void {
  const length = Math.min(Math.floor(over), Math.floor(samples.length / 2));
  for (let i = 0; i < length; i++) {
    samples[i]! *= i / length;
    samples[samples.length - 1 - i]! *= i / length;
  }
}

const HEADER = 44;

/** A WAV file: RIFF, PCM of 16 bits, mono (Multimedia Programming Interface and Data Specifications 1.0). */
export function wav({ samples, rate }: Sound): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  };
  tag(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (let i = 0; i < samples.length; i++) {
    const sample = Math.max(-1, Math.min(1, samples[i]!));
    view.setInt16(HEADER + i * 2, Math.round(sample * 32767), true);
  }
  return bytes;
}
