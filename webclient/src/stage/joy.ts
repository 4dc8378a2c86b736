// What a figure does when it is tapped or found: a small hop, a turn, and a ring drawn on the page around it.
import type { Mesh, MeshBasicMaterial, ShapeGeometry } from 'three';
import type { BuiltNode } from './build.ts';
import { ring } from './paper.ts';

/** Seconds. */
const [HOP, TURN, RING] = [0.5, 0.9, 1.8];

interface Move {
  readonly built: BuiltNode;
  /** Brings it to where it is at a part of the way, 0 to 1. */
  readonly act: (built: BuiltNode, part: number) => void;
  readonly lasts: number;
  age: number;
}

interface Drawn {
  readonly mesh: Mesh<ShapeGeometry, MeshBasicMaterial>;
  age: number;
}

export class Joy {
  #moves: Move[] = [];
  #rings: Drawn[] = [];
  readonly #still: boolean;

  /** `still`: reduced motion, rings appear but nothing hops. */
  constructor(still: boolean) {
    this.#still = still;
  }

  hop(built: BuiltNode): void {
    this.#begin({ built, act: leap, lasts: HOP, age: 0 });
  }

  /** Once around itself. */
  turn(built: BuiltNode): void {
    this.#begin({ built, act: whirl, lasts: TURN, age: 0 });
  }

  #begin(move: Move): void {
    if (this.#still || this.#moves.some(({ built }) => built === move.built)) return;
    this.#moves.push(move);
  }

  circle(built: BuiltNode, colour: string): void {
    const mesh = ring(built.node.size * 0.62, colour);
    built.object.add(mesh);
    // The page stays flat however the figure is turned.
    mesh.quaternion.premultiply(built.object.quaternion.clone().invert());
    this.#rings.push({ mesh, age: 0 });
  }

  /** Moves on by seconds; says whether anything is still going on. */
  update(seconds: number): boolean {
    const busy = this.#moves.length + this.#rings.length > 0;
    for (const move of this.#moves) {
      move.age += seconds;
      move.act(move.built, Math.min(1, move.age / move.lasts));
    }
    for (const drawn of this.#rings) this.#fade(drawn, seconds);
    this.#moves = this.#moves.filter(({ age, lasts }) => age < lasts);
    this.#rings = this.#rings.filter(({ age }) => age < RING);
    return busy;
  }

  #fade(drawn: Drawn, seconds: number): void {
    drawn.age += seconds;
    const part = Math.min(1, drawn.age / RING);
    drawn.mesh.material.opacity = 1 - part ** 3;
    if (!this.#still) drawn.mesh.scale.setScalar(0.7 + 0.3 * Math.min(1, drawn.age / 0.25));
    if (part < 1) return;
    drawn.mesh.removeFromParent();
    drawn.mesh.geometry.dispose();
    drawn.mesh.material.dispose();
  }
}

/** Slow, fast, slow, and back where it was. */
function whirl({ inner }: BuiltNode, part: number): void {
  inner.rotation.y = part < 1 ? (1 - Math.cos(part * Math.PI)) * Math.PI : 0;
}

/** Crouch, leap, land: `part` runs from 0 to 1. */
function leap({ inner, node }: BuiltNode, part: number): void {
  if (part >= 1) {
    inner.position.y = 0;
    inner.scale.set(1, 1, 1);
    return;
  }
  const squash =
    part < 0.2
      ? Math.sin((part / 0.2) * Math.PI) * 0.12
      : Math.sin(((part - 0.2) / 0.8) * Math.PI * 3) * -0.05 * (1 - part);
  inner.position.y = part < 0.2 ? 0 : Math.sin(((part - 0.2) / 0.8) * Math.PI) * node.size * 0.22;
  inner.scale.set(1 + squash / 2, 1 - squash, 1 + squash / 2);
}
