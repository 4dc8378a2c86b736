// Light for folded paper: warm from the sky, bounced from the page, one lamp at the left that throws the shadow.
import { type Box3, DirectionalLight, Group, HemisphereLight, Vector3 } from 'three';

export interface Lights {
  readonly group: Group;
  /** Fits the lamp's shadow to what stands on the page. */
  readonly fit: (bounds: Box3) => void;
  /** The shadow costs a slow phone a second drawing of everything. */
  readonly shadows: (on: boolean) => void;
}

export function lights(): Lights {
  const group = new Group();
  const sky = new HemisphereLight('#fff6e6', '#c9b79a', 1.75);
  const lamp = new DirectionalLight('#fff1d6', 2.1);
  lamp.castShadow = true;
  lamp.shadow.mapSize.set(1024, 1024);
  lamp.shadow.radius = 5;
  lamp.shadow.intensity = 0.9;
  lamp.shadow.normalBias = 0.6;
  const fill = new DirectionalLight('#dfeaf2', 0.5);
  fill.position.set(300, 160, 120);
  group.add(sky, lamp, lamp.target, fill);
  const fit = (bounds: Box3): void => {
    const middle = bounds.isEmpty() ? new Vector3() : bounds.getCenter(new Vector3());
    const reach = bounds.isEmpty() ? 60 : Math.max(40, bounds.getSize(new Vector3()).length() * 0.75);
    lamp.target.position.copy(middle);
    lamp.position.copy(middle).add(new Vector3(-0.45, 1, 0.5).setLength(reach * 2.5));
    const eye = lamp.shadow.camera;
    [eye.left, eye.right, eye.top, eye.bottom] = [-reach, reach, reach, -reach];
    [eye.near, eye.far] = [1, reach * 5];
    eye.updateProjectionMatrix();
  };
  const shadows = (on: boolean): void => {
    lamp.castShadow = on;
  };
  return { group, fit, shadows };
}
