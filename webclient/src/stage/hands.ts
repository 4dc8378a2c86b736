// What a controller or a hand points at: a fine ray from it, and a dot where the ray meets the board.
import {
  BufferGeometry,
  CircleGeometry,
  Group,
  Line,
  LineBasicMaterial,
  Mesh,
  MeshBasicMaterial,
  Ray,
  Vector3,
} from 'three';
import type { Board } from './board.ts';

/** Of a ray and a dot, and how far ahead the dot of the eyes is, m. */
const [LENGTH, DOT, GAZE] = [1.5, 0.008, 0.8];

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

  /** Shows all that point in this frame. Where nothing does but the eyes, as in a cardboard headset, theirs is a dot. */
  show(frame: XRFrame, space: XRReferenceSpace, eyes: XRRigidTransform, board: Board | null): void {
    const pointers = [...frame.session.inputSources]
      .filter(({ targetRayMode }) => targetRayMode === 'tracked-pointer')
      .map(({ targetRaySpace }) => frame.getPose(targetRaySpace, space)?.transform)
      .filter((transform) => transform !== undefined);
    const gazes = pointers.length === 0 && board !== null;
    for (const [i, transform] of (gazes ? [eyes] : pointers).entries()) this.#point(i, transform, board, gazes);
    const used = gazes ? 1 : pointers.length;
    for (const { ray, dot } of this.#hands.slice(used)) ray.visible = dot.visible = false;
  }

  #point(i: number, transform: XRRigidTransform, board: Board | null, gazes: boolean): void {
    const { ray, dot } = this.#hand(i);
    ray.visible = !gazes;
    ray.matrix.fromArray(transform.matrix);
    const straight = rayOf(transform);
    const room = this.group.matrixWorld;
    const met = board?.met(straight.clone().applyMatrix4(room))?.point.applyMatrix4(room.clone().invert()) ?? null;
    dot.visible = met !== null || gazes;
    dot.position.copy(met ?? straight.at(GAZE, new Vector3()));
    if (met && board) dot.quaternion.copy(board.mesh.quaternion);
    else
      dot.quaternion.set(
        transform.orientation.x,
        transform.orientation.y,
        transform.orientation.z,
        transform.orientation.w,
      );
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
