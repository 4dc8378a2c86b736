// Which marker is looked at, and whether it is in view: pure in (state, observation, time).
//
// searching -> tracking -> coasting (0.3 s) -> held, and back to tracking as soon as a marker is seen. Once something has
// been found it stays: a lost page is held before the child, not taken away.

/** A marker found in a frame. */
export interface Sighting {
  readonly marker: string;
  /** How far its middle is from the middle of the picture, as a part of the picture's diagonal: 0 to about 0.5. */
  readonly offset: number;
  /** It lies where the marker looked at lay: a page was turned. */
  readonly instead?: boolean;
}

interface Rival {
  readonly marker: string;
  readonly since: number;
  readonly seen: number;
}

export type Presence =
  | { readonly kind: 'searching' }
  | { readonly kind: 'tracking'; readonly marker: string; readonly seen: number; readonly rival: Rival | null }
  | { readonly kind: 'coasting'; readonly marker: string; readonly seen: number; readonly rival: Rival | null }
  | { readonly kind: 'held'; readonly marker: string; readonly seen: number; readonly rival: Rival | null };

export const SEARCHING: Presence = { kind: 'searching' };

/** How long a marker may be unseen before it counts as lost, s: a blurred swing of the hand is shorter. */
export const COAST = 0.3;
/** A marker seen instead of the current one takes over after this long, s: one stray frame does not turn the page. */
export const TAKE_OVER = 0.1;
/** A marker seen beside the current one must be nearer the middle by this much, and for this long, s. */
export const NEARER = 0.08;
export const LOOKED_AT = 0.3;

/**
 * The state after a frame taken at `time`, s, in which these markers were found. Where only the current marker was
 * looked for and not the whole picture (`searched` false), nothing is learnt of the others.
 */
export function look(before: Presence, sightings: readonly Sighting[], time: number, searched = true): Presence {
  const nearest = sightings.reduce<Sighting | null>((a, b) => (a && a.offset <= b.offset ? a : b), null);
  if (before.kind === 'searching') return nearest ? tracking(nearest.marker, time) : before;

  const current = sightings.filter((s) => s.marker === before.marker).sort((a, b) => a.offset - b.offset)[0];
  if (current) {
    if (!searched) return { kind: 'tracking', marker: before.marker, seen: time, rival: before.rival };
    const rival = nearest && nearest.offset < current.offset - NEARER ? persisting(before.rival, nearest, time) : null;
    if (rival && time - rival.since >= LOOKED_AT) return tracking(rival.marker, time);
    return { kind: 'tracking', marker: before.marker, seen: time, rival };
  }
  const turned = before.kind === 'held' ? undefined : sightings.find((s) => s.instead);
  if (turned) return tracking(turned.marker, time);
  const rival = nearest ? persisting(before.rival, nearest, time) : before.rival;
  if (nearest && rival && time - rival.since >= TAKE_OVER) return tracking(rival.marker, time);
  const lost = before.kind === 'held' || time - before.seen > COAST;
  return { kind: lost ? 'held' : 'coasting', marker: before.marker, seen: before.seen, rival };
}

function tracking(marker: string, time: number): Presence {
  return { kind: 'tracking', marker, seen: time, rival: null };
}

/** Seen now and again is enough: a hand that shakes hides it in between. */
function persisting(rival: Rival | null, { marker }: Sighting, time: number): Rival {
  const goesOn = rival?.marker === marker && time - rival.seen <= COAST;
  return { marker, since: goesOn ? rival.since : time, seen: time };
}
