"""One wrong value in a model that is otherwise whole, and the name by which it is refused."""

import struct
import time
from typing import Any

import numpy as np
import pytest

from content.gate import Limits, Refusal, gate
from tests.pure.gltf_files import Json, changed, code, glb, parts, png, report, whole

ZEROS = {"componentType": 5126, "type": "VEC3"}
CHANGES: dict[str, tuple[str, Any, str]] = {
    "required draco": ("extensionsRequired", ["KHR_draco_mesh_compression"], "model_needs_extension"),
    "required meshopt": ("extensionsRequired", ["EXT_meshopt_compression"], "model_needs_extension"),
    "required basisu": ("extensionsRequired", ["KHR_texture_basisu"], "model_needs_extension"),
    "required nonsense": ("extensionsRequired", ["<script>alert(1)</script>"], "model_needs_extension"),
    "used draco": ("extensionsUsed", ["KHR_draco_mesh_compression"], "model_needs_extension"),
    "used instancing": ("extensionsUsed", ["EXT_mesh_gpu_instancing"], "model_needs_extension"),
    "hidden instancing": ("nodes.1.extensions", {"EXT_mesh_gpu_instancing": {}}, "model_needs_extension"),
    "extensions as text": ("extensionsRequired", "KHR_materials_unlit", "model_damaged"),
    "node is its own child": ("nodes.0.children", [0], "model_tree_broken"),
    "nodes in a ring": ("nodes.1.children", [0], "model_tree_broken"),
    "child twice": ("nodes.0.children", [1, 1], "model_damaged"),
    "child that is not there": ("nodes.0.children", [7], "model_points_outside"),
    "child 2^53": ("nodes.0.children", [2**53], "model_points_outside"),
    "child -1": ("nodes.0.children", [-1], "model_points_outside"),
    "child as text": ("nodes.0.children", ["1"], "model_damaged"),
    "scene of a child": ("scenes.0.nodes", [1], "model_tree_broken"),
    "no such scene": ("scene", 3, "model_points_outside"),
    "empty scene": ("scenes.0.nodes", [], "model_empty"),
    "no scenes": ("scenes", [], "model_empty"),
    "depth": ("nodes", [{"children": [n + 1]} for n in range(200)] + [{"mesh": 0}], "model_tree_broken"),
    "doubling": ("nodes", [{"children": [1, 2]}, {"children": [3]}, {"children": [3]}, {}], "model_tree_broken"),
    "many nodes": ("nodes", [{}] * 10_001, "model_too_many_parts"),
    "nodes as object": ("nodes", {"0": {}}, "model_damaged"),
    "null node": ("nodes", [None], "model_damaged"),
    "singular matrix": ("nodes.1.matrix", [0] * 15 + [1], "model_numbers_broken"),
    "perspective matrix": ("nodes.1.matrix", [1, 0, 0, 9, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], "model_numbers_broken"),
    "matrix of 15": ("nodes.1.matrix", [1] * 15, "model_damaged"),
    "zero quaternion": ("nodes.1.rotation", [0, 0, 0, 0], "model_numbers_broken"),
    "nowhere": ("nodes.1.translation", None, "model_damaged"),
    "far away": ("nodes.1.translation", [3e38, 0, 0], "model_numbers_broken"),
    "a point": ("nodes.1.scale", [0, 0, 0], "model_empty"),
    "mesh that is not there": ("nodes.1.mesh", 1, "model_points_outside"),
    "mesh as bool": ("nodes.1.mesh", True, "model_damaged"),
    "camera that is not there": ("nodes.1.camera", 0, "model_points_outside"),
    "skin that is not there": ("nodes.1.skin", 0, "model_points_outside"),
    "weights without targets": ("meshes.0.weights", [1], "model_damaged"),
    "50,000 primitives": ("meshes.0.primitives", [{"attributes": {"POSITION": 0}}] * 50_000, "model_too_many_parts"),
    "600 draws": ("meshes.0.primitives", [{"attributes": {"POSITION": 0}}] * 600, "model_too_many_parts"),
    "no positions": ("meshes.0.primitives.0.attributes", {}, "model_damaged"),
    "positions by text": ("meshes.0.primitives.0.attributes", {"POSITION": "0"}, "model_damaged"),
    "attributes of two lengths": ("meshes.0.primitives.0.attributes.NORMAL", 3, "model_points_outside"),
    "two corners of a triangle": ("accessors.1.count", 2, "model_empty"),
    "points only": ("meshes.0.primitives.0.mode", 0, "model_is_points"),
    "lines only": ("meshes.0.primitives.0.mode", 1, "model_is_points"),
    "mode 9": ("meshes.0.primitives.0.mode", 9, "model_points_outside"),
    "material that is not there": ("meshes.0.primitives.0.material", 4, "model_points_outside"),
    "clear as air": (
        "materials.0",
        {"alphaMode": "BLEND", "pbrMetallicRoughness": {"baseColorFactor": [1, 1, 1, 0]}},
        "model_clear",
    ),
    "cut out whole": (
        "materials.0",
        {"alphaMode": "MASK", "alphaCutoff": 0.9, "pbrMetallicRoughness": {"baseColorFactor": [1, 1, 1, 0.8]}},
        "model_clear",
    ),
    "texture that is not there": ("materials.0.normalTexture", {"index": 0}, "model_points_outside"),
    "indices that are floats": ("meshes.0.primitives.0.indices", 0, "model_damaged"),
    "index beyond": ("accessors.0.count", 3, "model_points_outside"),
    "4e9 rows": ("accessors.0.count", 4_000_000_000, "model_points_outside"),
    "no rows": ("accessors.0.count", 0, "model_points_outside"),
    "2^53 rows": ("accessors.0.count", 2**53, "model_points_outside"),
    "rows 0.5": ("accessors.0.count", 0.5, "model_damaged"),
    "offset -4": ("accessors.0.byteOffset", -4, "model_points_outside"),
    "offset 2": ("accessors.0.byteOffset", 2, "model_damaged"),
    "offset beyond": ("accessors.0.byteOffset", 4, "model_points_outside"),
    "type that is none": ("accessors.0.type", "VEC5", "model_damaged"),
    "type as list": ("accessors.0.type", ["VEC3"], "model_damaged"),
    "component that is none": ("accessors.0.componentType", 5124, "model_damaged"),
    "view that is not there": ("accessors.0.bufferView", 99, "model_points_outside"),
    "zeros without end": (
        "accessors.0",
        {"componentType": 5126, "count": 30_000_000, "type": "VEC3"},
        "model_too_many_parts",
    ),
    "2e9 sparse": ("accessors.0.sparse", {"count": 2_000_000_000}, "model_points_outside"),
    "sparse without parts": ("accessors.0.sparse", {"count": 1}, "model_damaged"),
    "stride 252": ("bufferViews.0.byteStride", 252, "model_points_outside"),
    "stride 2": ("bufferViews.0.byteStride", 2, "model_points_outside"),
    "stride 5": ("bufferViews.0.byteStride", 5, "model_damaged"),
    "view of 2^53": ("bufferViews.0.byteLength", 2**53, "model_points_outside"),
    "view at 2^53": ("bufferViews.0.byteOffset", 2**53, "model_points_outside"),
    "view at -1": ("bufferViews.0.byteOffset", -1, "model_points_outside"),
    "view of no buffer": ("bufferViews.0.buffer", 1, "model_points_outside"),
    "buffer longer than it is": ("buffers.0.byteLength", 10_000, "model_points_outside"),
    "buffer of 4 GB": ("buffers.0.byteLength", 2**32, "model_points_outside"),
    "second buffer without data": ("buffers", [{"byteLength": 300}] * 2, "model_points_outside"),
    "times that fall": ("animations.0.samplers.0.input", 1, "model_damaged"),
    "sampler that is not there": ("animations.0.channels.0.sampler", 1, "model_points_outside"),
    "animation of no node": ("animations.0.channels.0.target", {"node": 9, "path": "scale"}, "model_points_outside"),
    "animation of a colour": ("animations.0.channels.0.target", {"node": 1, "path": "colour"}, "model_damaged"),
    "rotation by three": ("animations.0.channels.0.target", {"node": 1, "path": "rotation"}, "model_damaged"),
    "name that is a list": ("animations.0.name", ["rise"], "model_damaged"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_C11_one_wrong_value(name: str) -> None:
    path, value, expected = CHANGES[name]
    assert code(changed(path, value)) == expected


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 3e38])
def test_C11_vertices_that_are_no_numbers(bad: float) -> None:
    document, binary = parts()
    assert code(glb(document, np.float32(bad).tobytes() + binary[4:])) == "model_numbers_broken"


