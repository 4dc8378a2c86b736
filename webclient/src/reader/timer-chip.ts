// The time that the educator gives, running down beside the child's face; its end is told calmly.
import { clockFace, left, ran } from '../core/countdown.ts';
import { texts } from '../ui/i18n.ts';
import { play } from '../ui/sounds.ts';
import { drawing, h } from './dom.ts';
import type { Reading } from './reading.ts';
import { announce } from './state.ts';

const say = texts({ time: 'Waktu', over: 'Waktunya habis' }, { time: 'Time', over: 'Time is up' });

/** How often it is drawn, and how long its end stays, ms. */
const [BEAT, END] = [250, 8000];

export class TimerChip {
  readonly root = h('div', { class: 'timer-chip', role: 'timer', hidden: true });
  readonly #ring = drawing(
    '<svg viewBox="0 0 36 36"><circle class="rest" cx="18" cy="18" r="15"/><circle class="gone" cx="18" cy="18" r="15" pathLength="1" transform="rotate(-90 18 18)"/></svg>',
    'ring',
  );
  readonly #face = h('b', {});
  readonly #reading: Reading;
  readonly #beat = setInterval(() => this.refresh(), BEAT);
  /** When the timer ends whose end was told. */
  #told = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.root.append(this.#ring, this.#face);
  }

  refresh(): void {
    const { timer } = this.#reading.control;
    const now = this.#reading.serverNow;
    const shown = timer !== null && now < timer.ends_at + END && !this.#reading.control.ended;
    this.root.hidden = !shown;
    if (!timer || !shown) return;
    const rest = left(timer, now);
    const face = rest > 0 ? clockFace(rest) : say('over');
    if (this.#face.textContent === face) return;
    this.#face.textContent = face;
    this.root.setAttribute('aria-label', `${say('time')}: ${face}`);
    this.root.classList.toggle('over', rest === 0);
    this.#ring.querySelector('.gone')!.setAttribute('stroke-dasharray', `${1 - ran(timer, now)} 1`);
    if (rest > 0 || this.#told === timer.ends_at) return;
    this.#told = timer.ends_at;
    play('join');
    announce(say('over'));
  }

  close(): void {
    clearInterval(this.#beat);
  }
}
