// The parts that the learners' faces are put together from, on a field of 100 by 100 with the middle line at x = 50.

/** Colours of fur, feather and shell. A drawing's own, so not among the tokens. */
export const fur = {
  ink: '#2a2320',
  white: '#fffaf0',
  cream: '#f7e3c0',
  tan: '#e2b77c',
  brown: '#95633a',
  dark: '#5b4232',
  black: '#3d3633',
  rust: '#c4602a',
  orange: '#f0922f',
  yellow: '#f8cf3e',
  red: '#d8432f',
  pink: '#f3a9a0',
  grey: '#9aa3ab',
  slate: '#6c7780',
  green: '#74b04a',
  moss: '#4b7f3f',
  blue: '#5f9fd0',
} as const;

export const oval = (cx: number, cy: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;

export const shape = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

/** A line of ink; `width` in units of the field. */
export const line = (d: string, width = 2.4, colour: string = fur.ink): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;

/** A patch without an outline. */
export const patch = (part: string): string => `<g stroke="none">${part}</g>`;

/** The part and its mirror image. */
export const pair = (part: string): string => `${part}<g transform="matrix(-1 0 0 1 100 0)">${part}</g>`;

export const head = (cx: number, cy: number, rx: number, ry: number, fill: string): string =>
  oval(cx, cy, rx, ry, fill);

export const roundEars = (x: number, y: number, r: number, outer: string, inner: string): string =>
  pair(oval(x, y, r, r, outer) + patch(oval(x, y + 0.5, r * 0.52, r * 0.52, inner)));

/** Ears that end in a point at (`x`, `y`), on a head that starts at about y = 36. */
export const pointedEars = (x: number, y: number, outer: string, inner: string): string =>
  pair(
    shape(`M${x - 1} 46Q${x - 5} ${y + 8} ${x} ${y}Q${x + 14} ${y + 4} ${x + 19} 34Z`, outer) +
      patch(shape(`M${x + 3} 40Q${x} ${y + 12} ${x + 2} ${y + 6}Q${x + 10} ${y + 9} ${x + 12} 35Z`, inner)),
  );

/** Ears that hang or stand out to the side like leaves. */
export const leafEars = (outer: string, inner: string, y = 40): string =>
  pair(
    shape(`M30 ${y}Q16 ${y - 10} 10 ${y}Q16 ${y + 12} 30 ${y + 7}Z`, outer) +
      patch(shape(`M28 ${y + 1}Q19 ${y - 4} 14 ${y}Q19 ${y + 6} 28 ${y + 4}Z`, inner)),
  );

export const eyes = (dx: number, y: number, r = 3.6): string =>
  patch(
    [50 - dx, 50 + dx]
      .map((x) => oval(x, y, r, r * 1.12, fur.ink) + oval(x + r * 0.32, y - r * 0.42, r * 0.36, r * 0.36, '#fff'))
      .join(''),
  );

/** Big round eyes in a ring of their own. */
export const wideEyes = (dx: number, y: number, r: number, iris: string): string =>
  pair(oval(50 - dx, y, r, r, iris)) + eyes(dx, y, r * 0.58);

/** One eye, of an animal seen from the side. */
export const sideEye = (x: number, y: number, r = 3.4): string =>
  patch(oval(x, y, r, r * 1.1, fur.ink) + oval(x + 1, y - 1.3, r * 0.36, r * 0.36, '#fff'));

export const nose = (y: number, w = 6, fill: string = fur.ink): string =>
  patch(
    shape(
      `M${50 - w} ${y}Q50 ${y - w * 0.7} ${50 + w} ${y}Q${50 + w * 0.6} ${y + w} 50 ${y + w}Q${50 - w * 0.6} ${y + w} ${50 - w} ${y}Z`,
      fill,
    ),
  );

/** The two curves below a nose. */
export const smile = (y: number, w = 7): string =>
  line(
    `M50 ${y}Q${50 - w * 0.5} ${y + w * 0.7} ${50 - w} ${y}M50 ${y}Q${50 + w * 0.5} ${y + w * 0.7} ${50 + w} ${y}`,
    2,
  );

/** One wide curve. */
export const grin = (y: number, w: number, deep: number): string =>
  line(`M${50 - w} ${y}Q50 ${y + deep} ${50 + w} ${y}`, 2.2);

export const cheeks = (dx: number, y: number, colour: string = fur.pink): string =>
  patch(`<g opacity=".75">${pair(oval(50 - dx, y, 4, 2.8, colour))}</g>`);

export const whiskers = (y: number): string => pair(line(`M33 ${y}L21 ${y - 3}M33 ${y + 4}L21 ${y + 5}`, 1.5));

export const muzzle = (y: number, rx: number, ry: number, fill: string): string => patch(oval(50, y, rx, ry, fill));
