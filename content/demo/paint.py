"""Paints placed models: flat light, soft shadow, haze towards a graded sky. What a page shows without 3D."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from content.demo.colour import Colour, linear, srgb
from content.demo.model import Model, Triple, bounds, posed
from content.demo.raster import rasterise
from content.demo.shape import Array, rotation

Pixels = NDArray[np.float32]
CODES = np.round(srgb(np.arange(4096) / 4095) * 255).astype(np.uint8)
"""The sRGB code of each of 4096 steps of light."""
SHADOW_SIDE = 1200
"""Pixels along each side of the shadow map."""


@dataclass(frozen=True, eq=False)
class Figure:
    """A model placed in millimetres, at a moment of one of its clips."""

    model: Model
    position: Triple = (0, 0, 0)
    rotation: Triple = (0, 0, 0)
    size: float = 60
    """Longest side at rest, mm, as in a scene document; the foot stands on the position."""
    clip: str | None = None
    time: float = 0


@dataclass(frozen=True)
class View:
    """Where the eye is and what it looks at, mm; the angle is the vertical field, degrees."""

    eye: Triple
    target: Triple
    angle: float = 30


@dataclass(frozen=True)
class Weather:
    """The light of a picture. Directions need not be of length one."""

    zenith: Colour
    horizon: Colour
    sun: Colour = "#fff1d6"
    towards_sun: Triple = (-0.55, 0.8, 0.6)
    sunlight: float = 0.85
    above: Colour = "#dfeaf2"
    below: Colour = "#c9b79a"
    ambient: float = 0.62
    haze: float = 0.0
    """How much of the sky's colour lies over things a metre away."""
    stars: int = 0


def standing(figure: Figure) -> Array:
    """4x4 from the model's metres to the page's millimetres: its longest side is the size, its foot on the position."""
    low, high = bounds(figure.model)
    factor = figure.size / float((high - low).max())
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(*figure.rotation) * factor
    matrix[:3, 3] = np.array(figure.position) - matrix[:3, :3] @ foot
    return matrix


@dataclass(frozen=True, eq=False)
class Soup:
    """All triangles of a picture: (m, 3, 3) places in mm, (m, 3) linear colours, and which ones shine."""

    places: Array
    colours: Array
    glow: NDArray[np.bool_]


def gathered(figures: Sequence[Figure]) -> Soup:
    places, colours, glow = [], [], []
    for figure in figures:
        stand = standing(figure)
        for shape, matrix in posed(figure.model, figure.clip, figure.time):
            whole = stand @ matrix
            moved = shape.vertices @ whole[:3, :3].T + whole[:3, 3]
            places.append(moved[shape.faces])
            colours.append(shape.colours.mean(axis=1))
            glow.append(np.full(len(shape.faces), shape.glow))
    return Soup(np.concatenate(places), np.concatenate(colours), np.concatenate(glow))


def paint(figures: Sequence[Figure], view: View, weather: Weather, width: int, height: int) -> Image.Image:
    """The picture, drawn at twice its size and made smaller for smooth edges."""
    soup = gathered(figures)
    across, down = width * 2, height * 2
    eye, axes = np.array(view.eye, dtype=np.float64), _axes(view)
    focal = down / 2 / np.tan(np.radians(view.angle) / 2)
    seen_from = (soup.places - eye) @ axes.T
    ahead = np.flatnonzero(seen_from[:, :, 2].min(axis=1) > 1)
    soup, seen_from = Soup(soup.places[ahead], soup.colours[ahead], soup.glow[ahead]), seen_from[ahead]
    away = seen_from[:, :, 2]
    screen = np.stack(
        [across / 2 + focal * seen_from[:, :, 0] / away, down / 2 - focal * seen_from[:, :, 1] / away, 1 / away],
        axis=-1,
    )
    near, seen = rasterise(screen, across, down)
    lit, unlit = _face_light(soup, eye, weather)
    picture = _sky(across, down, weather).reshape(-1, 3)
    drawn = np.flatnonzero(seen >= 0)
    face = seen.reshape(-1)[drawn]
    picture[drawn] = unlit[face]
    sunny = lit.max(axis=1)[face] > 0
    drawn, face = drawn[sunny], face[sunny]
    rows, columns = np.divmod(drawn.astype(np.int32), np.int32(across))
    distance = 1 / near.reshape(-1)[drawn]
    ray = ((columns + 0.5 - across / 2) / focal, (down / 2 - rows - 0.5) / focal, 1)
    seen_at = np.stack([(distance * part).astype(np.float32) for part in ray], axis=1)
    picture[drawn] += lit[face] * _sunny(soup, seen_at, axes, eye, weather)[:, None]
    codes = CODES[np.minimum(picture * 4096, 4095).astype(np.int16)]
    return Image.fromarray(codes.reshape(down, across, 3)).resize((width, height), Image.Resampling.LANCZOS)


