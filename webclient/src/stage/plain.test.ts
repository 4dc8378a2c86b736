import { Group, Mesh, MeshBasicMaterial, MeshLambertMaterial, MeshPhysicalMaterial, MeshStandardMaterial } from 'three';
import { describe, expect, it } from 'vitest';
import { makePlain } from './plain.ts';

describe('plain materials', () => {
  it('R102 are not what metal and glass are made into', () => {
    const metal = new MeshStandardMaterial({ metalness: 1 });
    const glass = new MeshPhysicalMaterial({ transmission: 0.9 });
    const parts = [new Mesh(undefined, metal), new Mesh(undefined, glass)] as const;
    makePlain(new Group().add(...parts), true);
    expect(parts.map((part) => part.material)).toEqual([metal, glass]);
  });

  it('R102 keep colour, pattern and transparency, are shared as the fine ones were, and give way to these again', () => {
    const fine = new MeshStandardMaterial({
      metalness: 0,
      aoMapIntensity: 0.5,
      color: 0x336699,
      vertexColors: true,
      transparent: true,
      opacity: 0.4,
    });
    const unlit = new MeshBasicMaterial();
    const parts = [new Mesh(undefined, fine), new Mesh(undefined, [fine, unlit])] as const;
    const root = new Group().add(...parts);
    makePlain(root, true);
    makePlain(root, true);
    const plain = parts[0].material;
    expect(plain).toBeInstanceOf(MeshLambertMaterial);
    expect(plain).toMatchObject({ vertexColors: true, transparent: true, opacity: 0.4, aoMapIntensity: 0.5 });
    expect((plain as unknown as MeshLambertMaterial).color.getHex()).toBe(0x336699);
    expect(parts[1].material).toEqual([plain, unlit]);
    makePlain(root, false);
    expect(parts[0].material).toBe(fine);
    expect(parts[1].material).toEqual([fine, unlit]);
  });
});
