// The few signs of panel and studio: lines of one width on a field of 24 by 24, in the colour of the text beside them.
const drawings = {
  again: 'M5 12a7 7 0 1 1 2.2 5.100M5 12V6.500M5 12h5.500',
  back: 'M14 5l-7 7 7 7M7 12h13',
  book: 'M12 6C9 4 6 4 3 5v13c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v13',
  camera: 'M4 8h4l1.500-3h5L16 8h4v11H4zM12 10a3.200 3.200 0 1 0 0 6.400 3.200 3.200 0 0 0 0-6.400z',
  cards: 'M4 8h11v12H4zM8 8V4h12v12h-5M8 14h3',
  check: 'M4 12.5l5.5 5.5L20 6.5',
  close: 'M6 6l12 12M18 6L6 18',
  cross: 'M5 12h9M5 12a7 7 0 0 1 7-7M17 9l-3 3 3 3',
  download: 'M12 4v11m0 0l-5-5m5 5l5-5M4 20h16',
  end: 'M6 21V4m0 1c4-3 8 3 13 0v8c-5 3-9-3-13 0',
  eye: 'M2 12c3-5 6.5-7 10-7s7 2 10 7c-3 5-6.5 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  free: 'M12 3v4m0 10v4M3 12h4m10 0h4M6 6l2.5 2.5m7 7L18 18M18 6l-2.5 2.5m-7 7L6 18',
  hand: 'M7 12V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v6.5-3a1.5 1.5 0 0 1 3 0V15c0 4-2.5 6-6 6-3 0-4.5-1-6.5-4L4 13.5c-.8-1.3 1-2.5 2-1.5l1 1.2',
  keyboard: 'M3 7h18v11H3zM6.5 10.5h.01M10 10.5h.01M14 10.5h.01M17.5 10.5h.01M8 14.5h8',
  next: 'M9 5l7 7-7 7',
  pause: 'M8 5v14M16 5v14',
  play: 'M8 5l11 7-11 7z',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  projector: 'M3 5h18v11H3zM12 16v4M8 21h8',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v6h-3M14 20h.01',
  question: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5h.01',
  steps:
    'M8 4c2 0 3 2 3 4.5S10 13 8 13s-3-2-3-4.5S6 4 8 4zM6 16h4M16 8c2 0 3 2 3 4.5S18 17 16 17s-3-2-3-4.5S14 8 16 8zM14 20h4',
  stuck: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  lamp: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.2 1 2.1h5c0-.9.4-1.6 1-2.1A6 6 0 0 0 12 3z',
  leave: 'M11 4H5v16h6M15 8l4 4-4 4M19 12H9',
  lock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 15v1.5',
  unlock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2M12 15v1.5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  phone: 'M7 3h10v18H7zM11 18h2',
  spotlight: 'M5 21h14M8 21l3-9m5 9l-3-9M8 3h8l1.5 6a5.5 5.5 0 0 1-11 0z',
  star: 'M12 3l2.7 5.7 6.3.7-4.7 4.2 1.3 6.2L12 16.7l-5.6 3.1 1.3-6.2L3 9.4l6.3-.7z',
  tick: 'M4 4h16v16H4zM8 12l3 3 5-6',
  teams:
    'M8 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2 20c0-4 2.5-6 6-6s6 2 6 6M16.5 5.5a3 3 0 0 1 0 5.5M17 14.5c3 .3 5 2.2 5 5.5',
  trash: 'M4 7h16M9.5 7V4.5h5V7M6 7l1 13h10l1-13M10 11v5.500M14 11v5.500',
  timer: 'M12 6a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM12 10v3.5l2 2M9.5 2.5h5M12 2.5V6',
  away: 'M3 8c5-5 13-5 18 0M6.5 12c3-3 8-3 11 0M10 16c1-1 3-1 4 0M4 3l16 18',
} as const;

export type IconName = keyof typeof drawings;

/** A sign beside a word; a screen reader passes over it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
