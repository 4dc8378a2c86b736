// What a child chose on this device: size of the letters, sounds, the rung.
import { type ReaderRung, rungs } from '../core/rung.ts';

/** Sizes of the reading text, rem. */
export const sizes = [1.375, 1.5, 1.75, 2.125] as const;
const [SIZE, RUNG] = ['arlearn.size', 'arlearn.rung'];

/** Index of the chosen size. */
export function chosenSize(): number {
  const kept = Number(localStorage.getItem(SIZE) ?? 1);
  return sizes[kept] ? kept : 1;
}

export function chooseSize(index: number): void {
  const within = Math.min(sizes.length - 1, Math.max(0, index));
  localStorage.setItem(SIZE, String(within));
  applySize();
}

export function applySize(): void {
  document.documentElement.style.setProperty('--reading', `${sizes[chosenSize()]}rem`);
}

/** The rung that the child chose by hand; null: the highest there is. */
export function chosenRung(): ReaderRung | null {
  const kept = localStorage.getItem(RUNG);
  return rungs.find((rung) => rung === kept) ?? null;
}

export function chooseRung(rung: ReaderRung): void {
  localStorage.setItem(RUNG, rung);
}

export const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
