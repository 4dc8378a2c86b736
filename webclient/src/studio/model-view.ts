// One model alone on a canvas, turned by finger; several can be turned as one.
import { PerspectiveCamera, Scene, Vector3 } from 'three';
import { coast, HOME, isStill, type Orbit } from '../core/orbit.ts';
import { boxOf } from '../stage/box.ts';
import { stand } from '../stage/build.ts';
import { aim, orbitEye, type Subject } from '../stage/eyes.ts';
import { listen } from '../stage/finger.ts';
import { finish } from '../stage/finish.ts';
import { lights } from '../stage/lights.ts';
import { loadModel } from '../stage/load.ts';
import { createRenderer, type Rendering } from '../stage/renderer.ts';

const NONE = { top: 0, right: 0, bottom: 0, left: 0 };
/** Longest side of the model as it is shown, mm. */
const SIZE = 100;
const LONGEST_STEP = 0.1;

export class ModelView {
  readonly #canvas: HTMLCanvasElement;
  readonly #rendering: Rendering;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera();
  readonly #lights = lights();
  readonly #quiet: () => void;
  /** Turned along with this one. */
  readonly #others = new Set<ModelView>();
  #subject: Subject = { middle: new Vector3(), radius: SIZE / 2, height: SIZE };
  #orbit: Orbit = HOME;
  #asked = 0;
  #last = 0;

  /** Throws where there is no WebGL 2. */
  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#rendering = createRenderer({ canvas, onStale: this.#ask, onContext: this.#ask });
    this.#scene.add(this.#lights.group);
    this.#quiet = listen(canvas, {
      orbit: () => this.#orbit,
      onOrbit: (orbit) => {
        for (const view of [this, ...this.#others]) view.#turn(orbit);
      },
      onTap: () => {},
    }).end;
  }

  /** Throws when it cannot be had or read. */
  async show(url: string): Promise<void> {
    const { object } = await loadModel(url);
    finish(object, { plain: false, hour: 'day' });
    stand(object, SIZE, null);
    const box = boxOf(object);
    const extent = box.getSize(new Vector3());
    this.#subject = {
      middle: box.getCenter(new Vector3()),
      radius: Math.hypot(extent.x, extent.z) / 2,
      height: extent.y,
    };
    this.#scene.add(object);
    this.#lights.fit(box);
    this.#canvas.dataset.models = '1';
    this.#ask();
  }

  turnWith(other: ModelView): void {
    this.#others.add(other);
    other.#others.add(this);
  }

  dispose(): void {
    cancelAnimationFrame(this.#asked);
    for (const other of this.#others) other.#others.delete(this);
    this.#quiet();
    this.#rendering.dispose();
  }

  #turn(orbit: Orbit): void {
    this.#orbit = orbit;
    this.#ask();
  }

  readonly #ask = (): void => {
    if (!this.#asked) this.#asked = requestAnimationFrame(() => this.#paint());
  };

  #paint(): void {
    this.#asked = 0;
    const now = performance.now();
    this.#orbit = coast(this.#orbit, this.#last ? Math.min(LONGEST_STEP, (now - this.#last) / 1000) : 0);
    const screen = this.#rendering.size();
    aim(this.#camera, orbitEye(this.#orbit, this.#subject, screen, NONE), screen);
    this.#rendering.draw(this.#scene, this.#camera);
    this.#last = isStill(this.#orbit) ? 0 : now;
    if (this.#last) this.#ask();
  }
}
