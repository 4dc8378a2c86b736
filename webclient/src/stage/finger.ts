// Finger, mouse, wheel and keys over the canvas: turning, nearing, and a tap.
import { drag, HOME, type Orbit, stop, turn, zoom } from '../core/orbit.ts';

export interface FingerOptions {
  readonly orbit: () => Orbit;
  readonly onOrbit: (orbit: Orbit) => void;
  /** A tap that was no turn; CSS px of the canvas. */
  readonly onTap: (x: number, y: number) => void;
  /** The last finger was lifted, and all that it meant is done. */
  readonly onLift?: () => void;
}

export interface Listening {
  /** Whether a finger is on the canvas. */
  readonly held: () => boolean;
  readonly end: () => void;
}

/** A touch that moved less, px, and took less, ms, is a tap. */
const [SLIP, BRIEF] = [10, 600];
const KEY_TURN = 0.16;

/** Listens on the canvas until `end`. */
export function listen(canvas: HTMLCanvasElement, options: FingerOptions): Listening {
  const abort = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
    canvas.addEventListener(type, act, { signal: abort.signal, passive: false });
  const fingers = new Map<number, { x: number; y: number }>();
  let [travelled, since, last] = [0, 0, 0];

  on('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 1) [travelled, since, last] = [0, event.timeStamp, event.timeStamp];
    else travelled = Number.POSITIVE_INFINITY;
    options.onOrbit(stop(options.orbit()));
  });
  on('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const spread = fingers.size === 2 ? distance(fingers) : 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
    travelled += Math.hypot(dx, dy);
    if (spread > 0) options.onOrbit(zoom(options.orbit(), spread / Math.max(1, distance(fingers))));
    else if (travelled > SLIP) options.onOrbit(drag(options.orbit(), dx, dy, (event.timeStamp - last) / 1000));
    last = event.timeStamp;
  });
  const lift = (event: PointerEvent, tapped: boolean) => {
    if (!fingers.delete(event.pointerId)) return;
    // A finger that rested before it was lifted does not throw.
    if (event.timeStamp - last > 80) options.onOrbit(stop(options.orbit()));
    if (!tapped || travelled > SLIP || event.timeStamp - since > BRIEF) return;
    const box = canvas.getBoundingClientRect();
    options.onTap(event.clientX - box.left, event.clientY - box.top);
  };
  const lifted = (event: PointerEvent, tapped: boolean) => {
    lift(event, tapped);
    if (fingers.size === 0) options.onLift?.();
  };
  on('pointerup', (event) => lifted(event, true));
  on('pointercancel', (event) => lifted(event, false));
  on('wheel', (event) => {
    event.preventDefault();
    options.onOrbit(zoom(options.orbit(), Math.exp(event.deltaY / 600)));
  });
  on('keydown', (event) => {
    const next = turned(options.orbit(), event.key);
    if (!next) return;
    event.preventDefault();
    options.onOrbit(next);
  });
  return { held: () => fingers.size > 0, end: () => abort.abort() };
}

function turned(orbit: Orbit, key: string): Orbit | null {
  switch (key) {
    case 'ArrowLeft':
      return turn(orbit, KEY_TURN, 0);
    case 'ArrowRight':
      return turn(orbit, -KEY_TURN, 0);
    case 'ArrowUp':
      return turn(orbit, 0, KEY_TURN / 2);
    case 'ArrowDown':
      return turn(orbit, 0, -KEY_TURN / 2);
    case '+':
    case '=':
      return zoom(orbit, 0.9);
    case '-':
      return zoom(orbit, 1.1);
    case 'Home':
      return HOME;
    default:
      return null;
  }
}

function distance(fingers: Map<number, { x: number; y: number }>): number {
  const [a, b] = [...fingers.values()];
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}
