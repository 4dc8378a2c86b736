// A room that is drawn where none is seen: a calm wall, a floor, and a desk with the page on it. Metres.
import {
  BoxGeometry,
  CanvasTexture,
  CircleGeometry,
  Color,
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  SRGBColorSpace,
} from 'three';
import type { Vec3 } from '../core/matrix.ts';
import type { Placing } from '../core/placing.ts';

/** Width, depth and thickness of the top, and thickness of a leg. */
const [WIDTH, DEPTH, TOP, LEG] = [1.2, 0.7, 0.035, 0.05];
const FLOOR = 4;
/** The sheet's shade lies a little below it; the desk lies below that, or they flicker. */
const BELOW = 0.006;

export class Desk {
  readonly group = new Group();
  readonly wall: Color;
  readonly #legs: readonly Mesh[];
  readonly #floor: Mesh;

  constructor({ line, wall, paper }: { readonly line: string; readonly wall: string; readonly paper: string }) {
    this.wall = new Color(wall);
    const wood = new MeshLambertMaterial({ color: line });
    const top = new Mesh(new BoxGeometry(WIDTH, TOP, DEPTH), wood);
    top.position.y = -TOP / 2 - BELOW;
    const [x, z] = [WIDTH / 2 - LEG, DEPTH / 2 - LEG];
    this.#legs = [
      [x, z],
      [-x, z],
      [x, -z],
      [-x, -z],
    ].map(([at, deep]) => {
      const leg = new Mesh(new BoxGeometry(LEG, 1, LEG), wood);
      leg.position.set(at!, 0, deep!);
      return leg;
    });
    this.#floor = new Mesh(
      new CircleGeometry(FLOOR, 48),
      new MeshBasicMaterial({ map: fading(paper, wall), toneMapped: false }),
    );
    this.#floor.rotation.x = -Math.PI / 2;
    this.group.add(top, ...this.#legs, this.#floor);
  }

  /** Its long side to the child, as the page was put. */
  turn(placing: Placing): void {
    if (placing.kind === 'standing') this.group.rotation.y = placing.turn;
  }

  /** The page lies at `at`; the desk stands below it, on the floor. */
  stand([x, y, z]: Vec3, floor: number): void {
    this.group.position.set(x, y, z);
    const height = Math.max(0.1, y - floor - TOP - BELOW);
    for (const leg of this.#legs) {
      leg.scale.y = height;
      leg.position.y = -TOP - BELOW - height / 2;
    }
    this.#floor.position.y = floor - y;
  }

  dispose(): void {
    for (const part of this.group.children as Mesh<BoxGeometry, MeshBasicMaterial>[]) {
      part.geometry.dispose();
      part.material.map?.dispose();
      part.material.dispose();
    }
  }
}

/** A floor that is light where the desk stands and becomes the wall. */
function fading(light: string, wall: string): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 256;
  const pen = canvas.getContext('2d')!;
  const gradient = pen.createRadialGradient(128, 128, 10, 128, 128, 128);
  gradient.addColorStop(0, light);
  gradient.addColorStop(1, wall);
  pen.fillStyle = gradient;
  pen.fillRect(0, 0, 256, 256);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}
