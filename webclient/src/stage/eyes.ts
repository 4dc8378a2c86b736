// Where the scene is seen from: as the tracker says, as the finger turns it, and gently from the one to the other.
import { Matrix4, type PerspectiveCamera, Quaternion, Vector3 } from 'three';
import { type Area, cover, coveringCamera, type Size } from '../core/cover.ts';
import { eye, HOME, type Orbit } from '../core/orbit.ts';
import type { Camera, Pose } from '../core/pose.ts';
import { projectionMatrix, viewMatrix } from '../core/view.ts';

/** What the sheet and the bars cover of the canvas, CSS px. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A figure to look at: its middle on the page, and the drum that it stays in when it is turned, mm. */
export interface Subject {
  readonly middle: Vector3;
  readonly radius: number;
  readonly height: number;
}

export interface Eye {
  readonly position: Vector3;
  readonly quaternion: Quaternion;
  /** In px of the canvas. */
  readonly camera: Camera;
}

/** Depth range, mm. */
const [NEAR, FAR] = [5, 6000];
/** Vertical view of the free part of the screen on the virtual page, degrees. */
const FIELD = 34;
/** Room around the figure. */
const AIR = 1.06;

export const free = (screen: Size, insets: Insets): Area => ({
  x: insets.left,
  y: insets.top,
  width: Math.max(80, screen.width - insets.left - insets.right),
  height: Math.max(80, screen.height - insets.top - insets.bottom),
});

/** The eye of the finger, at the distance where the subject fills the free part of the screen. */
export function orbitEye(orbit: Orbit, subject: Subject, screen: Size, insets: Insets, camera?: Camera): Eye {
  const area = free(screen, insets);
  const f = camera?.fx ?? area.height / 2 / Math.tan((FIELD * Math.PI) / 360);
  const reach = reachOf(subject, f, area);
  const position = new Vector3(...eye(orbit, reach)).add(subject.middle);
  const look = new Matrix4().lookAt(position, subject.middle, new Vector3(0, 1, 0));
  const middle = { cx: area.x + area.width / 2, cy: area.y + area.height / 2 };
  return { position, quaternion: new Quaternion().setFromRotationMatrix(look), camera: { fx: f, fy: f, ...middle } };
}

/** Distance at which the whole drum is seen from the home elevation, however it is turned. */
function reachOf({ radius, height }: Subject, f: number, area: Size): number {
  const tall = height * Math.cos(HOME.elevation) + 2 * radius * Math.sin(HOME.elevation);
  const wide = Math.max((2 * radius) / area.width, tall / area.height) * f * AIR;
  // What stands nearer than the middle looks larger.
  return wide + radius * 0.5;
}

/** The camera of a picture that covers the area, px of the canvas. */
export const pictureCamera = (camera: Camera, picture: Size, area: Area): Camera =>
  coveringCamera(camera, cover(picture, area));

/** The eye of the tracker: what it saw at a px is drawn at that px. */
export function trackedEye(pose: Pose, camera: Camera): Eye {
  const world = new Matrix4().fromArray([...viewMatrix(pose)]).invert();
  const [position, quaternion] = [new Vector3(), new Quaternion()];
  world.decompose(position, quaternion, new Vector3());
  return { position, quaternion, camera };
}

/** Part of the way from `a` (0) to `b` (1), slow at both ends. */
export function between(a: Eye, b: Eye, part: number): Eye {
  if (part <= 0) return a;
  if (part >= 1) return b;
  const t = part * part * (3 - 2 * part);
  const mix = (key: keyof Camera) => a.camera[key] + (b.camera[key] - a.camera[key]) * t;
  return {
    position: a.position.clone().lerp(b.position, t),
    quaternion: a.quaternion.clone().slerp(b.quaternion, t),
    camera: { fx: mix('fx'), fy: mix('fy'), cx: mix('cx'), cy: mix('cy') },
  };
}

/** Lets a three.js camera see from an eye. */
export function aim(camera: PerspectiveCamera, from: Eye, { width, height }: Size): void {
  camera.position.copy(from.position);
  camera.quaternion.copy(from.quaternion);
  camera.updateMatrixWorld(true);
  camera.projectionMatrix.fromArray([...projectionMatrix(from.camera, width, height, NEAR, FAR)]);
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
}
