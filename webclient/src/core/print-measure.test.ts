import { describe, expect, it, vi } from 'vitest';
import { apply, multiply, rotationOf, transpose, type Vec3 } from './matrix.ts';
import { type Corners, nominalCamera, project, square } from './pose.ts';
import type { Gray } from './print-light.ts';
import { measurePrint } from './print-measure.ts';
import { findings, sideOnPaper, type Verdict, verdict } from './print-verdict.ts';
import { ringCells, SQUARE, WHOLE } from './ring13.ts';

vi.setConfig({ testTimeout: 30_000 });

const WORD = 0xdaf51b09d1dan;
const [WIDTH, HEIGHT] = [480, 360];

/** How a marker was printed and photographed; places in cells as in print-measure.ts. */
interface Photo {
  /** Degrees about the axes across and down. */
  tilt: [number, number];
  /** Times as far away as its square is wide. */
  distance: number;
  /** On paper, wide over tall. */
  stretch: number;
  /** Standard deviation of the lens's blur, px. */
  blur: number;
  ink: number;
  paper: number;
  /** Cells by which ink runs over every edge of the ring. */
  bleed: number;
  /** Light that something adds or takes at a place. */
  spoil: (x: number, y: number, light: number) => number;
  /** Cells of the word that are printed in the wrong colour. */
  wrong: number[];
}

const PLAIN: Photo = {
  tilt: [4, -3],
  distance: 2.6,
  stretch: 1,
  blur: 0.6,
  ink: 0.05,
  paper: 0.7,
  bleed: 0,
  spoil: (_x, _y, light) => light,
  wrong: [],
};

/** Whether there is ink in each cell of 13 x 13: the word's, and the black ring; the square inside is white here. */
function cellsWith(wrong: readonly number[]): Uint8Array {
  const cells = new Uint8Array(13 * 13);
  for (let i = 0; i < 169; i++) {
    const [x, y] = [(i % 13) - 2, Math.floor(i / 13) - 2];
    cells[i] = Math.max(-x, -y, x - SQUARE + 1, y - SQUARE + 1) === 1 ? 1 : 0;
  }
  ringCells().forEach(([x, y], k) => {
    const white = ((WORD >> BigInt(47 - k)) & 1n) === 1n;
    cells[(y + 2) * 13 + x + 2] = white === wrong.includes(k) ? 1 : 0;
  });
  return cells;
}

/** Whether there is ink: in the cells around, and in a code of 29 modules in the middle of the square. */
function inked(x: number, y: number, cells: Uint8Array, bleed: number): boolean {
  const out = Math.max(-x, -y, x - SQUARE, y - SQUARE);
  if (out > -bleed && out < 1 + bleed) return true;
  if (out >= 2) return false;
  if (out > 0) return cells[Math.floor(y + 2) * 13 + Math.floor(x + 2)] === 1;
  const [column, row] = [Math.floor((x / SQUARE) * 37) - 4, Math.floor((y / SQUARE) * 37) - 4];
  if (Math.min(column, row) < 0 || Math.max(column, row) > 28) return false;
  return ((Math.imul(column * 29 + row + 7, 0x9e3779b1) >>> 13) & 1) === 1;
}

