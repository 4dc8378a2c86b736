// Fingers on a pane of glass: one turns, two stretch and twist, and one that hardly moved has tapped. Px of the screen.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Fingers {
  readonly down: ReadonlyMap<number, Point>;
  /** How far they came since the first was put down. */
  readonly travelled: number;
}

export interface Moved {
  readonly fingers: Fingers;
  /** Radians, to the left seen from above. */
  readonly turn: number;
  readonly factor: number;
}

export const NO_FINGERS: Fingers = { down: new Map(), travelled: 0 };
/** A finger across a screen of this many px turns half round. */
const HALF_TURN = 380;
/** Further than this it was no tap. */
const SLIP = 10;

export function press({ down, travelled }: Fingers, id: number, at: Point): Fingers {
  // A second finger never taps.
  return { down: new Map(down).set(id, at), travelled: down.size === 0 ? 0 : travelled + 2 * SLIP };
}

export function move(fingers: Fingers, id: number, at: Point): Moved {
  const from = fingers.down.get(id);
  if (!from) return { fingers, turn: 0, factor: 1 };
  const down = new Map(fingers.down).set(id, at);
  const travelled = fingers.travelled + Math.hypot(at.x - from.x, at.y - from.y);
  const next = { down, travelled };
  if (down.size === 1) {
    // What may still be a tap does not turn.
    return { fingers: next, turn: travelled > SLIP ? ((at.x - from.x) / HALF_TURN) * Math.PI : 0, factor: 1 };
  }
  const [before, after] = [span(fingers.down), span(down)];
  const twist = Math.atan2(Math.sin(after.angle - before.angle), Math.cos(after.angle - before.angle));
  return { fingers: next, turn: -twist, factor: Math.max(1, after.length) / Math.max(1, before.length) };
}

/** The finger was lifted, or taken away by the system. How far they came is kept until the next is put down. */
export function lift(fingers: Fingers, id: number): Fingers {
  const down = new Map(fingers.down);
  down.delete(id);
  return { ...fingers, down };
}

export const isTap = ({ travelled }: Fingers): boolean => travelled <= SLIP;

function span(down: ReadonlyMap<number, Point>): { length: number; angle: number } {
  const [a, b] = [...down.values()];
  const [x, y] = a && b ? [b.x - a.x, b.y - a.y] : [0, 0];
  return { length: Math.hypot(x, y), angle: Math.atan2(y, x) };
}
