// A model whose meshes came packed, by meshopt or by Draco, becomes the same model with its numbers plainly.
import type { NodeIO } from '@gltf-transform/core';
import { unpartition } from '@gltf-transform/functions';
import draco from 'three/examples/jsm/libs/draco/gltf/draco_decoder.wasm?inline';
import makeDraco from 'three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js';
import { reader } from './reader.ts';

/** What the gate says of a file that holds no model. */
const DAMAGED = 'model_damaged';

export async function unpacked(given: Uint8Array) {
  const io = reader().registerDependencies({ 'draco3d.decoder': await makeDraco({ wasmBinary: bytesOf(draco) }) });
  try {
    return { said: {}, files: [await plain(io, given)] };
  } catch (error) {
    // Too much for the memory is no fault of its form; that ends this program.
    if (error instanceof RangeError) throw error;
    return { said: { refusal: { code: DAMAGED, detail: String(error).slice(0, 200), values: {} } }, files: [] };
  }
}

async function plain(io: NodeIO, given: Uint8Array): Promise<Uint8Array> {
  const packed = await io.binaryToJSON(given);
  const document = await io.readJSON(packed);
  const counts = document
    .getRoot()
    .listAccessors()
    .map((accessor) => accessor.getCount());
  if (counts.some((count, at) => count !== packed.json.accessors?.[at]?.count))
    throw new Error('it unpacks to another size');
  for (const used of document.getRoot().listExtensionsUsed()) {
    if (/meshopt|draco/.test(used.extensionName)) used.dispose();
  }
  await document.transform(unpartition());
  return io.writeBinary(document);
}

function bytesOf(uri: string): Uint8Array {
  return Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64');
}
