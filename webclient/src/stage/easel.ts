// What the stage is drawn on: a canvas with the fingers on it, and another one in its place when edges need be smooth no more.
import type { Camera, Scene, WebGLRenderer } from 'three';
import type { Area, Size } from '../core/cover.ts';
import type { Quality } from '../core/quality.ts';
import { type FingerOptions, type Listening, listen } from './finger.ts';
import { createRenderer, type Rendering } from './renderer.ts';

/** The part of a quality that lies in the canvas. */
export type Fineness = Pick<Quality, 'antialias' | 'ratio'>;

export interface EaselOptions {
  readonly canvas: HTMLCanvasElement;
  readonly fineness: Fineness;
  readonly finger: Omit<FingerOptions, 'onLift'>;
  /** All must be drawn again. */
  readonly onStale: () => void;
  /** Another canvas has taken the place of the one before. */
  readonly onCanvas: (canvas: HTMLCanvasElement) => void;
  /** The browser took the drawing away, or gave it back. */
  readonly onContext: (there: boolean) => void;
}

interface Drawing {
  readonly canvas: HTMLCanvasElement;
  readonly rendering: Rendering;
}

export class Easel {
  readonly #options: EaselOptions;
  #wanted: Fineness;
  /** Edges are smooth, and that can be given up: a browser fixes it with the canvas. */
  #smooth: boolean;
  #drawing: Drawing;
  #fingers: Listening;
  /** The one before, whose picture is seen until there is another. */
  #before: Drawing | null = null;
  #lent = false;

  constructor(options: EaselOptions) {
    this.#options = options;
    this.#wanted = options.fineness;
    this.#smooth = options.fineness.antialias;
    this.#drawing = this.#begin(options.canvas);
    this.#fingers = this.#listen();
  }

  /** Size of the canvas, CSS px. */
  size(): Size {
    return this.#drawing.rendering.size();
  }

  draw(scene: Scene, camera: Camera, area?: Area): void {
    this.#drawing.rendering.draw(scene, camera, area);
    this.#takeAway();
  }

  /** What `take` draws when the canvas is for once this large, as a JPEG; null when there is no memory for it. */
  taken(width: number, height: number, take: () => void): Promise<Blob | null> {
    return this.#drawing.rendering.taken(width, height, take);
  }

  /** Draws lighter or finer, as soon as that disturbs nobody; smooth edges, once given up, stay so. */
  ease(wanted: Fineness): void {
    this.#wanted = wanted;
    this.#settle();
  }

  /** Somebody else draws on it. */
  get lent(): boolean {
    return this.#lent;
  }

  lend(): WebGLRenderer {
    this.#lent = true;
    this.#takeAway();
    return this.#drawing.rendering.renderer;
  }

  takeBack(): void {
    this.#lent = false;
    this.#settle();
  }

  dispose(): void {
    this.#fingers.end();
    this.#takeAway();
    this.#drawing.rendering.dispose();
  }

  /** A canvas is not taken from under a finger, which would be lost with it, nor from who else draws on it. */
  #settle(): void {
    const isRougher = this.#smooth && !this.#wanted.antialias;
    if (isRougher && !this.#lent && !this.#fingers.held()) this.#beginAnew();
    this.#drawing.rendering.ease(this.#wanted.ratio);
  }

  #beginAnew(): void {
    this.#smooth = false;
    const { canvas } = this.#drawing;
    const next = canvas.cloneNode() as HTMLCanvasElement;
    const focused = document.activeElement === canvas;
    this.#takeAway();
    try {
      this.#before = this.#drawing;
      this.#drawing = this.#begin(next);
    } catch {
      // There may be no memory for a second one: then it goes on with smooth edges, and fewer px.
      this.#before = null;
      return;
    }
    this.#fingers.end();
    this.#fingers = this.#listen();
    canvas.before(next);
    if (focused) next.focus();
    // Seen, but what is done on it is meant for the one below.
    canvas.inert = true;
    this.#options.onCanvas(next);
    this.#options.onStale();
  }

  #takeAway(): void {
    this.#before?.rendering.dispose();
    this.#before?.canvas.remove();
    this.#before = null;
  }

  #begin(canvas: HTMLCanvasElement): Drawing {
    const { onStale, onContext } = this.#options;
    const rendering = createRenderer({
      canvas,
      antialias: this.#smooth,
      ratio: this.#wanted.ratio,
      onStale,
      // Of a canvas that waits to be taken away it does not matter.
      onContext: (there) => canvas === this.#drawing.canvas && onContext(there),
    });
    return { canvas, rendering };
  }

  #listen(): Listening {
    return listen(this.#drawing.canvas, { ...this.#options.finger, onLift: () => this.#settle() });
  }
}
