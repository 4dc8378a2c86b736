"""Counts the triangles of an OBJ, and cuts its polygons, for a reader that takes each for one that bulges. Pure."""

import re
from itertools import islice

import numpy as np

from content.pipeline.polygons import cut_all, fan
from content.pipeline.shapes import Array

CORNERS = rb"(?m)^[ \t]*f((?:[ \t]+[-\d/]+){%d,})"
FACE = re.compile(CORNERS % 3)
POLYGON = re.compile(CORNERS % 5 + rb"[ \t]*\r?$")
"""Of more than four corners."""
POINT = re.compile(rb"(?m)^[ \t]*v[ \t]+(\S+)[ \t]+(\S+)[ \t]+(\S+)")
MOST_POLYGONS = 50_000


def triangles(data: bytes) -> int:
    """How many there will be."""
    return sum(len(face[1].split()) - 2 for face in FACE.finditer(data))


def points_of(data: bytes) -> Array:
    """(n, 3); raises ValueError for what is no number."""
    numbers = (float(each) for line in POINT.finditer(data) for each in line.groups())
    return np.fromiter(numbers, np.float64).reshape(-1, 3)


def begins(data: bytes) -> Array:
    """Where the lines of points begin: numbers less than 0 count back from where they stand."""
    return np.fromiter((point.start() for point in POINT.finditer(data)), np.int64)


def cut(data: bytes, points: Array) -> bytes:
    """The same OBJ, with triangles for its hollow polygons; there are no more of them than `triangles` has counted."""
    if not POLYGON.search(data):
        return data
    starts = begins(data)
    numbers, lengths = list[int](), list[int]()
    for face in islice(POLYGON.finditer(data), MOST_POLYGONS):
        given = [int(corner.partition(b"/")[0] or 0) for corner in face[1].split()]
        before = int(np.searchsorted(starts, face.start())) if min(given) < 0 else 0
        known = [number - 1 if number > 0 else before + number for number in given]
        known = known if all(0 <= number < len(points) for number in known) else []
        numbers += known
        lengths.append(len(known))
    many = np.array(lengths, np.int64)
    found = cut_all(points, np.array(numbers, np.int64), many)
    each = iter(zip(np.split(found, np.cumsum(np.maximum(many - 2, 0))[:-1]), np.cumsum(many) - many, strict=True))

    def lines_of(face: re.Match[bytes]) -> bytes:
        own, start = next(each)
        corners = face[1].split()
        if not len(own) or np.array_equal(own - start, fan(len(corners))):
            return face[0]
        return b"\n".join(b"f " + b" ".join(corners[corner] for corner in one) for one in (own - start).tolist())

    return POLYGON.sub(lines_of, data, count=MOST_POLYGONS)
