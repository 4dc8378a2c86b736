// Fewer triangles where it is seen least: colours, normals, places in textures and joints count beside the shape.
import { type Accessor, AnimationChannel, type Document, Primitive } from '@gltf-transform/core';
import { compactPrimitive } from '@gltf-transform/functions';
import { MeshoptSimplifier } from 'meshoptimizer/simplifier';

/** What a difference of 1 in an attribute counts beside an error as large as the mesh. */
const WEIGHTS: Record<string, number> = { NORMAL: 0.4, COLOR_0: 0.6, TEXCOORD_0: 1, TEXCOORD_1: 0.5 };
/** Parts of the mesh's size. Below the first nothing is seen; beyond the second the shape is another. */
const UNSEEN = 1e-4;
const MOST = 0.3;
const STEPS = 6;

export function triangles(document: Document): number {
  let count = 0;
  for (const node of document.getRoot().listNodes()) {
    for (const part of node.getMesh()?.listPrimitives() ?? []) count += corners(part) / 3;
  }
  return Math.round(count);
}

function corners(part: Primitive): number {
  if (part.getMode() !== Primitive.Mode.TRIANGLES) return 0;
  return (part.getIndices() ?? part.getAttribute('POSITION')!).getCount();
}

/**
 * Takes away what nobody sees, and goes on with one error for all parts until at most `most` triangles are left.
 * Says whether it had to take what is seen.
 */
export function simplify(document: Document, most: number): boolean {
  const parts = shared(document);
  for (const part of parts) part.reduce(UNSEEN);
  const total = () => parts.reduce((sum, part) => sum + (part.result.length / 3) * part.times, 0);
  const fixed = triangles(document) - parts.reduce((sum, part) => sum + (corners(part.primitive) / 3) * part.times, 0);
  const room = Math.max(most - fixed, 0);
  const seen = total() > room;
  if (seen) search(parts, () => total() <= room, room / total());
  for (const part of parts) part.write();
  emptied(document);
  return seen;
}

/** A node of whose mesh nothing is left has nothing to hang on joints, nor to morph. */
function emptied(document: Document): void {
  for (const node of document.getRoot().listNodes()) {
    if (node.getMesh()?.listPrimitives().length) continue;
    const moved = node.listParents().filter((parent) => parent instanceof AnimationChannel);
    for (const channel of moved) if (channel.getTargetPath() === 'weights') channel.dispose();
    node.setMesh(null).setSkin(null).setWeights([]);
  }
}

/** The smallest error of some by which all is small enough; where even the largest is too little, that one. */
function search(parts: Part[], enough: () => boolean, ratio: number): void {
  let [low, high] = [Math.log(UNSEEN), Math.log(MOST)];
  let error = UNSEEN * 20;
  for (let step = 0; step < STEPS; step++) {
    for (const part of parts) part.reduce(error);
    if (enough()) high = Math.log(error);
    else low = Math.log(error);
    error = Math.exp((low + high) / 2);
  }
  for (const part of parts) part.reduce(Math.exp(high));
  if (!enough()) for (const part of parts) part.force(ratio);
}

/** Each primitive once, with how often it is drawn. */
function shared(document: Document): Part[] {
  const parts = new Map<Primitive, Part>();
  for (const node of document.getRoot().listNodes()) {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      if (primitive.getMode() !== Primitive.Mode.TRIANGLES || !primitive.getIndices()) continue;
      const known = parts.get(primitive);
      if (known) known.times += 1;
      else parts.set(primitive, new Part(primitive));
    }
  }
  return [...parts.values()];
}

class Part {
  readonly primitive: Primitive;
  times = 1;
  result: Uint32Array;
  readonly #bends: boolean;
  readonly #indices: Uint32Array;
  readonly #positions: Float32Array;
  readonly #attributes: Float32Array;
  readonly #weights: number[] = [];

  constructor(primitive: Primitive) {
    this.primitive = primitive;
    this.#bends = primitive.listTargets().length > 0 || primitive.getAttribute('JOINTS_0') !== null;
    this.#indices = new Uint32Array(primitive.getIndices()!.getArray()!);
    this.result = this.#indices;
    const position = primitive.getAttribute('POSITION')!;
    this.#positions = rows(position);
    const columns: Float32Array[] = [];
    for (const [name, weight] of Object.entries(WEIGHTS)) {
      const attribute = primitive.getAttribute(name);
      if (!attribute) continue;
      columns.push(rows(attribute));
      this.#weights.push(...Array(attribute.getElementSize()).fill(weight));
    }
    this.#attributes = interleaved(columns, position.getCount());
  }

  /** At most this error, parts of the mesh's size. */
  reduce(error: number): void {
    // What lies flat at rest may be bent by joints or morphs: none of its corners is known to be unseen.
    if (error <= UNSEEN && this.#bends) this.result = this.#indices;
    else this.#run(0, error, error > UNSEEN ? ['Permissive', 'Prune'] : []);
  }

  force(ratio: number): void {
    this.#run(Math.floor((this.result.length * ratio) / 3) * 3, 1, ['Permissive', 'Prune']);
  }

  #run(target: number, error: number, flags: ('Permissive' | 'Prune')[]): void {
    const stride = this.#weights.length;
    [this.result] = stride
      ? MeshoptSimplifier.simplifyWithAttributes(
          this.#indices,
          this.#positions,
          3,
          this.#attributes,
          stride,
          this.#weights,
          null,
          target,
          error,
          flags,
        )
      : MeshoptSimplifier.simplify(this.#indices, this.#positions, 3, target, error, flags);
  }

  write(): void {
    if (this.result.length === this.#indices.length) return;
    const indices = this.primitive.getIndices()!;
    this.primitive.setIndices(indices.clone().setArray(this.result));
    if (indices.listParents().length === 1) indices.dispose();
    if (this.result.length > 0) compactPrimitive(this.primitive);
    else this.primitive.dispose();
  }
}

function rows(accessor: Accessor): Float32Array {
  const width = accessor.getElementSize();
  const out = new Float32Array(accessor.getCount() * width);
  const row: number[] = [];
  for (let at = 0; at < accessor.getCount(); at++) out.set(accessor.getElement(at, row), at * width);
  return out;
}

function interleaved(columns: Float32Array[], count: number): Float32Array {
  const width = columns.reduce((sum, column) => sum + column.length / count, 0);
  const out = new Float32Array(count * width);
  let at = 0;
  for (const column of columns) {
    const own = column.length / count;
    for (let row = 0; row < count; row++) out.set(column.subarray(row * own, (row + 1) * own), row * width + at);
    at += own;
  }
  return out;
}
