"""Paper-craft geometry: small faceted solids that carry their own colours, cut, bent and glued in a line each.

Lengths are metres, angles degrees, y is up and a figure looks towards +z, as in glTF.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from content.demo.colour import Colour, linear

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shape:
    """Triangles with a colour at every corner; counter-clockwise seen from outside."""

    vertices: Array
    """(n, 3), metres."""
    faces: NDArray[np.int64]
    """(m, 3), rows of `vertices`."""
    colours: Array
    """(m, 3, 3): face, corner, linear RGB."""
    glow: bool = False
    """Shines by itself: the sun, the moon, a firefly."""

    def at(self, x: float, y: float, z: float) -> Shape:
        return replace(self, vertices=self.vertices + np.array((x, y, z)))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Shape:
        return replace(self, vertices=self.vertices * (x, x if y is None else y, x if z is None else z))

    def turned(self, x: float = 0, y: float = 0, z: float = 0) -> Shape:
        """Turned about the origin, by Euler angles in the order of three.js."""
        return replace(self, vertices=self.vertices @ rotation(x, y, z).T)

    def mirrored(self) -> Shape:
        """Left for right."""
        return replace(
            self,
            vertices=self.vertices * np.array((-1, 1, 1)),
            faces=self.faces[:, ::-1],
            colours=self.colours[:, ::-1],
        )

    def moved(self, move: Callable[[Array], Array]) -> Shape:
        """Bent by a function from (n, 3) to (n, 3)."""
        return replace(self, vertices=np.asarray(move(self.vertices), dtype=np.float64))

    def crumpled(self, amount: float, seed: int) -> Shape:
        """Every corner nudged by up to `amount` metres, always in the same way for the same seed."""
        nudge = np.random.default_rng(seed).uniform(-amount, amount, self.vertices.shape)
        return replace(self, vertices=self.vertices + nudge)

    def faded(self, low: Colour, high: Colour, axis: int = 1) -> Shape:
        """Coloured from `low` to `high` along an axis of its bounding box."""
        along = self.vertices[self.faces, axis]
        part = ((along - along.min()) / max(float(np.ptp(along)), 1e-9))[..., None]
        return replace(self, colours=linear(low) * (1 - part) + linear(high) * part)

    def shaded(self, low: float = 0.72, high: float = 1.0) -> Shape:
        """Darker towards its foot, as if the light came from above."""
        along = self.vertices[self.faces, 1]
        part = ((along - along.min()) / max(float(np.ptp(along)), 1e-9))[..., None]
        return replace(self, colours=self.colours * (low * (1 - part) + high * part))

    def mottled(self, amount: float, seed: int) -> Shape:
        """Each face a little lighter or darker, like sheets cut from different paper."""
        factor = np.random.default_rng(seed).uniform(1 - amount, 1 + amount, (len(self.faces), 1, 1))
        return replace(self, colours=np.clip(self.colours * factor, 0, 1))

    def painted(self, colour: Colour, where: Callable[[Array], NDArray[np.bool_]]) -> Shape:
        """Faces whose middle `where` picks get another colour; middles come as (m, 3)."""
        chosen = where(self.vertices[self.faces].mean(axis=1))
        return replace(self, colours=np.where(chosen[:, None, None], linear(colour), self.colours))

    def shining(self) -> Shape:
        return replace(self, glow=True)


def rotation(x: float, y: float, z: float) -> Array:
    """3x3 matrix of Euler angles in degrees, order XYZ of three.js: R = Rx Ry Rz."""
    (sx, sy, sz), (cx, cy, cz) = np.sin(np.radians([x, y, z])), np.cos(np.radians([x, y, z]))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_x @ about_y @ about_z)


def solid(vertices: ArrayLike, faces: ArrayLike, colour: Colour) -> Shape:
    corners = np.asarray(faces, dtype=np.int64)
    colours = np.broadcast_to(linear(colour), (len(corners), 3, 3)).copy()
    return Shape(np.asarray(vertices, dtype=np.float64), corners, colours)


def glued(*shapes: Shape) -> Shape:
    """Several shapes as one; they shine or they do not, together."""
    offsets = np.cumsum([0, *(len(shape.vertices) for shape in shapes)])
    faces = [shape.faces + offset for shape, offset in zip(shapes, offsets, strict=False)]
    vertices, colours = [shape.vertices for shape in shapes], [shape.colours for shape in shapes]
    return Shape(np.concatenate(vertices), np.concatenate(faces), np.concatenate(colours), shapes[0].glow)


def both(shape: Shape) -> Shape:
    """A shape and its mirror image."""
    return glued(shape, shape.mirrored())


def ball(colour: Colour, x: float, y: float | None = None, z: float | None = None, detail: int = 1) -> Shape:
    """An icosphere with the given radii; 20, 80, 320 faces for detail 0, 1, 2."""
    vertices, faces = _icosphere(detail)
    return solid(vertices, faces, colour).scaled(x, y, z)


@cache
def _icosphere(detail: int) -> tuple[Array, NDArray[np.int64]]:
    sphere = trimesh.creation.icosphere(subdivisions=detail)
    return np.array(sphere.vertices), np.array(sphere.faces)


def box(colour: Colour, x: float, y: float, z: float) -> Shape:
    """A box of full lengths x, y, z standing on y = 0."""
    vertices, faces = _cube()
    return solid(vertices * (x, y, z), faces, colour).at(0, y / 2, 0)


@cache
def _cube() -> tuple[Array, NDArray[np.int64]]:
    cube = trimesh.creation.box()
    return np.array(cube.vertices), np.array(cube.faces)


def loft(colour: Colour, rings: Sequence[Array], closed: bool = True) -> Shape:
    """A skin over rings of equally many points, each counter-clockwise seen from the last ring's side; ends capped."""
    count = len(rings[0])
    here = np.arange(count)
    after = (here + 1) % count
    faces = []
    for level in range(len(rings) - 1):
        low, high = level * count, (level + 1) * count
        faces += [
            np.stack([low + here, low + after, high + after], 1),
            np.stack([low + here, high + after, high + here], 1),
        ]
    vertices = [*rings]
    if closed:
        total, last = len(rings) * count, (len(rings) - 1) * count
        vertices += [rings[0].mean(axis=0)[None], rings[-1].mean(axis=0)[None]]
        faces += [np.stack([np.full(count, total), after, here], 1)]
        faces += [np.stack([np.full(count, total + 1), last + here, last + after], 1)]
    return solid(np.concatenate(vertices), np.concatenate(faces), colour)


