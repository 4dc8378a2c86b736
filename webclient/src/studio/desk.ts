// The desk on which a scene is arranged: the page, the models on it, the handles of the chosen one, fingers and keys.
import { PerspectiveCamera, Plane, Raycaster, Scene, Vector2, Vector3 } from 'three';
import { coast, HOME, isStill, type Orbit } from '../core/orbit.ts';
import type { AssetFile } from '../generated/api.ts';
import type { ModelNode } from '../generated/scene.ts';
import { aim, orbitEye, type Subject } from '../stage/eyes.ts';
import { listen } from '../stage/finger.ts';
import { type Hour, lights } from '../stage/lights.ts';
import { createRenderer, type Rendering } from '../stage/renderer.ts';
import { dragged, type Grip, nudged } from './dragging.ts';
import { Figures } from './figures.ts';
import { Handles } from './handles.ts';
import { PAGE_WIDTH, type RuledColours, ruledPaper } from './ruled-paper.ts';

export interface DeskOptions {
  readonly canvas: HTMLCanvasElement;
  readonly colours: RuledColours & { readonly accent: string };
  /** Reduced motion. */
  readonly still: boolean;
  readonly onSelect: (node: string | null) => void;
  /** `change` is made to the model as it is when it is made: keys come faster than what they did is drawn. */
  readonly onChange: (node: string, change: (now: ModelNode) => Partial<ModelNode>) => void;
}

/** Where the buttons over the canvas are, CSS px. */
const INSETS = { top: 0, right: 0, bottom: 56, left: 0 };
const LONGEST_STEP = 0.1;
const FRONT: Orbit = { ...HOME, elevation: 0.7 };
const ABOVE: Orbit = { ...HOME, elevation: 1.45 };
const UP = new Vector3(0, 1, 0);

export class Desk {
  readonly #options: DeskOptions;
  readonly #rendering: Rendering;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera();
  readonly #lights = lights();
  readonly #figures: Figures;
  readonly #handles: Handles;
  readonly #caster = new Raycaster();
  readonly #quiet: (() => void)[] = [];
  #paper = ruledPaper(null, { paper: '#fff', ink: '#000', faint: '#888' });
  #orbit: Orbit = FRONT;
  /** What is looked at; it stays as it is while models are moved, or they would seem to stand still. */
  #subject: Subject = { middle: new Vector3(0, 0, 0), radius: PAGE_WIDTH / 2, height: 10 };
  #fitted = -1;
  #selected: string | null = null;
  #grip: (Grip & { readonly plane: Plane; readonly pointer: number }) | null = null;
  #asked = 0;
  #last = 0;

  /** Throws where there is no WebGL 2. */
  constructor(options: DeskOptions) {
    this.#options = options;
    this.#rendering = createRenderer({ canvas: options.canvas, onStale: this.#ask, onContext: this.#ask });
    this.#figures = new Figures(options.still, this.#ask);
    this.#handles = new Handles(options.colours.accent, options.colours.paper);
    this.#scene.add(this.#lights.group, this.#paper, this.#figures.root, this.#handles.group);
    // Before the listeners that turn the page: what takes hold of a model does not turn it.
    this.#grips(options.canvas);
    this.#quiet.push(
      listen(options.canvas, {
        orbit: () => this.#orbit,
        onOrbit: (orbit) => this.#turn(orbit),
        onTap: (x, y) => options.onSelect(this.#nodeAt(x, y)),
      }).end,
    );
  }

  show(nodes: readonly ModelNode[], files: Readonly<Record<string, AssetFile>>, selected: string | null): void {
    this.#figures.show(nodes, files);
    this.#selected = selected;
    this.#ask();
  }

  light(hour: Hour): void {
    this.#lights.at(hour);
    this.#figures.light(hour);
    this.#ask();
  }

  /** Draws the page with its own marker. */
  mark(word: string | null): void {
    this.#paper.removeFromParent();
    this.#paper = ruledPaper(word, this.#options.colours);
    this.#scene.add(this.#paper);
    this.#ask();
  }

  /** The view from before the page again, or from straight above. */
  look(from: 'front' | 'above'): void {
    this.#fit();
    this.#turn(from === 'front' ? FRONT : ABOVE);
  }

