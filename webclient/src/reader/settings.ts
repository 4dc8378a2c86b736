// What a child chose on this device: size of the letters, sounds, the rung, the language of stories.
import { type ReaderRung, rungs } from '../core/rung.ts';
import { interfaceLanguage } from '../ui/i18n.ts';

/** Sizes of the reading text, rem. */
export const sizes = [1.375, 1.5, 1.75, 2.125] as const;
const [SIZE, RUNG, LANGUAGE] = ['arlearn.size', 'arlearn.rung', 'arlearn.story'];

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

export const chooseStoryLanguage = (language: string): void => localStorage.setItem(LANGUAGE, language);

/** The language to read a book in that speaks these. */
export function storyLanguage(languages: readonly string[]): string {
  const wanted = [localStorage.getItem(LANGUAGE), interfaceLanguage(), 'id'];
  return wanted.find((tag) => tag !== null && languages.includes(tag)) ?? languages[0] ?? 'id';
}
