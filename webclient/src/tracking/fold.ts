// Makes a picture smaller by whole px: the mean of so many by so many is one.

/** How many px of a frame are one, so that its longer side comes down towards `most`: whole ones cost next to nothing. */
export function foldOf(width: number, height: number, most: number): number {
  let fold = Math.max(1, Math.floor(Math.max(width, height) / most));
  while (width % fold || height % fold) fold--;
  return fold;
}

/** Fills `small`, of rows of `width` px, each the mean of `fold` by `fold` px of `large`. */
export function foldInto(
  small: Uint8Array,
  large: Uint8Array,
  { stride, width, fold }: { stride: number; width: number; fold: number },
): void {
  const share = 1 / (fold * fold);
  for (let i = 0, x = 0, row = 0; i < small.length; i++) {
    let sum = 0;
    for (let down = 0, at = row + x * fold; down < fold; down++, at += stride) {
      for (let right = 0; right < fold; right++) sum += large[at + right]!;
    }
    small[i] = sum * share + 0.5;
    if (++x === width) {
      x = 0;
      row += fold * stride;
    }
  }
}
