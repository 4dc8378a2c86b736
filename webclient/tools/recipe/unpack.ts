// A model whose meshes came packed, by meshopt or by Draco, becomes the same model with its numbers plainly.
import draco from 'three/examples/jsm/libs/draco/gltf/draco_decoder.wasm?inline';
import makeDraco from 'three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js';
import { reader } from './reader.ts';

/** What the gate says of a file that holds no model. */
const DAMAGED = 'model_damaged';

export async function unpacked(given: Uint8Array) {
  const io = reader().registerDependencies({ 'draco3d.decoder': await makeDraco({ wasmBinary: bytesOf(draco) }) });
  try {
    const document = await io.readBinary(given);
    for (const used of document.getRoot().listExtensionsUsed()) {
      if (/meshopt|draco/.test(used.extensionName)) used.dispose();
    }
    return { said: {}, files: [await io.writeBinary(document)] };
  } catch (error) {
    return { said: { refusal: { code: DAMAGED, detail: String(error).slice(0, 200), values: {} } }, files: [] };
  }
}

function bytesOf(uri: string): Uint8Array {
  return Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64');
}
