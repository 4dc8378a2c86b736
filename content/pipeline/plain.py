"""STL and OBJ by trimesh, with the files beside them and no others. Runs in the sandbox only."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import numpy as np
import trimesh
from trimesh.visual import ColorVisuals, TextureVisuals
from trimesh.visual.color import DEFAULT_COLOR

from content.gltf.refusal import Refused, missing
from content.pipeline.beside import Beside, as_utf8, pictured
from content.pipeline.obj_polygons import POLYGON, cut, points_of, triangles
from content.pipeline.obj_quads import QUAD, turned
from content.pipeline.shapes import MOST_TRIANGLES, Z_UP, Array, Paint, Shape, linear
from content.pipeline.sniff import is_binary_stl
from content.problems import (
    MODEL_DAMAGED,
    MODEL_POINTS_OUTSIDE,
    MODEL_TOO_DETAILED,
)

PlainKind = Literal["stl", "obj"]
LONGEST_LINE = 4 * 1024 * 1024
MOST_LINES = 8_000_000
FIRST_POINT = re.compile(rb"(?m)^[ \t]*v[ \t].*$")
MATERIAL = re.compile(rb"(?m)^[ \t]*usemtl.*$")
PLACE = re.compile(rb"(?<=[ \t])(-?\d+)/-?\d*(/-?\d+)?(?=\s|$)")
"""Of a corner of a face, the number of its place in a picture."""
LAID = re.compile(rb"(?m)^[ \t]*f[ \t]+-?\d+/-?\d")
BARE = re.compile(rb"(?m)^[ \t]*f(?:[ \t]+-?\d+(?://-?\d+)?)+[ \t]*\r?$")
"""A face with places in a picture, and one without."""
CORNER = re.compile(rb"(-?\d+)(?:/(/-?\d+))?")
COLOURED = 7
"""Words in the line of a point that has a colour."""


# It tells at length of every library that it does without.
logging.getLogger("trimesh").setLevel(logging.CRITICAL)


def read_plain(data: bytes, kind: PlainKind, files: Mapping[str, bytes]) -> list[Shape]:
    """The shapes, Y up; raises Refused."""
    _bounded(data, kind)
    beside = Beside(files)
    if kind == "obj" or (kind == "stl" and not is_binary_stl(data, len(data))):
        data = as_utf8(data)
    try:
        if kind == "obj":
            data = _hollow(_laid(_painted(data, beside)))
        scene = trimesh.load_scene(io.BytesIO(data), file_type=kind, resolver=beside)
        if beside.refused is not None:
            raise beside.refused
        if beside.missing and files:
            raise missing(beside.missing)
        return list(_shapes(scene, kind))
    except (Refused, PermissionError, MemoryError):
        raise  # the second: a part of Python was to be loaded, which is our fault and not the file's
    except (IndexError, OverflowError) as error:
        raise Refused(MODEL_POINTS_OUTSIDE, f"{kind}: {error!r}") from None
    except Exception as error:  # whatever a loader says of a file that it does not understand
        raise Refused(MODEL_DAMAGED, f"{kind}: {error!r}") from None


def _painted(data: bytes, beside: Beside) -> bytes:
    """Where points have colours, and nothing else has, only those are left: trimesh would show neither."""
    first = FIRST_POINT.search(data)
    if first is None or len(first[0].split()) < COLOURED or any(name.endswith(".mtl") for name in beside.files):
        return data
    return PLACE.sub(lambda corner: corner[1] + (b"/" + corner[2] if corner[2] else b""), MATERIAL.sub(b"", data))


def _laid(data: bytes) -> bytes:
    """Where only some faces have places in a picture, the others get the first: trimesh would leave out all of them."""
    if not (LAID.search(data) and BARE.search(data)):
        return data
    return BARE.sub(lambda face: CORNER.sub(rb"\1/1\2", face[0]), data)


def _hollow(data: bytes) -> bytes:
    """With its hollow faces written so that they stay: trimesh takes each for one that bulges."""
    if not (POLYGON.search(data) or QUAD.search(data)):
        return data
    try:
        points = points_of(data)
    except ValueError:
        return data  # it will say so
    return turned(cut(data, points), points)


def _bounded(data: bytes, kind: PlainKind) -> None:
    """What would take a loader more time or memory than a file of that size is worth."""
    if kind == "obj":
        if data.count(b"\n") > MOST_LINES:
            raise Refused(MODEL_TOO_DETAILED, count=data.count(b"\nf"), most=MOST_TRIANGLES)
        at = 0
        while at < len(data):
            after = data.find(b"\n", at)
            after = len(data) if after < 0 else after
            if after - at > LONGEST_LINE:
                raise Refused(MODEL_DAMAGED, f"obj: a line of {after - at} bytes")
            at = after + 1
        count = triangles(data)
        if count > MOST_TRIANGLES:
            raise Refused(MODEL_TOO_DETAILED, count=count, most=MOST_TRIANGLES)


def _shapes(scene: Any, kind: PlainKind) -> Iterator[Shape]:
    pictures: dict[str, Paint] = {}
    for node in scene.graph.nodes_geometry:
        place, name = scene.graph[node]
        mesh = scene.geometry[name]
        if not isinstance(mesh, trimesh.Trimesh) or not len(mesh.faces):
            continue
        points = trimesh.transform_points(mesh.vertices, place)
        normals = mesh.vertex_normals if kind != "stl" and "vertex_normals" in mesh._cache else None
        # Drawn on a table, whose up is Z.
        yield _shape(mesh, points @ Z_UP.T if kind == "stl" else points, normals, pictures)


def _shape(mesh: Any, points: Array, normals: Array | None, pictures: dict[str, Paint]) -> Shape:
    paint, places, colours = Paint(), None, None
    looks = mesh.visual
    if isinstance(looks, TextureVisuals):
        paint = _paint(looks.material, pictures)
        places = None if looks.uv is None else np.column_stack([looks.uv[:, 0], 1 - looks.uv[:, 1]])
    elif isinstance(looks, ColorVisuals) and looks.kind is not None:
        colours = linear(np.asarray(looks.vertex_colors, dtype=np.float64) / 255)
        paint = Paint((1.0, 1.0, 1.0, 1.0))
    return Shape(points, np.asarray(mesh.faces, dtype=np.int64), normals, places, colours, paint)


def _said_nothing(material: Any) -> bool:
    """Whether it stands for one that is not there, of which trimesh makes a dark one, or a white picture."""
    looks = [getattr(material, name, None) for name in ("diffuse", "ambient", "specular")]
    plain = all(each is not None and np.array_equal(each, DEFAULT_COLOR) for each in looks)
    picture = material.image if plain else None
    return plain and (picture is None or (picture.size == (2, 2) and picture.getcolors(1) is not None))


def _paint(material: Any, pictures: dict[str, Paint]) -> Paint:
    """`pictures`: what is made of those that other materials have, by the names of their files."""
    if _said_nothing(material):
        return Paint()
    picture = getattr(material, "image", None) or getattr(material, "baseColorTexture", None)
    if picture is not None:
        name = str(picture.info.get("file_path", id(picture)))
        if name not in pictures:
            pictures[name] = pictured(picture)
        return pictures[name]
    given = getattr(material, "main_color", None)
    if given is None:
        return Paint()
    red, green, blue, opacity = linear(np.asarray(given, dtype=np.float64) / 255).tolist()
    return Paint((red, green, blue, opacity))
