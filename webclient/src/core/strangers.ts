// Markers of other books before the camera: when to look for them, and when to speak of one. Pure in (state, frame, time).
//
// The book's own markers come first: only while none of them is in view is there a glance now and then at every marker of
// the family. One that was seen steadily is spoken of, until it has been gone for a while; a stray sight is nothing.

export interface Strangers {
  /** Since when none of the book's own markers has been in view, s; null while one is. */
  readonly quiet: number | null;
  /** When the last glance was, s. */
  readonly glanced: number;
  /** The one that is seen now: its number in the family, since when, how often, and when last. */
  readonly seen: {
    readonly number: number;
    readonly since: number;
    readonly times: number;
    readonly last: number;
  } | null;
  /** Its number while it is spoken of. */
  readonly shown: number | null;
}

export const NO_STRANGERS: Strangers = { quiet: null, glanced: Number.NEGATIVE_INFINITY, seen: null, shown: null };

/** None of the book's own is in view for this long, s, before others are looked for: a blurred swing is shorter. */
export const QUIET = 0.7;
/** Between two glances, s: each takes as long as a search of the whole picture. */
export const GLANCE = 0.35;
/** A stranger is spoken of when it was seen for this long, s, and so often. */
export const STEADY = 1;
const TIMES = 3;
/** It is gone when it was not seen for this long, s: a hand that shakes blurs it now and then. */
export const GONE = 1.5;
/** Wrong bits forgiven: fewer than of the book's own, for a family has many times as many words to be mistaken for. */
export const STRANGER_FORGIVEN = 3;

/** The state after a frame with one of the book's own markers in view, or without. */
export function afterFrame(before: Strangers, own: boolean, time: number): Strangers {
  if (own) return before.quiet === null && before.shown === null ? before : NO_STRANGERS;
  return before.quiet === null ? { ...before, quiet: time } : before;
}

export function glanceIsDue({ quiet, glanced }: Strangers, time: number): boolean {
  return quiet !== null && time - quiet >= QUIET && time - glanced >= GLANCE;
}

/** The state after a glance that found markers with these numbers, the nearest to the middle first. */
export function afterGlance(before: Strangers, numbers: readonly number[], time: number): Strangers {
  const last = before.seen && time - before.seen.last <= GONE ? before.seen : null;
  // Of several the one that is spoken of stays so, then the one that was seen before.
  const number = [before.shown, last?.number].find((one) => one != null && numbers.includes(one)) ?? numbers[0];
  const glanced = { ...before, glanced: time };
  if (number == null) return { ...glanced, seen: last, shown: last ? before.shown : null };
  const goesOn = last?.number === number ? last : { since: time, times: 0 };
  const seen = { number, since: goesOn.since, times: goesOn.times + 1, last: time };
  if (seen.times >= TIMES && time - seen.since >= STEADY) return { ...glanced, seen, shown: number };
  return { ...glanced, seen, shown: before.shown === number || last ? before.shown : null };
}

/** The words of a family as the server packs them: six bytes each, the highest first; a word's number is its place. */
export function unpackWords(packed: ArrayBuffer): bigint[] {
  const view = new DataView(packed);
  return Array.from({ length: Math.floor(packed.byteLength / 6) }, (_, i) => {
    return (BigInt(view.getUint16(6 * i)) << 32n) | BigInt(view.getUint32(6 * i + 2));
  });
}
