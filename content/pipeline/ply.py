"""PLY as Greg Turk described it in 1994: what scanners and Blender write. Runs in the sandbox only.

A reader of our own: faces of several lengths in one binary file, colours beside places in a picture, and pictures by
corner are what common programs write and common readers stumble over.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from content.gltf.refusal import Refused, missing
from content.pipeline.beside import Beside, as_utf8, painted
from content.pipeline.ply_rows import Columns, Element, Lists, rows_of
from content.pipeline.polygons import cut_all
from content.pipeline.shapes import MOST_TRIANGLES, Z_UP, Array, Paint, Shape, by_corner, damaged, linear
from content.problems import (
    MODEL_IS_POINTS,
    MODEL_POINTS_OUTSIDE,
    MODEL_TOO_DETAILED,
)

BLENDER = re.compile(rb"(?m)^comment Created (?:in|by) Blender")
"""Which writes Z upwards, unless it is told otherwise."""
PICTURE = re.compile(rb"(?m)^comment TextureFile[ \t]+(\S[^\r\n]*)")
END = re.compile(rb"(?m)^end_header[ \t]*\r?\n")
MOST_HEADER = 64 * 1024
COLOURS = (("red", "green", "blue"), ("diffuse_red", "diffuse_green", "diffuse_blue"), ("r", "g", "b"))
PLACES = (("s", "t"), ("u", "v"), ("texture_u", "texture_v"))
WHITE = Paint((1.0, 1.0, 1.0, 1.0))


def read_ply(data: bytes, files: Mapping[str, bytes]) -> list[Shape]:
    """The shape, Y up; raises Refused."""
    end = END.search(data, 0, MOST_HEADER)
    if end is None:
        raise damaged(f"ply: no end of its header in {MOST_HEADER} bytes")
    head, body = data[: end.start()], data[end.end() :]
    elements, columns = rows_of(head, body)
    shape = _shape(columns, elements, _picture(head, files))
    up = Z_UP if BLENDER.search(head) else np.eye(3)
    return [replace(shape, points=shape.points @ up.T)]


def _shape(found: dict[str, Columns], declared: dict[str, Element], paint: Paint) -> Shape:
    vertex = found.get("vertex", {})
    points = _together(vertex, ("x", "y", "z"))
    if points is None:
        raise damaged("ply: no points")
    corners, face = _corners(found)
    if corners is None or not len(corners.values):
        raise Refused(MODEL_IS_POINTS)
    numbers = corners.values.astype(np.int64)
    if numbers.min() < 0 or numbers.max() >= len(points):
        raise Refused(MODEL_POINTS_OUTSIDE, "a corner that is not there")
    count = int(np.maximum(corners.lengths - 2, 0).sum())
    if count > MOST_TRIANGLES:
        raise Refused(MODEL_TOO_DETAILED, count=count, most=MOST_TRIANGLES)
    triangles = cut_all(points, numbers, corners.lengths)
    places = next((each for pair in PLACES if (each := _together(vertex, pair)) is not None), None)
    colours = _colours(vertex, declared["vertex"])
    laid, painted = face.get("texcoord"), _colours(face, declared.get("face", Element(0)))
    apart = True  # what lies on a corner is its face's own
    if paint.picture and isinstance(laid, Lists) and (laid.lengths == 2 * corners.lengths).all():
        places = laid.values.reshape(-1, 2)[triangles].reshape(-1, 2)
    elif painted is not None and colours is None:
        places, colours = None, np.repeat(painted, corners.lengths, axis=0)[triangles].reshape(-1, 4)
    else:
        apart = False
    if places is None or not paint.picture:
        paint, places = Paint() if colours is None else WHITE, None
    else:
        colours, places = None, np.column_stack([places[:, 0], 1 - places[:, 1]])
    if apart:
        return by_corner(points, numbers[triangles], places, colours, paint)
    return Shape(points, numbers[triangles], None, places, colours, paint)


def _together(columns: Columns, names: tuple[str, ...]) -> Array | None:
    """The columns side by side, where all are there."""
    rows = [columns.get(name) for name in names]
    return (
        np.column_stack([np.asarray(row, np.float64) for row in rows])
        if all(isinstance(row, np.ndarray) for row in rows)
        else None
    )


def _colours(columns: Columns, declared: Element) -> Array | None:
    """(n, 4), linear light."""
    kinds = {each.name: each.kind for each in declared.properties}
    for names in COLOURS:
        found = _together(columns, (*names, "alpha") if "alpha" in columns else names)
        if found is not None:
            most = {"u1": 255, "u2": 65535}.get(kinds[names[0]]) or (255 if found.max(initial=0) > 1 else 1)
            clear = [] if found.shape[1] == 4 else [np.full(len(found), most)]
            return linear(np.column_stack([found, *clear]) / most)
    return None


def _corners(found: dict[str, Columns]) -> tuple[Lists | None, Columns]:
    """Of all faces, and what else is told of each; strips, in which each further corner makes a triangle, as such."""
    for element, names in (("face", ("vertex_indices", "vertex_index")), ("tristrips", ("vertex_indices",))):
        for name in names:
            lists = found.get(element, {}).get(name)
            if isinstance(lists, Lists):
                return (lists, found["face"]) if element == "face" else (_of_strips(lists), {})
    return None, {}


def _of_strips(lists: Lists) -> Lists:
    """A number below 0 ends a strip, as does its row, of which every second triangle goes the other way round."""
    values = np.insert(lists.values.astype(np.int64), np.cumsum(lists.lengths)[:-1], -1)
    three = np.column_stack([values[:-2], values[1:-1], values[2:]])
    whole = (three >= 0).all(axis=1)
    ends = np.maximum.accumulate(np.where(values < 0, np.arange(len(values)) + 1, 0))[:-2]
    odd = (np.arange(len(three)) - ends) % 2 == 1
    three[odd] = three[odd][:, [1, 0, 2]]
    return Lists(np.full(int(whole.sum()), 3), three[whole].reshape(-1))


def _picture(head: bytes, files: Mapping[str, bytes]) -> Paint:
    named = PICTURE.search(head)
    if named is None:
        return Paint()
    name = as_utf8(named[1]).decode().strip()
    try:
        return painted(Beside(files).get(name))
    except FileNotFoundError:
        if files:
            raise missing(name) from None
        return Paint()  # alone it is shown without