/** The picture and the true corners of the square in it. */
function photograph(asked: Partial<Photo>): { gray: Gray; corners: Corners } {
  const photo = { ...PLAIN, ...asked };
  const camera = nominalCamera(WIDTH, HEIGHT);
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const R = multiply(rotationOf([rad(photo.tilt[0]), 0, 0]), rotationOf([0, rad(photo.tilt[1]), 0]));
  const t: Vec3 = [0.2, -0.1, photo.distance * SQUARE];
  const back = transpose(R);
  const cells = cellsWith(photo.wrong);
  const fine = 2;
  const light = new Float64Array(WIDTH * HEIGHT).fill(photo.paper);
  const on = (side: number) =>
    square(side).map(([x, y]) => project({ R, t }, camera, [x * photo.stretch, y, 0])) as unknown as Corners;
  // Around the marker there is paper alone.
  const reach = on(WHOLE + 2);
  const [left, right] = between(
    reach.map(([x]) => x),
    WIDTH,
  );
  const [top, bottom] = between(
    reach.map(([, y]) => y),
    HEIGHT,
  );
  // Where the ray through each point meets the paper: z = 0 on the page.
  const from = apply(back, [-t[0], -t[1], -t[2]]);
  for (let row = top; row < bottom; row++) light.fill(0, row * WIDTH + left, row * WIDTH + right);
  for (let row = top * fine; row < bottom * fine; row++) {
    for (let column = left * fine; column < right * fine; column++) {
      const u = ((column + 0.5) / fine - camera.cx) / camera.fx;
      const v = ((row + 0.5) / fine - camera.cy) / camera.fy;
      const far = -from[2] / (back[6] * u + back[7] * v + back[8]);
      const x = (from[0] + far * (back[0] * u + back[1] * v + back[2])) / photo.stretch + SQUARE / 2;
      const y = from[1] + far * (back[3] * u + back[4] * v + back[5]) + SQUARE / 2;
      const l = photo.spoil(x, y, inked(x, y, cells, photo.bleed) ? photo.ink : photo.paper);
      light[Math.floor(row / fine) * WIDTH + Math.floor(column / fine)]! += l / (fine * fine);
    }
  }
  const soft = blurred(blurred(light, 1, photo.blur), WIDTH, photo.blur);
  const data = new Uint8Array(soft.length);
  for (const [i, l] of soft.entries()) data[i] = Math.round(255 * Math.min(1, Math.max(0, l)) ** (1 / 2.2));
  return { gray: { data, width: WIDTH, height: HEIGHT, stride: WIDTH }, corners: on(SQUARE) };
}

/** The first whole number of px before all places, and the first after them, within a picture. */
const between = (places: number[], most: number): [number, number] => [
  Math.max(0, Math.floor(Math.min(...places))),
  Math.min(most, Math.ceil(Math.max(...places))),
];

function blurred(light: Float64Array, step: number, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const sum = weights.reduce((a, b) => a + b);
  const soft = new Float64Array(light.length);
  for (let at = 0; at < light.length; at++) {
    let all = 0;
    for (let i = 0; i < weights.length; i++) {
      const near = at + (i - reach) * step;
      all += weights[i]! * light[near >= 0 && near < light.length ? near : at]!;
    }
    soft[at] = all / sum;
  }
  return soft;
}

const measured = (asked: Partial<Photo> = {}) => {
  const { gray, corners } = photograph(asked);
  return measurePrint(gray, corners, WORD);
};
const levels = (asked: Partial<Photo>) =>
  Object.fromEntries(findings(measured(asked), 100).map(({ aspect, level }) => [aspect, level]));
const judged = (asked: Partial<Photo>, line: number | null = 100): Verdict => verdict(findings(measured(asked), line));

describe('R60 a photograph of a print is measured as it is', () => {
  it('finds nothing wrong with a good one', () => {
    const good = measured();
    expect(good.wrongCells).toEqual([]);
    expect(good.black).toBeCloseTo(255 * 0.05 ** (1 / 2.2), -1);
    expect(good.white).toBeCloseTo(255 * 0.7 ** (1 / 2.2), -1);
    expect(good.glare).toBe(0);
    expect(good.stains).toBe(0);
    expect(good.tilt).toBeCloseTo(5, 0);
    expect(Math.abs(good.stretch!)).toBeLessThan(0.003);
    expect(good.ring).toBeCloseTo(1, 1);
    expect(good.bend).toBeLessThan(0.04);
    expect(good.side).toBeGreaterThan(190);
    expect(judged({})).toBe('good');
  });

  it.each([0.94, 0.97, 1.03, 1.06])('tells a printer that stretches by %f', (stretch) => {
    expect(measured({ stretch, tilt: [0, 0] }).stretch).toBeCloseTo(stretch - 1, 2);
    expect(measured({ stretch, tilt: [6, 6] }).stretch).toBeCloseTo(stretch - 1, 1);
  });

  it('does not guess at a stretch when the paper leans', () => {
    const leaning = measured({ tilt: [30, 0] });
    expect(leaning.tilt).toBeCloseTo(30, 0);
    expect(leaning.stretch).toBeNull();
    expect(levels({ tilt: [30, 0] }).shape).toBe('unknown');
    expect(judged({ tilt: [30, 0] })).toBe('good');
  });

  it.each([1, 2, 4])('tells a blur of %i px', (blur) => {
    // A Gaussian edge goes from a tenth to nine tenths within 2.56 standard deviations.
    const { blur: cells, side } = measured({ blur });
    expect((cells * side) / WHOLE / (2.56 * blur)).toBeCloseTo(1, 0);
  });

  it.each([0.1, 0.2])('tells ink that runs by %f of a cell', (bleed) => {
    // The square's own edge, from which is measured, has run as well.
    expect(measured({ bleed, distance: 1.8 }).ring).toBeCloseTo(1 + 2 * bleed, 1);
  });

  it('names the cells of the word that are wrong', () => {
    expect(measured({ wrong: [3, 17, 40] }).wrongCells).toEqual([3, 17, 40]);
  });

  it('tells glare, a shadow and stains by where they lie', () => {
    const lamp = measured({ spoil: (x, y, l) => (Math.hypot(x - 6, y - 6) < 2.2 ? 0.98 : l) });
    expect(lamp.glare).toBeGreaterThan(0.02);
    expect(lamp.stains).toBe(0);
    const shadow = measured({ spoil: (x, _y, l) => l * (1 - 0.075 * x) });
    expect(shadow.shade).toBeGreaterThan(0.5);
    expect(shadow.wrongCells).toEqual([]);
    const coffee = measured({ spoil: (x, y, l) => (x < 0.8 && y > 2 && y < 6 ? 0.05 : l) });
    expect(coffee.stains).toBeGreaterThan(0.05);
    expect(coffee.glare).toBe(0);
  });

  it('tells paper that is not flat', () => {
    const { gray, corners } = photograph({});
    // The square's corners stay, the outside of the ring moves: what curling paper does.
    const bent = corners.map(([x, y], i) => [x + (i < 2 ? 4 : -4), y] as const) as unknown as Corners;
    expect(measurePrint(gray, bent, WORD).bend).toBeGreaterThan(measured().bend * 2);
  });
});

