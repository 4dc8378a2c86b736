// A board beside the scene with the page's words and buttons, for headsets that show no HTML. In the room's metres.
import {
  CanvasTexture,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  type Ray,
  Raycaster,
  SRGBColorSpace,
  type Vector2,
  Vector3,
} from 'three';
import { type Gaze, type Placing, type Stand, size } from '../core/placing.ts';
import type { Subject } from './eyes.ts';

export interface BoardPart {
  readonly kind: 'title' | 'text' | 'note' | 'button';
  /** What is written; the lit word stands out. */
  readonly words: readonly { readonly text: string; readonly lit: boolean }[];
  /** The one thing to do now, or what was chosen. */
  readonly strong: boolean;
  /** Null when it cannot be pressed. */
  readonly act: (() => void) | null;
}

export interface BoardColours {
  readonly paper: string;
  readonly line: string;
  readonly ink: string;
  readonly faint: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly ring: string;
  readonly onRing: string;
  readonly font: string;
}

interface Button {
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly act: () => void;
}

/** Px of the drawing, and m in the room. */
const [WIDTH, HEIGHT, WIDE] = [1280, 960, 0.72];
const TALL = (WIDE * HEIGHT) / WIDTH;
const PAD = 56;
/** Sizes of letters that are tried, px, until all fits; the last is 11 mm in the room, read at arm's length. */
const LETTERS = [64, 56, 48, 42, 36, 30, 24, 20] as const;
/** Behind the page, its lower edge above it, and before the eyes while there is no page, m. */
const [BEHIND, LOWEST, HIGHEST, AHEAD] = [0.06, 0.04, 0.4, 0.9];

export class Board {
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  readonly #colours: () => BoardColours;
  readonly #canvas = document.createElement('canvas');
  readonly #texture: CanvasTexture;
  #buttons: Button[] = [];
  #stands: Placing | null = null;
  #subject: Subject | null = null;
  /** From where the child looked when the page was put there. */
  readonly #eye = new Vector3();

