// A camera's picture as it came, brightness and colours in planes of their own, and how red, green and blue follow from
// them (ITU-R BT.601 and BT.709). To hand these over costs a page nothing; to mix them is a drawing's work. Pure.

/** A plane's rows lie one after the other, without gaps. */
export interface Plane {
  /** Of its first byte in the buffer. */
  readonly offset: number;
  readonly width: number;
  readonly height: number;
}

/** The numbers by which a picture is mixed; all of 0 to 1, as a texture has them. */
export interface Mix {
  /** Added to brightness, and to both colours, before they are multiplied. */
  readonly shift: readonly [bright: number, colour: number];
  readonly bright: number;
  /** What the red and blue difference (Cr, Cb) count in red, green and blue. */
  readonly red: readonly [number, number, number];
  readonly blue: readonly [number, number, number];
}

export interface PlaneLayout {
  readonly bright: Plane;
  /** Cb and Cr, each a plane of its own; or one plane of pairs, whose width counts the pairs. */
  readonly colours: readonly [Plane, Plane] | readonly [Plane];
  readonly mix: Mix;
}

export interface Planes extends PlaneLayout {
  readonly buffer: ArrayBuffer;
}

/** What a browser tells of a frame that it has copied. */
export interface CopiedFrame {
  readonly format: string | null;
  readonly width: number;
  readonly height: number;
  readonly planes: readonly { readonly offset: number; readonly stride: number }[];
  readonly matrix: string | null;
  readonly fullRange: boolean | null;
}

/** What red and blue count in brightness. */
const weights: Readonly<Record<string, readonly [red: number, blue: number]>> = {
  smpte170m: [0.299, 0.114],
  bt470bg: [0.299, 0.114],
  bt709: [0.2126, 0.0722],
};

/** Null where the picture is of another kind, or its rows have gaps. */
export function layoutOf({ format, width, height, planes, matrix, fullRange }: CopiedFrame): PlaneLayout | null {
  // Cameras that do not tell are of the older kind.
  const known = weights[matrix ?? 'smpte170m'];
  const [bright, ...colours] = planes;
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const bytes = format === 'NV12' ? 2 * half.width : half.width;
  const count = format === 'NV12' ? 1 : format === 'I420' ? 2 : 0;
  if (!known || !bright || colours.length !== count || bright.stride !== width) return null;
  if (colours.some(({ stride }) => stride !== bytes)) return null;
  return {
    bright: { offset: bright.offset, width, height },
    colours: colours.map(({ offset }) => ({ offset, ...half })) as unknown as PlaneLayout['colours'],
    mix: mixOf(...known, fullRange === true),
  };
}

/** `fullRange`: brightness from 0 to 255 and colours likewise, where video has 16 to 235 and 16 to 240. */
function mixOf(red: number, blue: number, fullRange: boolean): Mix {
  const green = 1 - red - blue;
  const bright = fullRange ? 1 : 255 / 219;
  const colour = fullRange ? 1 : 255 / 224;
  const [cr, cb] = [2 * (1 - red) * colour, 2 * (1 - blue) * colour];
  return {
    shift: [fullRange ? 0 : -16 / 255, -128 / 255],
    bright,
    red: [cr, (-cr * red) / green, 0],
    blue: [0, (-cb * blue) / green, cb],
  };
}
