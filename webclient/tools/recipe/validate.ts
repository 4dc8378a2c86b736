// Khronos' own validator has the last word about what we give out.
import { validateBytes } from 'gltf-validator';

/** The first errors that it finds, each in a line. */
export async function errors(data: Uint8Array): Promise<string[]> {
  const { issues } = await validateBytes(data, { format: 'glb', maxIssues: 200, writeTimestamp: false });
  const found = issues.messages.filter(({ severity }) => severity === 0);
  return found.slice(0, 20).map(({ code, message, pointer }) => `${code} ${pointer ?? ''}: ${message}`.slice(0, 300));
}
