// The device's own voice, where it has one for the language; it never leaves the device, and may be silent or broken.

export interface Spoken {
  onStart?: () => void;
  /** The voice reached this character of the text. Many voices never say so. */
  onBoundary?: (character: number) => void;
  /** Spoken to its end, or cut off by the voice itself; not after `hush`. */
  onEnd: () => void;
}

/** A voice that has not begun after this long will not, ms. */
const MUTE = 2500;

let current: symbol | null = null;

/** A voice of this device for the language, or null. Voices that send the text to somebody's server are none of ours. */
export function voiceFor(language: string): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in window)) return null;
  const primary = language.split('-')[0]!;
  // Android writes id_ID, and older ones the language's former code, in.
  const codes = primary === 'id' ? ['id', 'in'] : [primary];
  const fitting = speechSynthesis
    .getVoices()
    .filter((voice) => codes.includes(voice.lang.split(/[-_]/)[0]!.toLowerCase()));
  return fitting.find((voice) => voice.localService) ?? null;
}

/** Speaks; false when there is no voice for the language. What was being spoken stops. */
export function speak(text: string, language: string, rate: number, spoken: Spoken): boolean {
  hush();
  const voice = voiceFor(language);
  if (!voice) return false;
  const mine = Symbol('utterance');
  current = mine;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = rate;
  const watchdog = setTimeout(() => end(), MUTE);
  const end = () => {
    clearTimeout(watchdog);
    if (current !== mine) return;
    current = null;
    spoken.onEnd();
  };
  utterance.onstart = () => {
    clearTimeout(watchdog);
    if (current === mine) spoken.onStart?.();
  };
  utterance.onboundary = (event) => {
    if (current === mine && event.name !== 'sentence') spoken.onBoundary?.(event.charIndex);
  };
  utterance.onend = end;
  utterance.onerror = end;
  speechSynthesis.speak(utterance);
  return true;
}

export function hush(): void {
  current = null;
  if ('speechSynthesis' in window) speechSynthesis.cancel();
}

/** Browsers let a page speak only after a touch: an empty sentence in the first one opens the way. */
export function unlockVoice(): void {
  if (!('speechSynthesis' in window)) return;
  const nothing = new SpeechSynthesisUtterance(' ');
  nothing.volume = 0;
  speechSynthesis.speak(nothing);
}
