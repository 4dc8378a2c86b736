// Materials that are drawn with a third of the work: no gloss. Paper has none, and a slow phone is glad of it. Metal is as
// bright without as with what it mirrors.
import { MeshLambertMaterial, type MeshPhysicalMaterial, type MeshStandardMaterial } from 'three';

/** Opacity of the clearest glass. */
const FAINT = 0.4;

export function plainOf(fine: MeshStandardMaterial): MeshLambertMaterial {
  const { color, map, emissive, emissiveMap, emissiveIntensity, vertexColors, flatShading } = fine;
  const { aoMap, aoMapIntensity } = fine;
  const { side, transparent, opacity, alphaTest, alphaMap, depthWrite, blending, name } = fine;
  // Where a picture says which parts are clear the rest would become so, too.
  const through = isGlass(fine) && !fine.transmissionMap ? fine.transmission : 0;
  const plain = new MeshLambertMaterial({
    ...{ color, map, emissive, emissiveMap, emissiveIntensity, vertexColors, flatShading },
    ...{ aoMap, aoMapIntensity },
    ...{ side, transparent, opacity, alphaTest, alphaMap, depthWrite, blending, name },
  });
  // Real glass has all that is behind it drawn once more, which costs five times as much.
  if (through > 0) Object.assign(plain, { transparent: true, depthWrite: false, opacity: 1 - (1 - FAINT) * through });
  return plain;
}

function isGlass(fine: MeshStandardMaterial): fine is MeshPhysicalMaterial {
  return 'transmission' in fine;
}
