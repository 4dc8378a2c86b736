// The colour of a material goes to the vertices of what it is on.
import { type Document, type Material, Primitive } from '@gltf-transform/core';

export function paint(document: Document, material: Material): void {
  const [red, green, blue] = material.getBaseColorFactor();
  for (const primitive of material.listParents()) {
    if (!(primitive instanceof Primitive)) continue;
    const count = primitive.getAttribute('POSITION')!.getCount();
    const had = primitive.getAttribute('COLOR_0');
    const colours = new Float32Array(count * 4);
    const row = [1, 1, 1, 1];
    for (let vertex = 0; vertex < count; vertex++) {
      had?.getElement(vertex, row);
      // The fourth is ignored by an opaque material.
      colours.set([row[0]! * red, row[1]! * green, row[2]! * blue, 1], vertex * 4);
    }
    const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
    const accessor = document.createAccessor().setType('VEC4').setArray(colours).setBuffer(buffer);
    primitive.setAttribute('COLOR_0', accessor);
  }
}
