// The scene in a room, drawn by WebXR. The page stays where scenes know it to be, in mm; the room is laid around it.
import { Group, PerspectiveCamera } from 'three';
import type { Immersion } from '../core/immersion.ts';
import type { Vec3 } from '../core/matrix.ts';
import {
  carry,
  type Gaze,
  isLevel,
  type Placing,
  put,
  roomFromPage,
  SEEKING,
  type Surface,
  scale,
  seek,
  turn,
} from '../core/placing.ts';
import type { Board } from './board.ts';
import { Desk } from './desk.ts';
import { Hands, rayOf } from './hands.ts';
import type { LentStage } from './lent.ts';
import { Reticle } from './reticle.ts';
import { nodeOn } from './touch.ts';

export interface RoomColours {
  readonly paper: string;
  readonly line: string;
  readonly ring: string;
  /** Of walls and floor, where the room is drawn. */
  readonly wall: string;
}

export interface RoomOptions {
  readonly immersion: XRSession;
  readonly kind: Immersion;
  readonly stage: LentStage;
  readonly colours: RoomColours;
  /** Text and buttons beside the scene, where the browser does not lay the page over it. */
  readonly board: Board | null;
  /** After every change of it. */
  readonly onPlacing: (placing: Placing) => void;
  /** The device knows its place in the room, or does not for now. */
  readonly onTracked: (tracked: boolean) => void;
  /** Whether the finger that was lifted from the screen had tapped. */
  readonly isTap: () => boolean;
}

/** m: what is nearer or farther is not drawn. */
const [NEAR, FAR] = [0.05, 50];
/** Height of the eyes above a floor that is not told, m. */
const EYES = 1.2;
/** Part of its distance that the page measures at first: over the room, and on the desk. */
const SHARE: Record<Immersion, number> = { 'immersive-ar': 0.2, 'immersive-vr': 0.5 };
/** Edge of the sheet around what stands on it, mm. */
const MARGIN = 48;
/** Thumb sticks: radians and factor in a second; below `DEAD` they rest. */
const [SPIN, GROWTH, DEAD] = [1.6, 2, 0.2];

export class Room {
  readonly #options: RoomOptions;
  readonly #rig = new Group();
  readonly #eyes = new PerspectiveCamera(60, 1, NEAR, FAR);
  readonly #reticle: Reticle;
  readonly #hands: Hands;
  readonly #desk: Desk | null;
  #placing: Placing = SEEKING;
  #floor = 0;
  #hits: XRHitTestSource | null = null;
  /** Put it down at the next frame, even where no surface is known. */
  #asked = false;
  #anchor: { held: XRAnchor; offset: Vec3 | null } | null = null;
  #tracked = true;
  #last: number | null = null;

