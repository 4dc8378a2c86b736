"""Meshes that came packed are told from others, and refused where to unpack them would be too much."""

from typing import Any

import pytest

from content.gltf.packed import DRACO, MESHOPT, is_packed
from content.gltf.refusal import Refused
from tests.pure.gltf_files import Json, parts
from tests.pure.packed_files import draco, draco_parts


def meshopt(**changes: Any) -> Json:
    document, _ = parts()
    view = {"buffer": 0, "byteLength": 10, "byteStride": 12, "count": 4, "mode": "ATTRIBUTES", **changes}
    document["bufferViews"][0]["extensions"] = {MESHOPT: view}
    return document | {"extensionsUsed": [MESHOPT]}


def packed(document: Json) -> bool:
    return is_packed(document, memoryview(draco_parts(draco())[1]))


def draco_with(place: str, key: str, value: Any) -> Json:
    document, _ = draco_parts(draco())
    entry: Any = document
    for step in place.split("."):
        entry = entry[int(step) if step.isdigit() else step]
    entry[key] = value
    return document


def test_a_packed_mesh_is_known_by_the_mesh_not_by_a_list() -> None:
    assert packed(draco_parts(draco())[0])
    assert packed(meshopt())
    document, _ = parts()
    assert not packed(document | {"extensionsUsed": [DRACO]})


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (meshopt(count=2**27, byteStride=252), "model_points_outside"),
        (meshopt(count=-1), "model_points_outside"),
        (meshopt(byteStride=2**20), "model_points_outside"),
        (meshopt(count="4"), "model_damaged"),
        (meshopt(count=3), "model_points_outside"),
        (meshopt(buffer=1), "model_points_outside"),
        (meshopt(byteOffset=2**20), "model_points_outside"),
        (meshopt() | {"extensionsUsed": []}, "model_damaged"),
        (draco_with("accessors.0", "count", 2**30), "model_too_many_parts"),
        (draco_with("accessors.2", "byteOffset", 400), "model_points_outside"),
        (draco_with("accessors.2", "count", 400), "model_points_outside"),
        (draco_with("accessors.2", "sparse", {"count": 2**31 - 1}), "model_points_outside"),
        (draco_with("accessors.2", "sparse", {"count": 1}), "model_damaged"),
        (draco_with("bufferViews.2", "byteLength", 2**20), "model_points_outside"),
        (draco_with("meshes.0.primitives.0.extensions." + DRACO, "bufferView", 9), "model_points_outside"),
        (draco_with("buffers.0", "byteLength", 2**20), "model_points_outside"),
        (draco_parts(draco())[0] | {"extensionsUsed": []}, "model_damaged"),
    ],
)
def test_C23_what_lies_outside_or_unpacks_to_too_much_is_refused_before(document: Json, code: str) -> None:
    with pytest.raises(Refused, match=code):
        packed(document)
