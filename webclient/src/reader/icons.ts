// The child's signs: lines of one width on a field of 24 by 24, in the colour of the text beside them.
import { drawing } from './dom.ts';

const lines = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  listen: 'M4 9.5v5h3.500l5 4.200V5.300l-5 4.200zM16 9a4.500 4.500 0 0 1 0 6M18.700 6.500a8.500 8.500 0 0 1 0 11',
  pause: 'M8.500 5v14M15.500 5v14',
  play: 'M8 5l11 7-11 7z',
  menu: 'M5 7h14M5 12h14M5 17h14',
  home: 'M4 11.500L12 5l8 6.500M6.500 10v9h11v-9M10.500 19v-5h3v5',
  hand: 'M7 12V6.500a1.500 1.500 0 0 1 3 0V11V4.500a1.500 1.500 0 0 1 3 0V11V6a1.500 1.500 0 0 1 3 0v6.500-3a1.500 1.500 0 0 1 3 0V15c0 4-2.500 6-6 6-3 0-4.500-1-6.500-4L4 13.500c-.8-1.300 1-2.500 2-1.500l1 1.200',
  eye: 'M2 12c3-5 6.500-7 10-7s7 2 10 7c-3 5-6.500 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  book: 'M12 6C9 4 6 4 3 5v13c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v13',
  cube: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9',
  camera: 'M4 8h3.500L9.500 5h5l2 3H20v11H4zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  photo: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 8.500h.01',
  lens: 'M5 10a7.500 7.500 0 0 1 13-2.500M19 4v4h-4M19 14a7.500 7.500 0 0 1-13 2.500M5 20v-4h4M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  lamp: 'M9 3h6v4l-2 3v11h-2V10L9 7zM9 7h6',
  copy: 'M9 8h11v12H9zM15 8V4H4v12h5',
  check: 'M4 12.500l5.500 5.500L20 6.500',
  close: 'M6 6l12 12M18 6L6 18',
  erase: 'M9 6h11v12H9l-6-6zM12 9.500l5 5M17 9.500l-5 5',
  light: 'M9 18h6M10 21h4M8.500 15c-2-1.500-3-3.300-3-5.500a6.500 6.500 0 0 1 13 0c0 2.200-1 4-3 5.500z',
  sound: 'M4 9.500v5h3.500l5 4.200V5.300l-5 4.200zM16.500 9.500a3.500 3.500 0 0 1 0 5',
  silent: 'M4 9.500v5h3.500l5 4.200V5.300l-5 4.200zM16 9.500l5 5M21 9.500l-5 5',
  again: 'M5 12a7 7 0 1 1 2 5M5 20v-4.500h4.500',
  list: 'M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500h.01M4.500 12h.01M4.500 17.500h.01',
} as const;

export type IconName = keyof typeof lines;

export function icon(name: IconName): SVGElement {
  return drawing(`<svg viewBox="0 0 24 24" focusable="false"><path d="${lines[name]}"/></svg>`, 'icon');
}
