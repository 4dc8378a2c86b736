"""How polygons are cut, and which formats come to it."""

import time
from typing import Any

import numpy as np
import pytest

from content.gltf.refusal import Refused
from content.pipeline import polygons
from content.pipeline.collada_dae import read_dae
from content.pipeline.obj_polygons import points_of
from content.pipeline.obj_quads import turned
from content.pipeline.plain import read_plain
from content.pipeline.polygons import Effort, cut, cut_all, fan
from content.pipeline.shapes import GREY, Array
from tests.pure.model_files import DAE, MTL, OBJ, picture

HOLLOW = np.array([(2, 0, 3), (2, 0, 1), (1, 0, 1), (1, 0, 3), (0, 0, 3), (0, 0, 0), (3, 0, 0), (3, 0, 3)], float)
"""The letter U, from a corner that does not see all others; 7 of the 9 squares around it."""


def area(points: Array, triangles: Any) -> float:
    corners = points[np.array(triangles)]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return float(np.linalg.norm(across, axis=1).sum() / 2)


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("first", range(8))
def test_C91_a_hollow_polygon_is_cut_so_that_its_hollow_stays(way: int, first: int) -> None:
    points = np.roll(HOLLOW[::way], first, axis=0) @ np.linalg.qr(np.random.default_rng(7).normal(size=(3, 3)))[0]
    found = cut(points)
    assert len(found) == 6
    assert area(points, found) == pytest.approx(7)


def test_C91_what_bulges_or_crosses_itself_still_becomes_triangles() -> None:
    angles = np.linspace(0, 2 * np.pi, 9)[:-1]
    assert cut(np.column_stack([np.cos(angles), np.sin(angles), 0 * angles])) == fan(8)
    crossed = np.array([(0, 0, 0), (1, 1, 0), (1, 0, 0), (0, 1, 0), (0.5, 2, 0)], float)
    assert len(cut(crossed)) == 3
    assert len(cut(np.zeros((6, 3)))) == 4


def obj(corners: str, colours: str = "") -> bytes:
    points = "".join(f"v {x} {y} {z}{colours}\n" for x, y, z in HOLLOW.tolist())
    return f"vt 0 0\n{points}usemtl clay\nf {corners}\n".encode()


@pytest.mark.parametrize("corner", ["{}", "{}/1", "-{}"])
def test_C91_an_obj_keeps_its_hollows(corner: str) -> None:
    numbers = range(8, 0, -1) if corner.startswith("-") else range(1, 9)
    [shape] = read_plain(obj(" ".join(corner.format(number) for number in numbers)), "obj", {})
    assert area(shape.points, [tuple(face) for face in shape.faces.tolist()]) == pytest.approx(7)


QUAD = [(0.0, 0.0), (1.0, 0.2), (2.0, 0.0), (1.0, 3.0)]
"""Hollow at its second corner: 2.8, and 3.2 without its hollow."""


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("corner", ["{}", "{}/1", "-{}"])
def test_C91_an_obj_keeps_its_hollow_quads(corner: str, first: int) -> None:
    points = "".join(f"v {x} {y} 0\n" for x, y in QUAD)
    numbers = np.roll([4, 3, 2, 1] if corner.startswith("-") else [1, 2, 3, 4], first)
    # Another before it, which is flat and stays as it is.
    before = "v 9 9 0\nv 8 9 0\nv 8 8 0\nv 9 8 0\nvt 0 0\nf 1 2 3 4\n"
    shift = before.count("v ") if not corner.startswith("-") else 0
    face = " ".join(corner.format(int(number) + shift) for number in numbers)
    [shape] = read_plain(f"{before}{points}f {face}\n".encode(), "obj", {})
    assert area(shape.points, [tuple(row) for row in shape.faces.tolist()]) == pytest.approx(1 + 2.8)


def dae(points: Array, lengths: str, numbers: str) -> bytes:
    given = " ".join(str(number) for number in points.reshape(-1).tolist())
    text = DAE.replace('count="12">0 0 0 1 0 0 0 2 0 0 0 3<', f'count="{points.size}">{given}<')
    text = text.replace('count="4" stride', f'count="{len(points)}" stride')
    begin, end = text.index("<triangles"), text.index("</mesh>")
    read = '<input semantic="VERTEX" source="#v" offset="0"/>'
    polygons = f'<polylist count="1" material="s">{read}<vcount>{lengths}</vcount><p>{numbers}</p></polylist>'
    return (text[:begin] + polygons + text[end:]).encode()


