"""Paints a model's poster: seen from the front and a little from above and the side, on nothing. In the sandbox."""

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from content.gate import Model
from content.gltf.accessors import Array, dequantised
from content.gltf.meshes import TRIANGLE_FAN, TRIANGLE_STRIP, TRIANGLES, Primitive
from content.gltf.refusal import Json
from content.gltf.rest import placed
from content.pipeline.pillow import Image
from content.pipeline.raster import Canvas, Floats, Kept, barycentric

SIDE, FINER = 512, 2
"""Pixels of the poster, and how much finer it is painted."""
MARGIN = 0.06
AROUND, ABOVE = np.radians(28), np.radians(20)
"""Where it is seen from, as a visitor turns a figure on a table."""
LIGHTS = ((np.array([0.35, 0.75, 0.56]), 0.62), (np.array([-0.75, 0.25, 0.35]), 0.2))
"""From where (in the camera's frame) and how bright."""
AMBIENT = 0.42
SHEEN = 0.03
"""Of the light that even what is black gives back: without it nothing of its shape is seen."""
QUALITY, TINY = 84, 16
TEXTURE = 512
HOLE = 0.35
"""Opacity below which a see-through place is none."""


@dataclass(frozen=True)
class Surface:
    """One draw, with all of its triangles: (n, 3) numbers of its vertices."""

    points: Array
    faces: Array
    normals: Array | None
    colours: Array | None
    places: Array | None
    """In the texture, (n, 2)."""
    texture: Array | None
    """(h, w, 4), linear light."""
    colour: Array
    glow: Array
    both: bool
    """Whether it is seen from behind as well."""
    holes: float | None
    """Opacity below which there is nothing; None for what has none."""


def poster(model: Model) -> tuple[bytes, str]:
    """A WebP of SIDE px with alpha, and a data: URI of a tiny one."""
    frame = _camera()
    surfaces = list(_surfaces(model))
    canvas, numbers = Canvas(SIDE * FINER), np.cumsum([0, *(len(surface.faces) for surface in surfaces)])
    corners = _on_canvas([surface.points @ frame.T for surface in surfaces], SIDE * FINER)
    for surface, projected, first in zip(surfaces, corners, numbers, strict=False):
        # Nothing is seen of a closed body's far side: half of the work.
        canvas.draw(projected[surface.faces], int(first), _holes(surface), both=surface.both)
    pixels, triangles = canvas.seen()
    light = np.zeros((canvas.side * canvas.side, 4))
    for surface, projected, first, after in zip(surfaces, corners, numbers, numbers[1:], strict=False):
        mine = (triangles >= first) & (triangles < after)
        if mine.any():
            light[pixels[mine]] = _lit(surface, projected, triangles[mine] - first, pixels[mine], frame)
    return _picture(light.reshape(canvas.side, canvas.side, 4))


def _camera() -> Floats:
    """Rows: what lies to the right, above, and towards who looks."""
    toward = np.array([np.sin(AROUND) * np.cos(ABOVE), np.sin(ABOVE), np.cos(AROUND) * np.cos(ABOVE)])
    right = np.cross([0, 1, 0], toward)
    right /= np.linalg.norm(right)
    return np.array([right, np.cross(toward, right), toward])


def _on_canvas(points: list[Floats], side: int) -> list[Floats]:
    """Points in the camera's frame to pixels and a depth of 0 to 1, everything well inside."""
    low = np.min([part.min(axis=0) for part in points], axis=0)
    high = np.max([part.max(axis=0) for part in points], axis=0)
    scale = side * (1 - 2 * MARGIN) / max(float((high - low)[:2].max()), 1e-12)
    middle, deep = (low + high) / 2, max(float(high[2] - low[2]), 1e-12)
    return [
        np.column_stack(
            [
                (part[:, 0] - middle[0]) * scale + side / 2,
                side / 2 - (part[:, 1] - middle[1]) * scale,
                ((high[2] - part[:, 2]) / deep).clip(0, 1),
            ]
        )
        for part in points
    ]


def _surfaces(model: Model) -> Iterator[Surface]:
    textures: dict[int, Array | None] = {}
    for primitive, points in placed(model.tree, model.tree.world, {}, model.meshes, model.skins):
        faces = _faces(primitive)
        if len(faces):
            yield _surface(model, primitive, points, faces, textures)


