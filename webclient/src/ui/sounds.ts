// Our own sounds, made as they are played: soft, short, off by one tap, never needed to understand.

export type Sound = 'tap' | 'word' | 'right' | 'almost' | 'stamp' | 'turn' | 'join';

/** One tone: Hz, when it begins and how long it rings, s, and how loud. */
interface Tone {
  readonly pitch: number;
  readonly at: number;
  readonly rings: number;
  readonly loud: number;
  readonly wave?: OscillatorType;
  /** Pitch that it slides to. */
  readonly to?: number;
}

// A pentatonic scale on D, near the slendro of a gamelan: no two tones of it sound wrong together.
const [D, E, G, A, B, D2, E2, G2] = [293.7, 329.6, 392, 440, 493.9, 587.3, 659.3, 784];
const bar = (pitch: number, at: number, rings = 0.5, loud = 0.16): Tone[] => [
  { pitch, at, rings, loud },
  // The bar's overtone makes it wood and metal instead of a whistle.
  { pitch: pitch * 2.76, at, rings: rings / 4, loud: loud / 5 },
];

const sounds: Record<Sound, readonly Tone[]> = {
  tap: [{ pitch: 520, to: 380, at: 0, rings: 0.06, loud: 0.08, wave: 'triangle' }],
  word: bar(G, 0, 0.2, 0.07),
  right: [...bar(G, 0), ...bar(B, 0.1), ...bar(D2, 0.2, 0.8)],
  almost: [...bar(A, 0, 0.35, 0.1), ...bar(G, 0.14, 0.5, 0.1)],
  turn: [{ pitch: 900, to: 300, at: 0, rings: 0.12, loud: 0.03, wave: 'triangle' }],
  stamp: [
    { pitch: 130, to: 60, at: 0, rings: 0.16, loud: 0.4 },
    ...bar(D2, 0.16, 0.9, 0.14),
    ...bar(G2, 0.3, 1.2, 0.12),
    ...bar(E2, 0.44, 1.4, 0.1),
  ],
  join: [...bar(D, 0), ...bar(E, 0.11), ...bar(A, 0.22), ...bar(D2, 0.33, 1)],
};

const KEY = 'arlearn.sounds';
let context: AudioContext | null = null;

export function soundsOn(): boolean {
  return localStorage.getItem(KEY) !== 'off';
}

export function switchSounds(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off');
}

/** Browsers let a page sound only after a touch: call this in the first one. */
export function unlockSounds(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
  } catch {
    context = null;
  }
}

export function play(name: Sound): void {
  if (context?.state !== 'running' || !soundsOn()) return;
  for (const tone of sounds[name]) strike(context, tone);
}

function strike(audio: AudioContext, { pitch, to, at, rings, loud, wave = 'sine' }: Tone): void {
  const start = audio.currentTime + at;
  const [voice, level] = [audio.createOscillator(), audio.createGain()];
  voice.type = wave;
  voice.frequency.setValueAtTime(pitch, start);
  if (to) voice.frequency.exponentialRampToValueAtTime(to, start + rings);
  level.gain.setValueAtTime(0.0001, start);
  level.gain.exponentialRampToValueAtTime(loud, start + 0.008);
  level.gain.exponentialRampToValueAtTime(0.0001, start + rings);
  voice.connect(level).connect(audio.destination);
  voice.start(start);
  voice.stop(start + rings + 0.02);
}
