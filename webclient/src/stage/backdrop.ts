// The camera's picture behind the scene: the very frame that was tracked, over all that is free of the canvas, its colours untouched.
import {
  DataTexture,
  LinearFilter,
  Mesh,
  PlaneGeometry,
  RedFormat,
  RGFormat,
  ShaderMaterial,
  Texture,
  Vector2,
  Vector3,
  Vector4,
} from 'three';
import { type Area, type Size, seenPart } from '../core/cover.ts';
import type { Plane, Planes } from '../core/planes.ts';

export type Picture = VideoFrame | HTMLCanvasElement | HTMLVideoElement;

/** The same picture twice: as the browser draws it, and as it came, where that is known. */
export interface Shown extends Size {
  readonly image: Picture;
  readonly planes?: Planes | null;
}

const VERTEX = `
uniform vec4 part;
varying vec2 at;
void main() {
  at = part.xy + part.zw * (position.xy * 0.5 + 0.5);
  gl_Position = vec4(position.xy, 1.0, 1.0);
}`;
// The bytes go through as they are: the picture is in the screen's own colours already.
const FRAGMENT = `
uniform sampler2D picture;
varying vec2 at;
void main() { gl_FragColor = vec4(texture2D(picture, at).rgb, 1.0); }`;
// Planes begin with the upper row, and textures with the lower one.
const MIXING = `
uniform sampler2D bright;
uniform sampler2D blueness;
#ifndef PAIRED
uniform sampler2D redness;
#endif
uniform vec2 shift;
uniform float strength;
uniform vec3 red;
uniform vec3 blue;
varying vec2 at;
void main() {
  vec2 from = vec2(at.x, 1.0 - at.y);
  float light = (texture2D(bright, from).r + shift.x) * strength;
#ifdef PAIRED
  vec2 colour = texture2D(blueness, from).rg + shift.y;
#else
  vec2 colour = vec2(texture2D(blueness, from).r, texture2D(redness, from).r) + shift.y;
#endif
  gl_FragColor = vec4(light + colour.y * red + colour.x * blue, 1.0);
}`;

export class Backdrop {
  readonly mesh: Mesh<PlaneGeometry, ShaderMaterial>;
  readonly #part = new Vector4(0, 0, 1, 1);
  /** What kind and size of picture there are textures for: a texture keeps the size it was made with. */
  #made = '';
  #textures: Texture<unknown>[] = [];

  constructor() {
    this.mesh = new Mesh(new PlaneGeometry(2, 2), this.#material(FRAGMENT, {}));
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = -1000;
    this.mesh.visible = false;
  }

  /** Takes the next picture; it is copied when the scene is next drawn, and must live until then. */
  show(shown: Shown, screen: Size, area: Area): void {
    const { image, planes } = shown;
    const made = planes ? kindOf(planes) : sizeOf(measured(image));
    if (made !== this.#made) {
      this.#made = made;
      this.#make(planes ?? null);
    }
    if (planes) this.#fill(planes);
    else this.#textures[0]!.image = image;
    for (const texture of this.#textures) texture.needsUpdate = true;
    this.place(shown, screen, area);
  }

  /** Lays the picture that is there over another area. */
  place(size: Size, screen: Size, area: Area): void {
    this.#part.set(...seenPart(size, screen, area));
    this.mesh.visible = true;
  }

  hide(): void {
    this.mesh.visible = false;
  }

  #make(planes: Planes | null): void {
    for (const texture of this.#textures) texture.dispose();
    this.mesh.material.dispose();
    if (!planes) {
      const picture = smooth(new Texture<unknown>());
      this.#textures = [picture];
      this.mesh.material = this.#material(FRAGMENT, { picture });
      return;
    }
    const { bright, colours, mix } = planes;
    const format = colours.length === 1 ? RGFormat : RedFormat;
    this.#textures = [planeTexture(bright, RedFormat), ...colours.map((plane) => planeTexture(plane, format))];
    const [light, blueness, redness] = this.#textures;
    const { shift, bright: strength, red, blue } = mix;
    this.mesh.material = this.#material(MIXING, {
      ...{ bright: light, blueness, ...(redness && { redness }) },
      ...{ shift: new Vector2(...shift), strength, red: new Vector3(...red), blue: new Vector3(...blue) },
    });
    if (!redness) this.mesh.material.defines.PAIRED = 1;
  }

  #fill({ buffer, bright, colours }: Planes): void {
    const each = colours.length === 1 ? 2 : 1;
    [bright, ...colours].forEach(({ offset, width, height }, i) => {
      const bytes = width * height * (i === 0 ? 1 : each);
      (this.#textures[i] as DataTexture).image.data = new Uint8Array(buffer, offset, bytes);
    });
  }

  #material(fragmentShader: string, values: Record<string, unknown>): ShaderMaterial {
    const of = Object.entries(values).map(([name, value]) => [name, { value }]);
    return new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader,
      uniforms: { part: { value: this.#part }, ...Object.fromEntries(of) },
      depthTest: false,
      depthWrite: false,
      toneMapped: false,
    });
  }
}

const kindOf = ({ bright, colours, mix }: Planes): string =>
  [sizeOf(bright), colours.length, mix.bright, ...mix.red].join();

const sizeOf = ({ width, height }: Size): string => `${width}x${height}`;

/** As large as the browser draws it, which a texture of it becomes. */
function measured(image: Picture): Size {
  if ('displayWidth' in image) return { width: image.displayWidth, height: image.displayHeight };
  if ('videoWidth' in image) return { width: image.videoWidth, height: image.videoHeight };
  return image;
}

function planeTexture({ width, height }: Plane, format: typeof RedFormat | typeof RGFormat): DataTexture {
  const made = smooth(new DataTexture(null, width, height, format));
  made.unpackAlignment = 1;
  return made;
}

function smooth<T extends Texture<unknown>>(texture: T): T {
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.generateMipmaps = false;
  return texture;
}
