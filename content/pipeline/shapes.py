"""Shapes without motion, as most formats hold them, and the GLB that is made of them. Runs in the sandbox only."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.ma  # which `unique` loads when first called; once files are closed nothing can be loaded
from numpy.typing import NDArray

from content.gltf.glb import pack
from content.gltf.refusal import MOST_NUMBER, Json, Refused
from content.problems import (
    MODEL_DAMAGED,
    MODEL_EMPTY,
    MODEL_NUMBERS_BROKEN,
    MODEL_POINTS_OUTSIDE,
    MODEL_TOO_DETAILED,
    MODEL_TOO_MANY_PARTS,
)

Array = NDArray[Any]
MOST_SHAPES, MOST_TRIANGLES = 2_000, 1_000_000
MOST_BYTES = 50 * 1024 * 1024
"""Of the GLB; as many as the gate lets through."""
OPAQUE, OPAQUE_POINTS = 0.999, 0.99
"""Opacity from which nothing is seen through; of points 254 of 255 is what rounding leaves."""
GREY = (0.6, 0.6, 0.6, 1.0)
"""Linear light; what says no colour is shown as unpainted clay."""
Z_UP = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
"""From a frame in which Z is up into ours."""


@dataclass(frozen=True)
class Paint:
    colour: tuple[float, float, float, float] = GREY
    """Linear light, and opacity."""
    picture: bytes = b""
    """PNG, JPEG or WebP; empty for none."""


@dataclass(frozen=True)
class Shape:
    points: Array
    """(n, 3)"""
    faces: Array
    """(m, 3) numbers of points."""
    normals: Array | None = None
    """(n, 3); none: flat."""
    places: Array | None = None
    """(n, 2) in the picture, from its upper left."""
    colours: Array | None = None
    """(n, 4), linear light and opacity, 0 to 1."""
    paint: Paint = field(default_factory=Paint)


def by_corner(points: Array, numbers: Array, places: Array | None, colours: Array | None, paint: Paint) -> Shape:
    """A shape whose corners (m, 3) have places or colours of their own (3 m, ...); those alike in all share a point."""
    rows = (places if places is not None else np.zeros((numbers.size, 2))).astype("<f4").view("<u8")
    if colours is not None:
        rows = _whole(colours).view("<u8")
    kinds, kind = np.unique(rows[:, 0], return_inverse=True)
    _, first, faces = np.unique(
        numbers.reshape(-1) * len(kinds) + kind.reshape(-1), return_index=True, return_inverse=True
    )
    places, colours = (None if each is None else each[first] for each in (places, colours))
    return Shape(points[numbers.reshape(-1)[first]], faces.reshape(-1, 3), None, places, colours, paint)


def _whole(colours: Array) -> Array:
    return (colours.clip(0, 1) * 65535).round().astype("<u2")


def checked(shapes: list[Shape]) -> list[Shape]:
    """Those with something to see; refused when numbers make no sense, or when there is too much of it."""
    found = [shape for shape in shapes if len(shape.faces) and len(shape.points)]
    if not found:
        raise Refused(MODEL_EMPTY, "no triangle")
    if len(found) > MOST_SHAPES:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{len(found)} shapes")
    count = sum(len(shape.faces) for shape in found)
    if count > MOST_TRIANGLES:
        raise Refused(MODEL_TOO_DETAILED, count=count, most=MOST_TRIANGLES)
    for shape in found:
        if shape.faces.min() < 0 or shape.faces.max() >= len(shape.points):
            raise Refused(MODEL_POINTS_OUTSIDE, "a corner that is not there")
    found = [_used(shape) for shape in found]
    if not all((np.abs(shape.points) <= MOST_NUMBER).all() for shape in found):
        raise Refused(MODEL_NUMBERS_BROKEN, "a point that is nowhere")
    return found


def _used(shape: Shape) -> Shape:
    """Without the points that are a corner of nothing, as scans have."""
    used = np.zeros(len(shape.points), bool)
    used[shape.faces] = True
    if used.all():
        return shape
    normals, places, colours = (
        None if each is None else each[used] for each in (shape.normals, shape.places, shape.colours)
    )
    faces = (np.cumsum(used) - 1)[shape.faces]
    return Shape(shape.points[used], faces, normals, places, colours, shape.paint)


def glb_of(shapes: list[Shape], said: str = "") -> bytes:
    """The GLB of the shapes; `said`: whose it is, as the file says it."""
    file = _File()
    found = checked(shapes)
    primitives = [file.primitive(shape) for shape in found]
    file.bounded(sum(len(shape.faces) for shape in found))
    asset = {"version": "2.0", "generator": "arlearn"} | ({"copyright": said} if said else {})
    return pack(
        {
            "asset": asset,
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [{"mesh": 0}],
            "meshes": [{"primitives": primitives}],
            "buffers": [{"byteLength": len(file.data)}],
            **file.lists,
        },
        bytes(file.data),
    )


class _File:
    """The binary chunk as it grows, and the lists that tell of it."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.lists: dict[str, list[Json]] = {}
        self.paints: dict[tuple[Paint, bool, bool], int] = {}
        self.pictures = 0
        """Bytes."""

    def bounded(self, triangles: int) -> None:
        """Refuses what is too large for its triangles, which are fewer than others may have but lie all apart."""
        room = MOST_BYTES - self.pictures
        if room > 0 and len(self.data) > MOST_BYTES:
            most = triangles * room // (len(self.data) - self.pictures)
            raise Refused(MODEL_TOO_DETAILED, f"{len(self.data)} bytes", count=triangles, most=most)

    def _listed(self, name: str, entry: Json) -> int:
        entries = self.lists.setdefault(name, [])
        entries.append(entry)
        return len(entries) - 1

    def _view(self, data: bytes) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        number = self._listed("bufferViews", {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)})
        self.data += data
        return number

    def _accessor(self, rows: Array, kind: str, component: int, **more: Any) -> int:
        view = self._view(np.ascontiguousarray(rows).tobytes())
        entry = {"bufferView": view, "componentType": component, "count": len(rows), "type": kind, **more}
        return self._listed("accessors", entry)

    def primitive(self, shape: Shape) -> Json:
        points = shape.points.astype("<f4")
        limits = {"min": points.min(axis=0).tolist(), "max": points.max(axis=0).tolist()}
        attributes = {"POSITION": self._accessor(points, "VEC3", 5126, **limits)}
        if shape.normals is not None and np.isfinite(shape.normals).all():
            length = np.linalg.norm(shape.normals, axis=1, keepdims=True)
            if (length > 1e-9).all():
                attributes["NORMAL"] = self._accessor((shape.normals / length).astype("<f4"), "VEC3", 5126)
        pictured = shape.places is not None and bool(shape.paint.picture)
        if shape.places is not None and pictured:
            if not (np.abs(shape.places) <= MOST_NUMBER).all():
                raise Refused(MODEL_NUMBERS_BROKEN, "a place in a picture that is nowhere")
            attributes["TEXCOORD_0"] = self._accessor(shape.places.astype("<f4"), "VEC2", 5126)
        clear = False
        if shape.colours is not None:
            colours = _whole(shape.colours)
            if not colours[:, 3].any():
                colours[:, 3] = 65535  # whoever wrote it left it empty
            clear = bool(colours[:, 3].min() < OPAQUE_POINTS * 65535)
            attributes["COLOR_0"] = self._accessor(colours, "VEC4", 5123, normalized=True)
        indices = self._accessor(shape.faces.reshape(-1, 1).astype("<u4"), "SCALAR", 5125)
        paint = shape.paint if pictured else Paint(shape.paint.colour)
        clear |= paint.colour[3] < OPAQUE
        return {"attributes": attributes, "indices": indices, "material": self._material(paint, pictured, clear)}

    def _material(self, paint: Paint, pictured: bool, clear: bool) -> int:
        key = paint, pictured, clear
        if key not in self.paints:
            shine: Json = {"baseColorFactor": list(paint.colour), "metallicFactor": 0, "roughnessFactor": 0.8}
            if pictured:
                source = self._listed("images", {"bufferView": self._view(paint.picture)})
                self.pictures += len(paint.picture)
                shine["baseColorTexture"] = {"index": self._listed("textures", {"source": source})}
            # Which side of a face is its front is seldom right in these formats.
            entry: Json = {"pbrMetallicRoughness": shine, "doubleSided": True}
            if clear:
                entry["alphaMode"] = "BLEND"
            self.paints[key] = self._listed("materials", entry)
        return self.paints[key]


def facing(faces: Array, place: Array) -> Array:
    """The triangles at their place (4, 4) that look where they looked: what is mirrored goes the other way round."""
    return faces[:, ::-1] if np.linalg.det(place[:3, :3]) < 0 else faces


def linear(colour: Array) -> Array:
    """Red, green and blue (sRGB, 0 to 1) in linear light; a fourth column is kept."""
    rows = np.asarray(colour, dtype=np.float64).copy()
    parts = rows[..., :3].clip(0, 1)
    rows[..., :3] = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return rows


def damaged(detail: object) -> Refused:
    return Refused(MODEL_DAMAGED, str(detail))