def lathe(colour: Colour, profile: Sequence[tuple[float, float]], sides: int = 10) -> Shape:
    """Turned about the y axis from (radius, height) pairs, lowest first."""
    turns = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    circle = np.stack([np.sin(turns), np.zeros(sides), np.cos(turns)], axis=1)
    return loft(colour, [circle * max(radius, 1e-4) + (0, height, 0) for radius, height in profile])


def rounded(path: Sequence[tuple[float, float, float]], radii: Sequence[float], steps: int = 3) -> tuple[Array, Array]:
    """A path and its radii with `steps` pieces to each one, on a Catmull-Rom curve."""
    rows = np.column_stack([np.asarray(path, dtype=np.float64), radii])
    before, after = 2 * rows[0] - rows[1], 2 * rows[-1] - rows[-2]
    knots = np.vstack([before, rows, after])
    t = (np.arange(steps) / steps)[:, None]
    curve = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False)
    ]
    smooth = np.vstack([*curve, rows[-1:]])
    return smooth[:, :3], np.maximum(smooth[:, 3], 1e-4)


def tube(
    colour: Colour, path: Sequence[tuple[float, float, float]], radii: Sequence[float], sides: int = 7, steps: int = 1
) -> Shape:
    """A limb, a trunk, a tail: round, along a path, with a radius at each of its points; `steps` above 1 rounds it."""
    points, thickness = rounded(path, radii, steps)
    ways = np.gradient(points, axis=0)
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    side = np.cross(ways[0], (0, 0, 1) if abs(ways[0][2]) < 0.9 else (1, 0, 0))
    turns = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rings = []
    for point, way, radius in zip(points, ways, thickness, strict=True):
        side = side - way * (side @ way)
        side /= np.linalg.norm(side)
        across = np.cross(way, side)
        ring = np.outer(np.cos(turns), side) + np.outer(np.sin(turns), across)
        rings.append(point + radius * ring)
    return loft(colour, rings)


def slab(colour: Colour, outline: Sequence[tuple[float, float]], depth: float) -> Shape:
    """A flat outline in x and y (counter-clockwise, star-shaped about its middle), `depth` thick about z = 0."""
    flat, half = np.array([(x, y, 0.0) for x, y in outline]), np.array((0, 0, depth / 2))
    return loft(colour, [flat - half, flat + half])


def sheet(colour: Colour, width: float, depth: float, height: Callable[[Array, Array], Array], cells: int) -> Shape:
    """A landscape: a grid of `cells` by `cells` over x and z, its height from a function of both."""
    x, z = np.meshgrid(np.linspace(-width / 2, width / 2, cells + 1), np.linspace(-depth / 2, depth / 2, cells + 1))
    vertices = np.stack([x, height(x, z), z], axis=-1).reshape(-1, 3)
    row, column = np.divmod(np.arange(cells * cells), cells)
    corner = row * (cells + 1) + column
    faces = [np.stack([corner, corner + cells + 1, corner + 1], 1)]
    faces += [np.stack([corner + 1, corner + cells + 1, corner + cells + 2], 1)]
    return solid(vertices, np.concatenate(faces), colour)
