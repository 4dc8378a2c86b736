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
    return document


def test_a_packed_mesh_is_known_by_the_mesh_not_by_a_list() -> None:
    assert is_packed(draco_parts(draco())[0])
    assert is_packed(meshopt())
    document, _ = parts()
    assert not is_packed(document | {"extensionsUsed": [DRACO]})


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (meshopt(count=2**27, byteStride=252), "model_too_many_parts"),
        (meshopt(count=-1), "model_points_outside"),
        (meshopt(byteStride=2**20), "model_points_outside"),
        (meshopt(count="4"), "model_damaged"),
    ],
)
def test_C23_what_unpacks_to_too_much_is_refused_before(document: Json, code: str) -> None:
    with pytest.raises(Refused, match=code):
        is_packed(document)


def test_C23_a_draco_mesh_that_says_it_is_huge_is_refused_before() -> None:
    document, _ = draco_parts(draco())
    document["accessors"][0]["count"] = 2**30
    with pytest.raises(Refused, match="model_too_many_parts"):
        is_packed(document)
