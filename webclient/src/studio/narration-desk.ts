// One language's voice on a page: made of takes or of a file, its words' times guessed, tapped, heard. Knows no screen.
import { computed, signal } from '@preact/signals';
import { type Cue, cues, later, span, type Times, unchanged } from '../core/narration.ts';
import { cut, joined, lengthOf, type Sound, type Take } from '../core/takes.ts';
import { tappedAlong } from '../core/tapping.ts';
import { guess, type Pause, pausesIn } from '../core/word-times.ts';
import type { StudioAsset } from '../generated/api.ts';
import { VoicePlayer } from '../ui/voice-player.ts';
import { sentences } from './draft.ts';
import type { Editing } from './editing.ts';
import { stateOf, withVoice } from './narration-draft.ts';
import { fetched, pausesOf, sendSound } from './narration-sound.ts';
import { Takes, type Way } from './narration-takes.ts';
import { uploadAsset } from './upload.ts';

/** start: how to begin. takes: recording. sending: on its way. heard: there, to be heard and corrected. */
export type Stage = 'start' | 'takes' | 'sending' | 'heard' | 'tapping';

export class NarrationDesk {
  readonly editing: Editing;
  readonly language: string;
  readonly takes: Takes;
  readonly lines = computed(() => sentences(this.editing.scene.value.story[this.language] ?? ''));
  readonly voice = computed(() => this.editing.scene.value.narration[this.language]);
  readonly state = computed(() => stateOf(this.voice.value, this.lines.value));
  /** Places of the sentences whose text was changed since they were recorded. */
  readonly changed = computed(() => {
    const voice = this.voice.value;
    const kept = voice && this.state.value === 'misfit' ? unchanged(voice.sentences, this.lines.value) : [];
    return kept.flatMap((old, at) => (old === null ? [at] : []));
  });
  readonly stage = signal<Stage>('start');
  /** Of what is being sent, from 0 to 1. */
  readonly part = signal(0);
  readonly problem = signal<unknown>(undefined);
  readonly playing = signal(false);
  /** The word that is spoken now, while it is played. */
  readonly lit = signal<Pick<Cue, 'sentence' | 'word'> | null>(null);
  /** Sentences that are tapped along, and the taps so far, ms. */
  readonly tapping = signal<readonly [from: number, to: number]>([0, 0]);
  readonly taps = signal<readonly number[]>([]);
  #player: VoicePlayer | null = null;
  #rate = 1;
  /** The samples of an asset; null when this browser cannot read it. */
  #read: { asset: string; sound: Sound | null } | null = null;

  constructor(editing: Editing, language: string) {
    this.editing = editing;
    this.language = language;
    this.takes = new Takes(language, () => this.lines.value);
    if (this.state.value !== 'none') this.stage.value = 'heard';
  }

  /** Something was recorded that is not in the library yet. */
  get unsaved(): boolean {
    return this.stage.value === 'sending' || (this.stage.value === 'takes' && this.takes.changed);
  }

  /** Silence, and no microphone; what was made stays. */
  rest(): void {
    this.stop();
    if (this.stage.value === 'tapping') this.stage.value = 'heard';
    void this.takes.rest();
  }

  close(): void {
    this.stop();
    this.takes.close();
  }

  // Recording

  /** Goes to the takes: fresh ones or, where one sentence is to be spoken again, those of the sound that is there. */
  async record(way: Way, again: number | null = null): Promise<void> {
    this.stop();
    if (!(await this.takes.ask())) return;
    const known = again === null ? [] : await this.#takesThere();
    const count = way === 'whole' ? 1 : this.lines.value.length;
    const takes = Array.from({ length: count }, (_, i) => known[i] ?? null);
    this.takes.start(way, takes, again ?? 0);
    this.stage.value = 'takes';
  }

  /** The sentences of the sound that is there, each as a take; null for those whose text was changed since. */
  async #takesThere(): Promise<(Take | null)[]> {
    const voice = this.voice.value;
    const sound = voice && (await this.#sound(voice.asset));
    if (!sound) return [];
    return unchanged(voice.sentences, this.lines.value).map((old) => {
      if (old === null) return null;
      const stretch = span(voice.sentences, old);
      return { sound: cut(sound, stretch), words: later(voice.sentences[old]!, -stretch[0]) };
    });
  }

  /** Away from the takes, to where one came from. */
  leaveTakes(): void {
    this.takes.hush();
    this.stage.value = this.voice.value ? 'heard' : 'start';
  }

  // To the library

