// Parts that look alike and are only written differently are written alike, so that they can be joined.
import { type Accessor, type Document, type Material, Primitive } from '@gltf-transform/core';
import { meeting } from './meet.ts';

const FLOAT = 5126;

/** Of parts under one material that can be joined then: colours on each where one has some, and places all alike. */
export function even(document: Document): void {
  for (const material of document.getRoot().listMaterials()) {
    for (const parts of meeting(partsOf(material))) {
      const coloured = parts.some((part) => part.getAttribute('COLOR_0'));
      if (coloured) for (const part of parts) colour(document, part);
      for (const name of parts[0]!.listSemantics()) if (name.startsWith('TEXCOORD_')) places(document, parts, name);
    }
  }
}

/** As floats where they are counted in several ways. */
function places(document: Document, parts: readonly Primitive[], name: string): void {
  const ways = new Set(parts.map((part) => part.getAttribute(name)!.getComponentType()));
  if (ways.size < 2) return;
  for (const part of parts) {
    const had = part.getAttribute(name)!;
    if (had.getComponentType() !== FLOAT) part.setAttribute(name, floats(document, had, 'VEC2', 2));
  }
}

/** What is drawn with it as plain triangles. */
export function partsOf(material: Material): Primitive[] {
  return material
    .listParents()
    .filter((parent) => parent instanceof Primitive)
    .filter((part) => part.getMode() === Primitive.Mode.TRIANGLES && part.listTargets().length === 0);
}

/** White where it had none: a colour is multiplied. */
function colour(document: Document, part: Primitive): void {
  const had = part.getAttribute('COLOR_0');
  if (had?.getComponentType() === FLOAT && had.getElementSize() === 4) return;
  if (had) {
    part.setAttribute('COLOR_0', floats(document, had, 'VEC4', 4));
    return;
  }
  const white = new Float32Array(part.getAttribute('POSITION')!.getCount() * 4).fill(1);
  part.setAttribute('COLOR_0', accessor(document, white, 'VEC4'));
}

function floats(document: Document, from: Accessor, type: 'VEC2' | 'VEC4', width: number): Accessor {
  const rows = new Float32Array(from.getCount() * width).fill(1);
  const row: number[] = [];
  for (let at = 0; at < from.getCount(); at++) rows.set(from.getElement(at, row), at * width);
  return accessor(document, rows, type);
}

export function accessor(document: Document, rows: Float32Array<ArrayBuffer>, type: 'VEC2' | 'VEC4'): Accessor {
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  return document.createAccessor().setType(type).setArray(rows).setBuffer(buffer);
}
