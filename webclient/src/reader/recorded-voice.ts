// A page that somebody has recorded: their voice reads it, and the words are lit as they were spoken.
import { cues, misfit, span, type Times, timeOf } from '../core/narration.ts';
import type { BookManifest, BookPage } from '../generated/api.ts';
import { VoicePlayer } from '../ui/voice-player.ts';
import { keepSound, soundAt } from './kept-sounds.ts';
import type { Following } from './read-aloud.ts';

export interface Recorded {
  /** Where the sound lies. */
  readonly url: string;
  readonly times: Times;
}

/** The page's recorded voice in this language; null when it has none that fits its text. */
export function recordedOf({ scene }: BookPage, language: string, assets: BookManifest['assets']): Recorded | null {
  const narration = scene.narration[language];
  const url = narration && assets[narration.asset]?.url;
  if (!url || misfit(narration.sentences, scene.story[language] ?? []) !== null) return null;
  return { url, times: narration.sentences };
}

/** Fetches what the page sounds, then what the next one will. */
export async function keepRecorded(...pages: (Recorded | null)[]): Promise<void> {
  for (const recorded of pages) if (recorded) await keepSound(recorded.url);
}

/** Starts at once with sentence `from`; `onFail` when the sound cannot be had, at whichever sentence that is. */
export function readRecorded(
  { url, times }: Recorded,
  sentences: readonly string[],
  from: number,
  following: Following & { readonly onFail: () => void },
): VoicePlayer {
  const stretch: [number, number] = [span(times, from)[0], span(times, times.length - 1)[1]];
  return new VoicePlayer(soundAt(url), cues(times, sentences), stretch, {
    onCue: ({ sentence, word }) => following.onWord(sentence, word),
    onEnd: following.onEnd,
    onFail: following.onFail,
  });
}

/** Says one word as it was recorded; false when it has no time. */
export function sayRecorded(
  { url, times }: Recorded,
  sentences: readonly string[],
  place: { readonly sentence: number; readonly word: number },
  onEnd: () => void,
): VoicePlayer | null {
  const time = timeOf(times, sentences, place.sentence, place.word);
  return time && new VoicePlayer(soundAt(url), [], time, { onEnd, onFail: onEnd });
}
