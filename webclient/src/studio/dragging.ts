// What a drag does to a model, as arithmetic: where the finger's ray met the page before and now, mm, y up.
import type { ModelNode } from '../generated/scene.ts';
import type { Knob } from './handles.ts';

export type Point = readonly [x: number, y: number, z: number];

export interface Grip {
  readonly what: Knob | 'move';
  readonly node: ModelNode;
  /** Where it was taken hold of. */
  readonly from: Point;
}

/** Farther from the marker than this no camera sees both, mm. */
const FARTHEST = 500;
const TURN_STEP = 5;

const within = (value: number): number => Math.max(-FARTHEST, Math.min(FARTHEST, value));

/** The change that a drag to `to` makes to the model as it was when it was gripped. */
export function dragged({ what, node, from }: Grip, to: Point): Partial<ModelNode> {
  const [x, y, z] = node.position;
  switch (what) {
    case 'move':
      return { position: [within(x + to[0] - from[0]), y, within(z + to[2] - from[2])] };
    case 'lift':
      return { position: [x, within(y + to[1] - from[1]), z] };
    case 'turn': {
      const angle = ([px, , pz]: Point) => (Math.atan2(px - x, pz - z) * 180) / Math.PI;
      const turned = node.rotation[1] + angle(to) - angle(from);
      return { rotation: [node.rotation[0], Math.round(turned / TURN_STEP) * TURN_STEP, node.rotation[2]] };
    }
    case 'scale': {
      const reach = ([px, , pz]: Point) => Math.hypot(px - x, pz - z);
      return { size: Math.round(node.size * (reach(to) / Math.max(1, reach(from)))) };
    }
  }
}

/** What a key does to the chosen model; null for a key that does nothing to it. `coarse`: with Shift. */
export function nudged(node: ModelNode, key: string, coarse: boolean): Partial<ModelNode> | null {
  const mm = coarse ? 10 : 1;
  const [x, y, z] = node.position;
  const [rx, ry, rz] = node.rotation;
  switch (key) {
    case 'ArrowLeft':
      return { position: [x - mm, y, z] };
    case 'ArrowRight':
      return { position: [x + mm, y, z] };
    case 'ArrowUp':
      return { position: [x, y, z - mm] };
    case 'ArrowDown':
      return { position: [x, y, z + mm] };
    case 'PageUp':
      return { position: [x, y + mm, z] };
    case 'PageDown':
      return { position: [x, y - mm, z] };
    case '[':
      return { rotation: [rx, ry - (coarse ? 45 : TURN_STEP), rz] };
    case ']':
      return { rotation: [rx, ry + (coarse ? 45 : TURN_STEP), rz] };
    case '+':
    case '=':
      return { size: node.size + mm };
    case '-':
      return { size: node.size - mm };
    default:
      return null;
  }
}
