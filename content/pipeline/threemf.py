"""3MF (3MF Core Specification 1.3): meshes, their colours and pictures, and how they are put together.

Runs in the sandbox only. Of its extensions: colours and textures (Materials and Properties 1.2.1), and the parts of
which slicers make files of their own (Production 1.1.2).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from sys import intern

import numpy as np

from content.gltf.refusal import Refused
from content.pipeline.archive import unzipped
from content.pipeline.shapes import (
    GREY,
    MOST_SHAPES,
    MOST_TRIANGLES,
    Z_UP,
    Array,
    Paint,
    Shape,
    by_corner,
    damaged,
    facing,
    linear,
)
from content.pipeline.sniff import MAIN_OF_3MF, plain_path
from content.pipeline.xml import MOST_ELEMENTS, expanded, parse
from content.problems import (
    ARCHIVE_WITHOUT_MODEL,
    MODEL_POINTS_OUTSIDE,
    MODEL_TOO_DETAILED,
    MODEL_TOO_MANY_PARTS,
)

DIGITS = re.compile(r"[\dA-Fa-f]*", re.ASCII)
FEW = 16
"""Colours of which each is a shape of its own; with more, every corner has its colour."""
MOST_PARTS = 10 * MOST_SHAPES
"""Objects, what they are put together of, and groups of colours, whether anything is seen of them or not."""


@dataclass
class Group:
    """What the numbers on a face stand for: colours, or places in a picture."""

    colours: list[str] = field(default_factory=list)
    places: array[float] = field(default_factory=lambda: array("d"))
    """From the lower left, two by two."""
    picture: str = ""

    @cached_property
    def colour_rows(self) -> Array:
        """The last: what is painted with none of them."""
        return np.vstack([colours(self.colours), GREY])

    @cached_property
    def place_rows(self) -> Array:
        """From the upper left."""
        return np.asarray(self.places).reshape(-1, 2) * [1, -1] + [0, 1]


@dataclass
class Thing:
    """An object: a mesh, or others with their places."""

    points: array[float] = field(default_factory=lambda: array("d"))
    faces: array[int] = field(default_factory=lambda: array("q"))
    groups: list[str] = field(default_factory=list)
    """Of each face."""
    paints: array[int] = field(default_factory=lambda: array("q"))
    """Of each corner of each face: the number in its group."""
    paint: tuple[str, int] = ("", 0)
    parts: list[tuple[str, Array]] = field(default_factory=list)


class Reader:
    """What is read so far, of all files; ids, which are a file's own, with the name of the file before them."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.groups: dict[str, Group] = {}
        self.pictures: dict[str, str] = {}
        self.built: list[tuple[str, Array]] = []
        self.thing = Thing()
        self.group = Group()
        self.file = ""
        self.named: list[str] = []
        """Files that were spoken of."""
        self.parts = self.triangles = 0

    def begin(self, name: str, given: Mapping[str, str]) -> None:
        match name:
            case "vertex":
                self.thing.points.extend((float(given["x"]), float(given["y"]), float(given["z"])))
            case "triangle":
                self._triangle(given)
            case "object":
                self.thing = self.things[self._new(given)] = Thing()
                self.thing.paint = (self._own(given.get("pid", "")), int(given.get("pindex", 0)))
            case "component":
                self.thing.parts.append((self._elsewhere(given), matrix(given.get("transform"))))
            case "item" if self.file == MAIN_OF_3MF:
                self.built.append((self._elsewhere(given), matrix(given.get("transform"))))
            case "basematerials" | "colorgroup" | "texture2dgroup":
                self.group = self.groups[self._new(given)] = Group(picture=self._own(given.get("texid", "")))
            case "base" | "color":
                self.group.colours.append(given.get("displaycolor", given.get("color", "")))
            case "texture2d":
                self.pictures[self._new(given)] = plain_path(given["path"])
            case "tex2coord":
                self.group.places.extend((float(given["u"]), float(given["v"])))

    def _triangle(self, given: Mapping[str, str]) -> None:
        self.triangles += 1
        if self.triangles > MOST_TRIANGLES:
            return  # of too many it is only told how many
        self.thing.faces.extend((int(given["v1"]), int(given["v2"]), int(given["v3"])))
        own = given.get("pid")
        self.thing.groups.append(self.thing.paint[0] if own is None else self._own(own))
        first = int(given.get("p1", self.thing.paint[1]))
        self.thing.paints.extend((first, int(given.get("p2", first)), int(given.get("p3", first))))

    def _own(self, number: str) -> str:
        return intern(f"{self.file} {number}")

    def _new(self, given: Mapping[str, str]) -> str:
        self._count()
        return self._own(given["id"])

    def _count(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise Refused(MODEL_TOO_MANY_PARTS, f"more than {MOST_PARTS} parts")

    def _elsewhere(self, given: Mapping[str, str]) -> str:
        """The object that is meant, which may lie in another file."""
        self._count()
        path = next((plain_path(value) for name, value in given.items() if name.endswith(" path")), self.file)
        self.named.append(path)
        return f"{path} {given['objectid']}"


def matrix(text: str | None) -> Array:
    """4x4, for points as columns, of the twelve numbers of a transform."""
    found = np.eye(4)
    if text is not None:
        numbers = [float(part) for part in text.split()]
        if len(numbers) != 12:
            raise ValueError("a transform of other than twelve numbers")
        found[:3, :] = np.array(numbers).reshape(4, 3).T
    return found


def colours(texts: list[str]) -> Array:
    """#RRGGBB or #RRGGBBAA (sRGB) in linear light (n, 4)."""
    digits = "".join(text.lstrip("#").ljust(8, "F")[:8] for text in texts)
    if not DIGITS.fullmatch(digits):
        raise damaged("3MF: a colour of other than digits")
    return linear(np.frombuffer(bytes.fromhex(digits), np.uint8).reshape(-1, 4) / 255)


def read_3mf(data: bytes) -> list[Shape]:
    """The shapes, Y up; raises Refused."""
    files = {plain_path(name): content for name, content in unzipped(data).items()}
    if MAIN_OF_3MF not in files:
        raise Refused(ARCHIVE_WITHOUT_MODEL, "no 3D/3dmodel.model")
    reader = Reader()
    reader.named.append(MAIN_OF_3MF)
    done, left = set[str](), MOST_ELEMENTS
    try:
        while reader.named:
            reader.file = reader.named.pop()
            if reader.file in files and reader.file not in done:
                done.add(reader.file)
                left -= parse(files[reader.file], reader.begin, most=left)
    except (ValueError, KeyError, OverflowError) as error:
        raise damaged(f"3MF: {error!r}") from None
    if reader.triangles > MOST_TRIANGLES:
        raise Refused(MODEL_TOO_DETAILED, count=reader.triangles, most=MOST_TRIANGLES)
    children = {name: [part for part, _ in thing.parts] for name, thing in reader.things.items()}
    roots = [name for name, _ in reader.built]
    if any(name not in reader.things for name in [*roots, *(part for parts in children.values() for part in parts)]):
        raise damaged("3MF: an object that is not there")
    expanded(children, roots, MOST_SHAPES)
    turned = np.eye(4)
    turned[:3, :3] = Z_UP
    placed = [each for name, place in reader.built for each in _placed(reader, name, turned @ place)]
    count = sum(len(thing.faces) // 3 for thing, _ in placed)
    if count > MOST_TRIANGLES:
        raise Refused(MODEL_TOO_DETAILED, count=count, most=MOST_TRIANGLES)
    shapes = list[Shape]()
    for thing, place in placed:
        shapes += islice(_shapes(reader, files, thing, place), MOST_SHAPES + 1)
        if len(shapes) > MOST_SHAPES:
            raise Refused(MODEL_TOO_MANY_PARTS, f"more than {MOST_SHAPES} shapes")
    return shapes


def _placed(reader: Reader, name: str, place: Array) -> Iterator[tuple[Thing, Array]]:
    """All meshes of an object. Not deeper than `expanded` has counted."""
    waiting = [(name, place)]
    while waiting:
        name, place = waiting.pop()
        thing = reader.things[name]
        waiting += [(part, place @ own) for part, own in thing.parts]
        if thing.faces:
            yield thing, place


def _shapes(reader: Reader, files: Mapping[str, bytes], thing: Thing, place: Array) -> Iterator[Shape]:
    points, faces = np.asarray(thing.points).reshape(-1, 3), np.asarray(thing.faces).reshape(-1, 3)
    if faces.min() < 0 or faces.max() >= len(points):
        raise Refused(MODEL_POINTS_OUTSIDE, "a corner that is not there")
    paints = np.asarray(thing.paints).reshape(-1, 3)
    names = sorted({group for group in thing.groups if group in reader.groups})
    which = {group: number for number, group in enumerate(names)}
    numbers = np.array([which.get(group, -1) for group in thing.groups], dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    for mine in np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1):
        number = numbers[mine[0]]
        group = reader.groups[names[number]] if number >= 0 else Group()
        picture = files.get(reader.pictures.get(group.picture, ""), b"")
        for shape in _painted(group, picture, points, faces[mine], paints[mine]):
            turned = facing(shape.faces, place)
            yield replace(shape, points=shape.points @ place[:3, :3].T + place[:3, 3], faces=turned)


def _painted(group: Group, picture: bytes, points: Array, faces: Array, paints: Array) -> Iterator[Shape]:
    """The faces of one group, each shape with no other points than its own."""
    white = Paint((1.0, 1.0, 1.0, 1.0), picture)
    if picture and group.places:
        places = group.place_rows[_within(paints, len(group.place_rows))].reshape(-1, 2)
        yield by_corner(points, faces, places, None, white)
        return
    paints = np.where((paints < 0) | (paints >= len(group.colours)), len(group.colours), paints)
    kinds = np.unique(paints)
    if len(kinds) > FEW or (paints != paints[:, :1]).any():
        yield by_corner(points, faces, None, group.colour_rows[paints].reshape(-1, 4), replace(white, picture=b""))
        return
    for kind in kinds:
        used, corners = np.unique(faces[paints[:, 0] == kind], return_inverse=True)
        red, green, blue, opacity = group.colour_rows[kind].tolist()
        yield Shape(points[used], corners.reshape(-1, 3), paint=Paint((red, green, blue, opacity)))


def _within(numbers: Array, count: int) -> Array:
    if numbers.min() < 0 or numbers.max() >= count:
        raise Refused(MODEL_POINTS_OUTSIDE, "a place in a picture that is not there")
    return numbers
