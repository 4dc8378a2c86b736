// Keeps a camera's focal length from one day to the next, for each lens of this device and each shape of its picture.

/** What is used of a browser's `localStorage`; asking for it may throw where the browser keeps nothing. */
export type Keeper = () => Pick<Storage, 'getItem' | 'setItem'>;

export interface Lensed {
  /** The browser's id of the camera; null for the one it chose. */
  readonly lens: string | null;
  readonly width: number;
  readonly height: number;
}

/** Lying or upright, a picture of the same shape comes from the same part of the chip. */
function keyOf({ lens, width, height }: Lensed): string {
  const shape = Math.max(width, height) / Math.min(width, height);
  return `arlearn.focal.${lens ?? ''}.${shape.toFixed(2)}`;
}

export function sameLens(a: Lensed, b: Lensed): boolean {
  return keyOf(a) === keyOf(b);
}

/** Focal length over the picture's diagonal, null when none is kept or it is beyond any phone's. */
export function keptFocal(keeper: Keeper, lensed: Lensed): number | null {
  try {
    const value = Number(keeper().getItem(keyOf(lensed)));
    return value > 0.4 && value < 1.1 ? value : null;
  } catch {
    return null; // the browser keeps nothing for this page
  }
}

export function keepFocal(keeper: Keeper, lensed: Lensed, focal: number): void {
  try {
    keeper().setItem(keyOf(lensed), focal.toFixed(4));
  } catch {
    // Nothing is kept, or it is full: it will be learnt again.
  }
}
