"""Cuts polygons into triangles. Pure."""

import numpy as np

from content.pipeline.shapes import Array

MOST_CORNERS = 400
"""Of a polygon that is looked at more closely: the work grows with the square."""
Triangles = list[tuple[int, int, int]]


def fan(count: int) -> Triangles:
    return [(0, at, at + 1) for at in range(1, count - 1)]


def cut(corners: Array) -> Triangles:
    """The triangles of a polygon (n, 3), by numbers of its corners: where it is hollow, ears are cut off one by one."""
    count = len(corners)
    if not 3 < count <= MOST_CORNERS or not np.isfinite(corners).all():
        return fan(count)
    after = np.roll(corners, -1, axis=0)
    normal = np.cross(corners - corners[0], after - corners[0]).sum(axis=0)
    axis = int(np.abs(normal).argmax())
    # Seen along the axis that it faces most, and so that it goes round against the clock.
    flat = corners[:, [(axis + 1) % 3, (axis + 2) % 3]] * [1, 1 if normal[axis] > 0 else -1]
    points = [(x, y) for x, y in flat.tolist()]
    slack = 1e-9 * float(np.abs(normal).max())
    turns = [_turn(points[at - 2], points[at - 1], points[at]) for at in range(count)]
    if min(turns) >= -slack:
        return fan(count)
    found: Triangles = []
    left = list(range(count))
    while len(left) > 3:
        at = next((at for at in range(len(left)) if _is_ear(points, left, at)), None)
        if at is None:
            break  # it crosses itself
        found.append((left[at - 1], left[at], left[(at + 1) % len(left)]))
        del left[at]
    return found + [(left[one], left[two], left[three]) for one, two, three in fan(len(left))]


def _turn(one: tuple[float, float], two: tuple[float, float], three: tuple[float, float]) -> float:
    """More than 0: to the left."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _is_ear(points: list[tuple[float, float]], left: list[int], at: int) -> bool:
    """Whether the corner points outwards, and no other corner lies in its triangle."""
    numbers = left[at - 1], left[at], left[(at + 1) % len(left)]
    one, two, three = (points[number] for number in numbers)
    if _turn(one, two, three) <= 0:
        return False
    corners = (one, two, three)
    return not any(
        point not in corners
        and _turn(one, two, point) >= 0
        and _turn(two, three, point) >= 0
        and _turn(three, one, point) >= 0
        for point in (points[number] for number in left)
    )
