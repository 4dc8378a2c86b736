"""The painter of posters: what it leaves out, and what it must not look at."""

import time

import numpy as np
import pytest

from content.pipeline.raster import Canvas

SIDE = 64


def painted(triangles: list[list[list[float]]]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The number of the triangle that is seen in each pixel, or -1."""
    canvas = Canvas(SIDE)
    canvas.draw(np.array(triangles, dtype=float), 0)
    found = np.full(SIDE * SIDE, -1)
    pixels, numbers = canvas.seen()
    found[pixels] = numbers
    return found.reshape(SIDE, SIDE)


@pytest.mark.parametrize("seed", range(5))
def test_C89_every_pixel_of_a_triangle_is_painted_and_no_other(seed: int) -> None:
    corners = np.random.default_rng(seed).uniform(-10, SIDE + 10, (3, 2))
    corners[seed % 3, 1] = corners[(seed + 1) % 3, 1]  # one side lies level
    x, y = np.meshgrid(np.arange(SIDE) + 0.5, np.arange(SIDE) + 0.5)
    sides = []
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        sides.append((bx - ax) * (y - ay) - (by - ay) * (x - ax))
    inside = np.all(np.array(sides) > 0, axis=0) | np.all(np.array(sides) < 0, axis=0)
    found = painted([[[*corner, 0.5] for corner in corners.tolist()]]) == 0
    # On a side itself it may be either.
    assert (found == inside)[np.abs(sides).min(axis=0) > 0.5].all()


def test_C89_the_nearest_is_seen() -> None:
    low: list[list[float]] = [[0, 0, 0.2], [SIDE, 0, 0.2], [0, SIDE, 0.2]]
    far: list[list[float]] = [[0, 0, 0.9], [SIDE, 0, 0.9], [SIDE, SIDE, 0.9]]
    found = painted([far, low])
    assert (found[5, 5], found[5, 50], found[50, 60], found[60, 5]) == (1, 1, 0, -1)


def test_C89_splinters_across_the_picture_cost_no_more_than_they_show() -> None:
    side, count = 1024, 5_000
    rng = np.random.default_rng(1)
    ends = rng.uniform(0, side, (count, 2, 2))
    corners = np.concatenate([ends, ends[:, :1] + 0.3], axis=1)
    canvas = Canvas(side)
    begun = time.process_time()
    canvas.draw(np.concatenate([corners, rng.uniform(0, 1, (count, 3, 1))], axis=2), 0)
    # The rectangles around them hold hundreds of millions of pixels.
    assert time.process_time() - begun < 8
    assert len(canvas.seen()[0]) > side
