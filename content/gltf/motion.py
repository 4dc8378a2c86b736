"""Skins and animations (glTF 2.0, 3.7.3 and 3.11): what moves, and that it moves something that is there."""

from dataclasses import dataclass

import numpy as np

from content.gltf.accessors import FLOAT, Accessor
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


def read_animations(document: Json, accessors: list[Accessor], nodes: int) -> list[str]:
    """The names of the animations, empty for one that has none."""
    found = []
    for animation in objects(document, "animations", MOST_ANIMATIONS):
        outputs = [_sampler(sampler, accessors) for sampler in objects(animation, "samplers", MOST_CHANNELS)]
        for channel in objects(animation, "channels", MOST_CHANNELS):
            output = outputs[index(channel, "sampler", len(outputs))]
            target = member(channel, "target")
            path = target.get("path")
            if not isinstance(path, str) or path not in (*PATHS, "pointer"):
                raise Refused(MODEL_DAMAGED, "an animation of nothing that moves")
            if "node" in target:
                index(target, "node", nodes)
            if PATHS.get(path, output.kind) != output.kind:
                raise Refused(MODEL_DAMAGED, f"an animation of {path} by {output.kind}")
        found.append(name_of(animation))
    return found


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
