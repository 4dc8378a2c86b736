// Which figure a finger meant: the one under it, or the nearest within a fingertip.
import { type Camera, type Ray, Raycaster, Vector2, Vector3 } from 'three';
import type { Size } from '../core/cover.ts';
import type { BuiltNode } from './build.ts';

/** A child's fingertip, CSS px. */
const FINGERTIP = 44;
/** Radians: four degrees. */
const TREMBLE = 0.07;

/** Id of the node meant by a tap at x, y (CSS px of the canvas), or null. */
export function nodeAt(x: number, y: number, nodes: readonly BuiltNode[], camera: Camera, screen: Size): string | null {
  const caster = new Raycaster();
  caster.setFromCamera(new Vector2((2 * x) / screen.width - 1, 1 - (2 * y) / screen.height), camera);
  const struck = struckBy(caster, nodes);
  if (struck) return struck;
  let [nearest, least]: [string | null, number] = [null, FINGERTIP];
  for (const { node, object } of nodes) {
    const at = object.localToWorld(new Vector3(0, node.size / 3, 0)).project(camera);
    const away = Math.hypot(((at.x + 1) / 2) * screen.width - x, ((1 - at.y) / 2) * screen.height - y);
    if (at.z < 1 && away < least) [nearest, least] = [node.id, away];
  }
  return nearest;
}

/** Id of the node that a hand points at: the one on the ray, or the nearest to it within the tremble of a hand. */
export function nodeOn(ray: Ray, nodes: readonly BuiltNode[]): string | null {
  const struck = struckBy(new Raycaster(ray.origin, ray.direction), nodes);
  if (struck) return struck;
  let [nearest, least]: [string | null, number] = [null, TREMBLE];
  for (const { node, object } of nodes) {
    const towards = object.localToWorld(new Vector3(0, node.size / 3, 0)).sub(ray.origin);
    const away = ray.direction.angleTo(towards);
    if (away < least) [nearest, least] = [node.id, away];
  }
  return nearest;
}

function struckBy(caster: Raycaster, nodes: readonly BuiltNode[]): string | null {
  const objects = nodes.map(({ object }) => object);
  for (const { object } of caster.intersectObjects(objects, true)) {
    for (let part = object; part; part = part.parent!) {
      const id: unknown = part.userData.node;
      if (typeof id === 'string') return id;
    }
  }
  return null;
}
