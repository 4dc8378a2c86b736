"""3MF (3MF Core Specification 1.3): meshes, their colours, and how they are put together. Runs in the sandbox only."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from content.gltf.refusal import Refused
from content.pipeline.archive import unzipped
from content.pipeline.shapes import GREY, MOST_SHAPES, Z_UP, Array, Paint, Shape, damaged, linear
from content.pipeline.xml import expanded, parse
from content.problems import MODEL_EMPTY

MAIN = "3d/3dmodel.model"


@dataclass
class Thing:
    """An object: a mesh, or others with their places."""

    points: array[float] = field(default_factory=lambda: array("d"))
    faces: array[int] = field(default_factory=lambda: array("q"))
    paints: list[tuple[str, str]] = field(default_factory=list)
    """Of each face: group of colours and number in it."""
    paint: tuple[str, str] = ("", "")
    parts: list[tuple[str, Array]] = field(default_factory=list)


class Reader:
    """What is read so far."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.colours: dict[str, list[tuple[float, float, float, float]]] = {}
        self.built: list[tuple[str, Array]] = []
        self.thing = Thing()
        self.group = ""

    def begin(self, name: str, given: Mapping[str, str]) -> None:
        match name:
            case "vertex":
                self.thing.points.extend(float(given[axis]) for axis in "xyz")
            case "triangle":
                self.thing.faces.extend(int(given[corner]) for corner in ("v1", "v2", "v3"))
                group = given.get("pid", self.thing.paint[0])
                self.thing.paints.append((group, given.get("p1", self.thing.paint[1])))
            case "object":
                self.thing = self.things[given["id"]] = Thing()
                self.thing.paint = (given.get("pid", ""), given.get("pindex", "0"))
            case "component":
                self.thing.parts.append((given["objectid"], matrix(given.get("transform"))))
            case "item":
                self.built.append((given["objectid"], matrix(given.get("transform"))))
            case "basematerials" | "colorgroup":
                self.group = given["id"]
                self.colours[self.group] = []
            case "base" | "color":
                self.colours[self.group].append(colour(given.get("displaycolor", given.get("color", ""))))


def matrix(text: str | None) -> Array:
    """4x4, for points as columns, of the twelve numbers of a transform."""
    found = np.eye(4)
    if text is not None:
        numbers = [float(part) for part in text.split()]
        if len(numbers) != 12:
            raise ValueError("a transform of other than twelve numbers")
        found[:3, :] = np.array(numbers).reshape(4, 3).T
    return found


def colour(text: str) -> tuple[float, float, float, float]:
    """#RRGGBB or #RRGGBBAA (sRGB) in linear light."""
    digits = text.lstrip("#").ljust(8, "F")[:8]
    red, green, blue, opacity = linear(np.array([int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4, 6)])).tolist()
    return red, green, blue, opacity


def read_3mf(data: bytes) -> list[Shape]:
    """The shapes, Y up; raises Refused."""
    files = {name.lower(): content for name, content in unzipped(data).items()}
    if MAIN not in files:
        raise Refused(MODEL_EMPTY, "no 3D/3dmodel.model")
    reader = Reader()
    try:
        parse(files[MAIN], reader.begin)
    except (ValueError, KeyError, OverflowError) as error:
        raise damaged(f"3MF: {error!r}") from None
    children = {name: [part for part, _ in thing.parts] for name, thing in reader.things.items()}
    roots = [name for name, _ in reader.built]
    if any(name not in reader.things for name in [*roots, *(part for parts in children.values() for part in parts)]):
        raise damaged("3MF: an object that is not there")
    expanded(children, roots, MOST_SHAPES)
    turned = np.eye(4)
    turned[:3, :3] = Z_UP
    return [shape for name, place in reader.built for shape in _shapes(reader, name, turned @ place)]


def _shapes(reader: Reader, name: str, place: Array) -> Iterator[Shape]:
    """Not deeper than `expanded` has counted."""
    waiting = [(name, place)]
    while waiting:
        name, place = waiting.pop()
        thing = reader.things[name]
        waiting += [(part, place @ own) for part, own in thing.parts]
        points = np.array(thing.points, dtype=np.float64).reshape(-1, 3) @ place[:3, :3].T + place[:3, 3]
        faces = np.array(thing.faces, dtype=np.int64).reshape(-1, 3)
        kinds = sorted(set(thing.paints))
        which = {kind: number for number, kind in enumerate(kinds)}
        numbers = np.array([which[kind] for kind in thing.paints], dtype=np.int64)
        for kind in kinds:
            yield Shape(points, faces[numbers == which[kind]], paint=Paint(_paint(reader, kind)))


def _paint(reader: Reader, kind: tuple[str, str]) -> tuple[float, float, float, float]:
    colours = reader.colours.get(kind[0], [])
    return colours[int(kind[1])] if kind[1].isdigit() and int(kind[1]) < len(colours) else GREY
