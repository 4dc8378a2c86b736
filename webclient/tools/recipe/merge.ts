// Fewer draws for the same picture: plain colours move from materials to vertices, then what looks alike is joined.
import { type Accessor, type Document, type Material, type Node, Primitive } from '@gltf-transform/core';
import {
  compactPrimitive,
  dedup,
  flatten,
  join,
  joinPrimitives,
  prune,
  unpartition,
  weld,
} from '@gltf-transform/functions';
import { even } from './even.ts';
import { gloss } from './gloss.ts';
import { paint } from './paint.ts';

/** `few`: so many draws need no more than the usual. */
export async function merge(document: Document, few: number): Promise<void> {
  await document.transform(dedup({ keepUniqueNames: false }), unpartition(), flatten());
  tint(document);
  await document.transform(dedup({ keepUniqueNames: false }), join({ keepNamed: false }), weld());
  skinned(document);
  within(document);
  await document.transform(prune({ keepLeaves: false, keepAttributes: false, keepSolidTextures: true }));
  if (drawn(document) <= few) return;
  gloss(document);
  even(document);
  await document.transform(dedup({ keepUniqueNames: false }), join({ keepNamed: false }));
  within(document);
  await document.transform(prune({ keepLeaves: false, keepAttributes: false, keepSolidTextures: true }));
}

function drawn(document: Document): number {
  const nodes = document.getRoot().listNodes();
  return nodes.reduce((sum, node) => sum + (node.getMesh()?.listPrimitives().length ?? 0), 0);
}

/** Materials that differ in nothing but a plain, opaque colour become one, and the colour goes to the vertices. */
function tint(document: Document): void {
  const groups = new Map<string, Material[]>();
  for (const material of document.getRoot().listMaterials()) {
    if (material.getBaseColorTexture() || material.getAlphaMode() !== 'OPAQUE') continue;
    const key = JSON.stringify(likeness(material));
    groups.set(key, [...(groups.get(key) ?? []), material]);
  }
  for (const [first, ...others] of groups.values()) {
    if (!first || others.length === 0 || !paintable(first, others)) continue;
    for (const material of [first, ...others]) {
      const parts = material.listParents().filter((parent) => parent instanceof Primitive);
      for (const part of parts) {
        paint(document, part);
        part.setMaterial(first);
      }
      if (material !== first) material.dispose();
    }
    first.setBaseColorFactor([1, 1, 1, 1]);
  }
}

/** All of a material that stays when its colour goes. */
function likeness(material: Material): unknown[] {
  const textures = [material.getEmissiveTexture(), material.getMetallicRoughnessTexture()];
  textures.push(material.getNormalTexture(), material.getOcclusionTexture());
  return [
    textures.map((texture) => (texture ? texture.getImage()?.byteLength : 0)),
    [material.getMetallicFactor(), material.getRoughnessFactor(), material.getDoubleSided()],
    [material.getEmissiveFactor(), material.listExtensions().map((used) => used.extensionName)],
  ];
}

/** Whether nothing hangs on them that only looks equal: textures, or extensions with values of their own. */
function paintable(first: Material, others: Material[]): boolean {
  const plain = (material: Material) =>
    !material.getEmissiveTexture() &&
    !material.getMetallicRoughnessTexture() &&
    !material.getNormalTexture() &&
    !material.getOcclusionTexture() &&
    material.listExtensions().every((used) => used.extensionName === 'KHR_materials_unlit') &&
    material.listParents().every((parent) => !(parent instanceof Primitive) || parent.getMode() >= 4);
  return [first, ...others].every(plain);
}

/** Nodes that hang on the same skin become one: where they stand themselves does not count (glTF 2.0, 3.7.3.3). */
function skinned(document: Document): void {
  const groups = new Map<unknown, Node[]>();
  for (const node of document.getRoot().listNodes()) {
    const mesh = node.getMesh();
    if (!node.getSkin() || !mesh || mesh.listPrimitives().some((part) => part.listTargets().length > 0)) continue;
    groups.set(node.getSkin(), [...(groups.get(node.getSkin()) ?? []), node]);
  }
  for (const [first, ...others] of groups.values()) {
    if (!first || others.length === 0) continue;
    const mesh = document.createMesh(first.getMesh()!.getName());
    for (const node of [first, ...others]) {
      for (const part of node.getMesh()!.listPrimitives()) mesh.addPrimitive(part.clone());
      node.setMesh(node === first ? mesh : null);
      if (node !== first) node.setSkin(null);
    }
  }
}

/** Primitives of one mesh with the same material and the same attributes become one, which `join` leaves alone. */
function within(document: Document): void {
  for (const mesh of document.getRoot().listMeshes()) {
    const groups = new Map<string, Primitive[]>();
    for (const part of mesh.listPrimitives()) {
      if (part.listTargets().length > 0 || part.getMode() !== Primitive.Mode.TRIANGLES) continue;
      if (part.listExtensions().length > 0) continue;
      const key = [document.getRoot().listMaterials().indexOf(part.getMaterial()!), ...attributes(part)].join();
      groups.set(key, [...(groups.get(key) ?? []), part]);
    }
    for (const parts of groups.values()) {
      if (parts.length < 2) continue;
      const one = joinPrimitives(parts.map((part) => compactPrimitive(part)));
      for (const part of parts) {
        mesh.removePrimitive(part);
        part.dispose();
      }
      mesh.addPrimitive(one);
    }
  }
}

function attributes(part: Primitive): string[] {
  const shape = (of: Accessor) => `${of.getType()}${of.getComponentType()}${of.getNormalized()}`;
  return part
    .listSemantics()
    .map((name) => name + shape(part.getAttribute(name)!))
    .sort();
}
