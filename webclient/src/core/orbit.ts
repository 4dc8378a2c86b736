// A figure turned by finger: where the eye stands around it, with inertia that comes to rest. Angles in radians, time in s.

export interface Orbit {
  /** Around the figure; 0 is before it. */
  readonly azimuth: number;
  /** Above the page. */
  readonly elevation: number;
  /** Distance as a part of the one at which the figure fits. */
  readonly zoom: number;
  /** Speed of turning, rad/s. */
  readonly spin: number;
  readonly tilt: number;
}

export const HOME: Orbit = { azimuth: 0, elevation: 0.62, zoom: 1, spin: 0, tilt: 0 };
const [LOWEST, HIGHEST] = [0.08, 1.45];
const [NEAREST, FARTHEST] = [0.45, 1.8];
/** A finger across a screen of this many px turns the figure half round. */
const HALF_TURN = 380;
/** Part of the speed that is left after a second. */
const FRICTION = 0.02;
const STILL = 0.02;

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The finger moved by dx, dy px within `seconds`: the figure follows it, and will go on as fast as the finger was. */
export function drag(orbit: Orbit, dx: number, dy: number, seconds: number): Orbit {
  const turn = (-dx / HALF_TURN) * Math.PI;
  const rise = (dy / HALF_TURN) * Math.PI;
  const speed = 1 / Math.max(seconds, 1 / 120);
  return {
    ...orbit,
    azimuth: orbit.azimuth + turn,
    elevation: within(orbit.elevation + rise, LOWEST, HIGHEST),
    spin: within(0.6 * orbit.spin + 0.4 * turn * speed, -8, 8),
    tilt: within(0.6 * orbit.tilt + 0.4 * rise * speed, -5, 5),
  };
}

/** Without inertia, as keys do it. */
export function turn(orbit: Orbit, azimuth: number, elevation: number): Orbit {
  const risen = within(orbit.elevation + elevation, LOWEST, HIGHEST);
  return { ...orbit, azimuth: orbit.azimuth + azimuth, elevation: risen, spin: 0, tilt: 0 };
}

export const zoom = (orbit: Orbit, factor: number): Orbit => ({
  ...orbit,
  zoom: within(orbit.zoom * factor, NEAREST, FARTHEST),
});

export const stop = (orbit: Orbit): Orbit => (isStill(orbit) ? orbit : { ...orbit, spin: 0, tilt: 0 });

/** Lets inertia run for `seconds`; a figure at rest is returned as it is, so that nothing needs drawing. */
export function coast(orbit: Orbit, seconds: number): Orbit {
  if (isStill(orbit)) return orbit;
  const left = FRICTION ** seconds;
  const spin = orbit.spin * left;
  const tilt = orbit.tilt * left;
  const moved = {
    ...orbit,
    azimuth: orbit.azimuth + orbit.spin * seconds,
    elevation: within(orbit.elevation + orbit.tilt * seconds, LOWEST, HIGHEST),
  };
  const still = Math.abs(spin) < STILL && Math.abs(tilt) < STILL;
  return { ...moved, spin: still ? 0 : spin, tilt: still ? 0 : tilt };
}

export const isStill = (orbit: Orbit): boolean => orbit.spin === 0 && orbit.tilt === 0;

/** Where the eye stands, from the middle of the figure, at a distance of `reach` for zoom 1. */
export function eye(orbit: Orbit, reach: number): [number, number, number] {
  const distance = reach * orbit.zoom;
  const flat = Math.cos(orbit.elevation) * distance;
  return [Math.sin(orbit.azimuth) * flat, Math.sin(orbit.elevation) * distance, Math.cos(orbit.azimuth) * flat];
}
