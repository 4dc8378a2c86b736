// What a controller or a hand points at: a fine ray from it, and a dot where the ray meets the board.
import {
  BufferGeometry,
  CircleGeometry,
  Group,
  Line,
  LineBasicMaterial,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  Ray,
  Vector3,
} from 'three';
import type { Board } from './board.ts';

/** m */
const [LENGTH, DOT] = [1.5, 0.008];

interface Hand {
  readonly ray: Line<BufferGeometry, LineBasicMaterial>;
  readonly dot: Mesh<CircleGeometry, MeshBasicMaterial>;
}

export class Hands {
  readonly group = new Group();
  readonly #colour: string;
  readonly #hands: Hand[] = [];

  constructor({ ring }: { readonly ring: string }) {
    this.#colour = ring;
  }

  /** Shows all that point in this frame; a finger on a screen is not shown. */
  show(frame: XRFrame, space: XRReferenceSpace, board: Board | null, rig: Group): void {
    let used = 0;
    for (const { targetRayMode, targetRaySpace } of frame.session.inputSources) {
      const pose = targetRayMode === 'tracked-pointer' ? frame.getPose(targetRaySpace, space) : undefined;
      if (!pose) continue;
      const { ray, dot } = this.#hand(used++);
      ray.matrix.fromArray(pose.transform.matrix);
      const met = board?.met(rayOf(pose.transform).applyMatrix4(rig.matrixWorld)) ?? null;
      dot.visible = met !== null;
      if (!met || !board) continue;
      const inRoom = met.point.clone().applyMatrix4(new Matrix4().copy(rig.matrixWorld).invert());
      dot.position.copy(inRoom);
      dot.quaternion.copy(board.mesh.quaternion);
    }
    for (const [i, { ray, dot }] of this.#hands.entries()) {
      ray.visible = i < used;
      if (i >= used) dot.visible = false;
    }
  }

  dispose(): void {
    for (const { ray, dot } of this.#hands)
      for (const part of [ray, dot]) {
        part.geometry.dispose();
        part.material.dispose();
      }
  }

  #hand(i: number): Hand {
    const known = this.#hands[i];
    if (known) return known;
    const line = new BufferGeometry().setFromPoints([new Vector3(), new Vector3(0, 0, -LENGTH)]);
    const ray = new Line(line, new LineBasicMaterial({ color: this.#colour, transparent: true, opacity: 0.7 }));
    ray.matrixAutoUpdate = false;
    // Before the board, whatever the depth says: it lies in its plane.
    const dot = new Mesh(new CircleGeometry(DOT, 20), new MeshBasicMaterial({ color: this.#colour, depthTest: false }));
    dot.renderOrder = 20;
    this.group.add(ray, dot);
    this.#hands.push({ ray, dot });
    return { ray, dot };
  }
}

/** Where something points, in the room's metres. */
export function rayOf({ position: { x, y, z }, matrix }: XRRigidTransform): Ray {
  return new Ray(new Vector3(x, y, z), new Vector3(-matrix[8]!, -matrix[9]!, -matrix[10]!));
}
