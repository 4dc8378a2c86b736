// The camera's picture behind the scene: the very frame that was tracked, over all that is free of the canvas, its colours untouched.
import { LinearFilter, Mesh, PlaneGeometry, ShaderMaterial, Texture, Vector4 } from 'three';
import { type Area, type Size, seenPart } from '../core/cover.ts';

export type Picture = VideoFrame | HTMLCanvasElement | HTMLVideoElement;

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

export class Backdrop {
  readonly mesh: Mesh<PlaneGeometry, ShaderMaterial>;
  #texture = texture();
  #size: Size = { width: 0, height: 0 };

  constructor() {
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { picture: { value: this.#texture }, part: { value: new Vector4(0, 0, 1, 1) } },
      depthTest: false,
      depthWrite: false,
      toneMapped: false,
    });
    this.mesh = new Mesh(new PlaneGeometry(2, 2), material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = -1000;
    this.mesh.visible = false;
  }

  /** Takes the next picture; it is copied when the scene is next drawn, and must live until then. */
  show(picture: Picture, size: Size, screen: Size, area: Area): void {
    if (size.width !== this.#size.width || size.height !== this.#size.height) {
      // A texture keeps the size it was made with.
      this.#texture.dispose();
      this.#texture = texture();
      this.#size = { width: size.width, height: size.height };
      this.mesh.material.uniforms.picture!.value = this.#texture;
    }
    this.#texture.image = picture;
    this.#texture.needsUpdate = true;
    this.place(size, screen, area);
  }

  /** Lays the picture that is there over another area. */
  place(size: Size, screen: Size, area: Area): void {
    (this.mesh.material.uniforms.part!.value as Vector4).set(...seenPart(size, screen, area));
    this.mesh.visible = true;
  }

  hide(): void {
    this.mesh.visible = false;
  }
}

function texture(): Texture<Picture> {
  const made = new Texture<Picture>();
  made.minFilter = made.magFilter = LinearFilter;
  made.generateMipmaps = false;
  return made;
}
