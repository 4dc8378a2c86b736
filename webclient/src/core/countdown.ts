// A timer that everybody sees: what is left of it, and how that is written. Times in ms by the server's clock.
import type { Countdown } from '../generated/protocol.ts';

/** What is left; 0 when it is over. */
export const left = (timer: Countdown, now: number): number => Math.max(0, timer.ends_at - now);

/** How much of it has run, 0 to 1. */
export const ran = (timer: Countdown, now: number): number =>
  Math.min(1, Math.max(0, 1 - left(timer, now) / (timer.seconds * 1000)));

/** "4:05", "1:02:30"; a second that has begun counts, so that a fresh minute says 1:00 and only the end says 0:00. */
export function clockFace(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
