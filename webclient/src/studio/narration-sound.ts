// Sounds in the browser: from a file to samples and back, and to the library.
import { levelsOf, type Sound, wav } from '../core/takes.ts';
import { type Pause, pausesIn } from '../core/word-times.ts';
import type { CreditIn, StudioAsset } from '../generated/api.ts';
import { put } from '../net/http.ts';
import { uploadAsset } from './upload.ts';

/** Samples a second: all that a voice has, at two thirds of the bytes of a record. */
export const RATE = 32_000;

/** The samples of a sound in any format that this browser plays, its channels mixed; throws for what it does not. */
export async function decoded(file: Blob): Promise<Sound> {
  const offline = new OfflineAudioContext(1, 1, RATE);
  const buffer = await offline.decodeAudioData(await file.arrayBuffer());
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, i) => buffer.getChannelData(i));
  const samples = new Float32Array(buffer.length);
  for (const channel of channels) for (let i = 0; i < samples.length; i++) samples[i]! += channel[i]! / channels.length;
  return { samples, rate: buffer.sampleRate };
}

/** A sound of the library, as it is played. */
export async function fetched(url: string): Promise<Sound> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`sound ${response.status}`);
  return decoded(await response.blob());
}

export const pausesOf = (sound: Sound): Pause[] => pausesIn(levelsOf(sound));

/** Sends a joined recording to the library, as a work of those who made it here. */
export async function sendSound(
  library: string,
  name: string,
  sound: Sound,
  onPart: (part: number) => void,
): Promise<StudioAsset> {
  const asset = await uploadAsset(library, new File([wav(sound)], `${name}.wav`, { type: 'audio/wav' }), { onPart });
  if (asset.credit.licence) return asset;
  const credit: CreditIn = { author: '', source: '', licence: 'own-work' };
  return put<StudioAsset>(`/api/studio/libraries/${library}/assets/${asset.sha256}/credit`, credit);
}
