// Light for folded paper: warm from the sky, bounced from the page, one lamp that throws the shadow; by hours of the day.
import { type Box3, DirectionalLight, Group, HemisphereLight, Vector3 } from 'three';
import type { SceneDocument } from '../generated/scene.ts';

export type Hour = SceneDocument['light'];

interface Mood {
  readonly sky: readonly [above: string, below: string, strength: number];
  readonly lamp: readonly [colour: string, strength: number];
  /** From where the lamp shines; its length does not matter. */
  readonly from: readonly [x: number, y: number, z: number];
  readonly fill: readonly [colour: string, strength: number];
}

export const moods: Readonly<Record<Hour, Mood>> = {
  day: {
    sky: ['#fff6e6', '#c9b79a', 1.75],
    lamp: ['#fff1d6', 2.1],
    from: [-0.45, 1, 0.5],
    fill: ['#dfeaf2', 0.5],
  },
  morning: {
    sky: ['#ffeadf', '#d3b49c', 1.45],
    lamp: ['#ffc88f', 2.3],
    from: [-1, 0.6, 0.45],
    fill: ['#cfe0f5', 0.6],
  },
  evening: {
    sky: ['#f0c2a0', '#86645f', 1.2],
    lamp: ['#ff9a52', 2.2],
    from: [1, 0.5, 0.35],
    fill: ['#a9b6e0', 0.5],
  },
  night: {
    sky: ['#7388cc', '#2b3354', 0.9],
    lamp: ['#bccbff', 1.2],
    from: [-0.3, 1, 0.2],
    fill: ['#7c8fd0', 0.4],
  },
};

/** From where it is never quite dark. */
export const FILL_FROM = [300, 160, 120] as const;

export interface Lights {
  readonly group: Group;
  /** Fits the lamp's shadow to what stands on the page. */
  readonly fit: (bounds: Box3) => void;
  /** The shadow costs a slow phone a second drawing of everything. */
  readonly shadows: (on: boolean) => void;
  /** Whether there is any shadow: where there is none, nothing need be drawn to catch it. */
  readonly casting: boolean;
  readonly at: (hour: Hour) => void;
}

export function lights(): Lights {
  const group = new Group();
  const sky = new HemisphereLight();
  const lamp = new DirectionalLight();
  lamp.castShadow = true;
  lamp.shadow.mapSize.set(1024, 1024);
  lamp.shadow.radius = 5;
  lamp.shadow.intensity = 0.9;
  lamp.shadow.normalBias = 0.6;
  const fill = new DirectionalLight();
  fill.position.set(...FILL_FROM);
  group.add(sky, lamp, lamp.target, fill);
  const from = new Vector3();
  const at = (hour: Hour): void => {
    const mood = moods[hour];
    const distance = lamp.position.distanceTo(lamp.target.position);
    sky.color.set(mood.sky[0]);
    sky.groundColor.set(mood.sky[1]);
    sky.intensity = mood.sky[2];
    [lamp.intensity, fill.intensity] = [mood.lamp[1], mood.fill[1]];
    lamp.color.set(mood.lamp[0]);
    fill.color.set(mood.fill[0]);
    from.set(...mood.from);
    lamp.position.copy(lamp.target.position).add(from.clone().setLength(distance));
  };
  at('day');
  const fit = (bounds: Box3): void => {
    const middle = bounds.isEmpty() ? new Vector3() : bounds.getCenter(new Vector3());
    const reach = bounds.isEmpty() ? 60 : Math.max(40, bounds.getSize(new Vector3()).length() * 0.75);
    lamp.target.position.copy(middle);
    lamp.position.copy(middle).add(from.clone().setLength(reach * 2.5));
    const eye = lamp.shadow.camera;
    [eye.left, eye.right, eye.top, eye.bottom] = [-reach, reach, reach, -reach];
    [eye.near, eye.far] = [1, reach * 5];
    eye.updateProjectionMatrix();
  };
  const shadows = (on: boolean): void => {
    lamp.castShadow = on;
  };
  return {
    group,
    fit,
    shadows,
    get casting() {
      return lamp.castShadow;
    },
    at,
  };
}
