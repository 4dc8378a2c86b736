// Poses of squares for the benchmark, whoever found them: by the camera that took the picture, and by a usual one.

import { type Corners, estimatePose, nominalCamera, type Pose, type square } from '../src/core/pose.ts';

/** The camera that took a picture, as nobody with a phone knows it: px, and the first term of its distortion. */
export interface TrueCamera {
  readonly f: number;
  readonly cx: number;
  readonly cy: number;
  readonly k1: number;
}

export type Outline = ReturnType<typeof square>;

/** The pose by a square's corners through the very camera, its distortion taken out; `outline` on the page, mm. */
export function exactPose(corners: Corners, outline: Outline, camera: TrueCamera): Pose | null {
  const straight = corners.map(([u, v]) => {
    const [x, y] = [(u - camera.cx) / camera.f, (v - camera.cy) / camera.f];
    let [a, b] = [x, y];
    for (let i = 0; i < 6; i++) {
      const scale = 1 + camera.k1 * (a * a + b * b);
      [a, b] = [x / scale, y / scale];
    }
    return [a * camera.f + camera.cx, b * camera.f + camera.cy];
  }) as unknown as Corners;
  const pinhole = { fx: camera.f, fy: camera.f, cx: camera.cx, cy: camera.cy };
  return estimatePose(straight, outline, pinhole, null);
}

export function nominalPose(corners: Corners, outline: Outline, width: number, height: number): Pose | null {
  return estimatePose(corners, outline, nominalCamera(width, height), null);
}
