// Draws a sphere by the reader's own renderer and lights, in any number of parts and triangles: the same to see, and
// more or less to do. `arlearn bench pace` measures what that takes.
import { Box3, Mesh, MeshStandardMaterial, PerspectiveCamera, Scene, SphereGeometry, Vector3 } from 'three';
import { lights } from '../src/stage/lights.ts';
import { createRenderer } from '../src/stage/renderer.ts';

const RADIUS = 50;

const canvas = document.createElement('canvas');
canvas.style.cssText = 'position: fixed; inset: 0; width: 100vw; height: 100vh';
document.body.append(canvas);
const rendering = createRenderer({ canvas, onStale: () => {}, onContext: () => {} });

/** Slices of the sphere, each a draw call of its own; `triangles`: about as many in all. */
function slices(draws: number, triangles: number): Mesh[] {
  const high = Math.max(2, Math.round(Math.sqrt(triangles / 4)));
  const wide = Math.max(1, Math.round((2 * high) / draws));
  const angle = (2 * Math.PI) / draws;
  return Array.from({ length: draws }, (_, at) => {
    const shape = new SphereGeometry(RADIUS, wide, high, at * angle, angle);
    const mesh = new Mesh(shape, new MeshStandardMaterial({ color: (0x446688 + at * 0x1357) & 0xffffff }));
    mesh.castShadow = mesh.receiveShadow = true;
    mesh.position.y = RADIUS;
    return mesh;
  });
}

interface Drawn {
  /** What the page itself did for each picture, ms of the clock. */
  readonly page: number[];
  /** In the end. */
  readonly triangles: number;
}

/** Draws it again and again for `ms`, four times at least; `side`: CSS px of the canvas, null for the whole screen. */
async function draw(draws: number, triangles: number, side: number | null, ms: number): Promise<Drawn> {
  canvas.style.width = side === null ? '100vw' : `${side}px`;
  canvas.style.height = side === null ? '100vh' : `${side}px`;
  // The renderer hears of the new size after the next picture.
  for (let at = 0; at < 2; at++) await new Promise(requestAnimationFrame);
  const [scene, camera, light] = [new Scene(), new PerspectiveCamera(40, 360 / 640, 1, 2000), lights()];
  const parts = slices(draws, triangles);
  scene.add(light.group, ...parts);
  light.fit(new Box3().setFromObject(scene).expandByPoint(new Vector3()));
  const gl = rendering.renderer.getContext();
  const seen = new Uint8Array(4);
  const page: number[] = [];
  const end = performance.now() + ms;
  while (performance.now() < end || page.length < 4) {
    await new Promise(requestAnimationFrame);
    const around = page.length / 20;
    camera.position.set(260 * Math.sin(around), 160, 260 * Math.cos(around));
    camera.lookAt(0, RADIUS, 0);
    const begun = performance.now();
    rendering.draw(scene, camera);
    page.push(performance.now() - begun);
    // Until it is drawn: else what is waiting would be counted for the next.
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, seen);
  }
  for (const part of parts) part.geometry.dispose();
  return { page, triangles: parts.reduce((sum, { geometry }) => sum + geometry.index!.count / 3, 0) };
}

Object.assign(globalThis, { draw });
