// A group's hour at one moment of it: where every dot stands. Dots have numbers and no names.
import type { Replay } from '../generated/api.ts';

export interface Dot {
  readonly who: number;
  /** Null: it has come in and opened nothing yet. */
  readonly page: string | null;
  /** It has finished the page that it stands on. */
  readonly done: boolean;
}

export interface Scene {
  /** Those who have come in, in the order of their numbers. */
  readonly dots: readonly Dot[];
  /** Where all were led last. */
  readonly led: string | null;
  readonly paused: boolean;
}

/** The scene after everything up to `time`, ms since the beginning. */
export function sceneAt({ moments }: Replay, time: number): Scene {
  const dots = new Map<number, { page: string | null; finished: Set<string> }>();
  let led: string | null = null;
  let paused = false;
  for (const { at, what, who, page } of moments) {
    if (at > time) break;
    if (what === 'led') led = page;
    else if (what === 'paused' || what === 'resumed') paused = what === 'paused';
    if (who === null) continue;
    const dot = dots.get(who) ?? { page: null, finished: new Set<string>() };
    dots.set(who, dot);
    if (page === null) continue;
    dot.page = page;
    if (what === 'finished') dot.finished.add(page);
  }
  return {
    dots: [...dots]
      .sort(([a], [b]) => a - b)
      .map(([who, { page, finished }]) => ({ who, page, done: page !== null && finished.has(page) })),
    led,
    paused,
  };
}

/** The page on which most dots stand; null while none has opened one. */
export function fullest(scene: Scene): { page: string; dots: number } | null {
  const counts = new Map<string, number>();
  for (const { page } of scene.dots) if (page !== null) counts.set(page, (counts.get(page) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most ? { page: most[0], dots: most[1] } : null;
}
