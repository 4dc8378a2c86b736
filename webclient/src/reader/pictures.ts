// A picture for every state: ink lines over washes of colour that sit a little beside them, as a hand press prints.
import { drawing } from './dom.ts';

// Classes wash-*, ink and thin are coloured in pictures.css, so that the pictures follow the light and dark of the page.
const phone = (x: number, y: number, turn = 0): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn})"><rect class="wash-paper" x="3" y="4" width="50" height="86" rx="8"/>` +
  '<rect class="ink" width="50" height="86" rx="8"/><path class="ink thin" d="M20 7.500h10"/></g>';

const page = (x: number, y: number, printed = ''): string =>
  `<g transform="translate(${x} ${y})"><path class="wash-paper" d="M4 6l52-4 56 4v62l-56-4-52 4z"/>` +
  '<path class="ink" d="M0 4q28-8 54 0 28-8 56 0v62q-28-8-56 0-26-8-54 0zM54 4v62"/>' +
  `<path class="ink thin" d="M10 20q16-4 34 0M10 31q16-4 34 0M10 42q16-4 24-1"/>${printed}</g>`;

const marker = (x: number, y: number, size = 26): string =>
  `<g transform="translate(${x} ${y}) scale(${size / 26})"><rect class="wash-white" width="26" height="26"/>` +
  '<rect class="ink thin" width="26" height="26"/><path class="solid" d="M5 5h6v6H5zM15 5h6v6h-6zM5 15h6v6H5zM15 15h3v3h-3zM18 18h3v3h-3z"/></g>';

const bear = (x: number, y: number, scale = 1): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})"><path class="wash-honey" d="M6 34q0-24 21-24t21 24v16H6z"/>` +
  '<path class="ink" d="M3 50V32Q3 8 25 8t22 24v18M8 15Q3 6 10 4t10 5M30 9q4-8 10-5t2 11"/>' +
  '<circle class="solid" cx="17" cy="25" r="2.300"/><circle class="solid" cx="33" cy="25" r="2.300"/>' +
  '<path class="ink thin" d="M19 35q6-5 12 0M22 33l3 3 3-3M13 45q12 7 24 0"/></g>';

const cloud = (x: number, y: number): string =>
  `<g transform="translate(${x} ${y})"><path class="wash-lagoon" d="M16 46q-14-2-12-14t14-10q3-17 20-16t19 16q15-1 16 12t-14 13z"/>` +
  '<path class="ink" d="M12 43Q-2 41 0 29t14-10Q17 2 34 3t19 16q15-1 16 12T55 43z"/></g>';

