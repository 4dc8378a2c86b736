// Recorded voices in a draft: read from whatever the server keeps, put in and taken out.
import { misfit, type Times, type WordTime } from '../core/narration.ts';
import type { Narration } from '../generated/scene.ts';

/** By language. */
export type Voices = Readonly<Record<string, Narration>>;

/** Those that are of the form; a draft may hold anything. */
export function readVoices(value: unknown): Voices {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Narration] => isVoice(entry[1])));
}

function isVoice(value: unknown): value is Narration {
  if (typeof value !== 'object' || value === null) return false;
  const { asset, sentences } = value as Partial<Record<string, unknown>>;
  return typeof asset === 'string' && Array.isArray(sentences) && sentences.every(areTimes);
}

const areTimes = (words: unknown): words is WordTime[] =>
  Array.isArray(words) &&
  words.every((time) => Array.isArray(time) && time.length === 2 && time.every((ms) => typeof ms === 'number'));

/** What the scene says in one language, with another voice or, for null, with none. */
export function withVoice<Scene extends { readonly narration: Voices }>(
  scene: Scene,
  language: string,
  voice: { readonly asset: string; readonly times: Times } | null,
): Scene {
  const { [language]: _, ...others } = scene.narration;
  if (!voice) return { ...scene, narration: others };
  return { ...scene, narration: { ...others, [language]: { asset: voice.asset, sentences: voice.times } } };
}

/** none: nobody has recorded it. misfit: the text was changed since. */
export type VoiceState = 'none' | 'fits' | 'misfit';

export function stateOf(voice: Narration | undefined, lines: readonly string[]): VoiceState {
  if (!voice) return 'none';
  return misfit(voice.sentences, lines) === null ? 'fits' : 'misfit';
}
