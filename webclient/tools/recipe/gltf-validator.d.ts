// What we use of Khronos' validator, which ships no types.
declare module 'gltf-validator' {
  interface Message {
    code: string;
    message: string;
    pointer?: string;
    /** 0 error, 1 warning, 2 information, 3 hint. */
    severity: number;
  }
  interface Options {
    format: 'glb' | 'gltf';
    maxIssues: number;
    writeTimestamp: boolean;
  }
  export function validateBytes(data: Uint8Array, options: Options): Promise<{ issues: { messages: Message[] } }>;
}
