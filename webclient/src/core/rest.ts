// When the camera rests because the phone is hot. Pure in (state, judged frames, heat, time).
//
// No browser on a phone tells its temperature: Compute Pressure is there on desktops and Chromebooks alone, Battery Status
// knows only the charge. But a hot phone throttles its processor, and that shows: what ran well before is too slow now even
// at the lightest quality, and stays so. A phone that was never quick is not hot, and is left alone.

export interface Strain {
  /** Since when the frames have been well within what they may take, s; null while they are not. */
  readonly well: number | null;
  /** This device has run well for a while: it can. */
  readonly able: boolean;
  /** Since when it has been too much though nothing is left to be made lighter, s; null while it is not. */
  readonly since: number | null;
  /** How long that is borne, s: longer each time that somebody wants the camera all the same. */
  readonly endurance: number;
}

/** Of the frames of the last second or so. */
export interface Judged {
  /** They take longer than they may. */
  readonly slow: boolean;
  /** Nothing is left to be made lighter. */
  readonly lightest: boolean;
  /** The browser itself says that the processor is at its end. */
  readonly hot: boolean;
}

/** s */
export const ENDURANCE = 45;
const MOST_ENDURANCE = 360;
/** So long, s, has it run well before it counts as able. */
export const PROVEN = 15;

export const UNSTRAINED: Strain = { well: null, able: false, since: null, endurance: ENDURANCE };

export function strained(before: Strain, { slow, lightest, hot }: Judged, time: number): Strain {
  const well = slow ? null : (before.well ?? time);
  const able = before.able || (well !== null && time - well >= PROVEN);
  const tooMuch = lightest && (hot || (slow && able));
  return { ...before, well, able, since: tooMuch ? (before.since ?? time) : null };
}

/** The browser says so between two judgements of frames; that it is over, the next of them tells. */
export const heated = (before: Strain, time: number): Strain => ({ ...before, since: before.since ?? time });

/** Whether the camera had better rest. */
export function needsRest({ since, endurance }: Strain, time: number): boolean {
  return since !== null && time - since >= endurance;
}

/** After the camera was let rest, or the page was hidden: what was before says nothing any more. */
export const afterBreak = (before: Strain): Strain => ({ ...before, well: null, since: null });

/** Somebody wants the camera again. */
export const afterRest = (before: Strain): Strain => ({
  ...afterBreak(before),
  endurance: Math.min(MOST_ENDURANCE, 2 * before.endurance),
});