def test_C91_a_dae_keeps_its_hollows() -> None:
    for points, size in ((HOLLOW, 7), (np.array([(x, y, 0) for x, y in QUAD]), 2.8)):
        for first in range(len(points)):
            numbers = " ".join(str(number) for number in np.roll(np.arange(len(points)), first))
            [shape] = read_dae(dae(points, f"{len(points)} 3", numbers + " 0 1 0"), {})
            found = area(shape.points, [tuple(row) for row in shape.faces.tolist()])
            assert found == pytest.approx(size), (len(points), first)


@pytest.mark.parametrize("lengths", ["9", "2000000000", "-1 9", "4 5"])
def test_C91_a_dae_with_fewer_corners_than_it_says_is_refused(lengths: str) -> None:
    with pytest.raises(Refused) as refused:
        read_dae(dae(HOLLOW, lengths, "0 1 2 3 4 5 6 7"), {})
    assert refused.value.kind.code == "model_points_outside"


def test_C91_an_obj_of_many_quads_stays_quick() -> None:
    side = 300
    rows = "".join(f"v {at % side} {at // side} 0\n" for at in range(side * side))
    corners = (1 + x + y * side for y in range(side - 1) for x in range(side - 1))
    faces = "".join(f"f {at} {at + 1} {at + 1 + side} {at + side}\n" for at in corners)
    data = (rows + faces).encode()
    start = time.process_time()
    assert turned(data, points_of(data)) is data
    assert time.process_time() - start < 2


@pytest.mark.parametrize("corner", ["1" * 2000, "1/" * 2000, "1//" + "1" * 2000, " " * 4000 + "1"])
def test_C91_a_face_that_goes_on_and_on_is_no_longer_work(corner: str) -> None:
    start = time.process_time()
    with pytest.raises(Refused):
        read_plain(f"v 0 0 0\nvt 0 0\nf 1/1 1/1 1/1\nf {' '.join([corner] * 4)} x\n".encode(), "obj", {})
    assert time.process_time() - start < 2


def test_C91_an_obj_whose_material_is_not_there_is_clay() -> None:
    [shape] = read_plain(obj("1/1 2/1 3/1"), "obj", {})
    assert shape.paint.colour == GREY


@pytest.mark.parametrize("bare", ["1 2 3", "1//1 2//1 3//1", "-5 2 3 4"])
def test_C91_an_obj_keeps_its_picture_beside_faces_without_places(bare: str) -> None:
    data = OBJ.replace(b"usemtl red", b"vn 0 0 1\nf %b\nusemtl red" % bare.encode())
    shapes = read_plain(data, "obj", {"m.mtl": MTL, "checks.png": picture()})
    [checked] = [shape for shape in shapes if shape.paint.picture]
    assert checked.places is not None
    assert len(checked.places) == len(checked.points)
    assert {tuple(row) for row in checked.places.tolist()} == {(0, 1), (1, 1), (1, 0), (0, 0)}


@pytest.mark.parametrize("face", ["1/1 2/1 3/1", "1 2 3", "1/1/1 2/1/1 3/1/1"])
def test_C91_an_obj_keeps_the_colours_of_its_points(face: str) -> None:
    [shape] = read_plain(b"vn 0 1 0\n" + obj(face, " 1 0 0"), "obj", {})
    assert shape.colours is not None
    assert {tuple(row) for row in shape.colours.tolist()} == {(1, 0, 0, 1)}


def comb(teeth: int) -> Array:
    """A hollow polygon of 2 + 2 * teeth corners, half of which point inwards."""
    tips = [(at, 5 if at % 2 else 1, 0) for at in range(2 * teeth)]
    return np.array([*tips, (2 * teeth - 1, 0, 0), (0, 0, 0)], float)


def test_C91_polygons_of_many_lengths_are_cut_in_their_order() -> None:
    angles = np.linspace(0, 2 * np.pi, 8)[:-1]
    round_ = np.column_stack([np.cos(angles), np.sin(angles), 0 * angles])
    several = [HOLLOW, round_, comb(9), HOLLOW[::-1], HOLLOW[:2], np.full((5, 3), np.nan), comb(3)]
    lengths = np.array([len(each) for each in several])
    found = cut_all(np.concatenate(several), np.arange(lengths.sum()), lengths)
    starts, ends = np.cumsum(lengths) - lengths, np.cumsum(np.maximum(lengths - 2, 0))
    assert len(found) == ends[-1]
    for points, start, own in zip(several, starts, np.split(found, ends[:-1]), strict=True):
        assert [tuple(row) for row in (own - start).tolist()] == cut(points)
    assert area(HOLLOW, cut(HOLLOW)) == pytest.approx(7)
    assert cut_all(np.empty((0, 3)), np.empty(0, np.int64), np.empty(0, np.int64)).shape == (0, 3)


