// What we use of the Draco decoder that comes with three.js, which ships no types for it.
declare module 'three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js' {
  export default function makeDraco(options: { wasmBinary: Uint8Array }): Promise<unknown>;
}
declare module '*.wasm?inline' {
  /** A data: URI. */
  const uri: string;
  export default uri;
}
