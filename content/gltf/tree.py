"""Nodes and scenes (glTF 2.0, 3.5): a forest that ends, and where each node stands in the world."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from content.gltf.refusal import Json, Refused, index, indices, numbers, objects, whole
from content.problems import MODEL_DAMAGED, MODEL_EMPTY, MODEL_NUMBERS_BROKEN, MODEL_TREE_BROKEN

MOST_NODES = 10_000
MOST_DEPTH = 128
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Tree:
    nodes: list[Json]
    shown: list[int]
    """Nodes of the scene that opens first, parents before children."""
    world: dict[int, Matrix] = field(default_factory=dict)
    """4x4 matrix of every shown node, metres."""
    parents: list[int | None] = field(default_factory=list)


def read_tree(document: Json) -> Tree:
    nodes = objects(document, "nodes", MOST_NODES)
    children = [indices(node, "children", len(nodes)) for node in nodes]
    parents = _parents(children)
    scenes = objects(document, "scenes", MOST_NODES)
    roots = [indices(scene, "nodes", len(nodes)) for scene in scenes]
    if any(parents[root] is not None for scene in roots for root in scene):
        raise Refused(MODEL_TREE_BROKEN, "a scene names a node that hangs on another")
    if not scenes:
        raise Refused(MODEL_EMPTY, "no scene")
    shown = _in_order(roots[whole(document, "scene", 0, most=len(scenes) - 1)], children)
    locals_ = [local(node) for node in nodes]
    return Tree(nodes, shown, worlds(shown, parents, locals_), parents)


def worlds(shown: list[int], parents: list[int | None], locals_: Sequence[Matrix]) -> dict[int, Matrix]:
    """Where each shown node stands, from where each stands below its parent."""
    found: dict[int, Matrix] = {}
    for node in shown:
        parent = parents[node]
        found[node] = locals_[node] if parent is None else found[parent] @ locals_[node]
    return found


def _parents(children: list[list[int]]) -> list[int | None]:
    """The parent of each node; refused when a node has two, or when following parents does not end."""
    parents: list[int | None] = [None] * len(children)
    for node, below in enumerate(children):
        for child in below:
            if parents[child] is not None or child == node:
                raise Refused(MODEL_TREE_BROKEN, f"node {child} hangs on two")
            parents[child] = node
    reached = _in_order([node for node, parent in enumerate(parents) if parent is None], children)
    # With one parent each, what no root leads to is a ring.
    if len(reached) != len(children):
        raise Refused(MODEL_TREE_BROKEN, "a ring of nodes")
    return parents


def _in_order(roots: list[int], children: list[list[int]]) -> list[int]:
    """Every node below the roots, level by level."""
    found: list[int] = []
    level, depth = roots, 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise Refused(MODEL_TREE_BROKEN, "nodes nested too deep")
        found += level
        level = [child for node in level for child in children[node]]
    return found


def local(node: Json) -> Matrix:
    """The node's own 4x4 matrix: its `matrix`, or translation times rotation times scale."""
    columns = numbers(node, "matrix", 16)
    move, turn, scale = numbers(node, "translation", 3), numbers(node, "rotation", 4), numbers(node, "scale", 3)
    if columns is not None:
        if move or turn or scale:
            raise Refused(MODEL_DAMAGED, "a node with a matrix and its parts")
        matrix = np.array(columns).reshape(4, 4).T
        # A flat matrix has no rotation that could be taken out of it, as readers must.
        if abs(np.linalg.det(matrix[:3, :3])) < 1e-24 or not np.allclose(matrix[3], (0, 0, 0, 1), atol=1e-3):
            raise Refused(MODEL_NUMBERS_BROKEN, "a matrix that cannot be taken apart")
        return matrix
    matrix = np.eye(4)
    if turn:
        matrix[:3, :3] = rotation(turn)
    if scale:
        matrix[:3, :3] *= scale
    if move:
        matrix[:3, 3] = move
    return matrix


def rotation(quaternion: list[float]) -> Matrix:
    """3x3 matrix of a unit quaternion (x, y, z, w)."""
    length = float(np.linalg.norm(quaternion))
    if abs(length - 1) > 0.1:
        raise Refused(MODEL_NUMBERS_BROKEN, f"a rotation of length {length:.3g}")
    x, y, z, w = (part / length for part in quaternion)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


def mesh_of(node: Json, meshes: int) -> int | None:
    return index(node, "mesh", meshes) if "mesh" in node else None
