"""COLLADA 1.4 by pycollada: shapes, also those that hang on joints, as they stand at rest. Runs in the sandbox only."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import collada
import numpy as np
from collada import common, polylist, scene, triangleset

from content.gltf.pictures import measure
from content.gltf.refusal import Refused, missing
from content.pipeline.beside import Beside, painted
from content.pipeline.polygons import Effort, cut_all
from content.pipeline.shapes import GREY, MOST_SHAPES, MOST_TRIANGLES, Z_UP, Array, Paint, Shape, facing, linear
from content.pipeline.xml import expanded, parse
from content.problems import (
    MODEL_DAMAGED,
    MODEL_LINKS_OUT,
    MODEL_POINTS_OUTSIDE,
    MODEL_TOO_DETAILED,
    MODEL_TOO_MANY_PARTS,
)

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
    try:
        document = collada.Collada(io.BytesIO(data), ignore=[common.DaeError])
        up = UP.get(document.assetInfo.upaxis or "Y_UP", np.eye(3))
        nodes = document.scene.nodes if document.scene is not None else []
        return Drawing(Beside(files)).shapes(nodes, _square(up))
    except (Refused, PermissionError, MemoryError):
        raise  # the second: a part of Python was to be loaded, which is our fault and not the file's
    except (IndexError, OverflowError) as error:
        raise Refused(MODEL_POINTS_OUTSIDE, f"dae: {error!r}") from None
    except Exception as error:  # whatever the library says of a file that it does not understand
        raise Refused(MODEL_DAMAGED, f"dae: {error!r}") from None


def _square(turn: Array) -> Array:
    found = np.eye(4)
    found[:3, :3] = turn
    return found


@dataclass(frozen=True)
class Use:
    """Some triangles or polygons of a geometry, where they stand."""

    primitive: Any
    triangles: int
    effects: dict[str, Any]
    place: Array


class Drawing:
    """What is made once of a file, however often it stands in it, by the ids of pycollada's objects."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside
        self.effort = Effort()
        self.seen: dict[int, list[tuple[Any, int]]] = {}
        """Of a geometry: what has something to see, and how many triangles."""
        self.cut: dict[int, Any] = {}
        self.paints: dict[int, Paint] = {}

    def shapes(self, nodes: list[Any], place: Array) -> list[Shape]:
        """Of the nodes and all below them; counted before they are made."""
        uses = list(islice((use for node in nodes for use in self._uses(node, place)), MOST_SHAPES + 1))
        if len(uses) > MOST_SHAPES:
            raise Refused(MODEL_TOO_MANY_PARTS, f"more than {MOST_SHAPES} shapes")
        count = sum(use.triangles for use in uses)
        if count > MOST_TRIANGLES:
            raise Refused(MODEL_TOO_DETAILED, count=count, most=MOST_TRIANGLES)
        return [self._shape(use) for use in uses]

    def _uses(self, node: Any, place: Array) -> Iterator[Use]:
        """How many nodes there are has been counted."""
        if isinstance(node, scene.GeometryNode):
            yield from self._geometry(node.geometry, node.materials, place)
        elif isinstance(node, scene.ControllerNode):
            held = node.controller
            bound = getattr(held, "bind_shape_matrix", None)
            if hasattr(held, "geometry"):
                own = place if bound is None else place @ np.asarray(bound, dtype=float)
                yield from self._geometry(held.geometry, node.materials, own)
        elif isinstance(node, scene.Node | scene.NodeNode):
            for child in node.children or []:
                yield from self._uses(child, place @ np.asarray(node.matrix, dtype=float))

    def _geometry(self, geometry: Any, materials: Any, place: Array) -> Iterator[Use]:
        if id(geometry) not in self.seen:
            counted = [(each, _triangles(each)) for each in geometry.primitives]
            self.seen[id(geometry)] = [(each, count) for each, count in counted if count]
        effects = {each.symbol: each.target.effect for each in materials if getattr(each.target, "effect", None)}
        for primitive, count in self.seen[id(geometry)]:
            yield Use(primitive, count, effects, place)

    def _shape(self, use: Use) -> Shape:
        primitive, place = self._as_triangles(use.primitive), use.place
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
        paint, colours = self._paint(use.effects.get(primitive.material)), _colours(primitive)
        if colours is not None and paint == Paint(GREY):
            paint = Paint((1.0, 1.0, 1.0, 1.0))  # else the material's colour and the points' are laid over each other
        return Shape(points, faces, normals, places, None if paint.picture else colours, paint)

    def _as_triangles(self, given: Any) -> Any:
        if not isinstance(given, polylist.Polylist):
            return given
        if id(given) not in self.cut:
            self.cut[id(given)] = _triangulated(given, self.effort)
        return self.cut[id(given)]

    def _paint(self, effect: Any) -> Paint:
        if id(effect) not in self.paints:
            self.paints[id(effect)] = _paint(effect, self.beside)
        return self.paints[id(effect)]


def _triangles(primitive: Any) -> int:
    """How many it has or will have; lines have none."""
    if primitive.vertex is None:
        return 0
    if isinstance(primitive, polylist.Polylist):
        return int(np.maximum(_lengths(primitive) - 2, 0).sum())
    return len(primitive.index) if isinstance(primitive, triangleset.TriangleSet) else 0


def _lengths(polygons: Any) -> Array:
    lengths = np.asarray(polygons.vcounts).reshape(-1).astype(np.int64)
    if lengths.min(initial=0) < 0 or lengths.sum() > len(polygons.vertex_index):
        raise Refused(MODEL_POINTS_OUTSIDE, "dae: a polygon without its corners")
    return lengths


def _triangulated(given: Any, effort: Effort) -> Any:
    """Its polygons as triangles; pycollada takes each for one that bulges."""
    numbers = np.asarray(given.vertex_index).reshape(-1)
    corners = cut_all(np.asarray(given.vertex, float), numbers, _lengths(given), effort)
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