  constructor(colours: () => BoardColours) {
    this.#colours = colours;
    [this.#canvas.width, this.#canvas.height] = [WIDTH, HEIGHT];
    this.#texture = new CanvasTexture(this.#canvas);
    this.#texture.colorSpace = SRGBColorSpace;
    this.#texture.anisotropy = 8;
    const material = new MeshBasicMaterial({ map: this.#texture, toneMapped: false });
    this.mesh = new Mesh(new PlaneGeometry(WIDE, TALL), material);
  }

  show(parts: readonly BoardPart[]): void {
    const pen = this.#canvas.getContext('2d')!;
    for (const letters of LETTERS) {
      this.#buttons = [];
      if (this.#write(pen, parts, letters) <= HEIGHT - PAD) break;
    }
    this.#texture.needsUpdate = true;
  }

  /** Where a ray meets the board. */
  met(ray: Ray): { readonly point: Vector3; readonly uv: Vector2 } | null {
    const [met] = new Raycaster(ray.origin, ray.direction).intersectObject(this.mesh, false);
    return met?.uv ? { point: met.point, uv: met.uv } : null;
  }

  /** Presses what the ray points at; says whether it met the board at all. */
  press(ray: Ray): boolean {
    const met = this.met(ray);
    if (!met) return false;
    const [x, y] = [met.uv.x * WIDTH, (1 - met.uv.y) * HEIGHT];
    const meant = this.#buttons.find(
      ({ box: [left, top, w, h] }) => x >= left && x <= left + w && y >= top && y <= top + h,
    );
    meant?.act();
    return true;
  }

  /** Behind the page and over the scene's top, its face to the child; before the eyes while there is no page. */
  stand(placing: Placing, gaze: Gaze, subject: Subject): void {
    const before = this.#stands;
    this.#stands = placing;
    if (before?.kind !== placing.kind) this.#eye.set(...gaze.at);
    if (placing.kind === 'standing') {
      // It does not follow the head, and needs no other place when the scene was only turned.
      const same = before?.kind === 'standing' && before.at === placing.at && before.scale === placing.scale;
      if (!same || this.#subject !== subject) this.mesh.position.copy(this.#behind(placing, subject));
    } else if (before?.kind !== 'seeking') {
      const ahead = new Vector3(gaze.ahead[0], 0, gaze.ahead[2]).setLength(AHEAD);
      this.mesh.position.copy(this.#eye).add(ahead);
    }
    this.#subject = subject;
    const facing = new Matrix4().lookAt(this.#eye, this.mesh.position, new Vector3(0, 1, 0));
    this.mesh.quaternion.setFromRotationMatrix(facing);
  }

  #behind(stand: Stand, { radius, height }: Subject): Vector3 {
    const page = new Vector3(...stand.at);
    const away = new Vector3().subVectors(page, this.#eye).setY(0);
    const near = Math.max(0.2, away.length());
    const depth = (radius / 1000) * size(stand) + BEHIND;
    const top = (height / 1000) * size(stand);
    // Where a glance over the scene's top meets the board; but never so high that a child must look up to it.
    const over = this.#eye.y + ((page.y + top - this.#eye.y) * (near + depth)) / near - page.y;
    const edge = Math.min(HIGHEST, Math.max(LOWEST, over + LOWEST));
    return page.addScaledVector(away.normalize(), depth).setY(stand.at[1] + edge + TALL / 2);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.#texture.dispose();
  }

  /** Writes everything with letters of a size; returns where it ends, px. */
  #write(pen: CanvasRenderingContext2D, parts: readonly BoardPart[], letters: number): number {
    const colours = this.#colours();
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.strokeStyle = colours.line;
    pen.lineWidth = 6;
    pen.strokeRect(18, 18, WIDTH - 36, HEIGHT - 36);
    pen.textBaseline = 'middle';
    let y = PAD;
    for (const part of parts.filter(({ kind }) => kind !== 'button')) y = this.#paragraph(pen, part, letters, y);
    return this.#rows(
      pen,
      parts.filter(({ kind }) => kind === 'button'),
      letters,
      y + letters * 0.4,
    );
  }

  #paragraph(pen: CanvasRenderingContext2D, part: BoardPart, letters: number, top: number): number {
    const colours = this.#colours();
    const px = part.kind === 'title' ? letters * 1.2 : part.kind === 'note' ? letters * 0.8 : letters;
    pen.font = `${part.kind === 'title' || part.strong ? 700 : 400} ${px}px ${colours.font}`;
    const line = px * 1.45;
    const space = pen.measureText(' ').width;
    let [x, y] = [PAD, top + line / 2];
    for (const { text, lit } of part.words) {
      const width = pen.measureText(text).width;
      if (x > PAD && x + width > WIDTH - PAD) [x, y] = [PAD, y + line];
      if (lit) {
        pen.fillStyle = colours.ring;
        pen.fillRect(x - space / 2, y - line * 0.44, width + space, line * 0.88);
      }
      pen.fillStyle = lit ? colours.onRing : part.kind === 'note' ? colours.faint : colours.ink;
      pen.fillText(text, x, y);
      x += width + space;
    }
    return y + line / 2 + px * 0.25;
  }

  #rows(pen: CanvasRenderingContext2D, buttons: readonly BoardPart[], letters: number, top: number): number {
    const px = Math.max(LETTERS.at(-1)!, letters * 0.85);
    const height = px * 2.1;
    pen.font = `700 ${px}px ${this.#colours().font}`;
    let [x, y] = [PAD, top];
    for (const { words, strong, act } of buttons) {
      const text = words.map((word) => word.text).join(' ');
      const width = Math.min(WIDTH - 2 * PAD, pen.measureText(text).width + px * 1.4);
      if (x > PAD && x + width > WIDTH - PAD) [x, y] = [PAD, y + height + px * 0.4];
      this.#key(pen, text, [x, y, width, height], strong, act !== null);
      if (act) this.#buttons.push({ box: [x, y, width, height], act });
      x += width + px * 0.5;
    }
    return buttons.length ? y + height : top;
  }

  #key(pen: CanvasRenderingContext2D, text: string, box: Button['box'], strong: boolean, on: boolean): void {
    const colours = this.#colours();
    const [x, y, width, height] = box;
    pen.globalAlpha = on ? 1 : 0.45;
    pen.beginPath();
    pen.roundRect(x, y, width, height, 20);
    pen.fillStyle = strong ? colours.accent : colours.paper;
    pen.fill();
    pen.strokeStyle = strong ? colours.accent : colours.faint;
    pen.lineWidth = 4;
    pen.stroke();
    pen.fillStyle = strong ? colours.onAccent : colours.ink;
    pen.fillText(text, x + height / 3, y + height / 2, width - (height * 2) / 3);
    pen.globalAlpha = 1;
  }
}