const pictures = {
  /** Why the camera is asked for: the phone looks at the page, and something stands up from it. */
  camera: `${page(44, 96, marker(68, 20))}${phone(75, 4)}${bear(81, 34, 0.75)}<path class="ink thin dash" d="M78 94l-26 8M122 94l26 8"/>`,
  searching: `${page(44, 92, marker(68, 20))}<path class="ink seek" d="M104 113v-9h9M146 113v-9h-9M104 137v9h9M146 137v9h-9"/>${phone(24, 10, -8)}<circle class="wash-honey" cx="25" cy="42" r="13"/><path class="ink" d="M14 42a11 11 0 1 0 22 0 11 11 0 1 0-22 0M33 51l8 9"/></g>`,
  held: `${page(46, 100)}${bear(72, 26, 1.2)}<path class="ink thin dash" d="M64 100q36 14 76 0M134 96l7 4-5 7M70 106l-7-5 6-6"/>`,
  paused: `<path class="wash-paper" d="M38 16h136v70H38z"/><path class="ink" d="M32 10h136v70H32zM100 10V4M62 80l-8 22M138 80l8 22"/><path class="wash-honey" d="M66 48q36-36 72 0-36 32-72 0z"/><path class="ink" d="M62 45q38-38 76 0-38 36-76 0z"/><circle class="solid" cx="100" cy="45" r="9"/>${bear(34, 116, 0.9)}${bear(79, 108, 1.05)}${bear(132, 117, 0.85)}`,
  offline: `${cloud(66, 22)}<path class="ink" d="M82 92l38-58"/><path class="wash-honey" d="M44 128h112l-14 26H60z"/><path class="ink" d="M40 124h112l-14 26H56zM92 124V92l26 26z"/><path class="ink thin" d="M26 160q10-8 20 0t20 0 20 0 20 0 20 0 20 0"/>`,
  unknown: `${marker(36, 34, 74)}<circle class="wash-honey" cx="132" cy="104" r="36"/><path class="ink" d="M90 100a36 36 0 1 0 72 0 36 36 0 1 0-72 0M153 127l24 27"/><path class="ink" d="M117 91q0-11 10-11t10 9-10 14M127 113v.5"/>`,
  asleep: `${page(44, 92)}<path class="wash-honey" d="M82 92q0-34 26-34t26 34z"/><path class="ink" d="M78 90q0-36 24-36t26 36M84 62q-8-8 0-12t9 6M112 57q6-10 11-5t-3 11"/><path class="ink thin" d="M91 74q4 4 8 0M108 74q4 4 8 0M98 84q5 3 10 0"/><path class="ink thin" d="M140 52h12l-12 14h12M160 28h10l-10 12h10"/>`,
  ended: `<path class="ink thin" d="M16 18q84 34 170 0"/><path class="wash-honey" d="M33 29h22l-11 22z"/><path class="ink thin" d="M30 26h22l-11 22z"/><path class="wash-lagoon" d="M63 36h22l-11 22z"/><path class="ink thin" d="M60 33h22l-11 22z"/><path class="wash-honey" d="M93 38h22l-11 22z"/><path class="ink thin" d="M90 35h22l-11 22z"/><path class="wash-lagoon" d="M123 35h22l-11 22z"/><path class="ink thin" d="M120 32h22l-11 22z"/><path class="wash-honey" d="M153 28h22l-11 22z"/><path class="ink thin" d="M150 25h22l-11 22z"/>${bear(34, 92, 0.9)}${bear(76, 78, 1.1)}${bear(130, 95, 0.8)}`,
  code: `<rect class="wash-honey" x="34" y="62" width="132" height="56" rx="8"/><rect class="ink" x="28" y="56" width="132" height="56" rx="8"/><path class="ink" d="M46 96h16M70 96h16M94 96h16M118 96h16M54 70v14M74 84q8-16 8 0M102 72l-4 12h8M122 72h8l-8 12h8"/><path class="ink thin" d="M60 134q40 16 76 0"/>`,
  tab: `<rect class="wash-lagoon" x="40" y="40" width="96" height="76" rx="6"/><rect class="ink" x="34" y="34" width="96" height="76" rx="6"/><path class="ink" d="M34 52h96"/><rect class="wash-paper" x="76" y="74" width="96" height="76" rx="6"/><rect class="ink" x="72" y="70" width="96" height="76" rx="6"/><path class="ink" d="M72 88h96M108 116l10 10 18-20"/>`,
  shelf: `<path class="wash-honey" d="M52 62h22v76H52z"/><path class="wash-lagoon" d="M92 52h26v86H92z"/><path class="ink" d="M46 58h22v76H46zM70 48h18v86H70zM90 46h26v88H90zM122 134l14-78 22 5-14 76zM28 136h146M46 72h22M90 62h26"/>`,
  models: `<path class="wash-lagoon" d="M66 76l40-20 40 20v46l-40 22-40-22z"/><path class="ink dash" d="M60 70l40-20 40 20v46l-40 22-40-22zM60 70l40 22 40-22M100 92v46"/>`,
} as const;

export type PictureName = keyof typeof pictures;

/** A drawing 200 by 170 units; what it says stands in words beside it. */
export function picture(name: PictureName): SVGElement {
  return drawing(`<svg viewBox="0 0 200 170" focusable="false">${pictures[name]}</svg>`, `picture picture-${name}`);
}

// A child's bare foot: sole and toes.
const FOOT =
  'M12 6.500c3.800 0 5 3.500 4.600 7.500-.3 3.300-1.500 4.600-1.400 7.500.1 2.500-1 4.500-3.200 4.500s-3.500-2-3.400-4.600c.1-2.800-1.200-4.300-1.500-7.400-.4-4 1.100-7.500 4.900-7.500z';
const TOES: readonly (readonly [number, number, number])[] = [
  [7.6, 5.6, 1.9],
  [11, 3.6, 1.5],
  [14, 3.9, 1.3],
  [16.5, 5.5, 1.15],
  [18.3, 8, 1],
];

/** One step of the path through a book: a left foot for odd pages, a right one for even. */
export function footprint(number: number): SVGElement {
  const toes = TOES.map(([cx, cy, r]) => `<circle cx="${cx}" cy="${cy}" r="${r}"/>`).join('');
  const side = number % 2 ? 'translate(24 0) scale(-1 1)' : '';
  const turn = number % 2 ? -14 : 14;
  return drawing(
    `<svg viewBox="0 0 24 28" focusable="false"><g transform="rotate(${turn} 12 14) ${side}"><path d="${FOOT}"/>${toes}</g></svg>`,
    'foot',
  );
}
