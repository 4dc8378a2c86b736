"""The gate: what it says of a whole model, and by which name it refuses each that is not."""

import base64
import struct
import time
import zipfile
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from content.budget import judge, worst
from content.gate import Limits, Refusal, Report, gate
from content.gltf.pictures import measure
from content.problems import REFUSALS
from tests.pure.gltf_files import Json, changed, glb, parts, png, whole


def report(data: bytes) -> Report:
    found = gate(data)
    assert isinstance(found, Report), found
    return found


def code(data: bytes) -> str:
    """The code of the refusal, whose sentences can both be filled in."""
    start = time.perf_counter()
    found = gate(data)
    assert time.perf_counter() - start < 5
    assert isinstance(found, Refusal), found
    problem = REFUSALS[found.code](**found.values)
    assert "{" not in problem.message("id") + problem.message("en")
    return found.code


def test_C11_a_whole_model_is_reported() -> None:
    data = whole(png(256, 128))
    assert report(data) == Report(
        bytes=len(data),
        triangles=4,
        vertices=4,
        draws=1,
        materials=1,
        textures=1,
        texture_side=256,
        texture_bytes=256 * 128 * 16 // 3,
        joints=0,
        morphs=0,
        animations=["rise"],
        bounds=((10, 0, 0), (11, 2, 3)),
        generator="tests",
        copyright="CC0",
    )


def test_bounds_follow_rotation_and_scale() -> None:
    half = 0.5**0.5
    turned = changed("nodes.1", {"mesh": 0, "rotation": [0, 0, half, half], "scale": [2, 2, 2]})
    (low, high) = report(turned).bounds
    assert np.allclose(low, (6, 0, 0))
    assert np.allclose(high, (10, 2, 6))


def test_bounds_take_a_matrix_by_columns() -> None:
    matrix = [0, 2, 0, 0, -2, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]
    (low, high) = report(changed("nodes.1", {"mesh": 0, "matrix": matrix})).bounds
    assert np.allclose(low, (6, 0, 0))
    assert np.allclose(high, (10, 2, 6))


def with_skin() -> tuple[Json, bytes]:
    """The tetrahedron hung on two joints, of which the second is 100 up and was bound at 0."""
    document, binary = parts()
    joints = np.array([[0, 1, 0, 0]] * 4, "u1")
    weights = np.array([[1, 0, 0, 0], [1, 0, 0, 0], [0.5, 0.5, 0, 0], [1, 0, 0, 0]], "<f4")
    inverse = np.tile(np.eye(4, dtype="<f4").reshape(16), (2, 1))
    for block, entry in (
        (joints, {"componentType": 5121, "count": 4, "type": "VEC4"}),
        (weights, {"componentType": 5126, "count": 4, "type": "VEC4"}),
        (inverse, {"componentType": 5126, "count": 2, "type": "MAT4"}),
    ):
        document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": block.nbytes})
        document["accessors"].append({"bufferView": len(document["bufferViews"]) - 1, **entry})
        binary += block.tobytes()
    document["buffers"][0]["byteLength"] = len(binary)
    document["meshes"][0]["primitives"][0]["attributes"] |= {"JOINTS_0": 4, "WEIGHTS_0": 5}
    document["skins"] = [{"joints": [2, 3], "inverseBindMatrices": 6}]
    document["nodes"][1]["skin"] = 0
    document["nodes"] += [{"name": "hip"}, {"name": "neck", "translation": [0, 100, 0]}]
    document["scenes"][0]["nodes"] = [0, 2, 3]
    return document, binary


def test_a_skin_moves_the_bounds_and_the_node_does_not() -> None:
    found = report(glb(*with_skin()))
    assert found.bounds == ((0, 0, 0), (1, 52, 3))
    assert found.joints == 2


def test_a_morph_at_rest_moves_the_bounds() -> None:
    document, binary = parts()
    lift = np.array([[0, 0, 0], [0, 0, 0], [0, 10, 0], [0, 0, 0]], "<f4")
    document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": lift.nbytes})
    document["accessors"].append({"bufferView": 4, "componentType": 5126, "count": 4, "type": "VEC3"})
    document["buffers"][0]["byteLength"] = len(binary) + lift.nbytes
    mesh = document["meshes"][0]
    mesh["primitives"][0]["targets"] = [{"POSITION": 4}]
    mesh["weights"] = [0.5]
    assert report(glb(document, binary + lift.tobytes())).bounds == ((10, 0, 0), (11, 7, 3))
    document["nodes"][1]["weights"] = [1]
    assert report(glb(document, binary + lift.tobytes())).bounds == ((10, 0, 0), (11, 12, 3))