  /** Lets the page and all that stands on it fill the view. */
  #fit(): void {
    this.#fitted = this.#figures.count;
    // So that a test knows when there is something to take hold of.
    this.#options.canvas.dataset.models = String(this.#fitted);
    const { min, max } = this.#figures.bounds();
    const radius = Math.max(PAGE_WIDTH / 2, -min.x, max.x, -min.z, max.z);
    this.#subject = { middle: new Vector3(0, max.y * 0.4, 0), radius: radius * 0.95, height: max.y };
  }

  dispose(): void {
    cancelAnimationFrame(this.#asked);
    for (const quiet of this.#quiet) quiet();
    this.#rendering.dispose();
  }

  #turn(orbit: Orbit): void {
    this.#orbit = this.#options.still ? { ...orbit, spin: 0, tilt: 0 } : orbit;
    this.#ask();
  }

  #grips(canvas: HTMLCanvasElement): void {
    const abort = new AbortController();
    const on = <K extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel' | 'keydown'>(
      type: K,
      act: (event: HTMLElementEventMap[K]) => boolean,
    ) =>
      canvas.addEventListener(
        type,
        (event) => {
          if (!act(event)) return;
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        { signal: abort.signal },
      );
    on('pointerdown', (event) => this.#take(event));
    on('pointermove', (event) => this.#drag(event));
    on('pointerup', (event) => this.#release(event));
    on('pointercancel', (event) => this.#release(event));
    on('keydown', (event) => {
      const node = this.#figures.node(this.#selected);
      if (!node) return false;
      if (event.key === 'Escape') this.#options.onSelect(null);
      if (!nudged(node, event.key, event.shiftKey)) return false;
      this.#options.onChange(node.id, (now) => nudged(now, event.key, event.shiftKey) ?? {});
      return true;
    });
    this.#quiet.push(() => abort.abort());
  }

  #aimAt(event: PointerEvent): void {
    const box = this.#options.canvas.getBoundingClientRect();
    this.#point(event.clientX - box.left, event.clientY - box.top);
  }

  #point(x: number, y: number): void {
    const { width, height } = this.#rendering.size();
    this.#caster.setFromCamera(new Vector2((2 * x) / width - 1, 1 - (2 * y) / height), this.#camera);
  }

  #nodeAt(x: number, y: number): string | null {
    this.#point(x, y);
    return this.#hit()?.node ?? null;
  }

  #hit(): { node: string; at: Vector3 } | null {
    for (const { object, point } of this.#caster.intersectObject(this.#figures.root, true)) {
      for (let part: typeof object | null = object; part; part = part.parent) {
        const id: unknown = part.userData.node;
        if (typeof id === 'string') return { node: id, at: point };
      }
    }
    return null;
  }

  /** Takes hold of a knob, or of the chosen model itself. */
  #take(event: PointerEvent): boolean {
    if (this.#grip) return true;
    const node = this.#figures.node(this.#selected);
    if (!node || event.button > 0) return false;
    this.#aimAt(event);
    const knob = this.#handles.hit(this.#caster, this.#camera);
    const hit = this.#hit();
    if (!knob && hit?.node !== node.id) return false;
    const through = knob ? new Vector3(...node.position) : hit!.at;
    // Upwards a model is moved on the upright plane that faces the eye, else along the page.
    const facing = this.#camera.position.clone().sub(through).setY(0).normalize();
    const plane = new Plane().setFromNormalAndCoplanarPoint(knob === 'lift' ? facing : UP, through);
    const from = this.#caster.ray.intersectPlane(plane, new Vector3());
    if (!from) return false;
    this.#options.canvas.setPointerCapture(event.pointerId);
    this.#options.canvas.focus({ preventScroll: true });
    this.#grip = { what: knob ?? 'move', node, from: from.toArray(), plane, pointer: event.pointerId };
    return true;
  }

  #drag(event: PointerEvent): boolean {
    if (!this.#grip) return false;
    if (event.pointerId !== this.#grip.pointer) return true;
    this.#aimAt(event);
    const to = this.#caster.ray.intersectPlane(this.#grip.plane, new Vector3());
    const change = to && dragged(this.#grip, to.toArray());
    if (change) this.#options.onChange(this.#grip.node.id, () => change);
    return true;
  }

  #release(event: PointerEvent): boolean {
    if (!this.#grip) return false;
    if (event.pointerId === this.#grip.pointer) this.#grip = null;
    return true;
  }

  readonly #ask = (): void => {
    if (!this.#asked) this.#asked = requestAnimationFrame(() => this.#paint());
  };

  #paint(): void {
    this.#asked = 0;
    const now = performance.now();
    const step = this.#last ? Math.min(LONGEST_STEP, (now - this.#last) / 1000) : 0;
    this.#orbit = coast(this.#orbit, step);
    const again = this.#figures.update(step) || !isStill(this.#orbit);
    const screen = this.#rendering.size();
    const bounds = this.#figures.bounds();
    this.#lights.fit(bounds);
    const node = this.#figures.node(this.#selected);
    this.#handles.around(node, node ? this.#figures.extent(node.id) : { reach: 0, top: 0 });
    if (!this.#grip && this.#fitted !== this.#figures.count) this.#fit();
    aim(this.#camera, orbitEye(this.#orbit, this.#subject, screen, INSETS), screen);
    this.#handles.fit(this.#camera, screen.height);
    // As above: so that a test knows where to take hold.
    this.#options.canvas.dataset.knobs = JSON.stringify(this.#handles.places(this.#camera, screen));
    this.#rendering.draw(this.#scene, this.#camera);
    this.#last = again ? now : 0;
    if (again && !document.hidden) this.#ask();
  }
}
