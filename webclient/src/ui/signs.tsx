// Signs for those who make something, drawn like those in ./icons.
const drawings = {
  plus: 'M12 5v14M5 12h14',
  undo: 'M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-4',
  redo: 'M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h4',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  upload: 'M12 20V8m0 0l-5 5m5-5l5 5M5 4h14',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM13.500 6.500l4 4',
  cube: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM12 12l8-4.500M12 12v9M12 12L4 7.500',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.010',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  up: 'M12 19V6m0 0l-5 5m5-5l5 5',
  down: 'M12 5v13m0 0l-5-5m5 5l5-5',
  mic: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11.500a6 6 0 0 0 12 0M12 17.500V21M8.500 21h7',
  stop: 'M7 7h10v10H7z',
  tap: 'M9 13V6.500a1.700 1.700 0 0 1 3.400 0V12l5 1.200c1.300.3 2 1.300 1.800 2.600l-.9 5.200H11l-4.500-6c-.8-1 .6-2.400 1.700-1.500zM5.500 7A5 5 0 0 1 15.500 6',
} as const;

export function Sign({ name }: { name: keyof typeof drawings }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