def test_sparse_vertices_count() -> None:
    document, binary = parts()
    place, far = np.array([3], "<u2").tobytes() + b"\0\0", np.array([0, 0, 50], "<f4").tobytes()
    for block in (place, far):
        document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(block)})
        binary += block
    document["buffers"][0]["byteLength"] = len(binary)
    document["accessors"][0]["sparse"] = {
        "count": 1,
        "indices": {"bufferView": 4, "componentType": 5123},
        "values": {"bufferView": 5},
    }
    assert report(glb(document, binary)).bounds == ((10, 0, 0), (11, 2, 50))


def test_what_the_scene_does_not_show_is_not_counted() -> None:
    twice = changed("nodes", [{"mesh": 0}, {"mesh": 0, "translation": [5, 0, 0]}])
    assert report(twice).bounds == ((0, 0, 0), (1, 2, 3))
    assert report(twice).draws == 1


NOT_MODELS = {
    "upload_empty": [b""],
    "model_is_web_page": [
        b"<!DOCTYPE html><html><title>404</title></html>",
        b"\xef\xbb\xbf\n <html lang=id>",
        b"<!-- saved from url -->",
    ],
    "model_is_pointer": [b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"],
    "model_is_archive": [b"PK\x03\x04" + bytes(100), b"\x1f\x8b\x08" + bytes(100), b"7z\xbc\xaf\x27\x1c"],
    "model_is_text": [b'{"asset": {"version": "2.0"}}', b'  {\n"buffers": [{"uri": "../x.bin"}]}'],
    "model_not_glb": [
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"solid cube",
        b"\0" * 100,
        b"%PDF-1.7",
        b"glTX" + bytes(50),
    ],
}


@pytest.mark.parametrize(("expected", "data"), [(name, data) for name, all_ in NOT_MODELS.items() for data in all_])
def test_C11_what_is_no_model_is_named(expected: str, data: bytes) -> None:
    assert code(data) == expected


def test_C11_a_real_zip_is_an_archive() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("model.glb", whole())
    assert code(out.getvalue()) == "model_is_archive"


def test_C11_a_model_cut_anywhere_is_truncated() -> None:
    data = whole()
    for length in range(4, len(data)):
        assert code(data[:length]) == "model_truncated", length


def head(version: int, length: int, *chunks: tuple[int, bytes]) -> bytes:
    body = b"".join(struct.pack("<I", size) + rest for size, rest in chunks)
    return struct.pack("<4sII", b"glTF", version, length or 12 + len(body)) + body


EMPTY_CHUNK = (0, b"BIN\0")
CONTAINERS = {
    "version 1": (head(1, 0, (4, b"JSON{}  ")), "model_too_old"),
    "version 0xffffffff": (head(2**32 - 1, 0), "model_too_old"),
    "length 0xffffffff": (head(2, 2**32 - 1, (4, b"JSON{}  ")), "model_truncated"),
    "length 0": (head(2, 1, (4, b"JSON{}  ")), "model_damaged"),
    "no chunk": (head(2, 0), "model_damaged"),
    "chunk 0xffffffff": (head(2, 0, (2**32 - 1, b"JSON{}  ")), "model_damaged"),
    "binary first": (head(2, 0, (4, b"BIN\0....")), "model_damaged"),
    "half a chunk header": (head(2, 0, (4, b"JSON{}  ")) + b"\0\0", "model_damaged"),
    "something after the end": (whole() + b"PK\x03\x04", "model_damaged"),
    "two million empty chunks": (head(2, 0, (4, b"JSON{}  "), *[EMPTY_CHUNK] * 2_000_000), "model_damaged"),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_C11_containers(name: str) -> None:
    data, expected = CONTAINERS[name]
    assert code(data) == expected


def text(json_text: str | bytes) -> bytes:
    return glb(json_text if isinstance(json_text, bytes) else json_text.encode())


JSON_TEXTS = {
    "nothing": (text(""), "model_damaged"),
    "an array": (text("[1, 2]"), "model_damaged"),
    "a number": (text("5"), "model_damaged"),
    "no JSON": (text("{'asset': 1}"), "model_damaged"),
    "UTF-16": (text('{"asset": {"version": "2.0"}}'.encode("utf-16")), "model_damaged"),
    "a byte order mark": (text(b'\xef\xbb\xbf{"asset": {"version": "2.0"}}'), "model_damaged"),
    "broken UTF-8": (text(b'{"asset": "\xff\xfe"}'), "model_damaged"),
    "200,000 deep": (text('{"extras": ' + "[" * 200_000 + "]" * 200_000 + "}"), "model_damaged"),
    "60 deep": (text('{"extras": ' + "[" * 60 + "]" * 60 + "}"), "model_damaged"),
    "NaN": (text('{"asset": {"version": "2.0"}, "extras": NaN}'), "model_numbers_broken"),
    "-Infinity": (text('{"extras": [-Infinity]}'), "model_numbers_broken"),
    "1e999": (text('{"extras": 1e999}'), "model_numbers_broken"),
    "5 MB integer": (text('{"extras": ' + "9" * 5_000_000 + "}"), "model_numbers_broken"),
    "the same key twice": (text('{"asset": {"version": "2.0"}, "asset": {"version": "1.0"}}'), "model_damaged"),
    "__proto__": (text('{"asset": {"version": "2.0"}, "extras": {"__proto__": {"x": 1}}}'), "model_damaged"),
    "a lone surrogate": (text('{"asset": {"version": "2.0"}, "extras": "\\ud800"}'), "model_damaged"),
    "NUL in a name": (text('{"asset": {"version": "2.0"}, "nodes": [{"name": "a\\u0000b"}]}'), "model_damaged"),
    "10 MB of it": (text('{"extras": "' + "x" * 10_000_000 + '"}'), "model_damaged"),
    "no asset": (text("{}"), "model_too_old"),
    "version 1": (text('{"asset": {"version": "1.0"}}'), "model_too_old"),
    "version as a number": (text('{"asset": {"version": 2.0}}'), "model_too_old"),
    "only an asset": (text('{"asset": {"version": "2.0"}}'), "model_empty"),
}


@pytest.mark.parametrize("name", JSON_TEXTS)
def test_C11_json(name: str) -> None:
    data, expected = JSON_TEXTS[name]
    assert code(data) == expected


LINKS = [
    "model.bin",
    "./model.bin",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "/proc/self/environ",
    "/dev/zero",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "http://127.0.0.1/x.bin",
    "https://example.org/x.bin",
    "//example.org/x.bin",
    "\\\\server\\share\\x.bin",
    "ftp://example.org/x",
    "blob:http://localhost/1",
    "javascript:alert(1)",
    " data:application/octet-stream;base64,AAAA",
    "data:application/octet-stream;base64,AA\nAA",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;charset=utf-8;base64,AAAA",
    "data:,",
    "",
    "model.bin\0.glb",
]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("place", ["buffers", "images", "extensions.MPEG_media.media", "nodes.0.extras"])
def test_C12_links_out_are_refused_wherever_they_stand(link: str, place: str) -> None:
    entry: Any = {"uri": link} if place.endswith("extras") else [{"uri": link, "byteLength": 3}]
    assert code(changed(place, entry)) == "model_links_out"


def test_C12_even_a_link_that_is_no_text() -> None:
    for link in (None, 1, ["http://example.org"], {"uri": "x"}):
        assert code(changed("images", [{"uri": link}])) == "model_links_out"


def test_what_is_embedded_as_text_is_taken() -> None:
    document, binary = parts()
    document["buffers"][0]["uri"] = "data:application/octet-stream;base64," + base64.b64encode(binary).decode()
    picture = "data:image/png;base64," + base64.b64encode(png(64, 64)).decode()
    document["images"] = [{"uri": picture}]
    assert report(glb(document)).texture_side == 64


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
    "mode 9": ("meshes.0.primitives.0.mode", 9, "model_points_outside"),
    "material that is not there": ("meshes.0.primitives.0.material", 4, "model_points_outside"),
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


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {}),
        ("WEBP", {"exif": b"Exif\0\0MM"}),
    ],
)
def test_sizes_are_read_as_they_are(kind: str, options: Json) -> None:
    out = BytesIO()
    Image.effect_noise((301, 77), 40).convert("RGB").save(out, kind, **options)
    found = measure(out.getvalue())
    assert found is not None
    assert (found.format, found.width, found.height) == (kind.lower(), 301, 77)


def test_names_from_outside_do_not_reach_sentences_as_they_are() -> None:
    found = gate(changed("extensionsRequired", ["<img src=x>{code}"]))
    assert isinstance(found, Refusal)
    assert found.values == {"name": "imgsrcxcode"}


def test_animations_are_named_once_and_only_by_names_that_can_be_chosen() -> None:
    document, binary = parts()
    one = document["animations"][0]
    document["animations"] = [{**one, "name": name} for name in ("walk", "", "walk", "x" * 101, "run")]
    assert report(glb(document, binary)).animations == ["walk", "run"]


def test_a_report_is_judged_figure_by_figure() -> None:
    light = report(whole())
    assert set(judge(light).values()) == {"green"}
    heavy = Report(**{**vars(light), "triangles": 40_000, "texture_side": 2048})
    assert judge(heavy)["triangles"] == "amber"
    assert judge(heavy)["texture_side"] == "red"
    assert worst(judge(heavy)) == "red"
