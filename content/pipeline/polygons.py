"""Cuts polygons into triangles. Pure."""

from dataclasses import dataclass

import numpy as np

from content.pipeline.shapes import Array

MOST_CORNERS = 400
"""Of a polygon that is looked at more closely: the work grows with the square."""
MOST_WORK = 2_000_000
"""Of one model, some two seconds: the squares of the corners of all its hollow polygons; further ones are fans."""
BLOCK = 200_000
"""Corners that are looked at in one go, each of which takes some hundred bytes meanwhile."""
ROUNDED, WRITTEN = 1.2e-7, 5e-7
"""How far the numbers of points may be from what was meant, as part of themselves, since float32 keeps them within
6e-8; and as part of the polygon, since text often has six digits. Points in a row on a straight edge would make it
hollow otherwise."""
Triangles = list[tuple[int, int, int]]
Points = list[tuple[float, float]]


@dataclass
class Effort:
    """What may still be spent on a model's hollow polygons."""

    left: int = MOST_WORK

    def spend(self, corners: int) -> bool:
        """Whether a polygon of so many can be cut closely."""
        if corners**2 > self.left:
            return False
        self.left -= corners**2
        return True


def fan(count: int) -> Triangles:
    return [(0, at, at + 1) for at in range(1, count - 1)]


def cut(corners: Array, effort: Effort | None = None) -> Triangles:
    """The triangles of a polygon (n, 3), by numbers of its corners: where it is hollow, ears are cut off one by one."""
    count = len(corners)
    if not 3 < count <= MOST_CORNERS:
        return fan(count)
    return [(one, two, three) for one, two, three in _cut(corners[None], effort or Effort())[0].tolist()]


def cut_all(points: Array, numbers: Array, lengths: Array, effort: Effort | None = None) -> Array:
    """The triangles of many polygons, one polygon's after the other's (m, 3): places in `numbers`, in which the corners
    of all stand in a row."""
    effort = effort or Effort()
    starts, many = np.cumsum(lengths) - lengths, np.maximum(lengths - 2, 0)
    found, begins = np.empty((int(many.sum()), 3), np.int64), np.cumsum(many) - many
    order = np.argsort(lengths, kind="stable")
    for alike in np.split(order, np.flatnonzero(np.diff(lengths[order])) + 1):
        count = int(lengths[alike[0]]) if len(alike) else 0
        blocks = range(0, len(alike), max(BLOCK // count, 1)) if count > 2 else range(0)
        for block in (alike[at : at + blocks.step] for at in blocks):
            first = starts[block]
            cuts = np.array([fan(count)])
            if 3 < count <= MOST_CORNERS:
                cuts = _cut(points[numbers[first[:, None] + np.arange(count)]], effort)
            found[begins[block][:, None] + np.arange(count - 2)] = cuts + first[:, None, None]
    return found


def _cut(corners: Array, effort: Effort) -> Array:
    """Of polygons of one length (k, n, 3) the triangles (k, n - 2, 3)."""
    count = corners.shape[1]
    flat, inward = _flattened(corners)
    found = np.repeat(np.array([fan(count)]), len(corners), axis=0)
    hollow = np.flatnonzero(inward >= 0)
    if count == 4:  # from the corner that points inwards both halves are seen
        found[hollow] = (found[hollow] + inward[hollow][:, None, None]) % 4
        return found
    for at in hollow.tolist():
        if not effort.spend(count):
            break
        found[at] = _ears(flat[at].tolist())
    return found


def _flattened(corners: Array) -> tuple[Array, Array]:
    """Polygons of one length (k, n, 3), each as it is seen along the axis that it faces most, and going round against
    the clock (k, n, 2); and of a hollow one the corner that points inwards most, of others -1 (k)."""
    with np.errstate(all="ignore"):  # what is not finite is not hollow
        after = np.roll(corners, -1, axis=1)
        normal = np.cross(corners - corners[:, :1], after - corners[:, :1]).sum(axis=1)
        axis = np.abs(normal).argmax(axis=1)
        each = np.arange(len(corners))
        flat = np.stack([corners[each, :, (axis + 1) % 3], corners[each, :, (axis + 2) % 3]], axis=2)
        flat[:, :, 1] *= np.where(normal[each, axis] > 0, 1, -1)[:, None]
        along = np.roll(flat, -1, axis=1) - flat
        back = np.roll(along, 1, axis=1)
        turns = back[:, :, 0] * along[:, :, 1] - back[:, :, 1] * along[:, :, 0]
        # A point that was rounded lies beside its edge as far as its numbers are large.
        length = np.hypot(along[:, :, 0], along[:, :, 1])
        off = ROUNDED * np.abs(flat).max(axis=(1, 2)) + WRITTEN * np.ptp(flat, axis=1).max(axis=1)
        beside = off[:, None] * (length + np.roll(length, 1, axis=1))
        inwards = np.where(turns < -beside, turns, 0)
        hollow = (inwards < 0).any(axis=1) & np.isfinite(corners).all(axis=(1, 2))
    return flat, np.where(hollow, inwards.argmin(axis=1), -1)


def _ears(flat: list[list[float]]) -> Triangles:
    """Whether a corner is an ear changes only with its neighbours: so no more than three times as many are looked at
    as there are corners."""
    points, count = [(x, y) for x, y in flat], len(flat)
    before, after = [(at - 1) % count for at in range(count)], [(at + 1) % count for at in range(count)]
    found: Triangles = []
    left, waiting = dict.fromkeys(range(count)), list(range(count))
    while len(left) > 3 and waiting:
        at = waiting.pop()
        if at not in left or not _is_ear([points[before[at]], points[at], points[after[at]]], points, left):
            continue
        found.append((before[at], at, after[at]))
        del left[at]
        after[before[at]], before[after[at]] = after[at], before[at]
        waiting += [before[at], after[at]]
    rest = list(left)  # more than three: it crosses itself
    return found + [(rest[one], rest[two], rest[three]) for one, two, three in fan(len(rest))]


def _is_ear(corners: Points, points: Points, left: dict[int, None]) -> bool:
    """Whether the second corner points outwards, and no other that is left lies in the triangle."""
    (ax, ay), (bx, by), (cx, cy) = corners
    if (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) <= 0:
        return False
    return not any(
        (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0
        and (cx - bx) * (y - by) - (cy - by) * (x - bx) >= 0
        and (ax - cx) * (y - cy) - (ay - cy) * (x - cx) >= 0
        and (x, y) not in corners
        for x, y in (points[number] for number in left)
    )
