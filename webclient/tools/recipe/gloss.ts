// Plain materials that differ in colour and gloss become one: the colour goes to the vertices, the gloss into a picture of
// one pixel for each.
import {
  AnimationChannel,
  type Document,
  type Material,
  Mesh,
  Node,
  Primitive,
  TextureInfo,
} from '@gltf-transform/core';
import { accessor, partsOf } from './even.ts';
import { paint } from './paint.ts';
import { png } from './png.ts';

/** Wider ones would not be told apart by places that are rounded. */
const WIDEST = 64;

export function gloss(document: Document): void {
  const groups = new Map<string, Material[]>();
  for (const material of document.getRoot().listMaterials()) {
    if (!plain(material)) continue;
    const key = JSON.stringify([material.getDoubleSided(), material.getEmissiveFactor()]);
    groups.set(key, [...(groups.get(key) ?? []), material]);
  }
  for (const group of groups.values()) if (meet(group.flatMap(partsOf))) one(document, group.slice(0, WIDEST));
}

/** Whether any two of them stand in one place, where they can be joined: parts that move by themselves cannot. */
function meet(parts: Primitive[]): boolean {
  const places = new Set<unknown>();
  const nodes = parts
    .flatMap((part) => part.listParents().filter((parent) => parent instanceof Mesh))
    .flatMap((mesh) => mesh.listParents().filter((parent) => parent instanceof Node));
  for (const node of nodes) {
    const moves = node.getSkin() || node.listParents().some((parent) => parent instanceof AnimationChannel);
    const place = moves ? node : node.getParentNode();
    if (places.has(place)) return true;
    places.add(place);
  }
  return false;
}

/** Opaque and without textures or anything more, on nothing but triangles without morphs. */
function plain(material: Material): boolean {
  const textures = [material.getBaseColorTexture(), material.getEmissiveTexture(), material.getNormalTexture()];
  textures.push(material.getMetallicRoughnessTexture(), material.getOcclusionTexture());
  const parts = material.listParents().filter((parent) => parent instanceof Primitive);
  return (
    material.getAlphaMode() === 'OPAQUE' &&
    material.listExtensions().length === 0 &&
    textures.every((texture) => texture === null) &&
    partsOf(material).length === parts.length &&
    parts.every((part) => !part.getAttribute('TEXCOORD_0'))
  );
}

function one(document: Document, group: Material[]): void {
  const [first] = group as [Material];
  const pixels = group.flatMap((each) => [0, byte(each.getRoughnessFactor()), byte(each.getMetallicFactor())]);
  group.forEach((material, at) => {
    paint(document, material);
    for (const part of partsOf(material)) {
      const count = part.getAttribute('POSITION')!.getCount();
      const places = Float32Array.from({ length: count * 2 }, (_, n) => (n % 2 ? 0.5 : (at + 0.5) / group.length));
      part.setAttribute('TEXCOORD_0', accessor(document, places, 'VEC2'));
      part.setMaterial(first);
    }
    if (material !== first) material.dispose();
  });
  const texture = document.createTexture('gloss').setMimeType('image/png').setImage(png(pixels, group.length));
  first.setBaseColorFactor([1, 1, 1, 1]).setRoughnessFactor(1).setMetallicFactor(1);
  first.setMetallicRoughnessTexture(texture);
  const info = first.getMetallicRoughnessTextureInfo()!;
  info.setMinFilter(TextureInfo.MinFilter.NEAREST!).setMagFilter(TextureInfo.MagFilter.NEAREST!);
}

const byte = (part: number): number => Math.round(part * 255);
