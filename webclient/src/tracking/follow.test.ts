// Following a marker from frame to frame, by the real WebAssembly module, in pictures drawn with perspective.
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { angleBetween, apply, rotationOf, transpose } from '../core/matrix.ts';
import { nominalCamera, type Pose, project, square } from '../core/pose.ts';
import { ringCells, SQUARE, WHOLE, wordBits } from '../core/ring13.ts';
import { type Luma, type Marked, Tracker } from './tracker.ts';

const WORDS = ['9e4db1c26a57', '15f3a86e0b9d', 'c6197d4ae853'].map(wordBits);
const FOREIGN = wordBits('3b9c02f7d518');
const [WIDTH, HEIGHT] = [640, 480];
const CAMERA = nominalCamera(WIDTH, HEIGHT);
const FRAME = 1 / 30;
const [INK, PAPER, TABLE, SKIN] = [0.04, 0.85, 0.4, 0.42];
const module = new Uint8Array(readFileSync(new URL('./wasm/tracker.wasm', import.meta.url)));

/** How light the page is at a place, in cells from the marker's middle. */
type Page = (x: number, y: number) => number;

/** A page with one marker; the code inside is a chequered field behind its quiet zone. */
function page(word: bigint): Page {
  const white = new Map(ringCells().map(([x, y], i) => [`${x},${y}`, ((word >> BigInt(47 - i)) & 1n) === 1n]));
  return (x, y) => {
    const [column, row] = [Math.floor(x + SQUARE / 2), Math.floor(y + SQUARE / 2)];
    const ring = white.get(`${column},${row}`);
    const out = Math.max(Math.abs(x), Math.abs(y));
    if (out > WHOLE / 2) return TABLE;
    if (ring !== undefined) return ring ? PAPER : INK;
    if (out > SQUARE / 2) return INK;
    if (out > 3.5) return PAPER;
    return (Math.floor(x * 4) * 7 + Math.floor(y * 4) * 5) % 3 === 0 ? INK : PAPER;
  };
}

/** The page as a camera sees it: the middle of nine rays for each pixel, gamma coded. */
function picture(seen: Page, { R, t }: Pose, camera = CAMERA): Luma {
  const [width, height] = [2 * camera.cx, 2 * camera.cy];
  const gray = new Uint8Array(width * height).fill(255 * TABLE ** (1 / 2.2));
  const back = transpose(R);
  const eye = apply(back, t);
  const corners = square(1.05 * WHOLE).map(([x, y]) => project({ R, t }, camera, [x, y, 0]));
  const [us, vs] = [corners.map((c) => c[0]), corners.map((c) => c[1])];
  const light = (u: number, v: number): number => {
    const [x, y, z] = apply(back, [(u - camera.cx) / camera.fx, (v - camera.cy) / camera.fy, 1]);
    return seen((eye[2] / z) * x - eye[0], (eye[2] / z) * y - eye[1]);
  };
  for (let v = Math.max(0, Math.floor(Math.min(...vs))); v < Math.min(height, Math.max(...vs)); v++) {
    for (let u = Math.max(0, Math.floor(Math.min(...us))); u < Math.min(width, Math.max(...us)); u++) {
      let sum = 0;
      for (const a of [1, 3, 5]) for (const b of [1, 3, 5]) sum += light(u + a / 6, v + b / 6);
      gray[v * width + u] = Math.round(255 * (sum / 9) ** (1 / 2.2));
    }
  }
  return { buffer: gray.buffer, offset: 0, stride: width, width, height };
}

const pose = (tilt: number, x = 0): Pose => ({ R: rotationOf([(tilt * Math.PI) / 180, 0, 0]), t: [x, 3, 80] });

/** How far the square's corners are from where they belong, px, at most. */
function off(marked: Marked, truth: Pose): number {
  const there = square(SQUARE).map(([x, y]) => project(truth, CAMERA, [x, y, 0]));
  return Math.max(...marked.corners.map((c, i) => Math.hypot(c[0] - there[i]![0], c[1] - there[i]![1])));
}

