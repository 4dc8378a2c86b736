"""What the gate says of a whole model: how much there is of everything, and where it lies."""

import base64
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from content.budget import judge, worst
from content.gate import Report
from content.gltf.pictures import measure
from tests.pure.gltf_files import Json, changed, glb, parts, png, report, whole, with_skin


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


def test_what_is_embedded_as_text_is_taken() -> None:
    document, binary = parts()
    document["buffers"][0]["uri"] = "data:application/octet-stream;base64," + base64.b64encode(binary).decode()
    picture = "data:image/png;base64," + base64.b64encode(png(64, 64)).decode()
    document["images"] = [{"uri": picture}]
    assert report(glb(document)).texture_side == 64


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
