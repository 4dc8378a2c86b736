// The stage: shows a page's scene on a virtual sheet or on the tracked page, and draws only when something changed.
import { type Camera as Eyes, type Group, PerspectiveCamera, Scene, Vector3, type WebGLRenderer } from 'three';
import type { Area, Size } from '../core/cover.ts';
import { coast, HOME, isStill, type Orbit } from '../core/orbit.ts';
import type { Camera, Pose } from '../core/pose.ts';
import type { Quality } from '../core/quality.ts';
import { tapAnswer } from '../core/tapped.ts';
import type { AssetFile, SceneDocument } from '../generated/api.ts';
import { Backdrop, type Shown } from './backdrop.ts';
import { type BuiltScene, buildScene } from './build.ts';
import { Easel, type Fineness } from './easel.ts';
import { aim, type Insets, type Subject } from './eyes.ts';
import { type Finish, finish } from './finish.ts';
import { Joy } from './joy.ts';
import type { LentStage } from './lent.ts';
import { type Lights, lights } from './lights.ts';
import { loadModel } from './load.ts';
import { EMPTY, Outlook } from './outlook.ts';
import { type PaperColours, shadowCatcher, sheet } from './paper.ts';
import { nodeAt } from './touch.ts';

/** What the camera saw and what the tracker made of it. */
export interface SeenFrame extends Shown {
  readonly camera: Camera;
  /** Null while nothing was found yet: then only the picture is shown. */
  readonly pose: Pose | null;
  /** The scene stands before the child, not on the page. */
  readonly held: boolean;
}

/** The part of a quality that is the stage's. */
export type DrawnQuality = Fineness & Pick<Quality, 'shadows' | 'plain'>;

export interface StageOptions {
  readonly canvas: HTMLCanvasElement;
  readonly colours: () => PaperColours & { readonly ring: string };
  /** Reduced motion. */
  readonly still: boolean;
  /** How finely to draw, until `ease`. */
  readonly quality: DrawnQuality;
  /** Another canvas has taken the place of the one before. */
  readonly onCanvas: (canvas: HTMLCanvasElement) => void;
  /** What a picture cost that was drawn by itself, without a camera's frame, ms. */
  readonly onCost: (cost: number) => void;
  readonly onTap: (node: string) => void;
  /** The browser took the drawing away, or gave it back. */
  readonly onContext: (there: boolean) => void;
}

/** Seconds in which a scene unfolds. */
const RISE = 0.6;
const LONGEST_STEP = 0.1;
/** Between two pictures of a screen, ms: waiting for it is no work. */
const SCREEN = 17;
/** What covers the stage is seen on its way for so long after it was told, ms: behind it there is no gap meanwhile. */
const SETTLING = 400;
const sides = ['top', 'right', 'bottom', 'left'] as const;

