import { Bone, BoxGeometry, Group, Skeleton, SkinnedMesh, Uint16BufferAttribute, Vector3 } from 'three';
import { expect, test } from 'vitest';
import { boxOf } from './box.ts';

test('a skin is as large as its bones make it, though they come after it in the tree', () => {
  const geometry = new BoxGeometry(1, 1, 1);
  const count = geometry.getAttribute('position').count;
  geometry.setAttribute('skinIndex', new Uint16BufferAttribute(new Uint16Array(count * 4), 4));
  geometry.setAttribute(
    'skinWeight',
    new Uint16BufferAttribute(
      new Uint16Array(count * 4).map((_, n) => +(n % 4 === 0)),
      4,
    ),
  );
  const [mesh, bone, group] = [new SkinnedMesh(geometry), new Bone(), new Group()];
  group.add(mesh, bone);
  mesh.bind(new Skeleton([bone]));
  bone.scale.setScalar(3);
  bone.position.y = 5;
  const box = boxOf(group);
  expect(box.getSize(new Vector3()).toArray()).toEqual([3, 3, 3]);
  expect(box.getCenter(new Vector3()).toArray()).toEqual([0, 5, 0]);
});
