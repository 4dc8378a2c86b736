// Writes the finished document twice: packed for phones, and with the same numbers plainly for our own readers.
import type { Document, NodeIO } from '@gltf-transform/core';
import { EXTMeshoptCompression } from '@gltf-transform/extensions';
import { meshopt } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer/encoder';

export interface Written {
  plain: Uint8Array;
  packed: Uint8Array;
}

export async function pack(io: NodeIO, document: Document): Promise<Written> {
  const volume = document.getRoot().listSkins().length > 0 ? 'scene' : 'mesh';
  // Normals are rounded on the way into the packed file, everything else here.
  await document.transform(
    meshopt({ encoder: MeshoptEncoder, level: 'high', quantizationVolume: volume, quantizePosition: 13 }),
  );
  const packed = await io.writeBinary(document);
  document.createExtension(EXTMeshoptCompression).dispose();
  return { plain: await io.writeBinary(document), packed };
}
