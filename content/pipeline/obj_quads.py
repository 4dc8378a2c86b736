"""Turns the hollow quads of an OBJ, for a reader that cuts each of them at its first corner. Pure."""

import re

import numpy as np

from content.pipeline.obj_polygons import begins
from content.pipeline.shapes import Array

CORNER = rb"[ \t]+(-?\d+)(?:/[-\d/]*)?"
QUAD = re.compile(rb"(?m)^[ \t]*f%b[ \t]*\r?$" % (CORNER * 4))


def turned(data: bytes, points: Array) -> bytes:
    """The same OBJ, whose hollow quads begin at the next corner; there may be a million of them."""
    if not QUAD.search(data):
        return data
    found = _hollow(points, _numbers(data))
    if not found.any():
        return data
    turn = iter(found.tolist())

    def line(quad: re.Match[bytes]) -> bytes:
        _, first, *others = quad[0].split()
        return b"f " + b" ".join([*others, first]) if next(turn) else quad[0]

    return QUAD.sub(line, data)


def _numbers(data: bytes) -> Array:
    """(n, 4) numbers of points; what is less than 0 in an OBJ counts back from where it stands."""
    numbers = np.fromiter((int(each) for quad in QUAD.finditer(data) for each in quad.groups()), np.int64).reshape(
        -1, 4
    )
    if (numbers > 0).all():
        return numbers - 1
    before = np.searchsorted(begins(data), np.fromiter((quad.start() for quad in QUAD.finditer(data)), np.int64))
    return np.where(numbers > 0, numbers - 1, before[:, None] + numbers)


def _hollow(points: Array, numbers: Array) -> Array:
    """Of which quads the halves look away from each other when cut at the first corner, and not when at the second."""
    there = ((numbers >= 0) & (numbers < len(points))).all(axis=1)
    found = np.zeros(len(numbers), bool)
    one, two, three, four = points[numbers[there]].transpose(1, 0, 2)
    with np.errstate(all="ignore"):  # what is not finite is not hollow
        found[there] = (_alike(one, two, three, four) < 0) & (_alike(two, three, four, one) > 0)
    return found


def _alike(one: Array, two: Array, three: Array, four: Array) -> Array:
    """More than 0 where the halves, cut from one to three, look the same way."""
    across = three - one
    return np.asarray((np.cross(two - one, across) * np.cross(across, four - one)).sum(axis=1))
