// From what was measured on a photograph of a print to a verdict: what is well, what is not, and whose fault it is.

import type { Measured } from './print-measure.ts';

export type Level = 'good' | 'fair' | 'bad' | 'unknown';

/** What each line of the verdict is about, in the order in which it is told. */
export const ASPECTS = [
  'near',
  'sharp',
  'cells',
  'contrast',
  'glare',
  'shade',
  'stains',
  'ink',
  'shape',
  'flat',
  'scale',
] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface Finding {
  readonly aspect: Aspect;
  readonly level: Level;
  /** In the aspect's own measure: see `FINDERS`. */
  readonly value: number | null;
}

/** again: the photograph is not good enough to judge. reprint, usable, good: about the print. */
export type Verdict = 'again' | 'reprint' | 'usable' | 'good';

/** Two bounds: up to the first it is good, up to the second it will do. */
const within = (value: number, good: number, fair: number): Level =>
  value <= good ? 'good' : value <= fair ? 'fair' : 'bad';

/** A QR code's module in cells, the smallest that we print. */
const MODULE = 9 / 41;

type Finder = (measured: Measured, line: number | null) => readonly [value: number | null, level: Level];

const FINDERS: Record<Aspect, Finder> = {
  // px along the marker: below 90 a cell has too few pixels to say anything about it.
  near: ({ side }) => [side, within(-side, -160, -90)],
  // Modules that an edge is smeared over; ordinary readers give up between one and two.
  sharp: ({ blur }) => [blur / MODULE, within(blur / MODULE, 1.1, 2)],
  // The tracker forgives five; a good print leaves them for fingers and shadows.
  cells: ({ wrongCells }) => [wrongCells.length, within(wrongCells.length, 0, 2)],
  contrast: ({ white, black }) => [white - black, within(black - white, -100, -55)],
  glare: ({ glare }) => [glare, within(glare, 0.02, 0.08)],
  shade: ({ shade }) => [shade, within(shade, 0.5, 0.8)],
  stains: ({ stains }) => [stains, within(stains, 0.02, 0.1)],
  ink: ({ ring }) => [ring - 1, within(Math.abs(ring - 1), 0.15, 0.3)],
  shape: ({ stretch }) => [stretch, stretch === null ? 'unknown' : within(Math.abs(stretch), 0.02, 0.04)],
  flat: ({ bend }) => [bend, within(bend, 0.08, 0.2)],
  scale: (_, line) => [line, line === null ? 'unknown' : within(Math.abs(line - 100), 1, 3)],
};

/** Of the photograph, not of the print. */
const PHOTOGRAPH: readonly Aspect[] = ['near', 'sharp'];
/** Of the place where it was photographed: what to do about it is to move. */
const PLACE: readonly Aspect[] = ['glare', 'shade'];

/** What a lamp or a shadow can feign: while there is one, no fault of these is the print's for sure. */
const FEIGNED: readonly Aspect[] = ['cells', 'contrast', 'stains', 'ink', 'flat'];

/**
 * What is found; `line`: what a ruler measured of the sheet's line of 100 mm, where somebody did.
 *
 * Of a photograph that is too poor to judge by, only that is said, and what the ruler tells.
 */
export function findings(measured: Measured, line: number | null): Finding[] {
  const found = ASPECTS.map((aspect): Finding => {
    const [value, level] = FINDERS[aspect](measured, line);
    return { aspect, level, value };
  });
  if (found.some(isPoor)) return found.filter((one) => isPoor(one) || one.aspect === 'scale');
  if (!found.some(({ aspect, level }) => PLACE.includes(aspect) && level !== 'good')) return found;
  return found.map((one) => (isFeigned(one) ? { ...one, level: 'unknown', value: null } : one));
}

const isPoor = ({ aspect, level }: Finding): boolean => PHOTOGRAPH.includes(aspect) && level === 'bad';
const isFeigned = ({ aspect, level }: Finding): boolean => FEIGNED.includes(aspect) && level === 'bad';

export function verdict(found: readonly Finding[]): Verdict {
  const bad = found.filter(({ level }) => level === 'bad').map(({ aspect }) => aspect);
  if (found.some(isPoor)) return 'again';
  if (bad.some((aspect) => !PLACE.includes(aspect))) return 'reprint';
  const isHidden = found.some(({ aspect, level }) => FEIGNED.includes(aspect) && level === 'unknown');
  if (bad.length > 0 || isHidden) return 'again';
  return found.some(({ level }) => level === 'fair') ? 'usable' : 'good';
}

/** Side of the marker on paper, mm: as it was ordered, and as the printer scaled it where that was measured. */
export function sideOnPaper(size: number, line: number | null): number {
  return (size * (line ?? 100)) / 100;
}
