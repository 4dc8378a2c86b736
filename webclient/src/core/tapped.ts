// What a tapped figure does: its animation, a hop or a turn, and whether its name is said.
import type { ModelNode } from '../generated/scene.ts';

export interface TapAnswer {
  readonly animation: boolean;
  readonly move: 'hop' | 'turn' | null;
}

/** `animated`: it has the animation that it names. An animation that waits for a tap gets it, whatever else happens. */
export function tapAnswer({ tap, play }: Pick<ModelNode, 'tap' | 'play'>, animated: boolean): TapAnswer {
  if (tap === 'rest') return { animation: false, move: null };
  if (tap === 'play') return { animation: animated, move: animated ? null : 'hop' };
  return { animation: animated && play === 'tap', move: tap };
}
