// How large a thing is as it is shown, with what its bones do to it.
import { Box3, type Object3D } from 'three';

/** In the world's frame, by every vertex: not for every frame. */
export function boxOf(object: Object3D): Box3 {
  // A skin is where its bones are, which may stand after it in the tree and not have been placed yet.
  object.updateMatrixWorld(true);
  return new Box3().setFromObject(object, true);
}
