// From the tracker's frames to those of three.js and glTF, as column-major 4 x 4 matrices for `Matrix4.fromArray`.

import type { Camera, Pose } from './pose.ts';

export type Mat4 = readonly number[] & { readonly length: 16 };

/**
 * View matrix: from the page as scenes know it (mm, x right, y up out of the paper, z towards the reader, origin in the
 * middle of the marker) to the camera as three.js knows it (x right, y up, looking down -z).
 *
 * A scene's (x, y, z) is the tracker's (x, z, -y); the camera's y and z change their signs.
 */
export function viewMatrix({ R, t }: Pose): Mat4 {
  return [
    ...[R[0], -R[3], -R[6], 0],
    ...[-R[2], R[5], R[8], 0],
    ...[R[1], -R[4], -R[7], 0],
    ...[t[0], -t[1], -t[2], 1],
  ] as unknown as Mat4;
}

/** Projection matrix of a camera with its picture's size, px; `near` and `far` in mm. */
export function projectionMatrix(camera: Camera, width: number, height: number, near: number, far: number): Mat4 {
  return [
    ...[(2 * camera.fx) / width, 0, 0, 0],
    ...[0, (2 * camera.fy) / height, 0, 0],
    ...[1 - (2 * camera.cx) / width, (2 * camera.cy) / height - 1, -(far + near) / (far - near), -1],
    ...[0, 0, (-2 * far * near) / (far - near), 0],
  ] as unknown as Mat4;
}
