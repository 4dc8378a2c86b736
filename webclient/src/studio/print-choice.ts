// What a person chose to print, kept such that it can be printed: what does not go together gives way.
import type { LabelGrid, PrintKind } from '../generated/api.ts';

export interface PrintChoice {
  readonly kind: string;
  readonly size: number;
  readonly paper: string;
  /** Of bought labels; empty for every other kind. */
  readonly grid: string;
  /** Number of the one page that is wanted; 0: all of them. */
  readonly page: number;
  readonly file: 'pdf' | 'svg';
}

/** The usual choice: the first kind in its usual size, all pages, as PDF. */
export function usualChoice(kinds: readonly PrintKind[]): PrintChoice {
  const [kind] = kinds;
  return fitting(kinds, { kind: kind?.kind ?? '', size: 0, paper: '', grid: '', page: 0, file: 'pdf' });
}

/** The choice with size, paper and sheet of labels changed to the usual ones of its kind where it does not have them. */
export function fitting(kinds: readonly PrintKind[], choice: PrintChoice): PrintChoice {
  const kind = kinds.find((one) => one.kind === choice.kind);
  if (!kind) return choice;
  const size = kind.sizes.includes(choice.size) ? choice.size : (kind.sizes[0] ?? 0);
  const paper = kind.papers.includes(choice.paper) ? choice.paper : (kind.papers[0] ?? '');
  const grids = gridsFor(kind, size, paper);
  const grid = grids.find(({ name }) => name === choice.grid) ?? grids[0];
  return { ...choice, size, paper, grid: grid?.name ?? '' };
}

export function gridsFor(kind: PrintKind, size: number, paper: string): LabelGrid[] {
  return kind.grids.filter((grid) => grid.paper === paper && grid.sizes.includes(size));
}

export function addressOf(book: string, { kind, size, paper, grid, page, file }: PrintChoice): string {
  const asked = new URLSearchParams({ kind, size: String(size), paper });
  if (grid) asked.set('grid', grid);
  if (page) asked.set('page', String(page));
  return `/api/markers/books/${book}/sheet.${file}?${asked}`;
}
