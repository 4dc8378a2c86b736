// A scene document becomes objects: each model in its size, on its place, with its animation.
import {
  AnimationMixer,
  Box3,
  type Group,
  LoopOnce,
  LoopRepeat,
  MathUtils,
  type Mesh,
  Group as Node,
  type Object3D,
  Vector3,
} from 'three';
import type { AssetFile, ModelNode, SceneDocument } from '../generated/api.ts';
import { boxOf } from './box.ts';
import { loadModel } from './load.ts';

export interface BuiltNode {
  readonly node: ModelNode;
  /** Stands at the node's position, turned as it says; its base is the origin. */
  readonly object: Group;
  /** The model in it, free to hop and stretch. */
  readonly inner: Group;
  readonly mixer: AnimationMixer | null;
  /** Starts the animation that waits for a tap; says whether there is one. */
  readonly play: () => boolean;
}

export interface BuiltScene {
  readonly root: Group;
  readonly nodes: readonly BuiltNode[];
  /** Ids of the nodes whose model could not be had. */
  readonly missing: readonly string[];
  readonly bounds: Box3;
  /** Moves the animations on by seconds; says whether anything moved. */
  readonly update: (seconds: number) => boolean;
}

export interface BuildOptions {
  /** With reduced motion nothing moves by itself; a tap still plays an animation. */
  readonly still: boolean;
}

export async function buildScene(
  scene: SceneDocument,
  assets: Record<string, AssetFile>,
  { still }: BuildOptions,
): Promise<BuiltScene> {
  const root = new Node();
  const missing: string[] = [];
  const built = await Promise.all(
    scene.nodes.map((node) =>
      buildNode(node, assets[node.asset], still).catch(() => {
        missing.push(node.id);
        return null;
      }),
    ),
  );
  const nodes = built.filter((node) => node !== null);
  for (const { object } of nodes) root.add(object);
  const update = (seconds: number): boolean => {
    let moved = false;
    for (const { mixer } of nodes) if (mixer && isPlaying(mixer)) moved = Boolean(mixer.update(seconds)) || moved;
    return moved;
  };
  return { root, nodes, missing, bounds: boxOf(root), update };
}

async function buildNode(node: ModelNode, file: AssetFile | undefined, still: boolean): Promise<BuiltNode> {
  if (!file) throw new Error(`asset ${node.asset} is not in the manifest`);
  const model = await loadModel(file.url);
  const [inner, object] = [new Node(), new Node()];
  inner.add(model.object);
  object.add(inner);
  stand(model.object, node.size, file.bounds);
  place(object, node);
  object.userData.node = node.id;
  model.object.traverse((part) => {
    if ((part as Mesh).isMesh) part.castShadow = part.receiveShadow = true;
  });
  const clip = model.animations.find((animation) => animation.name === node.animation);
  if (!clip) return { node, object, inner, mixer: null, play: () => false };
  const mixer = new AnimationMixer(model.object);
  const action = mixer.clipAction(clip);
  action.setLoop(node.play === 'loop' && !still ? LoopRepeat : LoopOnce, Number.POSITIVE_INFINITY);
  if (node.play === 'loop' && !still) action.play();
  const play = () => {
    if (!action.isRunning()) action.reset().play();
    return true;
  };
  return { node, object, inner, mixer, play };
}

/** Brings a model to its size, mm along the longest side of its box, and stands it on the origin. */
export function stand(model: Object3D, size: number, bounds: AssetFile['bounds']): void {
  const box = bounds ? new Box3(new Vector3(...bounds[0]), new Vector3(...bounds[1])) : boxOf(model);
  const extent = box.getSize(new Vector3());
  const longest = Math.max(extent.x, extent.y, extent.z);
  const scale = longest > 0 ? size / longest : 1;
  const middle = box.getCenter(new Vector3());
  model.scale.multiplyScalar(scale);
  model.position.sub(new Vector3(middle.x, box.min.y, middle.z)).multiplyScalar(scale);
}

/** Puts an object where its node says: mm, and degrees in the order X, Y, Z. */
export function place(object: Object3D, { position, rotation }: Pick<ModelNode, 'position' | 'rotation'>): void {
  object.position.set(...position);
  object.rotation.set(...(rotation.map(MathUtils.degToRad) as [number, number, number]), 'XYZ');
}

function isPlaying(mixer: AnimationMixer): boolean {
  // three keeps its running actions in front of this list.
  return mixer.stats.actions.inUse > 0;
}
