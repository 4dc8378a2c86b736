"""What becomes of shapes in a GLB, and which are too much."""

import time

import numpy as np
import pytest

from content.gate import UPLOAD
from content.gltf.container import unpack
from content.gltf.refusal import Refused
from content.pipeline import shapes
from content.pipeline.shapes import MOST_BYTES, Paint, Shape, by_corner, glb_of

TRIANGLE = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0)], float)
FACE = np.array([(0, 1, 2)])


@pytest.mark.parametrize(
    ("opacities", "mode"),
    [((1, 1, 0.5), "BLEND"), ((1, 1, 1), None), ((1, 1, 254 / 255), None), ((0, 0, 0), None)],
)
def test_C93_points_that_one_sees_through_stay_so(opacities: tuple[float, ...], mode: str | None) -> None:
    colours = np.column_stack([np.ones((3, 3)), opacities])
    document, binary = unpack(glb_of([Shape(TRIANGLE, FACE, colours=colours)]))
    assert document["materials"][0].get("alphaMode") == mode
    view = document["bufferViews"][document["accessors"][1]["bufferView"]]
    held = np.frombuffer(binary or b"", "<u2", 12, view["byteOffset"]).reshape(3, 4)
    assert held[:, 3].min() == (65535 if mode is None and opacities[2] != 254 / 255 else round(min(opacities) * 65535))


def test_C93_a_million_triangles_coloured_by_corner_fit_into_a_file() -> None:
    side = 708
    at = np.arange(side * side).reshape(side, side)
    corners = [at[:-1, :-1], at[:-1, 1:], at[1:, 1:]], [at[:-1, :-1], at[1:, 1:], at[1:, :-1]]
    faces = np.concatenate([np.stack(each, axis=-1).reshape(-1, 3) for each in corners])[:1_000_000]
    points = np.column_stack([at.reshape(-1) % side, at.reshape(-1) // side, np.zeros(at.size)]).astype(float)
    places = (points[:, :2] / side)[faces].reshape(-1, 2)
    begun = time.process_time()
    shape = by_corner(points, faces, places, None, Paint(picture=b"picture"))
    assert time.process_time() - begun < 6
    assert len(shape.points) == len(points)
    assert (shape.points[shape.faces] == points[faces]).all()
    assert shape.places is not None
    assert (shape.places[shape.faces].reshape(-1, 2) == places).all()
    assert len(glb_of([shape])) < MOST_BYTES


def test_C93_what_is_too_large_for_its_triangles_says_how_many_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert UPLOAD.bytes == MOST_BYTES
    many = Shape(np.tile(TRIANGLE, (1000, 1)), np.arange(3000).reshape(-1, 3))
    monkeypatch.setattr(shapes, "MOST_BYTES", 24_000)
    with pytest.raises(Refused) as refused:
        glb_of([many])
    assert refused.value.kind.code == "model_too_detailed"
    assert refused.value.values == {"count": 1000, "most": 500}
    assert glb_of([Shape(TRIANGLE, FACE)])


def test_C93_points_that_are_a_corner_of_nothing_are_left_out() -> None:
    many = np.full((4_000_000, 3), np.nan)
    many[[5, 7, 3_999_999]] = TRIANGLE
    colours = np.zeros((len(many), 4))
    colours[[5, 7]] = 1
    document, binary = unpack(glb_of([Shape(many, np.array([(7, 3_999_999, 5)]), colours=colours)]))
    place, paint, faces = document["accessors"]
    assert (place["count"], paint["count"], place["max"]) == (3, 3, [1, 1, 0])
    view = document["bufferViews"][faces["bufferView"]]
    assert np.frombuffer(binary or b"", "<u4", 3, view["byteOffset"]).tolist() == [1, 2, 0]
