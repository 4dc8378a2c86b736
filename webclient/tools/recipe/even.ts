// Parts that look alike and are only written differently are written alike, so that they can be joined.
import { type Accessor, type Document, type Material, Primitive } from '@gltf-transform/core';

const FLOAT = 5126;

/** Of all parts under one material: colours on each where one has some, and places and colours as floats. */
export function even(document: Document): void {
  for (const material of document.getRoot().listMaterials()) {
    const parts = partsOf(material);
    if (parts.length < 2) continue;
    const coloured = parts.some((part) => part.getAttribute('COLOR_0'));
    for (const part of parts) {
      if (coloured) colour(document, part);
      for (const name of part.listSemantics()) {
        const places = part.getAttribute(name)!;
        if (!name.startsWith('TEXCOORD_') || places.getComponentType() === FLOAT) continue;
        part.setAttribute(name, floats(document, places, 'VEC2', 2));
      }
    }
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
