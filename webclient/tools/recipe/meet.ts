// Which parts of a model stand where they can be drawn together, once they look alike and are written alike.
import { AnimationChannel, Mesh, Node, type Primitive } from '@gltf-transform/core';

/** Sets of two and more, each of one place and one form; a part that stands in several places may be in several. */
export function meeting(parts: readonly Primitive[]): Primitive[][] {
  const places = new Map<unknown, Map<string, Set<Primitive>>>();
  for (const part of parts) {
    const form = formOf(part);
    for (const place of placesOf(part)) {
      const there = places.get(place) ?? new Map<string, Set<Primitive>>();
      places.set(place, there.set(form, (there.get(form) ?? new Set()).add(part)));
    }
  }
  const sets = [...places.values()].flatMap((there) => [...there.values()].map((set) => [...set]));
  return sets.filter(({ length }) => length > 1);
}

/** What of its attributes cannot be written otherwise: all but colours, and how places on pictures are counted. */
function formOf(part: Primitive): string {
  const names = part.listSemantics().filter((name) => name !== 'COLOR_0');
  const written = names.map((name) => {
    const rows = part.getAttribute(name)!;
    return name.startsWith('TEXCOORD_') ? name : name + rows.getType() + rows.getComponentType() + rows.getNormalized();
  });
  return written.sort().join();
}

/** Under which parents, or on which nodes where those move by themselves. */
function placesOf(part: Primitive): Set<unknown> {
  const meshes = part.listParents().filter((parent) => parent instanceof Mesh);
  const nodes = meshes.flatMap((mesh) => mesh.listParents().filter((parent) => parent instanceof Node));
  // What has a volume is joined on its node alone: it may be told apart from what is behind it.
  const volume = part.getMaterial()?.getExtension('KHR_materials_volume');
  const alone = (node: Node) =>
    volume || node.getSkin() || node.listParents().some((parent) => parent instanceof AnimationChannel);
  return new Set(nodes.map((node) => (alone(node) ? node : node.getParentNode())));
}
