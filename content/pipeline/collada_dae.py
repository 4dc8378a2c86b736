"""COLLADA 1.4 by pycollada: shapes, also those that hang on joints, as they stand at rest. Runs in the sandbox only."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import collada
import numpy as np
from collada import common, polylist, scene, triangleset

from content.gltf.pictures import measure
from content.gltf.refusal import Refused, missing
from content.pipeline.beside import Beside, painted
from content.pipeline.polygons import cut_all
from content.pipeline.shapes import GREY, MOST_SHAPES, Z_UP, Array, Paint, Shape, facing, linear
from content.pipeline.xml import expanded, parse
from content.problems import MODEL_DAMAGED, MODEL_LINKS_OUT, MODEL_POINTS_OUTSIDE

X_UP = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
UP = {"X_UP": X_UP, "Y_UP": np.eye(3), "Z_UP": Z_UP}
ONE = "node without a name"


class Outline:
    """Which nodes hold which, by reference or as they stand, before anything is built of them."""

    def __init__(self) -> None:
        self.children: dict[str, list[str]] = {"": []}
        self.open: list[str] = [""]

    def begin(self, name: str, given: Mapping[str, str]) -> None:
        if name in ("node", "visual_scene"):
            own = given.get("id") or f"{ONE} {len(self.children)}"
            self.children.setdefault(self.open[-1], []).append(own)
            self.children.setdefault(own, [])
            self.open.append(own)
        elif name in ("instance_node", "instance_geometry", "instance_controller", "instance_visual_scene"):
            link = given.get("url", "")
            if not link.startswith("#"):
                raise Refused(MODEL_LINKS_OUT, link)
            self.children[self.open[-1]].append(link[1:])

    def end(self, name: str) -> None:
        if name in ("node", "visual_scene"):
            self.open.pop()


def read_dae(data: bytes, files: Mapping[str, bytes]) -> list[Shape]:
    """The shapes, Y up; raises Refused."""
    outline = Outline()
    parse(data, outline.begin, outline.end)
    expanded(outline.children, [""], MOST_SHAPES * 4)
    beside = Beside(files)
    try:
        document = collada.Collada(io.BytesIO(data), ignore=[common.DaeError])
        up = UP.get(document.assetInfo.upaxis or "Y_UP", np.eye(3))
        nodes = document.scene.nodes if document.scene is not None else []
        return [shape for node in nodes for shape in _shapes(node, _square(up), beside)]
    except (Refused, PermissionError):
        raise  # the second: a part of Python was to be loaded, which is our fault and not the file's
    except (IndexError, MemoryError, OverflowError) as error:
        raise Refused(MODEL_POINTS_OUTSIDE, f"dae: {error!r}") from None
    except Exception as error:  # whatever the library says of a file that it does not understand
        raise Refused(MODEL_DAMAGED, f"dae: {error!r}") from None


def _square(turn: Array) -> Array:
    found = np.eye(4)
    found[:3, :3] = turn
    return found


def _shapes(node: Any, place: Array, beside: Beside) -> Iterator[Shape]:
    """Of a node and all below it; how many there are has been counted."""
    if isinstance(node, scene.GeometryNode):
        yield from _drawn(node.geometry, node.materials, place, beside)
    elif isinstance(node, scene.ControllerNode):
        held = node.controller
        bound = getattr(held, "bind_shape_matrix", None)
        if hasattr(held, "geometry"):
            own = place if bound is None else place @ np.asarray(bound, dtype=float)
            yield from _drawn(held.geometry, node.materials, own, beside)
    elif isinstance(node, scene.Node | scene.NodeNode):
        for child in node.children or []:
            yield from _shapes(child, place @ np.asarray(node.matrix, dtype=float), beside)


def _drawn(geometry: Any, materials: Any, place: Array, beside: Beside) -> Iterator[Shape]:
    effects = {each.symbol: each.target.effect for each in materials if getattr(each.target, "effect", None)}
    for given in geometry.primitives:
        primitive = _triangulated(given) if isinstance(given, polylist.Polylist) else given
        if not isinstance(primitive, triangleset.TriangleSet) or primitive.vertex is None:
            continue
        corners = np.asarray(primitive.vertex_index).reshape(-1)
        points = np.asarray(primitive.vertex, dtype=float)[corners] @ place[:3, :3].T + place[:3, 3]
        normals = None
        if primitive.normal is not None:
            turn = np.linalg.pinv(place[:3, :3]).T
            normals = np.asarray(primitive.normal, float)[np.asarray(primitive.normal_index).reshape(-1)] @ turn.T
        places = None
        if len(primitive.texcoordset):
            places = np.asarray(primitive.texcoordset[0], float)[np.asarray(primitive.texcoord_indexset[0]).reshape(-1)]
            places = np.column_stack([places[:, 0], 1 - places[:, 1]])
        faces = facing(np.arange(len(points)).reshape(-1, 3), place)
        paint, colours = _paint(effects.get(primitive.material), beside), _colours(primitive)
        if colours is not None and paint == Paint(GREY):
            paint = Paint((1.0, 1.0, 1.0, 1.0))  # else the material's colour and the points' are laid over each other
        yield Shape(points, faces, normals, places, None if paint.picture else colours, paint)


def _triangulated(given: Any) -> Any:
    """Its polygons as triangles; pycollada takes each for one that bulges."""
    if given.vertex is None:
        return given
    numbers, lengths = np.asarray(given.vertex_index).reshape(-1), np.asarray(given.vcounts).reshape(-1)
    if lengths.min(initial=0) < 0 or int(lengths.sum(dtype=np.int64)) > len(numbers):
        raise Refused(MODEL_POINTS_OUTSIDE, "dae: a polygon without its corners")
    corners = cut_all(np.asarray(given.vertex, float), numbers, lengths.astype(np.int64))
    return triangleset.TriangleSet(given.sources, given.material, given.index[corners].reshape(-1), given.xmlnode)


def _colours(primitive: Any) -> Array | None:
    """Of each corner, in linear light; pycollada reads them and leaves them where they are."""
    given = primitive.sources.get("COLOR")
    if not given:
        return None
    offset, source = given[0][0], given[0][4]
    rows = np.asarray(source.data, float)[np.asarray(primitive.index)[..., offset].reshape(-1)]
    clear = [] if rows.shape[1] > 3 else [np.ones(len(rows))]
    return linear(np.column_stack([rows[:, :4], *clear]))


def _paint(effect: Any, beside: Beside) -> Paint:
    diffuse = getattr(effect, "diffuse", None)
    if isinstance(diffuse, tuple):
        # Its fourth number says nothing: how clear a colour is COLLADA tells by `transparency` (1.4.1, chapter 7).
        red, green, blue, *_ = linear(np.array(diffuse, dtype=float)).tolist()
        return Paint((red, green, blue, 1.0))
    sampler = getattr(diffuse, "sampler", None)
    if sampler is None:
        return Paint(GREY)
    name = str(sampler.surface.image.path)
    try:
        data = beside.get(name)
    except FileNotFoundError:
        raise missing(name) from None
    return painted(data) if measure(data) is None else Paint((1.0, 1.0, 1.0, 1.0), data)
