// How materials are drawn: as they were made, plainly where a phone is slow, and metal with something to mirror.
import { type Material, type Mesh, MeshStandardMaterial, type Object3D } from 'three';
import type { Hour } from './lights.ts';
import { isMetal, metalOf } from './metal.ts';
import { plainOf } from './plain.ts';

export interface Finish {
  readonly plain: boolean;
  /** Whose light metal mirrors. */
  readonly hour: Hour;
}

/** What was made of each material, by the hour or 'plain', and what each was made of. */
const finished = new WeakMap<Material, Map<string, Material>>();
const fines = new WeakMap<Material, Material>();

/** Draws everything in `root` so; the other copies of a model stay as they are. */
export function finish(root: Object3D, how: Finish): void {
  const changed = (material: Material) => finishedAs(fines.get(material) ?? material, how);
  root.traverse((part) => {
    const mesh = part as Mesh;
    if (!mesh.isMesh) return;
    mesh.material = Array.isArray(mesh.material) ? mesh.material.map(changed) : changed(mesh.material);
  });
}

function finishedAs(fine: Material, { plain, hour }: Finish): Material {
  if (!(fine instanceof MeshStandardMaterial)) return fine;
  if (!plain && !isMetal(fine)) return fine;
  const kept = finished.get(fine) ?? new Map<string, Material>();
  finished.set(fine, kept);
  const name = plain ? 'plain' : hour;
  const made = kept.get(name) ?? (plain ? plainOf(fine) : metalOf(fine, hour));
  kept.set(name, made);
  fines.set(made, fine);
  return made;
}
