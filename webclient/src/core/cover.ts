// The camera's picture laid without gaps over what is free of the screen, and the camera that sees just that.
import type { Camera } from './pose.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of the screen that nothing covers, px. */
export interface Area extends Size {
  readonly x: number;
  readonly y: number;
}

/** Picture px times `scale` plus the offset is screen px; what falls outside the area is cut off on both sides. */
export interface Cover {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The middle of the picture, where a child holds the marker, lies in the middle of the area. */
export function cover(picture: Size, area: Area): Cover {
  const scale = Math.max(area.width / picture.width, area.height / picture.height);
  return {
    scale,
    x: area.x + (area.width - picture.width * scale) / 2,
    y: area.y + (area.height - picture.height * scale) / 2,
  };
}

/** The camera of the covering picture in screen px: a point of the page is drawn on the very pixel that shows it. */
export function coveringCamera(camera: Camera, { scale, x, y }: Cover): Camera {
  return { fx: camera.fx * scale, fy: camera.fy * scale, cx: camera.cx * scale + x, cy: camera.cy * scale + y };
}

/**
 * The part of the picture behind the whole screen, with v upwards as textures count: [left, bottom, width, height].
 * From 0 to 1 where the area is; beyond, behind what covers the screen, there may be no picture.
 */
export function seenPart(picture: Size, screen: Size, area: Area): [number, number, number, number] {
  const { scale, x, y } = cover(picture, area);
  const [width, height] = [screen.width / (picture.width * scale), screen.height / (picture.height * scale)];
  return [-x / (picture.width * scale), 1 - height + y / (picture.height * scale), width, height];
}