def _faces(primitive: Primitive) -> Array:
    order = np.arange(len(primitive.positions)) if primitive.indices is None else primitive.indices.rows[:, 0]
    order = order.astype(np.int64)
    match primitive.mode:
        case mode if mode == TRIANGLES:
            return order[: len(order) // 3 * 3].reshape(-1, 3)
        case mode if mode == TRIANGLE_STRIP:
            return np.column_stack([order[:-2], order[1:-1], order[2:]])
        case mode if mode == TRIANGLE_FAN:
            return np.column_stack([np.full(max(len(order) - 2, 0), order[0]), order[1:-1], order[2:]])
    return np.zeros((0, 3), np.int64)


def _surface(
    model: Model, primitive: Primitive, points: Array, faces: Array, textures: dict[int, Array | None]
) -> Surface:
    materials = model.document.get("materials", [])
    material: Json = materials[primitive.material] if primitive.material is not None else {}
    shine: Json = material.get("pbrMetallicRoughness", {})
    named: Json = shine.get("baseColorTexture") or {}
    found = {name: dequantised(primitive.attributes[name]) for name in ("COLOR_0",) if name in primitive.attributes}
    places = primitive.attributes.get(f"TEXCOORD_{named.get('texCoord', 0)}")
    texture = None
    if named and places is not None:
        if named["index"] not in textures:
            textures[named["index"]] = _texture(model, named["index"])
        texture = textures[named["index"]]
    mode = material.get("alphaMode", "OPAQUE")
    return Surface(
        points=points,
        faces=faces,
        normals=_smooth(points, faces) if "NORMAL" in primitive.attributes else None,
        colours=found.get("COLOR_0"),
        places=None if places is None else _moved(dequantised(places), named),
        texture=texture,
        colour=np.array(shine.get("baseColorFactor", [1, 1, 1, 1]), dtype=float),
        glow=np.array(material.get("emissiveFactor", [0, 0, 0]), dtype=float) * ("emissiveTexture" not in material),
        both=bool(material.get("doubleSided")),
        holes={"MASK": float(material.get("alphaCutoff", 0.5)), "BLEND": HOLE}.get(mode),
    )


def _smooth(points: Array, faces: Array) -> Array:
    """A normal at each vertex, of all triangles that meet there, the larger ones more."""
    corners = points[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(points)
    for corner in range(3):
        for axis in range(3):
            total[:, axis] += np.bincount(faces[:, corner], across[:, axis], len(points))
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-30))


def _moved(places: Array, named: Json) -> Array:
    """Places in the texture as KHR_texture_transform has them."""
    change: Json = named.get("extensions", {}).get("KHR_texture_transform", {})
    turn = float(change.get("rotation", 0))
    spun = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    scaled = places[:, :2] * np.array(change.get("scale", [1, 1]), dtype=float)
    return np.asarray(scaled @ spun.T + np.array(change.get("offset", [0, 0]), dtype=float))


def _texture(model: Model, number: int) -> Array | None:
    texture = model.document["textures"][number]
    source = texture.get("extensions", {}).get("EXT_texture_webp", texture).get("source")
    entry = model.document["images"][source]
    with Image.open(io.BytesIO(bytes(model.views[entry["bufferView"]]))) as opened:
        opened.thumbnail((TEXTURE, TEXTURE))
        rows = np.asarray(opened.convert("RGBA"), np.float32) / 255
    rows = rows.copy()
    rows[..., :3] = _linear(rows[..., :3])
    return rows


def _linear(colour: Array) -> Array:
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def _shown(light: Array) -> Array:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0) ** (1 / 2.4) - 0.055)


def _at(surface: Surface, triangles: Array, shares: Floats) -> Array:
    """Colour and opacity (n, 4) at places of triangles, in linear light."""
    corners = surface.faces[triangles]
    colour = np.tile(surface.colour, (len(triangles), 1))
    if surface.colours is not None:
        width = surface.colours.shape[1]
        colour[:, :width] *= (surface.colours[corners] * shares[..., None]).sum(axis=1)
    if surface.texture is not None and surface.places is not None:
        height, width = surface.texture.shape[:2]
        place = (surface.places[corners] * shares[..., None]).sum(axis=1) % 1
        colour *= surface.texture[
            (place[:, 1] * height).astype(int) % height, (place[:, 0] * width).astype(int) % width
        ]
    return colour


def _holes(surface: Surface) -> Kept | None:
    if surface.holes is None:
        return None
    least = surface.holes
    return lambda triangles, shares: _at(surface, triangles, shares)[:, 3] >= least


def _lit(surface: Surface, projected: Array, triangles: Array, pixels: Array, frame: Floats) -> Array:
    """(n, 4): what is seen in the pixels, in linear light."""
    side = SIDE * FINER
    shares = barycentric(projected[surface.faces[triangles]], pixels % side + 0.5, pixels // side + 0.5)
    corners = surface.faces[triangles]
    if surface.normals is None:
        place = surface.points[corners]
        normal = np.cross(place[:, 1] - place[:, 0], place[:, 2] - place[:, 0])
    else:
        normal = (surface.normals[corners] * shares[..., None]).sum(axis=1)
    normal = normal @ frame.T
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-30)
    normal *= np.where(normal[:, 2:] < 0, -1, 1)
    shine = AMBIENT + sum(strength * np.maximum(normal @ toward, 0) for toward, strength in LIGHTS)
    colour = _at(surface, triangles, shares)
    colour[:, :3] = (colour[:, :3] + SHEEN) * shine[:, None] + surface.glow
    colour[:, 3] = 1
    return colour


def _picture(light: Array) -> tuple[bytes, str]:
    """Brought to its size in linear light, edges with it."""
    small = light.reshape(SIDE, FINER, SIDE, FINER, 4).mean(axis=(1, 3))
    opacity = small[..., 3:]
    small[..., :3] = _shown(np.where(opacity > 0, small[..., :3] / np.maximum(opacity, 1e-9), 0))
    picture = Image.fromarray((small.clip(0, 1) * 255 + 0.5).astype(np.uint8), "RGBA")
    tiny = picture.resize((TINY, TINY), Image.Resampling.BOX)
    placeholder = base64.b64encode(_webp(tiny, 60)).decode()
    return _webp(picture, QUALITY), f"data:image/webp;base64,{placeholder}"


def _webp(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()
