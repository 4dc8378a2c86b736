// Models from this server, read once and kept: a page turned back to is there at once.
import { type AnimationClip, type Group, LoadingManager } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { clone } from 'three/examples/jsm/utils/SkeletonUtils.js';

export interface LoadedModel {
  /** A copy of one's own; geometry and materials are shared with the other copies. */
  readonly object: Group;
  readonly animations: readonly AnimationClip[];
}

interface Read {
  scene: Group;
  animations: AnimationClip[];
}

/** Parsed models kept at most; the least lately used goes first. */
const KEPT = 16;
const models = new Map<string, Promise<Read>>();

export async function loadModel(url: string): Promise<LoadedModel> {
  const known = models.get(url) ?? read(url);
  models.delete(url);
  models.set(url, known);
  for (const oldest of models.keys()) if (models.size > KEPT) models.delete(oldest);
  try {
    const { scene, animations } = await known;
    return { object: clone(scene) as Group, animations };
  } catch (error) {
    // What failed once may work when the network is back.
    models.delete(url);
    throw error;
  }
}

async function read(url: string): Promise<Read> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`model ${response.status}`);
  const bytes = await response.arrayBuffer();
  // A model is one file: an address inside it leads nowhere.
  const manager = new LoadingManager();
  manager.setURLModifier((inside) => (/^(blob|data):/.test(inside) ? inside : 'data:,'));
  const loader = new GLTFLoader(manager);
  if (compressed(bytes)) {
    const { MeshoptDecoder } = await import('three/examples/jsm/libs/meshopt_decoder.module.js');
    loader.setMeshoptDecoder(MeshoptDecoder);
  }
  const { scene, animations } = await loader.parseAsync(bytes, '');
  return { scene, animations };
}

/** Whether the model names the compression for which a decoder must be fetched; it stands in the JSON chunk in front. */
function compressed(bytes: ArrayBuffer): boolean {
  const length = bytes.byteLength > 20 ? new DataView(bytes).getUint32(12, true) : 0;
  const json = new Uint8Array(
    bytes,
    Math.min(20, bytes.byteLength),
    Math.min(length, Math.max(0, bytes.byteLength - 20)),
  );
  return new TextDecoder().decode(json).includes('EXT_meshopt_compression');
}
