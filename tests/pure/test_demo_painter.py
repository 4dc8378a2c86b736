"""The painter of the demo's pictures: what is nearer covers, what turns away is not seen, what is shaded is darker."""

import numpy as np
import pytest

from content.demo.colour import linear, srgb
from content.demo.model import Model, Part
from content.demo.paint import Figure, View, Weather, paint
from content.demo.raster import rasterise
from content.demo.shape import Shape, ball, both, box, glued, lathe, loft, slab, tube

FAR = [(2.0, 2.0), (2, 30), (30, 2)]


def triangle(corners: list[tuple[float, float]], nearness: float) -> list[tuple[float, float, float]]:
    """Screen coordinates have y down: these run counter-clockwise to the eye."""
    return [(x, y, nearness) for x, y in corners]


def test_a_triangle_covers_the_pixels_whose_middles_it_holds() -> None:
    near, seen = rasterise(np.array([triangle(FAR, 0.5)]), 32, 32)
    y, x = np.mgrid[:32, :32] + 0.5
    inside = (x >= 2) & (y >= 2) & (x + y <= 32)
    assert (seen == 0).tolist() == inside.tolist()
    assert np.allclose(near[inside], 0.5)
    assert (near[~inside] == 0).all()


def test_the_nearer_one_is_seen_whatever_the_order() -> None:
    for order in (1, -1):
        both_ways = np.array([triangle(FAR, 0.4), triangle(FAR, 0.6)])[::order]
        _, seen = rasterise(both_ways, 32, 32)
        assert set(seen[seen >= 0]) == {1 if order == 1 else 0}


def test_nearness_is_linear_over_the_screen_and_backs_are_not_drawn() -> None:
    slanted = np.array([[(0.0, 0.0, 0.1), (0.0, 64.0, 0.1), (64.0, 0.0, 0.9)]])
    near, seen = rasterise(slanted, 64, 64)
    row, column = 10, 40
    assert near[row, column] == pytest.approx(0.1 + 0.8 * 40.5 / 64, abs=1e-5)
    _, behind = rasterise(slanted[:, ::-1], 64, 64)
    assert (seen >= 0).any()
    assert (behind == -1).all()


def test_triangles_that_leave_the_screen_are_cut_at_its_edge() -> None:
    huge = np.array([triangle([(-5e3, -5e3), (-5e3, 9e3), (9e3, -5e3)], 0.5)])
    _, seen = rasterise(huge, 20, 10)
    assert (seen == 0).all()


@pytest.mark.parametrize(
    "shape",
    [
        ball("#ffffff", 1, 2, 3),
        box("#ffffff", 1, 2, 3),
        lathe("#ffffff", [(0.5, 0), (1, 1), (0.2, 2)]),
        tube("#ffffff", [(0, 0, 0), (0, 1, 0), (0, 2, 0.3)], [0.3, 0.3, 0.1], 7, 3),
        slab("#ffffff", [(-1, 0), (1, 0), (0, 2)], 0.2),
        ball("#ffffff", 1).mirrored(),
        ball("#ffffff", 1).turned(30, 40, 50).scaled(2).at(1, 2, 3),
    ],
)
def test_solids_are_closed_and_face_outwards(shape: Shape) -> None:
    places = shape.vertices[shape.faces]
    edges = np.concatenate([shape.faces[:, [0, 1]], shape.faces[:, [1, 2]], shape.faces[:, [2, 0]]])
    one_way = {tuple(edge) for edge in edges.tolist()}
    assert one_way == {(end, start) for start, end in one_way}
    # The divergence theorem: an outward surface encloses a positive volume.
    assert np.einsum("ij,ij->i", places[:, 0], np.cross(places[:, 1], places[:, 2])).sum() / 6 > 0


def test_glueing_keeps_every_face_and_both_halves() -> None:
    half = box("#ff0000", 1, 1, 1).at(2, 0, 0)
    whole = glued(both(half), ball("#00ff00", 1))
    assert len(whole.faces) == 2 * len(half.faces) + 80
    assert whole.vertices[:, 0].min() == pytest.approx(-whole.vertices[:, 0].max())


def test_colours_go_to_light_and_back() -> None:
    for colour in ("#000000", "#0b7a75", "#f2a93b", "#fff8ec", "#ffffff"):
        codes = np.round(srgb(linear(colour)) * 255).astype(int)
        assert "#" + "".join(f"{code:02x}" for code in codes) == colour


def test_a_thing_stands_in_the_middle_and_throws_a_shadow_away_from_the_sun() -> None:
    ground = Model("ground", (Part("ground", box("#ffffff", 4, 0.01, 4)),))
    post = Model("post", (Part("post", box("#d9482b", 0.2, 1, 0.2)),))
    weather = Weather("#0000ff", "#0000ff", towards_sun=(-1, 1, 0.2))
    figures = [Figure(ground, (0, -1, 0), size=400), Figure(post, size=60)]
    picture = np.asarray(paint(figures, View((0, 120, 300), (0, 20, 0), 40), weather, 160, 120)).astype(int)
    red = picture[..., 0] - picture[..., 2] > 60
    columns = np.flatnonzero(red.any(axis=0))
    assert 70 < columns.mean() < 90
    foot = int(np.flatnonzero(red.any(axis=1)).max())
    left, right = picture[foot - 3, 45:70].sum(axis=1).mean(), picture[foot - 3, 90:115].sum(axis=1).mean()
    assert right < 0.9 * left


def test_a_skin_over_rings_needs_no_lid_when_told_so() -> None:
    ring = np.array([(1, 0, 0), (0, 0, 1), (-1, 0, 0), (0, 0, -1)], dtype=float)
    assert len(loft("#ffffff", [ring, ring + np.array((0, 1, 0))], closed=False).faces) == 8
    assert len(loft("#ffffff", [ring, ring + np.array((0, 1, 0))]).faces) == 16