describe('R61 the verdict says what to do, and blames the print for nothing that is not its fault', () => {
  it.each([
    ['blurred photograph', { blur: 7 }, 'again'],
    ['from too far away', { distance: 8 }, 'again'],
    [
      'lamp over a good print',
      { spoil: (x: number, y: number, l: number) => (Math.hypot(x - 6, y - 6) < 2.2 ? 0.98 : l) },
      'usable',
    ],
    ['faded ink', { ink: 0.5, paper: 0.75 }, 'reprint'],
    ['three cells torn off', { wrong: [1, 2, 30] }, 'reprint'],
    ['one cell with a fingermark', { wrong: [9] }, 'usable'],
    [
      'lamp over the edge',
      { spoil: (x: number, y: number, l: number) => (Math.hypot(x - 10, y - 4.5) < 3 ? 0.98 : l) },
      'again',
    ],
    [
      'lamp over a stretched print',
      { stretch: 1.07, spoil: (x: number, y: number, l: number) => (Math.hypot(x - 10, y - 4.5) < 3 ? 0.98 : l) },
      'reprint',
    ],
    ['stretched', { stretch: 1.07 }, 'reprint'],
    ['ink that runs', { bleed: 0.18, distance: 1.8 }, 'reprint'],
  ] satisfies [string, Partial<Photo>, Verdict][])('%s', (_what, photo, expected) => {
    expect(judged(photo)).toBe(expected);
  });

  it('says of a blurred photograph that it is blurred, and nothing of the ink', () => {
    expect(levels({ blur: 9 })).toEqual({ sharp: 'bad', scale: 'good' });
  });

  it('takes the scale from a ruler and never from the photograph', () => {
    const scale = (line: number | null) => findings(measured(), line).find(({ aspect }) => aspect === 'scale')!;
    expect(scale(null)).toMatchObject({ level: 'unknown', value: null });
    expect(scale(100.5).level).toBe('good');
    expect(scale(97.5).level).toBe('fair');
    expect(judged({}, 94)).toBe('reprint');
    expect(sideOnPaper(60, 94)).toBeCloseTo(56.4);
    expect(sideOnPaper(60, null)).toBe(60);
  });

  it('survives corners that make no square, and a picture of one colour', () => {
    const gray = { data: new Uint8Array(WIDTH * HEIGHT).fill(200), width: WIDTH, height: HEIGHT, stride: WIDTH };
    const corners: Corners = [
      [10, 10],
      [10, 10],
      [10, 10],
      [10, 10],
    ];
    expect(verdict(findings(measurePrint(gray, corners, WORD), null))).toBe('again');
  });
});
