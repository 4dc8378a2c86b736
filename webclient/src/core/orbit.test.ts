import { describe, expect, it } from 'vitest';
import { coast, drag, eye, HOME, isStill, turn, zoom } from './orbit.ts';

describe('orbit', () => {
  it('R10 comes to rest after a swing, and at rest nothing changes', () => {
    let orbit = drag(drag(HOME, 60, 10, 1 / 60), 60, 10, 1 / 60);
    expect(isStill(orbit)).toBe(false);
    for (let i = 0; i < 180; i++) orbit = coast(orbit, 1 / 60);
    expect(isStill(orbit)).toBe(true);
    expect(coast(orbit, 1)).toBe(orbit);
  });

  it('follows the finger and never goes under the page or over the top', () => {
    expect(drag(HOME, 380, 0, 0.1).azimuth).toBeCloseTo(-Math.PI);
    for (const dy of [5000, -5000]) {
      const orbit = coast(drag(HOME, 0, dy, 0.01), 1);
      expect(eye(orbit, 100)[1]).toBeGreaterThan(0);
      expect(orbit.elevation).toBeLessThan(Math.PI / 2);
    }
    expect(isStill(turn(drag(HOME, 50, 0, 0.01), 0.1, 0))).toBe(true);
  });

  it('keeps the distance while turning', () => {
    expect(Math.hypot(...eye({ ...HOME, azimuth: 2, elevation: 1 }, 300))).toBeCloseTo(300);
    expect(Math.hypot(...eye(zoom(HOME, 100), 300))).toBeCloseTo(540);
  });
});
