// Materials that are drawn with a third of the work: no gloss, no metal. Paper has neither, and a slow phone is glad of it.
import {
  type Material,
  type Mesh,
  MeshLambertMaterial,
  type MeshPhysicalMaterial,
  MeshStandardMaterial,
  type Object3D,
} from 'three';

/** What each material looks like when it is plain, and what it was. */
const plains = new WeakMap<Material, Material>();
const fines = new WeakMap<Material, Material>();

/** Draws everything in `root` plainly, or as it was made; the other copies of a model stay as they are. */
export function makePlain(root: Object3D, plain: boolean): void {
  const changed = plain ? plainOf : (material: Material) => fines.get(material) ?? material;
  root.traverse((part) => {
    const mesh = part as Mesh;
    if (!mesh.isMesh) return;
    mesh.material = Array.isArray(mesh.material) ? mesh.material.map(changed) : changed(mesh.material);
  });
}

function plainOf(fine: Material): Material {
  if (!(fine instanceof MeshStandardMaterial) || isItsGloss(fine)) return fine;
  const known = plains.get(fine);
  if (known) return known;
  const { color, map, emissive, emissiveMap, emissiveIntensity, vertexColors, flatShading } = fine;
  const { aoMap, aoMapIntensity } = fine;
  const { side, transparent, opacity, alphaTest, alphaMap, depthWrite, blending, name } = fine;
  const plain = new MeshLambertMaterial({
    ...{ color, map, emissive, emissiveMap, emissiveIntensity, vertexColors, flatShading },
    ...{ aoMap, aoMapIntensity },
    ...{ side, transparent, opacity, alphaTest, alphaMap, depthWrite, blending, name },
  });
  plains.set(fine, plain);
  fines.set(plain, fine);
  return plain;
}

/** Metal and glass look like nothing else without their gloss: what is behind glass would not be seen at all. */
function isItsGloss(fine: MeshStandardMaterial): boolean {
  const glass = 'transmission' in fine && (fine as MeshPhysicalMaterial).transmission > 0;
  return glass || fine.metalness > 0.5;
}
