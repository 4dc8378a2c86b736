// The models of a draft as three.js objects, kept in step with it: loaded once, then only moved, turned and scaled.
import { type AnimationClip, AnimationMixer, Box3, Group, type Mesh, type Object3D, Vector3 } from 'three';
import type { AssetFile } from '../generated/api.ts';
import type { ModelNode } from '../generated/scene.ts';
import { boxOf } from '../stage/box.ts';
import { place, stand } from '../stage/build.ts';
import { finish } from '../stage/finish.ts';
import type { Hour } from '../stage/lights.ts';
import { loadModel } from '../stage/load.ts';

interface Figure {
  node: ModelNode;
  /** Stands at the node's place; scaled by its size. */
  readonly group: Group;
  readonly scaler: Group;
  url: string;
  model: Object3D | null;
  clips: readonly AnimationClip[];
  /** Width, height and depth at a size of 1 mm. */
  shape: Vector3;
  mixer: AnimationMixer | null;
  playing: string | null;
}

export class Figures {
  readonly root = new Group();
  readonly #figures = new Map<string, Figure>();
  readonly #still: boolean;
  readonly #onStale: () => void;
  #hour: Hour = 'day';

  constructor(still: boolean, onStale: () => void) {
    this.#still = still;
    this.#onStale = onStale;
  }

  /** Shows these models. One that is still loading appears when it is there. */
  show(nodes: readonly ModelNode[], files: Readonly<Record<string, AssetFile>>): void {
    for (const [id, { group }] of this.#figures) {
      if (nodes.some((node) => node.id === id)) continue;
      group.removeFromParent();
      this.#figures.delete(id);
    }
    for (const node of nodes) this.#fit(this.#figures.get(node.id) ?? this.#add(node), node, files[node.asset]);
  }

  /** Metal mirrors what light there is. */
  light(hour: Hour): void {
    if (hour === this.#hour) return;
    this.#hour = hour;
    finish(this.root, { plain: false, hour });
  }

  #add(node: ModelNode): Figure {
    const [group, scaler] = [new Group(), new Group()];
    group.add(scaler);
    group.userData.node = node.id;
    this.root.add(group);
    const figure: Figure = {
      node,
      group,
      scaler,
      url: '',
      model: null,
      clips: [],
      shape: new Vector3(1, 1, 1),
      mixer: null,
      playing: null,
    };
    this.#figures.set(node.id, figure);
    return figure;
  }

  #fit(figure: Figure, node: ModelNode, file: AssetFile | undefined): void {
    figure.node = node;
    place(figure.group, node);
    figure.scaler.scale.setScalar(node.size);
    if (file && file.url !== figure.url) void this.#load(figure, file);
    this.#play(figure);
  }

  async #load(figure: Figure, file: AssetFile): Promise<void> {
    figure.url = file.url;
    const model = await loadModel(file.url).catch(() => null);
    if (!model || figure.url !== file.url || this.#figures.get(figure.node.id) !== figure) return;
    figure.scaler.clear();
    stand(model.object, 1, file.bounds);
    figure.shape = boxOf(model.object).getSize(new Vector3());
    model.object.traverse((part) => {
      if ((part as Mesh).isMesh) part.castShadow = part.receiveShadow = true;
    });
    finish(model.object, { plain: false, hour: this.#hour });
    figure.scaler.add(model.object);
    [figure.model, figure.clips, figure.playing] = [model.object, model.animations, null];
    figure.mixer = new AnimationMixer(model.object);
    this.#play(figure);
    this.#onStale();
  }

  #play(figure: Figure): void {
    const { node, mixer, model } = figure;
    const wanted = node.play === 'loop' && !this.#still ? node.animation : null;
    if (!mixer || !model || wanted === figure.playing) return;
    mixer.stopAllAction();
    figure.playing = wanted;
    const clip = figure.clips.find(({ name }) => name === wanted);
    if (clip) mixer.clipAction(clip).play();
  }

  /** Moves animations on; says whether any runs. */
  update(seconds: number): boolean {
    let running = false;
    for (const { mixer, playing } of this.#figures.values()) {
      if (!mixer || playing === null) continue;
      mixer.update(seconds);
      running = true;
    }
    return running;
  }

  /** How many models there are to see. */
  get count(): number {
    return [...this.#figures.values()].filter(({ model }) => model).length;
  }

  node(id: string | null): ModelNode | null {
    return (id !== null && this.#figures.get(id)?.node) || null;
  }

  /** The room that a figure takes at rest, mm: how far it reaches from its middle along the page, and its top. */
  extent(id: string): { reach: number; top: number } {
    const figure = this.#figures.get(id);
    if (!figure) return { reach: 0, top: 0 };
    const { node, shape } = figure;
    return { reach: (Math.max(shape.x, shape.z) / 2) * node.size, top: node.position[1] + shape.y * node.size };
  }

  /** What stands on the page, and the page's middle. */
  bounds(): Box3 {
    return new Box3().setFromObject(this.root).expandByPoint(new Vector3(0, 0, 0));
  }
}