  constructor(options: RoomOptions) {
    this.#options = options;
    const { colours, board, kind, stage } = options;
    this.#reticle = new Reticle(colours);
    this.#hands = new Hands(colours);
    this.#desk = kind === 'immersive-vr' ? new Desk(colours) : null;
    this.#rig.matrixAutoUpdate = false;
    this.#rig.add(this.#eyes, this.#reticle.group, this.#hands.group);
    if (board) this.#rig.add(board.mesh);
    if (this.#desk) this.#rig.add(this.#desk.group);
    stage.scene.add(this.#rig);
    if (this.#desk) stage.scene.background = this.#desk.wall;
  }

  /** Begins to draw. Says whether surfaces can be looked for; rejects when the browser gives no drawing after all. */
  async open(): Promise<boolean> {
    const { immersion, stage, kind } = this.#options;
    const { renderer } = stage;
    const known = await immersion.requestReferenceSpace('local-floor').then(
      () => true,
      () => false,
    );
    this.#floor = known ? 0 : -EYES;
    renderer.xr.enabled = true;
    renderer.xr.setReferenceSpaceType(known ? 'local-floor' : 'local');
    // All of the picture as sharp as its middle: children read at its edges.
    renderer.xr.setFoveation(0);
    await renderer.xr.setSession(immersion);
    this.#hits = kind === 'immersive-ar' ? await hitsOf(immersion) : null;
    this.#asked = this.#hits === null;
    immersion.addEventListener('select', this.#selected);
    renderer.setAnimationLoop((time, frame) => frame && this.#frame(time / 1000, frame));
    return this.#hits !== null;
  }

  get placing(): Placing {
    return this.#placing;
  }

  /** Puts the scene down: where the ring is, or before the child. */
  put(): void {
    this.#asked = true;
  }

  /** Takes it up again. */
  lift(): void {
    this.#anchor?.held.delete();
    this.#anchor = null;
    this.#set(SEEKING);
    this.#asked = this.#hits === null;
  }

  change(how: (placing: Placing) => Placing): void {
    this.#set(how(this.#placing));
  }

  /** Gives the stage back; the immersion has ended, or never began. */
  close(): void {
    const { stage, board, immersion } = this.#options;
    const { renderer, scene } = stage;
    immersion.removeEventListener('select', this.#selected);
    this.#hits?.cancel();
    // Else the renderer asks for a picture of every moment, and draws none.
    renderer.setAnimationLoop(null);
    renderer.xr.enabled = false;
    scene.background = null;
    this.#rig.removeFromParent();
    for (const part of [this.#reticle, this.#hands, this.#desk, board]) part?.dispose();
    stage.giveBack();
  }

  #frame(time: number, frame: XRFrame): void {
    const { stage, kind, board } = this.#options;
    const space = stage.renderer.xr.getReferenceSpace();
    const viewer = space && frame.getViewerPose(space);
    this.#track(Boolean(viewer));
    if (!space || !viewer) return;
    const gaze = gazeOf(viewer.transform);
    const hits = this.#hits && this.#placing.kind === 'seeking' ? frame.getHitTestResults(this.#hits) : [];
    const surfaces = hits.map((hit) => surfaceOf(hit, space));
    this.#set(seek(this.#placing, surfaces, time));
    if (this.#asked && this.#placing.kind === 'seeking') {
      this.#set(put(this.#placing, gaze, this.#floor, { extent: this.#extent(), share: SHARE[kind] }));
      const hit = hits[surfaces.findIndex(isLevel)];
      if (hit) this.#hold(hit);
      this.#desk?.turn(this.#placing);
      stage.rise();
    }
    this.#asked = false;
    this.#follow(frame, space);
    this.#steer(this.#last === null ? 0 : Math.min(0.1, time - this.#last));
    this.#last = time;
    this.#layRoom(gaze);
    this.#hands.show(frame, space, viewer.transform, board);
    stage.draw(this.#eyes, this.#placing.kind === 'standing');
  }

  /** The room around the page, or around nothing while the page has no place. */
  #layRoom(gaze: Gaze): void {
    const placing = this.#placing;
    if (placing.kind === 'standing') this.#rig.matrix.fromArray([...roomFromPage(placing)]).invert();
    else this.#rig.matrix.makeScale(1000, 1000, 1000);
    this.#rig.updateMatrixWorld(true);
    this.#reticle.lay(placing.kind === 'seeking' ? placing.spot : null, gaze.at);
    if (placing.kind === 'standing') this.#desk?.stand(placing.at, this.#floor);
    this.#options.board?.stand(placing, gaze, this.#options.stage.subject());
  }

  #extent(): number {
    const { radius } = this.#options.stage.subject();
    return 2 * radius + MARGIN;
  }

  /** Where the device can hold a place it does so better than we: it goes on learning the room. */
  #hold(hit: XRHitTestResult): void {
    hit.createAnchor?.()?.then(
      (held) => {
        if (this.#placing.kind === 'standing') this.#anchor = { held, offset: null };
        else held.delete();
      },
      () => undefined, // it stands without one
    );
  }

  #follow(frame: XRFrame, space: XRReferenceSpace): void {
    const at = this.#anchor && frame.getPose(this.#anchor.held.anchorSpace, space)?.transform.position;
    if (!this.#anchor || !at || this.#placing.kind !== 'standing') return;
    const here: Vec3 = [at.x, at.y, at.z];
    const { at: stands } = this.#placing;
    this.#anchor.offset ??= [stands[0] - here[0], stands[1] - here[1], stands[2] - here[2]];
    const { offset } = this.#anchor;
    const moved: Vec3 = [here[0] + offset[0], here[1] + offset[1], here[2] + offset[2]];
    if (Math.hypot(moved[0] - stands[0], moved[1] - stands[1], moved[2] - stands[2]) > 1e-4) {
      this.#set(carry(this.#placing, moved));
    }
  }

  /** A headset's thumb sticks turn and size. */
  #steer(seconds: number): void {
    for (const { gamepad } of this.#options.immersion.inputSources) {
      // By the standard mapping the stick is the second pair; the first is a pad.
      const [x, y] = [gamepad?.axes[2] ?? 0, gamepad?.axes[3] ?? 0];
      if (Math.abs(x) > DEAD) this.#set(turn(this.#placing, x * SPIN * seconds));
      if (Math.abs(y) > DEAD) this.#set(scale(this.#placing, GROWTH ** (-y * seconds)));
    }
  }

  readonly #selected = ({ inputSource, frame }: XRInputSourceEvent): void => {
    const { stage, board, isTap } = this.#options;
    // What a finger does that drags over the glass is told by the glass.
    if (inputSource.targetRayMode === 'screen' && !isTap()) return;
    const space = stage.renderer.xr.getReferenceSpace();
    const pose = space && frame.getPose(inputSource.targetRaySpace, space);
    if (!pose) return;
    const ray = rayOf(pose.transform).applyMatrix4(this.#rig.matrixWorld);
    if (board?.press(ray)) return;
    if (this.#placing.kind === 'seeking') {
      if (this.#placing.spot) this.put();
      return;
    }
    const node = nodeOn(ray, stage.nodes());
    if (node) stage.touch(node);
  };

  #track(tracked: boolean): void {
    if (tracked === this.#tracked) return;
    this.#tracked = tracked;
    this.#options.onTracked(tracked);
  }

  #set(placing: Placing): void {
    if (placing === this.#placing) return;
    this.#placing = placing;
    this.#options.onPlacing(placing);
  }
}

/** Where the middle of the view meets the room; null where the device cannot tell. */
async function hitsOf(immersion: XRSession): Promise<XRHitTestSource | null> {
  try {
    const space = await immersion.requestReferenceSpace('viewer');
    return (await immersion.requestHitTestSource?.({ space })) ?? null;
  } catch {
    return null;
  }
}

/** One without a pose in this frame counts as a wall: nothing is put on it. */
function surfaceOf(hit: XRHitTestResult, space: XRReferenceSpace): Surface {
  const matrix = hit.getPose(space)?.transform.matrix;
  // The second column is the surface's own upright.
  return matrix ? { at: [matrix[12]!, matrix[13]!, matrix[14]!], level: matrix[5]! } : { at: [0, 0, 0], level: 0 };
}

function gazeOf({ position: { x, y, z }, matrix }: XRRigidTransform): Gaze {
  return { at: [x, y, z], ahead: [-matrix[8]!, -matrix[9]!, -matrix[10]!] };
}
