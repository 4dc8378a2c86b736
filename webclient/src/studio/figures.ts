// The models of a draft as three.js objects, kept in step with it: loaded once, then only moved, turned and scaled.
import { type AnimationClip, AnimationMixer, Box3, Group, type Mesh, type Object3D, Vector3 } from 'three';
import type { AssetFile } from '../generated/api.ts';
import type { ModelNode } from '../generated/scene.ts';
import { place, stand } from '../stage/build.ts';
import { loadModel } from '../stage/load.ts';

interface Figure {
  node: ModelNode;
  /** Stands at the node's place; scaled by its size. */
  readonly group: Group;
  readonly scaler: Group;
  url: string;
  model: Object3D | null;
  clips: readonly AnimationClip[];
  mixer: AnimationMixer | null;
  playing: string | null;
}

export class Figures {
  readonly root = new Group();
  readonly #figures = new Map<string, Figure>();
  readonly #still: boolean;
  readonly #onStale: () => void;

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

  #add(node: ModelNode): Figure {
    const [group, scaler] = [new Group(), new Group()];
    group.add(scaler);
    group.userData.node = node.id;
    this.root.add(group);
    const figure: Figure = { node, group, scaler, url: '', model: null, clips: [], mixer: null, playing: null };
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
    model.object.traverse((part) => {
      if ((part as Mesh).isMesh) part.castShadow = part.receiveShadow = true;
    });
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

  node(id: string | null): ModelNode | null {
    return (id !== null && this.#figures.get(id)?.node) || null;
  }

  /** Top of a figure over the page, mm. */
  top(id: string): number {
    const figure = this.#figures.get(id);
    if (!figure?.model) return figure?.node.position[1] ?? 0;
    return new Box3().setFromObject(figure.group).max.y;
  }

  /** What stands on the page, and the page's middle. */
  bounds(): Box3 {
    const box = new Box3().setFromObject(this.root);
    return box.expandByPoint(new Vector3(0, 0, 0));
  }
}