describe('following', () => {
  let tracker: Tracker;
  let frame = 0;
  beforeEach(async () => {
    tracker = await Tracker.load(module);
    tracker.setWords(WORDS);
    frame = 0;
  });
  const look = (luma: Luma, aim: number | null = 0) =>
    tracker.track({ luma, camera: CAMERA, time: frame++ * FRAME, aim });

  it('R40 follows a page by its edges to a third of a pixel, and when it is nearly edge-on, at 77 degrees, to one', () => {
    look(picture(page(WORDS[0]!), pose(0)), null);
    for (let tilt = 3.5; tilt <= 77; tilt += 3.5) {
      const luma = picture(page(WORDS[0]!), pose(tilt));
      const { marked } = look(luma);
      expect(marked, `at ${tilt} degrees`).toMatchObject([{ index: 0 }]);
      expect(marked[0]!.pose, `at ${tilt} degrees`).not.toBeNull();
      expect(off(marked[0]!, pose(tilt)), `at ${tilt} degrees`).toBeLessThan(tilt > 70 ? 1 : 0.34);
      if (tilt < 60) expect(angleBetween(marked[0]!.pose!.R, pose(tilt).R)).toBeLessThan(0.035);
    }
  });

  it('R40 has a page as far away as it is in the very frame in which the focal length is learnt', () => {
    const truth = nominalCamera(WIDTH, HEIGHT, 0.76);
    const at = (i: number): Pose => ({ R: rotationOf([0.9, 0, 0]), t: [20 + 2 * i, 12, 90 - i] });
    const seen = (i: number, camera = CAMERA) =>
      tracker.track({ luma: picture(page(WORDS[0]!), at(i), truth), camera, time: i * FRAME, aim: i ? 0 : null });
    for (let i = 0; i < 4; i++) seen(i);
    const { marked, searched } = seen(4, truth);
    expect(searched).toBe(false);
    expect(marked[0]!.pose!.t[2]).toBeCloseTo(at(4).t[2], 0);
    expect(angleBetween(marked[0]!.pose!.R, at(4).R)).toBeLessThan(0.01);
  });

  it('R40 searches the whole picture only now and then while it follows', () => {
    const luma = () => picture(page(WORDS[0]!), pose(30));
    const searched = [look(luma(), null), ...Array.from({ length: 8 }, () => look(luma()))].map((t) => t.searched);
    expect(searched.filter(Boolean)).toHaveLength(2);
  });

  it('R40 tells of the two tilts in which a small marker looks nearly the same the true one', () => {
    const turned = (tilt: number): Pose => ({ R: rotationOf([(tilt * Math.PI) / 180, 0, 0]), t: [0, 0, 150] });
    for (const tilt of [10, 14, 18]) {
      look(picture(page(WORDS[0]!), turned(tilt)), null);
      const { marked, searched } = look(picture(page(WORDS[0]!), turned(-tilt)));
      expect(searched, `at ${tilt} degrees`).toBe(false);
      expect(angleBetween(marked[0]!.pose!.R, turned(-tilt).R), `at ${tilt} degrees`).toBeLessThan(0.06);
      frame += 20;
    }
  });

  it('R40 follows a small, tilted marker while a third of it is out of the picture', () => {
    const at = (x: number): Pose => ({ R: rotationOf([1.05, 0, 0]), t: [x, 0, 165] });
    look(picture(page(WORDS[0]!), at(-80)), null);
    for (let x = -81; x >= -90; x -= 1) {
      const { marked } = look(picture(page(WORDS[0]!), at(x)));
      expect(marked[0]?.pose, `at ${x}`).toBeTruthy();
      expect(off(marked[0]!, at(x)), `at ${x}`).toBeLessThan(1.5);
    }
  });

  it('R41 knows in the same frame that another page lies in the same place, without searching', () => {
    look(picture(page(WORDS[0]!), pose(30)), null);
    look(picture(page(WORDS[0]!), pose(30)));
    const { marked, searched } = look(picture(page(WORDS[1]!), pose(30)));
    expect(searched).toBe(false);
    expect(marked).toMatchObject([{ index: 1 }]);
    expect(off(marked[0]!, pose(30))).toBeLessThan(0.34);
  });

  it('R41 does not follow a marker that nobody has told of, nor an empty ring', () => {
    for (const other of [page(FOREIGN), page(0n), page((1n << 48n) - 1n)]) {
      look(picture(page(WORDS[0]!), pose(30)), null);
      expect(look(picture(other, pose(30))).marked).toEqual([]);
    }
  });

  it('R42 keeps the pose while a finger covers a third of the marker', () => {
    const plain = page(WORDS[2]!);
    look(picture(plain, pose(25)), null);
    for (const tip of [4, 2, 0, -1, -2]) {
      const finger: Page = (x, y) => (x > tip && Math.abs(y - 2) < 2.5 ? SKIN : plain(x, y));
      const { marked } = look(picture(finger, pose(25)), 2);
      expect(marked, `up to ${tip}`).toMatchObject([{ index: 2 }]);
      expect(off(marked[0]!, pose(25)), `up to ${tip}`).toBeLessThan(0.5);
    }
  });

  it('R43 finds a page again in the same frame after a jump of 18 px, and after one across the picture', () => {
    look(picture(page(WORDS[0]!), pose(30)), null);
    const near = pose(30, (18 * 80) / CAMERA.fx);
    const jumped = look(picture(page(WORDS[0]!), near));
    expect(jumped.searched).toBe(false);
    expect(off(jumped.marked[0]!, near)).toBeLessThan(0.34);
    const far = pose(30, 25);
    const lost = look(picture(page(WORDS[0]!), far));
    expect(lost.searched).toBe(true);
    expect(off(lost.marked[0]!, far)).toBeLessThan(0.34);
  });

  it('R43 believes no edge on its neighbour when frames come so seldom that the page has turned in between', () => {
    for (let i = 0; i < 10; i++) {
      const [before, after] = [i, i + 1].map((k): Pose => {
        const R = rotationOf([0.4 + 0.25 * Math.sin(2.1 * k), 0.3 * Math.cos(1.7 * k), 0.22 * k]);
        return { R, t: [3 * Math.sin(1.3 * k), 2 * Math.cos(0.9 * k), 80] };
      });
      look(picture(page(WORDS[0]!), before!), null);
      frame += 5;
      const { marked } = look(picture(page(WORDS[0]!), after!));
      expect(marked, `jump ${i}`).toMatchObject([{ index: 0 }]);
      expect(off(marked[0]!, after!), `jump ${i}`).toBeLessThan(0.5);
    }
  });

  it('R43 finds a small marker in a large picture, and in the frame after one without any', async () => {
    const camera = nominalCamera(1280, 720);
    const far = picture(page(WORDS[1]!), { R: rotationOf([0.3, 0.2, 0.5]), t: [20, 30, 480] }, camera);
    expect(tracker.detect(far)).toMatchObject([{ index: 1 }]);
    const count = (luma: Luma, i: number) => tracker.track({ luma, camera, time: i / 30, aim: null }).marked.length;
    const none = picture(() => TABLE, { R: rotationOf([0.3, 0.2, 0.5]), t: [20, 30, 480] }, camera);
    expect([none, far, none, none, far].map(count)).toEqual([0, 1, 0, 0, 1]);
  });

  it('R43 finds a marker half of which lies in a sharp shadow', () => {
    const lit = page(WORDS[0]!);
    const shaded = (x: number, y: number) => (x + 0.4 * y > 0.7 ? 0.4 : 1) * lit(x, y);
    const found = look(picture(shaded, pose(25)), null);
    expect(found.marked).toMatchObject([{ index: 0 }]);
    expect(off(found.marked[0]!, pose(25))).toBeLessThan(1.5);
  });

  it('R43 finds a ring that is hardly wider than a pixel', () => {
    const small: Pose = { R: rotationOf([0.9, 0.1, 0.4]), t: [30, -20, 215] };
    const found = look(picture(page(WORDS[2]!), small), null);
    expect(found.marked).toMatchObject([{ index: 2 }]);
  });
});
