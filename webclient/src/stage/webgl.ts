// Asks for 3D without loading anything for it: who only reads needs none of the stage.

/** Whether this browser can draw in three dimensions. */
export function hasWebgl(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