def webp(picture: Image.Image, quality: int = 80) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def _axes(view: View) -> Array:
    """Rows: right, up and ahead of the eye."""
    ahead = np.array(view.target, dtype=np.float64) - np.array(view.eye)
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, (0, 1, 0))
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(right, ahead), ahead])


def _face_light(soup: Soup, eye: Array, weather: Weather) -> tuple[Pixels, Pixels]:
    """For each face the light that a shadow takes away, and the light that stays; haze is in both."""
    edge, other = soup.places[:, 1] - soup.places[:, 0], soup.places[:, 2] - soup.places[:, 0]
    normal = np.cross(edge, other)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    to_sun = np.array(weather.towards_sun) / np.linalg.norm(weather.towards_sun)
    facing = np.maximum(normal @ to_sun, 0)[:, None]
    up = (normal[:, 1:2] + 1) / 2
    around = (linear(weather.above) * up + linear(weather.below) * (1 - up)) * weather.ambient
    lit = soup.colours * linear(weather.sun) * facing * weather.sunlight
    unlit = soup.colours * around
    shining = soup.glow[:, None]
    lit, unlit = np.where(shining, 0, lit), np.where(shining, soup.colours * 1.15, unlit)
    distance = np.linalg.norm(soup.places.mean(axis=1) - eye, axis=1)[:, None]
    veil = np.where(shining, 0, 1 - (1 - weather.haze) ** (np.maximum(distance - 400, 0) / 1000))
    hazy = unlit * (1 - veil) + linear(weather.horizon) * veil
    return (lit * (1 - veil)).astype(np.float32), hazy.astype(np.float32)


def _sky(width: int, height: int, weather: Weather) -> Pixels:
    part = np.minimum(np.linspace(0, 1.7, height), 1)[:, None, None]
    column = (linear(weather.zenith) * (1 - part) + linear(weather.horizon) * part).astype(np.float32)
    sky = np.broadcast_to(column, (height, width, 3)).copy()
    random = np.random.default_rng(weather.stars)
    for _ in range(weather.stars):
        x, y = int(random.integers(4, width - 4)), int(random.integers(4, int(height * 0.62)))
        size = int(random.integers(1, 3))
        sky[y - size : y + size, x - size : x + size] += (random.uniform(0.15, 0.8) * linear("#fff4d8")).astype(
            np.float32
        )
    return sky


def _sunny(soup: Soup, seen_at: Pixels, axes: Array, eye: Array, weather: Weather) -> Pixels:
    """How much sun reaches each of the (n, 3) points, given in the eye's own frame: 0 to 1, by a soft shadow map."""
    to_sun = np.array(weather.towards_sun, dtype=np.float64)
    light = _axes(View((0, 0, 0), (-to_sun[0], -to_sun[1], -to_sun[2])))
    casting = soup.places[~soup.glow]
    reach = np.linalg.norm(casting - casting.mean(axis=(0, 1)), axis=2).min(axis=1)
    casting = casting[reach < 900] @ light.T
    low, high = casting.min(axis=(0, 1)), casting.max(axis=(0, 1))
    scale = (SHADOW_SIDE - 8) / float((high - low)[:2].max())
    to_map = np.array([[scale, 0, 0], [0, -scale, 0], [0, 0, -1.0]])
    origin = np.array([-low[0] * scale + 4, high[1] * scale + 4, high[2] + 1])
    near, _ = rasterise(casting @ to_map + origin, SHADOW_SIDE, SHADOW_SIDE)
    here = seen_at @ (axes @ light.T @ to_map).astype(np.float32) + (eye @ light.T @ to_map + origin).astype(np.float32)
    nearness = here[:, 2] + np.float32(4 / scale)
    reached = np.zeros(len(here), dtype=np.float32)
    for shift_x, shift_y in ((-1.2, -0.5), (0.5, -1.2), (1.2, 0.5), (-0.5, 1.2)):
        column = np.clip((here[:, 0] + np.float32(shift_x)).astype(np.int32), 0, SHADOW_SIDE - 1)
        row = np.clip((here[:, 1] + np.float32(shift_y)).astype(np.int32), 0, SHADOW_SIDE - 1)
        reached += near.reshape(-1)[row * SHADOW_SIDE + column] <= nearness
    return reached / np.float32(4)
