// Plain materials that differ in colour and gloss become one where parts of them can be joined then: the colour goes to
// the vertices, the gloss into a picture of one pixel for each.
import { type Document, type Material, type Primitive, TextureInfo } from '@gltf-transform/core';
import { accessor, partsOf } from './even.ts';
import { meeting } from './meet.ts';
import { paint } from './paint.ts';
import { png } from './png.ts';

/** Wider ones would not be told apart by places that are rounded: what is more has a picture of its own. */
const WIDEST = 64;

export function gloss(document: Document): void {
  const groups = new Map<string, Primitive[]>();
  for (const material of document.getRoot().listMaterials()) {
    if (!plain(material)) continue;
    const key = JSON.stringify([material.getDoubleSided(), material.getEmissiveFactor()]);
    const parts = partsOf(material).filter((part) => !part.getAttribute('TEXCOORD_0'));
    groups.set(key, [...(groups.get(key) ?? []), ...parts]);
  }
  for (const group of groups.values()) {
    const pixels = pixelsOf(gaining(group));
    // Sorted before any of them gets another material.
    const rows = Array.from({ length: Math.ceil(pixels.length / WIDEST) }, (_, row) => {
      const within = new Set(pixels.slice(row * WIDEST, (row + 1) * WIDEST));
      return gaining(group.filter((part) => within.has(pixelOf(part.getMaterial()!))));
    });
    for (const parts of rows) if (parts.length > 0) one(document, parts);
  }
}

/** Opaque and without textures or anything more. */
function plain(material: Material): boolean {
  const textures = [material.getBaseColorTexture(), material.getEmissiveTexture(), material.getNormalTexture()];
  textures.push(material.getMetallicRoughnessTexture(), material.getOcclusionTexture());
  return (
    material.getAlphaMode() === 'OPAQUE' &&
    material.listExtensions().length === 0 &&
    textures.every((texture) => texture === null)
  );
}

/** Those that can be joined with parts of another material, were theirs the same. */
function gaining(parts: readonly Primitive[]): Primitive[] {
  const sets = meeting(parts).filter((set) => set.some((part) => part.getMaterial() !== set[0]!.getMaterial()));
  return [...new Set(sets.flat())];
}

/** Equal gloss is one pixel. */
function pixelsOf(parts: readonly Primitive[]): number[] {
  return [...new Set(parts.map((part) => pixelOf(part.getMaterial()!)))].sort((a, b) => a - b);
}

/** Its green and its blue, as glTF has them: roughness and metal. */
const pixelOf = (material: Material): number =>
  256 * Math.round(material.getRoughnessFactor() * 255) + Math.round(material.getMetallicFactor() * 255);

function one(document: Document, parts: readonly Primitive[]): void {
  const pixels = pixelsOf(parts);
  const material = parts[0]!.getMaterial()!.clone();
  const colours = new Set(parts.map((part) => part.getMaterial()!.getBaseColorFactor().slice(0, 3).join()));
  for (const part of parts) {
    if (colours.size > 1) paint(document, part);
    if (pixels.length > 1) {
      const place = (pixels.indexOf(pixelOf(part.getMaterial()!)) + 0.5) / pixels.length;
      const count = part.getAttribute('POSITION')!.getCount();
      const places = Float32Array.from({ length: count * 2 }, (_, n) => (n % 2 ? 0.5 : place));
      part.setAttribute('TEXCOORD_0', accessor(document, places, 'VEC2'));
    }
    part.setMaterial(material);
  }
  if (colours.size > 1) material.setBaseColorFactor([1, 1, 1, 1]);
  if (pixels.length > 1) picture(document, material, pixels);
}

function picture(document: Document, material: Material, pixels: readonly number[]): void {
  const row = pixels.flatMap((pixel) => [0, pixel >> 8, pixel & 255]);
  const texture = document.createTexture('gloss').setMimeType('image/png').setImage(png(row, pixels.length));
  // Where no pixel has any metal it says so itself: metal is drawn otherwise.
  const metal = pixels.some((pixel) => (pixel & 255) > 0) ? 1 : 0;
  material.setRoughnessFactor(1).setMetallicFactor(metal).setMetallicRoughnessTexture(texture);
  const info = material.getMetallicRoughnessTextureInfo()!;
  info.setMinFilter(TextureInfo.MinFilter.NEAREST!).setMagFilter(TextureInfo.MagFilter.NEAREST!);
}
