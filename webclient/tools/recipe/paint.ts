// The colour of a part's material goes to its vertices.
import type { Document, Primitive } from '@gltf-transform/core';

export function paint(document: Document, part: Primitive): void {
  const [red, green, blue] = part.getMaterial()!.getBaseColorFactor();
  const count = part.getAttribute('POSITION')!.getCount();
  const had = part.getAttribute('COLOR_0');
  const colours = new Float32Array(count * 4);
  const row = [1, 1, 1, 1];
  for (let vertex = 0; vertex < count; vertex++) {
    had?.getElement(vertex, row);
    // The fourth is ignored by an opaque material.
    colours.set([row[0]! * red, row[1]! * green, row[2]! * blue, 1], vertex * 4);
  }
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  part.setAttribute('COLOR_0', document.createAccessor().setType('VEC4').setArray(colours).setBuffer(buffer));
}
