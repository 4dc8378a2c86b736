"""How far a model reaches while it moves: the box around every vertex through every animation. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.ma  # np.unique loads it when it is first asked, which is too late where files are closed

from content.gltf.accessors import Array
from content.gltf.meshes import Mesh
from content.gltf.motion import Animation, Channel, Skin
from content.gltf.rest import Box, box_in, corner
from content.gltf.tree import Tree, local, worlds

FRAMES, FEWEST = 64, 6
"""Moments of an animation that are looked at, and the fewest of a large model."""
WORK = 6_000_000
"""Vertices that are moved for all moments together; a second or two."""
STEPS = 200_000
"""Nodes that are placed for all moments together."""
KEPT = 20_000
"""Vertices of a model that are looked at as it moves; of a larger one every so many."""


def box_in_motion(tree: Tree, meshes: list[Mesh], skins: list[Skin], animations: list[Animation], rest: Box) -> Box:
    """The box at rest, made as large as every animation needs it."""
    low, high = np.array(rest[0]), np.array(rest[1])
    vertices = sum(len(part.positions) for mesh in meshes for part in mesh.primitives) or 1
    every = max(vertices // KEPT, 1)
    moving = [animation for animation in animations if animation.channels]
    frames = min(WORK // min(vertices, KEPT), STEPS // max(len(tree.shown), 1)) // max(len(moving), 1)
    for animation in moving:
        for places, weights in _poses(tree, animation, max(min(frames, FRAMES), FEWEST)):
            lowest, highest = box_in(tree, places, weights, meshes, skins, every)
            if np.isfinite([lowest, highest]).all():
                low, high = np.minimum(low, lowest), np.maximum(high, highest)
    return corner(low), corner(high)


def _poses(tree: Tree, animation: Animation, frames: int) -> Iterator[tuple[dict[int, Array], dict[int, list[float]]]]:
    """World matrices and morph weights at so many moments, the keys of the animation among them where they are few."""
    keys = np.unique(np.concatenate([channel.times for channel in animation.channels]))
    moments = keys if len(keys) >= frames else np.unique(np.concatenate([keys, np.linspace(0, keys[-1], frames)]))
    if len(moments) > frames:
        moments = moments[np.linspace(0, len(moments) - 1, frames).astype(int)]
    rest = [local(node) for node in tree.nodes]
    for moment in moments:
        moved: dict[int, dict[str, Any]] = defaultdict(dict)
        for channel in animation.channels:
            moved[channel.node][channel.path] = _value(channel, float(moment))
        locals_ = list(rest)
        for node, parts in moved.items():
            locals_[node] = local(tree.nodes[node] | {path: parts[path] for path in parts if path != "weights"})
        weights = {node: parts["weights"] for node, parts in moved.items() if "weights" in parts}
        yield worlds(tree.shown, tree.parents, locals_), weights


def _value(channel: Channel, moment: float) -> list[float]:
    after = int(np.searchsorted(channel.times, moment, side="right"))
    before = max(after - 1, 0)
    after = min(after, len(channel.times) - 1)
    span = channel.times[after] - channel.times[before]
    part = 0.0 if channel.steps or span <= 0 else float((moment - channel.times[before]) / span)
    first, second = channel.values[before], channel.values[after]
    if channel.path != "rotation":
        return [float(value) for value in first * (1 - part) + second * part]
    if float(first @ second) < 0:
        second = -second  # the shorter way round
    mixed = first * (1 - part) + second * part
    return [float(value) for value in mixed / max(float(np.linalg.norm(mixed)), 1e-9)]
