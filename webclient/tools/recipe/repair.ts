// Puts right what viewers forgive and other programs do not, so that the steps after it meet nothing odd.
import {
  type Document,
  type Material,
  type Node,
  Primitive,
  type Property,
  type Scene,
  Texture,
  TextureInfo,
} from '@gltf-transform/core';
import type { Transform } from '@gltf-transform/extensions';

/** One scene is shown, the one that opens first; the others go, with what only they show. */
export function oneScene(document: Document): Scene {
  const root = document.getRoot();
  const scene = root.getDefaultScene() ?? root.listScenes()[0];
  if (!scene) throw new Error('no scene');
  root.setDefaultScene(scene);
  for (const other of root.listScenes()) if (other !== scene) other.dispose();
  return scene;
}

export function repair(document: Document, scene: Scene): void {
  const root = document.getRoot();
  joints(document, scene);
  binds(document);
  const plain = document.createMaterial('plain').setMetallicFactor(0).setRoughnessFactor(0.8);
  for (const mesh of root.listMeshes()) {
    for (const primitive of mesh.listPrimitives()) {
      if (!draws(primitive)) {
        primitive.dispose();
        continue;
      }
      spare(document, primitive);
      material(primitive, plain);
      places(document, primitive);
      weights(primitive);
    }
  }
  if (plain.listParents().length === 1) plain.dispose();
  // The reader lights and looks itself.
  for (const used of root.listExtensionsUsed()) if (used.extensionName === 'KHR_lights_punctual') used.dispose();
  for (const camera of root.listCameras()) camera.dispose();
}

/** A joint outside the scene is brought in: the specification asks for it, and the skins of readers need it. */
function joints(document: Document, scene: Scene): void {
  const shown = new Set<Node>();
  scene.traverse((node) => void shown.add(node));
  for (const skin of document.getRoot().listSkins()) {
    for (const joint of skin.listJoints()) {
      let top: Node = joint;
      for (let parent = top.getParentNode(); parent; parent = top.getParentNode()) top = parent;
      if (shown.has(top)) continue;
      scene.addChild(top);
      top.traverse((node) => void shown.add(node));
    }
  }
}

/** A skin that says nothing of how its joints stood when it was laid on them had them at the origin (glTF 2.0, 3.7.3.1). */
function binds(document: Document): void {
  for (const skin of document.getRoot().listSkins()) {
    if (skin.getInverseBindMatrices()) continue;
    const still = skin.listJoints().flatMap(() => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
    const matrices = document.createAccessor().setType('MAT4').setArray(new Float32Array(still));
    skin.setInverseBindMatrices(matrices.setBuffer(buffer));
  }
}

/** Whether it has corners enough for a point, a line or a triangle. */
function draws(primitive: Primitive): boolean {
  const corners = (primitive.getIndices() ?? primitive.getAttribute('POSITION')!).getCount();
  return corners >= [1, 2, 2, 2, 3, 3, 3][primitive.getMode()]!;
}

/** Corners at the end that make no triangle draw nothing, and no simplifier takes them. */
function spare(document: Document, primitive: Primitive): void {
  if (primitive.getMode() !== Primitive.Mode.TRIANGLES) return;
  const indices = primitive.getIndices();
  const corners = (indices ?? primitive.getAttribute('POSITION')!).getCount();
  if (corners % 3 === 0) return;
  const kept = Uint32Array.from({ length: corners - (corners % 3) }, (_, at) => indices?.getScalar(at) ?? at);
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  primitive.setIndices(document.createAccessor().setType('SCALAR').setArray(kept).setBuffer(buffer));
}

/** A primitive without material would be metal, which shows as black; a normal map without places in it is none. */
function material(primitive: Primitive, plain: Material): void {
  const given = primitive.getMaterial();
  if (!given) primitive.setMaterial(plain);
  else if (given.getNormalTexture()) {
    const set = setOf(given.getNormalTextureInfo()!);
    if (!primitive.getAttribute(`TEXCOORD_${set}`)) primitive.setMaterial(given.clone().setNormalTexture(null));
  }
}

/** Where a texture has no places on a mesh, viewers take its first corner for all of it: now the mesh says so. */
function places(document: Document, primitive: Primitive): void {
  const material = primitive.getMaterial()!;
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const sets = [material, ...material.listExtensions()].flatMap((holder) => placesOf(document, holder));
  for (let set = 0; set <= Math.max(-1, ...sets); set++) {
    if (primitive.getAttribute(`TEXCOORD_${set}`)) continue;
    const corner = new Float32Array(primitive.getAttribute('POSITION')!.getCount() * 2);
    const all = document.createAccessor().setType('VEC2').setArray(corner).setBuffer(buffer);
    primitive.setAttribute(`TEXCOORD_${set}`, all);
  }
}

/** The sets of places by which the textures of a material, or of one of its extensions, are laid on. */
function placesOf(document: Document, holder: Property): number[] {
  const edges = document.getGraph().listChildEdges(holder);
  const textures = new Set(edges.filter((edge) => edge.getChild() instanceof Texture).map((edge) => edge.getName()));
  return edges.flatMap((edge) => {
    const info = edge.getChild();
    const used = info instanceof TextureInfo && textures.has(edge.getName().replace(/Info$/, ''));
    return used ? [setOf(info)] : [];
  });
}

function setOf(info: TextureInfo): number {
  return info.getExtension<Transform>('KHR_texture_transform')?.getTexCoord() ?? info.getTexCoord();
}

/** The weights of a vertex add up to one. */
function weights(primitive: Primitive): void {
  const groups = [0, 1, 2, 3].map((n) => primitive.getAttribute(`WEIGHTS_${n}`)).filter((found) => found !== null);
  const rows = groups.map(() => [0, 0, 0, 0]);
  for (let vertex = 0; vertex < (groups[0]?.getCount() ?? 0); vertex++) {
    groups.forEach((group, n) => void group.getElement(vertex, rows[n]!));
    const total = rows.flat().reduce((sum, weight) => sum + weight, 0);
    if (total <= 0 || Math.abs(total - 1) < 1e-4) continue;
    groups.forEach(
      (group, n) =>
        void group.setElement(
          vertex,
          rows[n]!.map((weight) => weight / total),
        ),
    );
  }
}
