// The calm ring on a found surface: where the scene will be put. In the room's metres.
import { CircleGeometry, Group, Mesh, MeshBasicMaterial, RingGeometry } from 'three';
import type { Vec3 } from '../core/matrix.ts';

/** m; so large at a distance of one metre. */
const RADIUS = 0.07;
/** Between these distances it grows with them, m. */
const [NEAR, FAR] = [0.5, 4];

export class Reticle {
  readonly group = new Group();

  constructor(colours: { readonly ring: string; readonly paper: string }) {
    const paper = { color: colours.paper, transparent: true, toneMapped: false, depthTest: false };
    const ring = flat(
      new RingGeometry(RADIUS * 0.86, RADIUS, 48),
      new MeshBasicMaterial({ ...paper, color: colours.ring }),
    );
    // The paper around it makes it seen on every table.
    const edge = flat(
      new RingGeometry(RADIUS * 0.8, RADIUS * 1.06, 48),
      new MeshBasicMaterial({ ...paper, opacity: 0.85 }),
    );
    const dot = flat(new CircleGeometry(RADIUS * 0.12, 24), new MeshBasicMaterial({ ...paper, color: colours.ring }));
    [edge.renderOrder, ring.renderOrder, dot.renderOrder] = [10, 11, 11];
    this.group.add(edge, ring, dot);
    this.group.visible = false;
  }

  /** Lies on the spot, seen from `eye`; null hides it. */
  lay(spot: Vec3 | null, eye: Vec3): void {
    this.group.visible = spot !== null;
    if (!spot) return;
    const away = Math.hypot(spot[0] - eye[0], spot[1] - eye[1], spot[2] - eye[2]);
    this.group.position.set(...spot);
    this.group.scale.setScalar(Math.min(FAR, Math.max(NEAR, away)));
  }

  dispose(): void {
    for (const part of this.group.children as Mesh<RingGeometry, MeshBasicMaterial>[]) {
      part.geometry.dispose();
      part.material.dispose();
    }
  }
}

function flat(geometry: RingGeometry | CircleGeometry, material: MeshBasicMaterial): Mesh {
  const mesh = new Mesh(geometry, material);
  mesh.rotation.x = -Math.PI / 2;
  return mesh;
}