@pytest.mark.parametrize("away", [0, 10, 100])
def test_C93_points_in_a_row_on_straight_edges_make_nothing_hollow(away: float) -> None:
    dice, left = np.random.default_rng(3), 400**2
    for sides, each in ((4, 2), (4, 5), (6, 20)):
        turns = 2 * np.pi * np.arange(sides) / sides
        ends = np.column_stack([np.cos(turns), np.sin(turns), 0 * turns])
        along = np.linspace(0, 1, each, endpoint=False)[:, None]
        flat = np.concatenate([one + (two - one) * along for one, two in zip(ends, np.roll(ends, -1, 0), strict=True)])
        for _ in range(20):
            turned = flat @ np.linalg.qr(dice.normal(size=(3, 3)))[0] + away * dice.uniform(-1, 1, 3)
            effort = Effort(left)
            assert cut(turned.astype("<f4").astype(float), effort) == fan(sides * each)
            assert effort.left == left


def test_C91_a_hollow_far_from_the_origin_stays() -> None:
    far = HOLLOW + np.array([1_000_000.0, 400_000, 0])
    assert area(HOLLOW, cut(far)) == pytest.approx(7)


def test_C91_a_hollow_that_is_bent_little_by_little_stays() -> None:
    across = np.linspace(0, 1, 200)
    bow = np.column_stack([across, 0.05 * np.sin(np.pi * across), 0 * across])
    slice_ = np.concatenate([bow, [(1, 0.2, 0), (0, 0.2, 0)]])
    seen = abs(float((slice_[:, 0] * np.roll(slice_[:, 1], -1) - slice_[:, 1] * np.roll(slice_[:, 0], -1)).sum() / 2))
    assert area(slice_, cut(slice_.astype("<f4").astype(float))) == pytest.approx(seen, rel=1e-4)


def test_C93_ears_are_looked_for_no_more_than_three_times_a_corner(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    is_ear = polygons._is_ear

    def counted(*given: Any) -> bool:
        looked.append(len(given[2]))
        return is_ear(*given)

    monkeypatch.setattr(polygons, "_is_ear", counted)
    points = comb(199)
    found = cut(points)
    assert len(found) == 398
    assert area(points, found) == pytest.approx(3 * 397)
    assert len(looked) <= 3 * len(points)


def test_C93_when_a_models_effort_is_spent_its_hollow_polygons_are_fans() -> None:
    many = np.tile(HOLLOW, (3, 1))
    effort = Effort(2 * 8**2)
    first, second, third = np.split(cut_all(many, np.arange(24), np.full(3, 8), effort), 3)
    assert area(many, first) == area(many, second) == pytest.approx(7)
    assert [tuple(row) for row in (third - 16).tolist()] == fan(8)
    assert effort.left == 0
    assert cut(HOLLOW, effort) == fan(8)


@pytest.mark.parametrize("first", range(4))
def test_C91_hollow_quads_keep_their_hollow_however_many_there_are(first: int) -> None:
    arrow = np.roll(np.array([(0, 0, 0), (4, 0, 0), (1, 1, 0), (0, 4, 0)], float), first, axis=0)
    effort = Effort(0)
    found = cut_all(np.tile(arrow, (9, 1)), np.arange(36), np.full(9, 4), effort)
    assert area(np.tile(arrow, (9, 1)), found) == pytest.approx(9 * 4)


@pytest.mark.parametrize("corners", [4, 5, 8, 100, 400])
def test_C93_a_million_corners_of_hollow_polygons_take_seconds(corners: int) -> None:
    one = np.array([(0, 0, 0), (4, 0, 0), (1, 1, 0), (0, 4, 0)], float) if corners == 4 else comb(corners // 2 - 1)
    count = 1_000_000 // len(one)
    points = np.tile(one, (count, 1))
    begun = time.process_time()
    found = cut_all(points, np.arange(len(points)), np.full(count, len(one)))
    assert len(found) == count * (len(one) - 2)
    assert time.process_time() - begun < 10
