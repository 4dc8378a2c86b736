// Writes the finished document twice: packed for phones, and with the same numbers plainly for our own readers.
import type { Document, GLTF, NodeIO } from '@gltf-transform/core';
import { EXTMeshoptCompression } from '@gltf-transform/extensions';
import { meshopt } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer/encoder';

export interface Written {
  plain: Uint8Array;
  packed: Uint8Array;
}

export async function pack(io: NodeIO, document: Document): Promise<Written> {
  const root = document.getRoot();
  // Of a scene without a mesh, as when all of it was too thin to be seen, there is no box.
  const volume = root.listSkins().length > 0 && root.listMeshes().length > 0 ? 'scene' : 'mesh';
  // Normals are rounded on the way into the packed file, everything else here.
  await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'high', quantizationVolume: volume }));
  const packed = await io.writeBinary(document);
  document.createExtension(EXTMeshoptCompression).dispose();
  return { plain: await io.writeBinary(document), packed };
}

/** Bytes of the packed file that are corners and triangles, of which there are fewer when it is simplified. */
export function shapeOf(packed: Uint8Array): number {
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(12, true);
  const tree = JSON.parse(new TextDecoder().decode(packed.subarray(20, 20 + length))) as GLTF.IGLTF;
  const named = (tree.meshes ?? [])
    .flatMap(({ primitives }) => primitives)
    .flatMap(({ attributes, indices, targets = [] }) => [attributes, ...targets, { indices }])
    .flatMap((part) => Object.values(part));
  const views = [...new Set(named)].flatMap((number) => {
    const accessor = tree.accessors?.[number ?? -1];
    return [accessor?.bufferView, accessor?.sparse?.indices.bufferView, accessor?.sparse?.values.bufferView];
  });
  return [...new Set(views)].reduce<number>((sum, number) => sum + bytesOf(tree.bufferViews?.[number ?? -1]), 0);
}

function bytesOf(view: GLTF.IBufferView | undefined): number {
  const packed = view?.extensions?.EXT_meshopt_compression as { byteLength: number } | undefined;
  return packed?.byteLength ?? view?.byteLength ?? 0;
}
