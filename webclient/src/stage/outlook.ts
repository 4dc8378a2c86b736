// Where the scene is looked at from: as the tracker says, as a finger turns it, and gently from the one to the other.
import { Vector3 } from 'three';
import type { Area, Size } from '../core/cover.ts';
import { HOME, type Orbit } from '../core/orbit.ts';
import type { Camera, Pose } from '../core/pose.ts';
import { between, type Eye, free, type Insets, orbitEye, pictureCamera, type Subject, trackedEye } from './eyes.ts';

/** The middle of the sheet, when nothing stands on it. */
export const EMPTY: Subject = { middle: new Vector3(0, 0, 0), radius: 90, height: 20 };

/** Seconds from the page to before the child, or back. */
const EASE = 0.4;
const NOTHING: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** A picture of the camera and where the page lies in it. */
export interface Looked extends Size {
  readonly camera: Camera;
  /** Null where it does not lie in it, or nothing was found yet. */
  readonly pose: Pose | null;
}

export class Outlook {
  readonly #still: boolean;
  subject: Subject = EMPTY;
  orbit: Orbit = HOME;
  /** What is covered of the screen; the camera's picture fills what `lens` leaves. */
  insets: Insets = NOTHING;
  lens: Insets = NOTHING;
  #live = false;
  #tracked: Eye | null = null;
  #picture: Camera | null = null;
  /** 0: on the page; 1: before the child. */
  #held = 0;

  constructor(still: boolean) {
    this.#still = still;
  }

  /** Looks through the camera, or at the virtual sheet. */
  begin(live: boolean): void {
    this.#live = live;
    this.#tracked = this.#picture = null;
    this.#held = 0;
    this.orbit = HOME;
  }

  /** Through the camera, and not yet wholly away from its page. */
  get onPage(): boolean {
    return this.#live && this.#held < 1;
  }

  /** Where the camera's picture is seen. */
  area(screen: Size): Area {
    return free(screen, this.lens);
  }

  /** The camera's picture lies over `area` now. */
  look({ camera, pose, width, height }: Looked, area: Area): void {
    this.#picture = pictureCamera(camera, { width, height }, area);
    if (pose) this.#tracked = trackedEye(pose, this.#picture);
  }

  /** Goes on for some seconds towards the child, or back to the page. */
  hold(held: boolean, seconds: number): void {
    if (held && this.#held === 0) this.orbit = HOME;
    const towards = held ? 1 : -1;
    const part = this.#still ? towards : this.#held + (towards * seconds) / EASE;
    this.#held = Math.min(1, Math.max(0, part));
  }

  /** Null while no page was found. */
  eye(screen: Size): Eye | null {
    if (!this.#live) return orbitEye(this.orbit, this.subject, screen, this.insets);
    if (!this.#tracked || this.#held === 0) return this.#tracked;
    const before = orbitEye(this.orbit, this.subject, screen, this.insets, this.#picture ?? undefined);
    return between(this.#tracked, before, this.#held);
  }
}
