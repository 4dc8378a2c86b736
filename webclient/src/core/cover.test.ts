import { describe, expect, it } from 'vitest';
import { cover, coveringCamera, seenPart } from './cover.ts';
import { type Camera, type Pose, project } from './pose.ts';
import { projectionMatrix, viewMatrix } from './view.ts';

const camera: Camera = { fx: 530, fy: 528, cx: 322, cy: 238 };
const pose: Pose = { R: [0.96, -0.2, 0.196, 0.15, 0.96, 0.236, -0.236, -0.197, 0.951], t: [12, -30, 280] };
const screens = [
  { width: 360, height: 640, area: { x: 0, y: 0, width: 360, height: 640 } },
  { width: 360, height: 640, area: { x: 0, y: 0, width: 360, height: 345 } },
  { width: 640, height: 360, area: { x: 0, y: 0, width: 350, height: 360 } },
  { width: 1280, height: 800, area: { x: 40, y: 20, width: 800, height: 700 } },
];

describe('covering picture', () => {
  it.each(screens)(
    'fills the free area of %o without gaps and keeps the middle in its middle',
    ({ area, ...screen }) => {
      const { scale, x, y } = cover({ width: 640, height: 480 }, area);
      expect(x).toBeLessThanOrEqual(area.x + 1e-9);
      expect(y).toBeLessThanOrEqual(area.y + 1e-9);
      expect(x + 640 * scale).toBeGreaterThanOrEqual(area.x + area.width - 1e-9);
      expect(y + 480 * scale).toBeGreaterThanOrEqual(area.y + area.height - 1e-9);
      const [left, bottom, width, height] = seenPart({ width: 640, height: 480 }, screen, area);
      const [across, up] = [(area.x + area.width / 2) / screen.width, 1 - (area.y + area.height / 2) / screen.height];
      expect([left + width * across, bottom + height * up]).toEqual([expect.closeTo(0.5), expect.closeTo(0.5)]);
    },
  );

  it.each(screens)('R7 draws a point of the page on the pixel that shows it, %o', ({ area, ...screen }) => {
    const laid = cover({ width: 640, height: 480 }, area);
    const covering = coveringCamera(camera, laid);
    const matrix = projectionMatrix(covering, screen.width, screen.height, 1, 5000);
    for (const point of [
      [0, 0, 0],
      [30, 30, 0],
      [-30, 12, -40],
    ] as const) {
      const [u, v] = project(pose, camera, point);
      const seen = [u * laid.scale + laid.x, v * laid.scale + laid.y];
      // The tracker's (x, y, z) is the scene's (x, -z, y).
      const clip = times(matrix, times(viewMatrix(pose), [point[0], -point[2], point[1], 1]));
      const drawn = [((clip[0]! / clip[3]! + 1) / 2) * screen.width, ((1 - clip[1]! / clip[3]!) / 2) * screen.height];
      expect(drawn[0]).toBeCloseTo(seen[0]!, 6);
      expect(drawn[1]).toBeCloseTo(seen[1]!, 6);
    }
  });
});

function times(columns: readonly number[], vector: readonly number[]): number[] {
  return [0, 1, 2, 3].map((row) => [0, 1, 2, 3].reduce((sum, k) => sum + columns[k * 4 + row]! * vector[k]!, 0));
}
