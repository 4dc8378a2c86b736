// The camera's picture laid over the screen without gaps: the part that is seen, and the camera that sees just that.
import type { Camera } from './pose.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Picture px times `scale` plus the offset is screen px; what falls outside the screen is cut off on both sides. */
export interface Cover {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export function cover(picture: Size, screen: Size): Cover {
  const scale = Math.max(screen.width / picture.width, screen.height / picture.height);
  return {
    scale,
    x: (screen.width - picture.width * scale) / 2,
    y: (screen.height - picture.height * scale) / 2,
  };
}

/** The camera of the covering picture in screen px: a point of the page is drawn on the very pixel that shows it. */
export function coveringCamera(camera: Camera, { scale, x, y }: Cover): Camera {
  return { fx: camera.fx * scale, fy: camera.fy * scale, cx: camera.cx * scale + x, cy: camera.cy * scale + y };
}

/** The seen part of the picture, from 0 to 1 with v upwards as textures count: [left, bottom, width, height]. */
export function seenPart(picture: Size, screen: Size): [number, number, number, number] {
  const { scale, x, y } = cover(picture, screen);
  const [width, height] = [screen.width / (picture.width * scale), screen.height / (picture.height * scale)];
  return [-x / (picture.width * scale), 1 - height + y / (picture.height * scale), width, height];
}
