// A tapped word grows and is spoken by its syllables: ma-du.
import { bare } from '../core/read-along.ts';
import { syllables } from '../core/syllables.ts';
import { play } from '../ui/sounds.ts';
import { h } from './dom.ts';
import { announce } from './state.ts';
import { hush, speak } from './voice.ts';

/** Time of a syllable without a voice, and how long the word stays, ms. */
const [BEAT, STAY] = [620, 1600];
const SLOW = 0.7;

let close: (() => void) | null = null;

/** Says the whole word in a recorded voice; null when there is none for it. */
type Say = (onEnd: () => void) => { stop(): void } | null;

/** Shows the word above `element` and speaks it: each syllable, then the whole. */
export function openBubble(element: HTMLElement, text: string, language: string, say: Say): void {
  close?.();
  const word = bare(text);
  if (!word) return;
  const parts = syllables(word, language);
  const marks = parts.map((part) => h('span', { class: 'syllable' }, part));
  const bubble = h('div', { class: 'bubble', lang: language, 'aria-hidden': true }, ...marks);
  document.body.append(bubble);
  element.classList.add('tapped');
  put(bubble, element);
  announce(parts.join(' · '));
  let open = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saying: { stop(): void } | null = null;
  close = () => {
    open = false;
    close = null;
    clearTimeout(timer);
    saying?.stop();
    bubble.remove();
    element.classList.remove('tapped');
    document.removeEventListener('pointerdown', closeNow, true);
    document.removeEventListener('scroll', follow, true);
  };
  const closeNow = () => {
    close?.();
    hush();
  };
  const follow = () => put(bubble, element);
  const step = (index: number) => {
    if (!open) return;
    for (const [i, mark] of marks.entries()) mark.classList.toggle('lit', index >= parts.length || i === index);
    const whole = index >= parts.length;
    const next = () => {
      if (!open) return;
      timer = setTimeout(whole ? () => close?.() : () => step(index + 1), whole ? STAY : 90);
    };
    if (whole) saying = say(next);
    if (saying) return;
    if (whole && parts.length === 1 && index > 0) next();
    else if (!speak(whole ? word : parts[index]!, language, SLOW, { onEnd: next })) {
      play('word');
      timer = setTimeout(next, BEAT);
    }
  };
  step(0);
  // The tap that opened it must not close it.
  setTimeout(() => {
    if (!open) return;
    document.addEventListener('pointerdown', closeNow, true);
    document.addEventListener('scroll', follow, true);
  });
}

export function closeBubble(): void {
  close?.();
}

/** Above the word, or below where there is no room; inside the screen. */
function put(bubble: HTMLElement, element: HTMLElement): void {
  const [word, box] = [element.getBoundingClientRect(), bubble.getBoundingClientRect()];
  const middle = word.left + word.width / 2;
  const left = Math.max(8, Math.min(innerWidth - box.width - 8, middle - box.width / 2));
  const above = word.top - box.height - 10;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${above > 8 ? above : word.bottom + 10}px`;
  bubble.style.setProperty('--tip', `${middle - left}px`);
  bubble.classList.toggle('below', above <= 8);
}