def test_C11_too_many_triangles_are_counted_as_often_as_they_are_drawn() -> None:
    found = gate(changed("nodes", [{"children": [1, 2, 3]}, *[{"mesh": 0}] * 3]), Limits(triangles=11))
    assert found == Refusal("model_too_detailed", "", {"count": 12, "most": 11})


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x04AB\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\0\xff\xd9"


PICTURES = {
    "16k square": (png(16384, 16384), "model_texture_too_large"),
    "65k square": (png(65535, 65535), "model_texture_too_large"),
    "2^31 wide": (png(2**31, 1), "model_texture_too_large"),
    "a JPEG of 60k": (jpeg(60_000, 8), "model_texture_too_large"),
    "no height": (png(64, 0), "model_texture_broken"),
    "cut short": (png(64, 64)[:-12], "model_texture_broken"),
    "half a header": (png(64, 64)[:20], "model_texture_broken"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "model_texture_broken"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "model_texture_broken"),
    "GIF": (b"GIF89a\x40\0\x40\0", "model_texture_broken"),
    "KTX2": (b"\xabKTX 20\xbb\r\n\x1a\n" + bytes(60), "model_texture_broken"),
    "a JPEG that ends": (b"\xff\xd8\xff\xe0\xff\xff", "model_texture_broken"),
    "a WebP that lies": (b"RIFF\xff\xff\xff\xffWEBPVP8X" + bytes(20), "model_texture_broken"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_C11_pictures(name: str) -> None:
    data, expected = PICTURES[name]
    assert code(whole(data)) == expected


def test_C11_a_picture_is_what_it_is_called() -> None:
    assert code(changed("images", [{"bufferView": 4, "mimeType": "image/jpeg"}], png(64, 64))) == "model_texture_broken"


def test_pictures_together_have_a_limit() -> None:
    found = gate(changed("images", [{"bufferView": 4}] * 40, png(4096, 4096)))
    assert isinstance(found, Refusal)
    assert found.code == "model_texture_too_large"


def crumbs() -> bytes:
    """A JPEG of two million empty segments."""
    return b"\xff\xd8" + b"\xff\xe1\0\0" * 2_000_000 + b"\xff\xd9"


def with_rows(count: int) -> tuple[Json, bytes]:
    """The tetrahedron, and a last accessor of so many rows of zeros."""
    document, binary = parts()
    document["accessors"].append({"componentType": 5126, "count": count, "type": "SCALAR"})
    document["accessors"].append({"componentType": 5125, "count": count, "type": "SCALAR"})
    return document, binary


def test_C11_many_names_for_one_large_thing_cost_no_more_than_one() -> None:
    assert code(whole(crumbs())) == "model_texture_broken"
    document, binary = with_rows(20_000_000)
    document["animations"][0]["samplers"] = [{"input": 4, "output": 4}] * 5_000
    document["animations"][0]["channels"] = [{"sampler": 0, "target": {"path": "weights"}}] * 5_000
    document["meshes"].append({"primitives": [{"attributes": {"POSITION": 0}, "indices": 5}] * 4_000})
    start = time.process_time()
    assert report(glb(document, binary)).triangles == 4
    assert time.process_time() - start < 5
    document["nodes"][1]["mesh"] = 1
    assert code(glb(document, binary)) == "model_too_detailed"


def test_C11_morph_targets_have_a_limit_together() -> None:
    document, binary = parts()
    document["accessors"].append({"componentType": 5126, "count": 100_000, "type": "VEC3"})
    mesh = document["meshes"][0]
    mesh["primitives"] = [{"attributes": {"POSITION": 4}, "targets": [{"POSITION": 4}] * 250}]
    mesh["weights"] = [1] * 250
    assert code(glb(document, binary)) == "model_too_many_parts"
