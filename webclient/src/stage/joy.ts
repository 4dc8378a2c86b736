// What a figure does when it is tapped or found: a small hop, and a ring drawn on the page around it.
import type { Mesh, MeshBasicMaterial, ShapeGeometry } from 'three';
import type { BuiltNode } from './build.ts';
import { ring } from './paper.ts';

/** Seconds. */
const [HOP, RING] = [0.5, 1.8];

interface Hop {
  readonly built: BuiltNode;
  age: number;
}

interface Drawn {
  readonly mesh: Mesh<ShapeGeometry, MeshBasicMaterial>;
  age: number;
}

export class Joy {
  #hops: Hop[] = [];
  #rings: Drawn[] = [];
  readonly #still: boolean;

  /** `still`: reduced motion, rings appear but nothing hops. */
  constructor(still: boolean) {
    this.#still = still;
  }

  hop(built: BuiltNode): void {
    if (this.#still || this.#hops.some((hop) => hop.built === built)) return;
    this.#hops.push({ built, age: 0 });
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
    const busy = this.#hops.length + this.#rings.length > 0;
    for (const hop of this.#hops) {
      hop.age += seconds;
      leap(hop.built, hop.age / HOP);
    }
    for (const drawn of this.#rings) this.#fade(drawn, seconds);
    this.#hops = this.#hops.filter(({ age }) => age < HOP);
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
