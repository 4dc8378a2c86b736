// Draws models for a comparison: each fitted to the picture by its own box, from four sides, by the reader's own
// reader, in its light of day.
import { type Object3D, OrthographicCamera, Scene, SRGBColorSpace, Vector3, WebGLRenderer } from 'three';
import { boxOf } from '../src/stage/box.ts';
import { finish } from '../src/stage/finish.ts';
import { lights } from '../src/stage/lights.ts';
import { loadModel } from '../src/stage/load.ts';

const SIDE = 384;
/** Degrees around, and above. */
const VIEWS = [
  [25, 20],
  [115, 10],
  [205, 35],
  [295, -10],
] as const;

const renderer = new WebGLRenderer({ antialias: true, preserveDrawingBuffer: true });
renderer.setSize(SIDE, SIDE, false);
renderer.outputColorSpace = SRGBColorSpace;
renderer.setClearColor(0xd8d4cc);

/** PNGs as data: URIs, and how many draws the model took. */
async function pictures(url: string): Promise<{ views: string[]; draws: number; animations: number }> {
  const { object, animations } = await loadModel(url);
  const box = boxOf(object);
  const scene = new Scene();
  const light = lights();
  light.fit(box);
  finish(object, { plain: false, hour: 'day' });
  scene.add(object, light.group);
  const middle = box.getCenter(new Vector3());
  const reach = box.getSize(new Vector3()).length() / 2 || 1;
  const camera = new OrthographicCamera(-reach, reach, reach, -reach, 0.01 * reach, 10 * reach);
  const views = VIEWS.map(([around, above]) => {
    const [a, b] = [(around * Math.PI) / 180, (above * Math.PI) / 180];
    const toward = new Vector3(Math.sin(a) * Math.cos(b), Math.sin(b), Math.cos(a) * Math.cos(b));
    camera.position.copy(middle).addScaledVector(toward, 4 * reach);
    camera.lookAt(middle);
    renderer.render(scene, camera);
    return renderer.domElement.toDataURL('image/png');
  });
  const draws = renderer.info.render.calls;
  dispose(object);
  return { views, draws, animations: animations.length };
}

function dispose(object: Object3D): void {
  object.removeFromParent();
  renderer.renderLists.dispose();
}

Object.assign(globalThis, { pictures });