  /** Joins the takes and sends them; stays with them when that fails. */
  async use(): Promise<void> {
    const { takes, language } = this;
    const all = takes.all.value.filter((take) => take !== null);
    if (!takes.complete || takes.recording.value) return;
    const { sound, times } = joined(all);
    const name = `${this.editing.book.book.slug} ${this.editing.number} ${language}`;
    await this.#arrive(
      'takes',
      (went) => sendSound(this.editing.book.library_id, name, sound, went),
      async (asset) => {
        this.#read = { asset, sound };
        return takes.way.value === 'whole' ? this.#guessed(asset) : times;
      },
    );
  }

  /** A sound that was recorded elsewhere. */
  async upload(file: File): Promise<void> {
    this.stop();
    await this.#arrive(
      this.stage.value,
      (onPart) => uploadAsset(this.editing.book.library_id, file, { onPart }),
      (asset) => this.#guessed(asset),
    );
  }

  async #arrive(
    from: Stage,
    send: (went: (part: number) => void) => Promise<StudioAsset>,
    timesOf: (asset: string) => Promise<Times>,
  ): Promise<void> {
    this.problem.value = undefined;
    this.part.value = 0;
    this.stage.value = 'sending';
    try {
      const asset = await send((part) => {
        this.part.value = part;
      });
      this.editing.learn(asset);
      this.#put(asset.sha256, await timesOf(asset.sha256));
      this.takes.changed = false;
      this.stage.value = 'heard';
    } catch (problem) {
      this.problem.value = problem;
      this.stage.value = from;
    }
  }

  #put(asset: string, times: Times): void {
    this.editing.edit((scene) => withVoice(scene, this.language, { asset, times }));
  }

  remove(): void {
    this.stop();
    this.editing.edit((scene) => withVoice(scene, this.language, null));
    this.stage.value = 'start';
  }

  // The words' times

  async #sound(asset: string): Promise<Sound | null> {
    if (this.#read?.asset !== asset) {
      const file = this.editing.files.value[asset];
      this.#read = { asset, sound: file ? await fetched(file.url).catch(() => null) : null };
    }
    return this.#read.sound;
  }

  /** As exactly as this browser can see them, else as the server saw them. */
  async #pauses(asset: string): Promise<{ pauses: Pause[]; length: number }> {
    const sound = await this.#sound(asset);
    if (sound) return { pauses: pausesOf(sound), length: lengthOf(sound) };
    const { peaks, seconds } = this.editing.assets.value[asset]?.report ?? {};
    const values = Array.isArray(peaks) ? (peaks as number[]) : [];
    const length = typeof seconds === 'number' ? seconds : values.length / 20;
    return { pauses: pausesIn({ values, perSecond: values.length / Math.max(0.1, length) }), length: length * 1000 };
  }

  async #guessed(asset: string): Promise<Times> {
    const { pauses, length } = await this.#pauses(asset);
    return guess(this.lines.value, this.language, pauses, length);
  }

  /** All times anew, for the text as it is now. */
  async guessAgain(): Promise<void> {
    this.stop();
    const asset = this.voice.value?.asset;
    if (asset) this.#put(asset, await this.#guessed(asset));
  }

  /** Plays a sentence or, for null, all; says which words are spoken. */
  play(sentence: number | null, rate = 1, onEnd = () => this.stop()): void {
    this.stop();
    const voice = this.voice.value;
    const file = voice && this.editing.files.value[voice.asset];
    if (!voice || !file || voice.sentences.length === 0) return;
    const [from, to] = sentence === null ? [0, voice.sentences.length - 1] : [sentence, sentence];
    this.playing.value = true;
    this.lit.value = { sentence: from, word: null };
    const played = {
      onCue: (cue: Cue) => {
        this.lit.value = cue;
      },
      onEnd,
      onFail: () => {
        this.stop();
        this.problem.value = new Error('the sound cannot be played');
      },
    };
    const stretch: [number, number] = [span(voice.sentences, from)[0], span(voice.sentences, to)[1]];
    this.#player = new VoicePlayer(file.url, cues(voice.sentences, this.lines.value), stretch, played, rate);
  }

  stop(): void {
    this.#player?.stop();
    this.#player = null;
    this.playing.value = false;
    this.lit.value = null;
  }

  /** Plays the sentences `[from, to)`, one of them or all, for being tapped along. */
  tapAlong(from: number, to: number, rate: number): void {
    this.tapping.value = [from, to];
    this.#rate = rate;
    this.stage.value = 'tapping';
    this.tapAgain();
  }

  /** From the beginning, without the taps so far. */
  tapAgain(): void {
    const [from, to] = this.tapping.value;
    this.taps.value = [];
    this.play(to - from === 1 ? from : null, this.#rate, () => void this.takeTaps());
  }

  tap(): void {
    if (this.#player) this.taps.value = [...this.taps.value, this.#player.ms];
  }

  /** Goes back to hearing; `keep`: with what was tapped. */
  async takeTaps(keep = true): Promise<void> {
    this.stop();
    const voice = this.voice.value;
    if (voice && keep && this.taps.value.length > 0) {
      const { pauses } = await this.#pauses(voice.asset);
      const times = tappedAlong(voice.sentences, this.lines.value, this.tapping.value, this.taps.value, pauses);
      this.#put(voice.asset, times);
    }
    this.stage.value = 'heard';
  }
}
