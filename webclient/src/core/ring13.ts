// The printed marker as the tracker knows it: 48 cells around a black ring around a light square that bears a QR code.
//
// One cell is 1/13 of the marker's side. The cells run clockwise from the top left; the first is the highest bit of the
// marker's word, and 1 is white. The square inside the black ring, nine cells wide, is what the detector finds.

export const WHOLE = 13;
export const SQUARE = 9;
export const CELLS = 48;

/** Wrong bits forgiven: words differ in 12 at least, so that five still name one word only. */
export const FORGIVEN = 5;

export interface MarkerWord {
  /** The code under which the server knows the marker. */
  readonly code: string;
  /** 12 hexadecimal digits: the 48 cells. */
  readonly word: string;
}

/** Column and row of each cell; the square inside covers 0 to 8. */
export function ringCells(): [x: number, y: number][] {
  const [first, last] = [(SQUARE - WHOLE) / 2, (SQUARE + WHOLE) / 2 - 1];
  const cells: [number, number][] = [];
  for (let k = first; k < last; k++) cells.push([k, first]);
  for (let k = first; k < last; k++) cells.push([last, k]);
  for (let k = last; k > first; k--) cells.push([k, last]);
  for (let k = last; k > first; k--) cells.push([first, k]);
  return cells;
}

/** Side of the square that the detector finds, mm, in a marker printed with this side. */
export function squareSide(side: number): number {
  return (side * SQUARE) / WHOLE;
}

/** The word's 48 bits; throws on anything but 12 hexadecimal digits. */
export function wordBits(word: string): bigint {
  if (!/^[0-9a-f]{12}$/i.test(word)) throw new RangeError(`not a marker's word: ${word}`);
  return BigInt(`0x${word}`);
}
