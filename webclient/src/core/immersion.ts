// Whether the scene of a page can be placed in the room, and how: over the camera's picture, or in a room that is drawn.
import type { Offer } from './rung.ts';

export const immersions = ['immersive-ar', 'immersive-vr'] as const;
export type Immersion = (typeof immersions)[number];

/** Those that the browser has said it supports, in the order in which they are offered. */
export function immersionsFor(
  { secure, webgl, models }: Pick<Offer, 'secure' | 'webgl' | 'models'>,
  supported: ReadonlySet<Immersion>,
): readonly Immersion[] {
  return secure && webgl && models ? immersions.filter((one) => supported.has(one)) : [];
}
