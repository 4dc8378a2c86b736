"""Where a model lies in a pose: the box around every vertex that is shown, skins and morphs included."""

from collections.abc import Iterator, Mapping

import numpy as np

from content.gltf.accessors import Array, dequantised
from content.gltf.meshes import Mesh, Primitive, morph_weights
from content.gltf.motion import Skin
from content.gltf.refusal import Refused, index
from content.gltf.tree import Matrix, Tree, mesh_of
from content.problems import MODEL_DAMAGED, MODEL_EMPTY, MODEL_NUMBERS_BROKEN, MODEL_POINTS_OUTSIDE

SMALLEST = 1e-9
"""Metres; a model whose longest side is shorter is a point."""

SLICE = 50_000

Box = tuple[tuple[float, float, float], tuple[float, float, float]]


def box_at_rest(tree: Tree, meshes: list[Mesh], skins: list[Skin]) -> Box:
    """Lowest and highest corner in the frame of the scene, in the model's own units."""
    low, high = box_in(tree, tree.world, {}, meshes, skins)
    if not np.isfinite([low, high]).all():
        raise Refused(MODEL_EMPTY if np.isinf(low).all() else MODEL_NUMBERS_BROKEN, "no box around the model")
    if (high - low).max() < SMALLEST:
        raise Refused(MODEL_EMPTY, "the model is a point")
    return corner(low), corner(high)


Weights = Mapping[int, list[float]]


def box_in(
    tree: Tree, world: Mapping[int, Matrix], weights: Weights, meshes: list[Mesh], skins: list[Skin], every: int = 1
) -> tuple[Array, Array]:
    """The corners when nodes stand at `world` and morphs have `weights`; of every so many vertices."""
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    for _, points in placed(tree, world, weights, meshes, skins, every):
        low, high = np.minimum(low, points.min(axis=0)), np.maximum(high, points.max(axis=0))
    return low, high


def placed(
    tree: Tree, world: Mapping[int, Matrix], weights: Weights, meshes: list[Mesh], skins: list[Skin], every: int = 1
) -> Iterator[tuple[Primitive, Array]]:
    """Everything that is drawn, with where its vertices are then: (n, 3)."""
    for number in tree.shown:
        node = tree.nodes[number]
        which = mesh_of(node, len(meshes))
        skin = skins[index(node, "skin", len(skins))] if "skin" in node else None
        if which is None:
            continue
        own = weights.get(number) or morph_weights(node, meshes[which].primitives) or meshes[which].weights
        matrices = None if skin is None else _joint_matrices(skin, world)
        for primitive in meshes[which].primitives:
            points = _morphed(primitive, own)
            if matrices is None:
                yield primitive, points[::every] @ world[number][:3, :3].T + world[number][:3, 3]
            else:
                yield primitive, _skinned(points, primitive, matrices, every)


def corner(point: Array) -> tuple[float, float, float]:
    x, y, z = (round(float(value), 9) for value in point)
    return x, y, z


def _morphed(primitive: Primitive, weights: list[float]) -> Array:
    points = dequantised(primitive.attributes["POSITION"])
    for target, weight in zip(primitive.targets, weights, strict=False):
        if weight and target is not None:
            points = points + weight * dequantised(target)
    return points


def _joint_matrices(skin: Skin, places: Mapping[int, Matrix]) -> Matrix:
    """(joints, 4, 4): from the mesh's frame into the world. Joints that are not shown stand where they were bound."""
    world = [places.get(joint) for joint in skin.joints]
    return np.array(
        [np.eye(4) if place is None else place @ bind for place, bind in zip(world, skin.inverse, strict=True)]
    )


def _skinned(points: Array, primitive: Primitive, matrices: Matrix, every: int) -> Array:
    """Vertices moved by their joints (glTF 2.0, 3.7.3.3); the node's own matrix does not count."""
    points = points[::every]
    placed = np.zeros_like(points)
    total = np.zeros((len(points), 1))
    homogeneous = np.concatenate([points, np.ones((len(points), 1))], axis=1)
    for group in range(4):
        joints, weights = primitive.attributes.get(f"JOINTS_{group}"), primitive.attributes.get(f"WEIGHTS_{group}")
        if joints is None or weights is None:
            break
        if joints.kind != "VEC4" or weights.kind != "VEC4" or joints.rows.dtype.kind != "u":
            raise Refused(MODEL_DAMAGED, "joints or weights of a wrong type")
        if joints.highest >= len(matrices):
            raise Refused(MODEL_POINTS_OUTSIDE, "a joint beyond the last one")
        shares = dequantised(weights)[::every]
        held = joints.rows[::every]
        for lane in range(4):
            placed += shares[:, lane : lane + 1] * _moved(homogeneous, matrices, held[:, lane])
            total += shares[:, lane : lane + 1]
    if (np.abs(total) < SMALLEST).any():
        raise Refused(MODEL_NUMBERS_BROKEN, "a vertex that no joint holds")
    return placed / total


def _moved(points: Array, matrices: Matrix, which: Array) -> Array:
    """Each point (x, y, z, 1) by the matrix that it names; (n, 3). In slices: a matrix a point is 96 bytes."""
    found = np.empty((len(points), 3))
    for start in range(0, len(points), SLICE):
        part = slice(start, start + SLICE)
        found[part] = np.einsum("nij,nj->ni", matrices[which[part], :3], points[part])
    return found
