"""STL, PLY and OBJ by trimesh, with the files beside them and no others. Runs in the sandbox only."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import numpy as np
import trimesh
from PIL import BmpImagePlugin, Image, TgaImagePlugin, UnidentifiedImageError  # noqa: F401  # which old models have
from trimesh.resolvers import Resolver
from trimesh.visual import ColorVisuals, TextureVisuals

from content.gltf.pictures import measure
from content.gltf.refusal import Refused
from content.pipeline.shapes import GREY, Z_UP, Array, Paint, Shape, linear
from content.pipeline.sniff import is_binary_stl
from content.problems import (
    MODEL_DAMAGED,
    MODEL_LINKS_OUT,
    MODEL_POINTS_OUTSIDE,
    MODEL_TEXTURE_BROKEN,
    MODEL_TEXTURE_TOO_LARGE,
    MODEL_TOO_DETAILED,
)

PlainKind = Literal["stl", "ply", "obj"]
LONGEST_LINE = 4 * 1024 * 1024
MOST_LINES = 8_000_000
MOST_SIDE = 4096
TO_SIDE = 1024
PLY_ELEMENT = re.compile(rb"(?m)^element[ \t]+\w+[ \t]+(\S+)")


# It tells at length of every library that it does without.
logging.getLogger("trimesh").setLevel(logging.CRITICAL)


class Beside(Resolver):
    """Files by their names, whatever folder a model says that they were in; nothing else is there."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = {name.rpartition("/")[2].lower(): data for name, data in files.items()}
        self.missing = ""

    def get(self, name: str) -> bytes:
        plain = str(name).replace("\\", "/").rpartition("/")[2].strip().lower()
        if plain not in self.files:
            self.missing = str(name)
            raise FileNotFoundError(plain)
        data = self.files[plain]
        if plain.endswith(".mtl"):
            return as_utf8(data)
        _look_at(data)
        return data

    def keys(self) -> list[str]:
        return list(self.files)

    def namespaced(self, namespace: str) -> "Beside":
        return self

    def write(self, name: str, data: bytes) -> None:
        raise PermissionError(name)


def as_utf8(text: bytes) -> bytes:
    """What an older program wrote is taken for Latin-1, in which only names can differ; trimesh would guess, with a
    library that may not be there."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1").encode()
    return text


def _look_at(data: bytes) -> None:
    """A picture is no larger than those of other models; of other formats the loader asks for the size itself."""
    size = measure(data)
    if size is None:
        try:
            with Image.open(io.BytesIO(data), formats=("BMP", "TGA")) as opened:
                width, height = opened.size
        except (OSError, ValueError, SyntaxError):
            raise Refused(MODEL_TEXTURE_BROKEN, "of no known format") from None
    else:
        width, height = size.width, size.height
    if max(width, height) > MOST_SIDE:
        raise Refused(MODEL_TEXTURE_TOO_LARGE, f"{width} x {height}", side=MOST_SIDE)


def read_plain(data: bytes, kind: PlainKind, files: Mapping[str, bytes]) -> list[Shape]:
    """The shapes, Y up; raises Refused."""
    _bounded(data, kind)
    beside = Beside(files)
    if kind == "obj" or (kind == "stl" and not is_binary_stl(data, len(data))):
        data = as_utf8(data)
    try:
        scene = trimesh.load_scene(io.BytesIO(data), file_type=kind, resolver=beside)
        if beside.missing and files:
            raise Refused(MODEL_LINKS_OUT, beside.missing)
        return list(_shapes(scene, kind))
    except (Refused, PermissionError):
        raise  # the second: a part of Python was to be loaded, which is our fault and not the file's
    except (IndexError, MemoryError, OverflowError) as error:
        raise Refused(MODEL_POINTS_OUTSIDE, f"{kind}: {error!r}") from None
    except Exception as error:  # whatever a loader says of a file that it does not understand
        raise Refused(MODEL_DAMAGED, f"{kind}: {error!r}") from None


def _bounded(data: bytes, kind: PlainKind) -> None:
    """What would take a loader more time or memory than a file of that size is worth."""
    if kind == "ply":
        head = data[: data.find(b"end_header") + 1] or data[:4096]
        for count in PLY_ELEMENT.findall(head):
            if not count.isdigit() or int(count) > len(data):
                raise Refused(MODEL_POINTS_OUTSIDE, f"ply: {count[:20]!r} of something in {len(data)} bytes")
    if kind == "obj":
        if data.count(b"\n") > MOST_LINES:
            raise Refused(MODEL_TOO_DETAILED, count=data.count(b"\nf"), most=1_000_000)
        at = 0
        while at < len(data):
            after = data.find(b"\n", at)
            after = len(data) if after < 0 else after
            if after - at > LONGEST_LINE:
                raise Refused(MODEL_DAMAGED, f"obj: a line of {after - at} bytes")
            at = after + 1


def _shapes(scene: Any, kind: PlainKind) -> Iterator[Shape]:
    for node in scene.graph.nodes_geometry:
        place, name = scene.graph[node]
        mesh = scene.geometry[name]
        if not isinstance(mesh, trimesh.Trimesh) or not len(mesh.faces):
            continue
        points = trimesh.transform_points(mesh.vertices, place)
        normals = mesh.vertex_normals if kind != "stl" and "vertex_normals" in mesh._cache else None
        # Drawn on a table, whose up is Z.
        yield _shape(mesh, points @ Z_UP.T if kind == "stl" else points, normals)


def _shape(mesh: Any, points: Array, normals: Array | None) -> Shape:
    paint, places, colours = Paint(), None, None
    looks = mesh.visual
    if isinstance(looks, TextureVisuals):
        paint = _paint(looks.material)
        places = None if looks.uv is None else np.column_stack([looks.uv[:, 0], 1 - looks.uv[:, 1]])
    elif isinstance(looks, ColorVisuals) and looks.kind is not None:
        colours = linear(np.asarray(looks.vertex_colors, dtype=np.float64) / 255)
        paint = Paint((1.0, 1.0, 1.0, 1.0))
    return Shape(points, np.asarray(mesh.faces, dtype=np.int64), normals, places, colours, paint)


def _paint(material: Any) -> Paint:
    picture = getattr(material, "image", None) or getattr(material, "baseColorTexture", None)
    given = getattr(material, "main_color", None)
    if picture is None and given is not None:
        red, green, blue, opacity = linear(np.asarray(given, dtype=np.float64) / 255).tolist()
        return Paint((red, green, blue, opacity))
    if picture is None:
        return Paint(GREY)
    try:
        picture.load()
        small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, UnidentifiedImageError):
        raise Refused(MODEL_TEXTURE_BROKEN, "it cannot be decoded") from None
    small.thumbnail((TO_SIDE, TO_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=1)
    return Paint((1.0, 1.0, 1.0, 1.0), out.getvalue())
