// The handles around the chosen model: a ring on the page with a knob to turn it, one to scale it, one to lift it.
import {
  type Camera,
  CanvasTexture,
  Group,
  Mesh,
  MeshBasicMaterial,
  type PerspectiveCamera,
  type Raycaster,
  RingGeometry,
  Sprite,
  SpriteMaterial,
  SRGBColorSpace,
  Vector3,
} from 'three';
import type { ModelNode } from '../generated/scene.ts';

export type Knob = 'turn' | 'scale' | 'lift';

/** Diameter of a knob on the screen, CSS px: a finger's. */
const KNOB = 44;
/** From the figure to the ring, mm. */
const GAP = 18;
const SIGNS: Record<Knob, string> = {
  turn: 'M17 8a7 7 0 1 0 1.500 7M18 3v5.500h-5.500',
  scale: 'M5 19L19 5M12.500 5H19v6.500M11.500 19H5v-6.500',
  lift: 'M12 4v16M7 8.500L12 3.500l5 5M7 15.500l5 5 5-5',
};

export class Handles {
  readonly group = new Group();
  readonly #ring: Mesh<RingGeometry, MeshBasicMaterial>;
  readonly #knobs: Record<Knob, Sprite>;
  /** Size of the ring that is built, mm. */
  #radius = 0;

  constructor(colour: string, paper: string) {
    this.#ring = new Mesh(
      new RingGeometry(),
      new MeshBasicMaterial({ color: colour, toneMapped: false, transparent: true }),
    );
    this.#ring.rotation.x = -Math.PI / 2;
    this.#ring.renderOrder = 5;
    const knob = (name: Knob) => {
      const map = new CanvasTexture(drawKnob(SIGNS[name], colour, paper));
      map.colorSpace = SRGBColorSpace;
      const made = new Sprite(new SpriteMaterial({ map, sizeAttenuation: false, depthTest: false, toneMapped: false }));
      made.renderOrder = 10;
      made.userData.knob = name;
      return made;
    };
    this.#knobs = { turn: knob('turn'), scale: knob('scale'), lift: knob('lift') };
    this.group.add(this.#ring, ...Object.values(this.#knobs));
    this.group.visible = false;
  }

  /** Stands around a model that reaches so far along the page and so high over it, mm; around none, hides. */
  around(node: ModelNode | null, { reach, top }: { reach: number; top: number }): void {
    this.group.visible = node !== null;
    if (!node) return;
    const radius = Math.round(reach * 1.1 + GAP);
    this.group.position.set(...node.position);
    if (radius !== this.#radius) {
      this.#ring.geometry.dispose();
      this.#ring.geometry = new RingGeometry(radius - 0.5, radius + 0.5, 72);
      this.#radius = radius;
    }
    this.#ring.position.y = 0.4;
    const yaw = (node.rotation[1] * Math.PI) / 180;
    this.#knobs.turn.position.set(Math.sin(yaw) * radius, 0.5, Math.cos(yaw) * radius);
    // Kept away from the knob that turns.
    const aside = yaw + (Math.PI * 2) / 3;
    this.#knobs.scale.position.set(Math.sin(aside) * radius, 0.5, Math.cos(aside) * radius);
    this.#knobs.lift.position.set(0, top - node.position[1] + 8, 0);
  }

  /** Knobs keep their size on the screen, however near it is seen. */
  fit(camera: PerspectiveCamera, height: number): void {
    const scale = (2 * KNOB) / (height * camera.projectionMatrix.elements[5]!);
    for (const knob of Object.values(this.#knobs)) knob.scale.setScalar(scale);
  }

  /** Where the knobs are on a screen of this size, CSS px from its upper left; null while there are none. */
  places(camera: Camera, { width, height }: { width: number; height: number }): Record<Knob, [number, number]> | null {
    if (!this.group.visible) return null;
    const place = (knob: Knob): [number, number] => {
      const { x, y } = this.#knobs[knob].getWorldPosition(new Vector3()).project(camera);
      return [Math.round(((x + 1) / 2) * width), Math.round(((1 - y) / 2) * height)];
    };
    return { turn: place('turn'), scale: place('scale'), lift: place('lift') };
  }

  /** The knob under the ray. */
  hit(caster: Raycaster, camera: Camera): Knob | null {
    if (!this.group.visible) return null;
    caster.camera = camera;
    const [first] = caster.intersectObjects(Object.values(this.#knobs));
    return (first?.object.userData.knob as Knob | undefined) ?? null;
  }
}

function drawKnob(sign: string, colour: string, paper: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 128;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = paper;
  pen.strokeStyle = colour;
  pen.lineWidth = 6;
  pen.beginPath();
  pen.arc(64, 64, 50, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.translate(30, 30);
  pen.scale(68 / 24, 68 / 24);
  pen.lineWidth = 2.4;
  pen.lineCap = pen.lineJoin = 'round';
  pen.stroke(new Path2D(sign));
  return canvas;
}
