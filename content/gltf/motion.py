"""Skins and animations (glTF 2.0, 3.7.3 and 3.11): what moves, and that it moves something that is there."""

from dataclasses import dataclass

import numpy as np

from content.gltf.accessors import FLOAT, Accessor, Array, dequantised
from content.gltf.refusal import Json, Refused, index, indices, member, name_of, objects
from content.gltf.tree import Matrix
from content.problems import MODEL_DAMAGED, MODEL_NUMBERS_BROKEN, MODEL_POINTS_OUTSIDE

MOST_SKINS, MOST_ANIMATIONS, MOST_CHANNELS = 100, 200, 5_000
INTERPOLATIONS = ("LINEAR", "STEP", "CUBICSPLINE")
PATHS = {"translation": "VEC3", "scale": "VEC3", "rotation": "VEC4", "weights": "SCALAR"}


@dataclass(frozen=True)
class Skin:
    joints: list[int]
    inverse: Matrix
    """(joints, 4, 4): from the mesh's frame into each joint's."""


def read_skins(document: Json, accessors: list[Accessor], nodes: int) -> list[Skin]:
    found = []
    for skin in objects(document, "skins", MOST_SKINS):
        joints = indices(skin, "joints", nodes)
        if not joints:
            raise Refused(MODEL_DAMAGED, "a skin without joints")
        if "skeleton" in skin:
            index(skin, "skeleton", nodes)
        inverse = np.tile(np.eye(4), (len(joints), 1, 1))
        if "inverseBindMatrices" in skin:
            table = accessors[index(skin, "inverseBindMatrices", len(accessors))]
            if table.kind != "MAT4" or table.component != FLOAT or table.count < len(joints):
                raise Refused(MODEL_POINTS_OUTSIDE, "a skin without a matrix for each joint")
            inverse = table.rows[: len(joints)].astype(np.float64).reshape(-1, 4, 4).transpose(0, 2, 1)
        found.append(Skin(joints, inverse))
    return found


@dataclass(frozen=True)
class Channel:
    """How one property of one node goes."""

    node: int
    path: str
    times: Array
    """(k,), seconds, rising."""
    values: Array
    """(k, n); between keys they go straight, or stay where `steps` says so."""
    steps: bool


@dataclass(frozen=True)
class Animation:
    name: str
    channels: list[Channel]


def read_animations(document: Json, accessors: list[Accessor], nodes: int) -> list[Animation]:
    """The animations; their names are empty where they have none."""
    found = []
    for animation in objects(document, "animations", MOST_ANIMATIONS):
        samplers = objects(animation, "samplers", MOST_CHANNELS)
        outputs = [_sampler(sampler, accessors) for sampler in samplers]
        channels = []
        for channel in objects(animation, "channels", MOST_CHANNELS):
            output = outputs[index(channel, "sampler", len(outputs))]
            target = member(channel, "target")
            path = target.get("path")
            if not isinstance(path, str) or path not in (*PATHS, "pointer"):
                raise Refused(MODEL_DAMAGED, "an animation of nothing that moves")
            if PATHS.get(path, output.kind) != output.kind:
                raise Refused(MODEL_DAMAGED, f"an animation of {path} by {output.kind}")
            if "node" in target:
                node, sampler = index(target, "node", nodes), samplers[index(channel, "sampler", len(samplers))]
                if path in PATHS:
                    channels.append(_channel(node, path, sampler, (accessors[sampler["input"]], output)))
        found.append(Animation(name_of(animation), channels))
    return found


def _channel(node: int, path: str, sampler: Json, tables: tuple[Accessor, Accessor]) -> Channel:
    times, values = tables[0].rows[:, 0].astype(np.float64), dequantised(tables[1])
    interpolation = sampler.get("interpolation", "LINEAR")
    rows = values.reshape(len(times), -1)
    if interpolation == "CUBICSPLINE":
        # Of each key's tangent, value and tangent the value.
        width = rows.shape[1] // 3
        rows = rows[:, width : 2 * width]
    return Channel(node, path, times, rows, interpolation == "STEP")


def _sampler(sampler: Json, accessors: list[Accessor]) -> Accessor:
    """The values of a sampler; its times rise, and there is a value for each."""
    times = accessors[index(sampler, "input", len(accessors))]
    output = accessors[index(sampler, "output", len(accessors))]
    interpolation = sampler.get("interpolation", "LINEAR")
    if interpolation not in INTERPOLATIONS or times.kind != "SCALAR" or times.component != FLOAT:
        raise Refused(MODEL_DAMAGED, "an animation sampler of a wrong type")
    if not times.rising:
        raise Refused(MODEL_NUMBERS_BROKEN, "animation times that do not rise")
    needed = times.count * (3 if interpolation == "CUBICSPLINE" else 1)
    if output.count < needed or output.count % needed:
        raise Refused(MODEL_POINTS_OUTSIDE, f"{output.count} animation values for {needed}")
    return output
