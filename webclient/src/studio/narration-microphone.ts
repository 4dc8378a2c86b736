// The microphone: asked for once, listened to for its level, recorded take by take.
import { signal } from '@preact/signals';

/** Why there is none. insecure: browsers give it to safe addresses only. */
export type Refusal = 'insecure' | 'denied' | 'none' | 'busy';

export function refusalOf(problem: unknown): Refusal {
  const name = problem instanceof DOMException ? problem.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy';
}

export const canRecord = (): boolean => 'MediaRecorder' in window && navigator.mediaDevices?.getUserMedia !== undefined;

/** The first that a browser has; each plays in ours, and the server makes one format of all. */
const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const LOOK_MS = 60;

export class Microphone {
  /** From 0 to 1, as a meter shows it: the logarithm of the loudness, as ears hear it. */
  readonly level = signal(0);
  readonly #stream: MediaStream;
  readonly #context = new AudioContext();
  readonly #timer: ReturnType<typeof setInterval>;
  #recorder: MediaRecorder | null = null;

  /** Asks the person; throws DOMException. */
  static async open(): Promise<Microphone> {
    const audio = { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true };
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    void this.#context.resume();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 2048;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // From -60 dB, a quiet room, to -6 dB, about as loud as it may be.
      this.level.value = Math.max(0, Math.min(1, (10 * Math.log10(power + 1e-9) + 60) / 54));
    }, LOOK_MS);
  }

  /** The person or the system took it away. */
  get gone(): boolean {
    return this.#stream.getAudioTracks().every(({ readyState }) => readyState === 'ended');
  }

  begin(): void {
    const format = FORMATS.find((one) => MediaRecorder.isTypeSupported(one));
    this.#recorder = new MediaRecorder(this.#stream, format ? { mimeType: format, audioBitsPerSecond: 96_000 } : {});
    this.#recorder.start();
  }

  /** Ends the take and gives it; null when none was begun. */
  async end(): Promise<Blob | null> {
    const recorder = this.#recorder;
    this.#recorder = null;
    if (!recorder || recorder.state === 'inactive') return null;
    const pieces: Blob[] = [];
    const stopped = new Promise<void>((done) => {
      recorder.ondataavailable = ({ data }) => pieces.push(data);
      recorder.onstop = () => done();
    });
    recorder.stop();
    await stopped;
    return new Blob(pieces, { type: recorder.mimeType });
  }

  close(): void {
    clearInterval(this.#timer);
    if (this.#recorder?.state === 'recording') this.#recorder.stop();
    for (const track of this.#stream.getTracks()) track.stop();
    void this.#context.close();
  }
}