export class Stage {
  readonly #options: StageOptions;
  readonly #easel: Easel;
  #finish: Finish;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera();
  readonly #lights: Lights = lights();
  readonly #backdrop = new Backdrop();
  readonly #ground = shadowCatcher(600, 600, 0.3);
  readonly #joy: Joy;
  #built: BuiltScene | null = null;
  #sheet: Group | null = null;
  readonly #outlook: Outlook;
  #live = false;
  #paused = false;
  /** A photograph that the scene stands on: drawn like a frame of the camera, but again and again the same. */
  #photo: SeenFrame | null = null;
  #asked = 0;
  #last = 0;
  #showing = 0;
  /** The drawing has the camera's last picture, which is nowhere else any more. */
  #pictured = false;
  /** From when on what covers the stage lies still, ms. */
  #settled = 0;
  /** How far the scene has risen from the page, as a pop-up book unfolds: 0 to 1. */
  #risen = 1;
  /** Pictures drawn so far; for tests and for finding out what costs battery. */
  drawn = 0;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#joy = new Joy(options.still);
    this.#outlook = new Outlook(options.still);
    const { canvas, quality } = options;
    this.#finish = { plain: quality.plain, hour: 'day' };
    this.#lights.shadows(quality.shadows);
    this.#easel = new Easel({
      canvas,
      fineness: quality,
      finger: {
        orbit: () => this.#outlook.orbit,
        onOrbit: (orbit) => this.#turn(orbit),
        onTap: (x, y) => this.#tap(x, y),
      },
      onStale: () => this.#ask(),
      onCanvas: (canvas) => {
        this.#pictured = false;
        options.onCanvas(canvas);
      },
      onContext: (there) => {
        this.#pictured = false;
        if (!there) this.#rest();
        options.onContext(there);
      },
    });
    this.#scene.add(this.#lights.group, this.#backdrop.mesh, this.#ground);
    this.#ground.visible = false;
    document.addEventListener('visibilitychange', this.#ask);
  }

  /** Shows a page's scene. Returns the ids of nodes whose model could not be had; null when another came meanwhile. */
  async show(document: SceneDocument, assets: Record<string, AssetFile>): Promise<readonly string[] | null> {
    const turn = ++this.#showing;
    // Figures never stand on another page's paper: it lies bare until its own have come.
    this.#built?.root.removeFromParent();
    this.#built = null;
    const built = await buildScene(document, assets, { still: this.#options.still });
    if (turn !== this.#showing) return null;
    this.#built = built;
    this.#finish = { ...this.#finish, hour: document.light };
    finish(built.root, this.#finish);
    this.#risen = this.#options.still ? 1 : 0;
    this.#scene.add(built.root);
    this.#lights.at(document.light);
    this.#lights.fit(built.bounds);
    this.#outlook.subject = subjectOf(built);
    this.#outlook.orbit = HOME;
    this.#layPaper();
    this.#ask();
    return built.missing;
  }

  /** Fetches what a page will show, so that it is there when it is turned to. What fails will be tried again then. */
  prepare(document: SceneDocument, assets: Record<string, AssetFile>): void {
    for (const { asset } of document.nodes) {
      const url = assets[asset]?.url;
      if (url) void loadModel(url).catch(() => undefined);
    }
  }

  /** On the tracked page (frames come by `frame`), or on the virtual sheet. */
  live(on: boolean): void {
    this.#live = on;
    this.#photo = null;
    this.#pictured = false;
    this.#outlook.begin(on);
    if (!on) this.#backdrop.hide();
    this.#layPaper();
    this.#ask();
  }

  /** Stands the scene on a photograph, whose image must live until `live` is called; null: back on the virtual sheet. */
  photograph(photo: SeenFrame | null): void {
    this.live(photo !== null);
    this.#photo = photo;
    if (photo) {
      const screen = this.#easel.size();
      this.#backdrop.show(photo, screen, this.#outlook.area(screen));
    }
    this.#ask();
  }

  /** The whole photograph with the scene on it, as a JPEG; null without one, or without the memory for it. */
  async keepsake(): Promise<Blob | null> {
    const photo = this.#photo;
    if (!photo) return null;
    const { width, height } = photo;
    const taken = this.#easel.taken(width, height, () => {
      this.#lay(photo, photo, { x: 0, y: 0, width, height });
      this.#draw(photo);
    });
    this.#rest();
    this.#paint();
    return taken;
  }

  /** Draws lighter or finer from now on; smooth edges, once given up, come back with the next stage. */
  ease(quality: DrawnQuality): void {
    this.#finish = { ...this.#finish, plain: quality.plain };
    this.#lights.shadows(quality.shadows);
    if (this.#built) finish(this.#built.root, this.#finish);
    this.#easel.ease(quality);
    this.#ask();
  }

  /** The figure stands in what `insets` leave free; the camera's picture fills what `lens` leaves, and stays there. */
  cover(insets: Insets, lens: Insets = insets): void {
    const now = performance.now();
    const moves = sides.some((side) => lens[side] !== this.#outlook.lens[side]);
    const begins = moves && now >= this.#settled;
    if (moves) this.#settled = now + SETTLING;
    this.#outlook.insets = insets;
    this.#outlook.lens = lens;
    // Before the camera's next frame a gap would be seen already.
    if (begins && this.#pictured && !this.#easel.lent) this.#draw(this.#easel.size());
    this.#ask();
  }

  /** The colours of the interface changed. */
  repaint(): void {
    this.#layPaper();
    this.#ask();
  }

  /** Draws a frame of the camera at once, because its picture lives no longer than this call. */
  frame(seen: SeenFrame): void {
    if (!this.#live || this.#photo || this.#easel.lent) return;
    const screen = this.#easel.size();
    const area = this.#outlook.area(screen);
    this.#backdrop.show(seen, screen, area);
    this.#outlook.look(seen.held ? { ...seen, pose: null } : seen, area);
    const step = this.#step();
    this.#outlook.hold(seen.held, step);
    this.#move(step);
    this.#draw(screen, performance.now() < this.#settled ? undefined : area);
    this.#pictured = true;
  }

  /** Leaves the picture as it is while something else needs the processor. */
  pause(on: boolean): void {
    this.#paused = on;
    if (on) this.#rest();
    else this.#ask();
    this.#last = 0;
  }

  /** Gives the drawing away, of the scene on its virtual sheet, until it is given back. */
  lend(): LentStage {
    this.live(false);
    const renderer = this.#easel.lend();
    this.#rest();
    this.#last = 0;
    return {
      renderer,
      scene: this.#scene,
      subject: () => this.#outlook.subject,
      nodes: () => this.#built?.nodes ?? [],
      draw: (eyes, there) => this.#drawFor(renderer, eyes, there),
      rise: () => {
        this.#risen = this.#options.still ? 1 : 0;
      },
      touch: (node) => this.#touch(node),
      giveBack: () => {
        this.#show(true);
        this.#easel.takeBack();
        this.#ask();
      },
    };
  }

  /** A figure hops, and a ring is drawn around it. */
  cheer(id: string): void {
    const built = this.#built?.nodes.find(({ node }) => node.id === id);
    if (!built) return;
    this.#joy.hop(built);
    this.#joy.circle(built, this.#options.colours().ring);
    this.#ask();
  }

  dispose(): void {
    this.#showing++;
    this.#rest();
    document.removeEventListener('visibilitychange', this.#ask);
    this.#easel.dispose();
  }

  #layPaper(): void {
    this.#sheet?.removeFromParent();
    this.#sheet = null;
    this.#ground.visible = this.#live;
    if (this.#live || !this.#built) return;
    this.#sheet = sheet(this.#built.bounds, this.#options.colours());
    this.#scene.add(this.#sheet);
  }

  #turn(orbit: Orbit): void {
    // The page in hand is turned by hand; only what stands before the child is turned by finger.
    if (this.#outlook.onPage || orbit === this.#outlook.orbit) return;
    this.#outlook.orbit = this.#options.still ? { ...orbit, spin: 0, tilt: 0 } : orbit;
    this.#ask();
  }

  #tap(x: number, y: number): void {
    if (!this.#built?.root.visible || this.#easel.lent) return;
    this.#touch(nodeAt(x, y, this.#built.nodes, this.#camera, this.#easel.size()));
  }

  #touch(id: string | null): void {
    const built = this.#built?.nodes.find(({ node }) => node.id === id);
    if (!built) return;
    const answer = tapAnswer(built.node, built.mixer !== null);
    if (answer.animation) built.play();
    if (answer.move) this.#joy[answer.move](built);
    this.#ask();
    this.#options.onTap(built.node.id);
  }

  readonly #ask = (): void => {
    // The camera's frames draw themselves.
    if ((this.#live && !this.#photo) || this.#easel.lent || this.#paused || this.#asked || document.hidden) return;
    this.#asked = requestAnimationFrame(() => this.#paint());
  };

  #rest(): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
  }

  #paint(): void {
    this.#asked = 0;
    if (this.#easel.lent || (this.#live && !this.#photo)) return;
    const begun = performance.now();
    const waited = this.#last ? begun - this.#last : 0;
    const again = this.#move(this.#step());
    const screen = this.#easel.size();
    if (this.#photo) this.#lay(this.#photo, screen, this.#outlook.area(screen));
    this.#draw(screen);
    this.#options.onCost(Math.max(performance.now() - begun, waited - SCREEN));
    if (again) this.#ask();
    else this.#last = 0;
  }

  /** Lays the photograph over an area of the screen, and the page's eye with it. */
  #lay(photo: SeenFrame, screen: Size, area: Area): void {
    this.#backdrop.place(photo, screen, area);
    this.#outlook.look(photo, area);
  }

  /** Seconds since the last picture; a pause counts as none. */
  #step(): number {
    const now = performance.now();
    const step = this.#last ? Math.min(LONGEST_STEP, (now - this.#last) / 1000) : 0;
    this.#last = now;
    return step;
  }

  /** Moves everything on; says whether there is more to come. */
  #move(seconds: number): boolean {
    this.#outlook.orbit = coast(this.#outlook.orbit, seconds);
    const rising = this.#risen < 1;
    this.#risen = Math.min(1, this.#risen + seconds / RISE);
    this.#built?.root.scale.setY(unfolded(this.#risen));
    const animated = this.#built?.update(seconds) ?? false;
    const joyful = this.#joy.update(seconds);
    return animated || joyful || rising || !isStill(this.#outlook.orbit);
  }

  #draw(screen: Size, area?: Area): void {
    const eye = this.#outlook.eye(screen);
    if (this.#built) this.#built.root.visible = eye !== null;
    this.#ground.visible = this.#lights.casting && this.#outlook.onPage && eye !== null;
    if (eye) aim(this.#camera, eye, screen);
    this.#easel.draw(this.#scene, this.#camera, area);
    this.drawn++;
  }

  #drawFor(renderer: WebGLRenderer, eyes: Eyes, there: boolean): void {
    this.#move(this.#step());
    this.#show(there);
    renderer.render(this.#scene, eyes);
    this.drawn++;
  }

  #show(there: boolean): void {
    if (this.#built) this.#built.root.visible = there;
    if (this.#sheet) this.#sheet.visible = there;
  }
}

/** Height of a scene that unfolds, a little too high before it settles (Penner's easeOutBack). */
function unfolded(part: number): number {
  const left = part - 1;
  return Math.max(0.001, 1 + 2.2 * left ** 3 + 1.2 * left ** 2);
}

function subjectOf({ bounds }: BuiltScene): Subject {
  if (bounds.isEmpty()) return EMPTY;
  const size = bounds.getSize(new Vector3());
  const radius = Math.max(40, Math.hypot(size.x, size.z) / 2);
  return { middle: bounds.getCenter(new Vector3()), radius, height: size.y };
}
