// Metal shows nothing but what it mirrors: here a calm room in the hour's own light, worked out where it is drawn. No
// picture of it is made or kept, so that nothing is lost with a canvas.
import { Color, type IUniform, type MeshStandardMaterial, Vector2, Vector3 } from 'three';
import { FILL_FROM, type Hour, moods } from './lights.ts';

/** Above this much metal a material is too dark without anything to mirror. */
const METAL = 0.2;

/** What stands around a model: the sky above it, the page below, and two soft glows. Linear light. */
export interface MirroredRoom {
  readonly above: Color;
  readonly below: Color;
  readonly lamp: Color;
  readonly fill: Color;
  readonly lampFrom: Vector3;
  readonly fillFrom: Vector3;
  /** To which side the lamp is, along x and z. */
  readonly lampSide: Vector2;
}

const rooms = new Map<Hour, MirroredRoom>();

export function isMetal({ metalness }: MeshStandardMaterial): boolean {
  return metalness > METAL;
}

/** A room about as bright as paper is in that light: metal beside it belongs to the same scene. */
export function mirroredRoom(hour: Hour): MirroredRoom {
  const { sky, lamp, from, fill } = moods[hour];
  const lampFrom = new Vector3(...from).normalize();
  const above = new Color(sky[0]).multiplyScalar(sky[2] * 0.6);
  // The page is lit by the sky, and by the lamp the more the higher it stands.
  const page = new Color(lamp[0]).multiplyScalar(lamp[1] * lampFrom.y);
  const below = new Color(sky[0]).multiplyScalar(sky[2]).add(page).multiplyScalar(0.2);
  return {
    above,
    below,
    lamp: new Color(lamp[0]).multiplyScalar(lamp[1] * 0.8),
    fill: new Color(fill[0]).multiplyScalar(fill[1] * 0.8),
    lampFrom,
    fillFrom: new Vector3(...FILL_FROM).normalize(),
    lampSide: new Vector2(lampFrom.x, lampFrom.z).normalize(),
  };
}

/** The same material with a room to mirror. */
export function metalOf(fine: MeshStandardMaterial, hour: Hour): MeshStandardMaterial {
  const room = rooms.get(hour) ?? mirroredRoom(hour);
  rooms.set(hour, room);
  const uniforms = Object.fromEntries(
    Object.entries(room).map(([name, value]): [string, IUniform] => [name, { value }]),
  );
  const metal = fine.clone();
  metal.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <lights_pars_begin>', `#include <lights_pars_begin>\n${MIRRORED}`)
      .replace('#include <lights_fragment_maps>', `#include <lights_fragment_maps>\n${LIT}`);
  };
  return metal;
}

/**
 * Rough metal mirrors a whole cone of the room. A glow seen through such a cone is a wider, dimmer one: the lobe of GGX
 * as a spherical Gaussian (Wang et al. 2009, All-Frequency Rendering of Dynamic, Spatially-Varying Reflectance).
 */
const MIRRORED = `
uniform vec3 above, below, lamp, fill, lampFrom, fillFrom;
uniform vec2 lampSide;
float glow(const in float toward, const in float narrow, const in float spread) {
  float wide = 1.0 + narrow * spread;
  return exp((toward - 1.0) * narrow / wide) / wide;
}
vec3 mirrored(const in vec3 along, const in float roughness) {
  float alpha = pow2(roughness);
  float spread = 2.0 * pow2(alpha);
  float edge = mix(0.15, 1.0, alpha);
  vec3 room = mix(below, above, smoothstep(-edge, edge, along.y));
  // A darker wall between page and sky, and a lighter side where the lamp is: without them it looks like plaster.
  room *= 1.0 - 0.6 * glow(1.0 - pow2(along.y - 0.2), 14.0, spread);
  room *= 0.85 + (0.4 - 0.2 * alpha) * dot(along.xz, lampSide);
  return room + lamp * glow(dot(along, lampFrom), 14.0, spread) + fill * glow(dot(along, fillFrom), 6.0, spread);
}`;

/** Where three.js takes what a picture of the surroundings gives; what rough metal scatters twice is in it. */
const LIT = `
vec3 along = normalize(mix(reflect(-geometryViewDir, geometryNormal), geometryNormal, pow4(material.roughness)));
along = transformDirectionByInverseViewMatrix(along, viewMatrix);
radiance += mirrored(along, material.roughness) * (1.0 + 0.5 * pow4(pow2(material.roughness)));`;
