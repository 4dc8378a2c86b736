"""Meshes, materials and textures (glTF 2.0, 3.7 to 3.9): what is drawn, and that all it names is there."""

from dataclasses import dataclass, field

from content.gltf.accessors import Accessor, Array
from content.gltf.refusal import Json, Refused, extension, index, member, numbers, objects, whole
from content.problems import (
    MODEL_DAMAGED,
    MODEL_NEEDS_EXTENSION,
    MODEL_POINTS_OUTSIDE,
    MODEL_TEXTURE_BROKEN,
    MODEL_TOO_MANY_PARTS,
)

MOST_MESHES, MOST_PRIMITIVES, MOST_MATERIALS, MOST_TEXTURES = 5_000, 5_000, 500, 500
FAINTEST = 1 / 255
"""Opacity below which a see-through colour leaves no trace."""
MOST_TARGETS, MOST_ATTRIBUTES = 256, 24
MOST_PLACES = 3
TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN = 4, 5, 6
FEWEST_CORNERS = (1, 2, 2, 2, 3, 3, 3)
"""Corners without which a primitive draws nothing, by its mode (glTF 2.0, 3.7.2.1)."""


@dataclass(frozen=True)
class Primitive:
    """One draw: positions (n, 3) in the mesh's own frame, with their other attributes and morph targets."""

    positions: Array
    corners: int
    """As many vertices as are drawn one after the other, each as often as it is named."""
    triangles: int
    attributes: dict[str, Accessor]
    targets: list[Accessor | None] = field(default_factory=list)
    """Displacements of the positions, (n, 3); None for a target that moves something else."""
    indices: Accessor | None = None
    mode: int = TRIANGLES
    material: int | None = None

    @property
    def draws(self) -> bool:
        """Whether it has corners enough for a point, a line or a triangle."""
        return self.corners >= FEWEST_CORNERS[self.mode]


@dataclass(frozen=True)
class Mesh:
    primitives: list[Primitive]
    weights: list[float]


def read_meshes(document: Json, accessors: list[Accessor], materials: int) -> list[Mesh]:
    found, draws = [], 0
    for mesh in objects(document, "meshes", MOST_MESHES):
        primitives = objects(mesh, "primitives", MOST_PRIMITIVES)
        draws += len(primitives)
        if draws > MOST_PRIMITIVES:
            raise Refused(MODEL_TOO_MANY_PARTS, f"{draws} primitives")
        read = [_primitive(entry, accessors, materials) for entry in primitives]
        found.append(Mesh(read, morph_weights(mesh, read)))
    return found


def morph_weights(parent: Json, primitives: list[Primitive]) -> list[float]:
    """Weights of a mesh or a node, as many as there are morph targets; empty when it gives none."""
    weights = parent.get("weights", [])
    if not isinstance(weights, list) or not weights:
        return []
    if any(len(primitive.targets) != len(weights) for primitive in primitives):
        raise Refused(MODEL_DAMAGED, "weights that fit no morph targets")
    return numbers(parent, "weights", len(weights)) or []


def _primitive(entry: Json, accessors: list[Accessor], materials: int) -> Primitive:
    if extension(entry, "KHR_draco_mesh_compression") is not None:
        raise Refused(MODEL_NEEDS_EXTENSION, name="KHR_draco_mesh_compression")
    attributes = _attributes(member(entry, "attributes"), accessors)
    if "material" in entry:
        index(entry, "material", materials)
    positions = attributes.get("POSITION")
    if positions is None or positions.kind != "VEC3":
        raise Refused(MODEL_DAMAGED, "a primitive without positions")
    count = positions.count
    if any(accessor.count != count for accessor in attributes.values()):
        raise Refused(MODEL_POINTS_OUTSIDE, "attributes of different lengths")
    corners, order = count, None
    if "indices" in entry:
        order = accessors[index(entry, "indices", len(accessors))]
        if order.kind != "SCALAR" or order.rows.dtype.kind != "u":
            raise Refused(MODEL_DAMAGED, "indices of a wrong type")
        if order.highest >= count:
            raise Refused(MODEL_POINTS_OUTSIDE, "an index beyond the last vertex")
        corners = order.count
    targets = [_target(target, accessors, count) for target in objects(entry, "targets", MOST_TARGETS)]
    triangles = {TRIANGLES: corners // 3, TRIANGLE_STRIP: max(corners - 2, 0), TRIANGLE_FAN: max(corners - 2, 0)}
    mode = whole(entry, "mode", TRIANGLES, most=6)
    drawn = triangles.get(mode, 0)
    return Primitive(positions.rows, corners, drawn, attributes, targets, order, mode, entry.get("material"))


def _attributes(entry: Json, accessors: list[Accessor]) -> dict[str, Accessor]:
    if len(entry) > MOST_ATTRIBUTES:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{len(entry)} attributes")
    return {name: accessors[index(entry, name, len(accessors))] for name in entry}


def _target(entry: Json, accessors: list[Accessor], count: int) -> Accessor | None:
    attributes = _attributes(entry, accessors)
    if any(
        accessor.count != count or accessor.kind not in ("VEC3", "VEC4", "VEC2") for accessor in attributes.values()
    ):
        raise Refused(MODEL_POINTS_OUTSIDE, "a morph target of another length")
    moved = attributes.get("POSITION")
    if moved is not None and moved.kind != "VEC3":
        raise Refused(MODEL_DAMAGED, "a morph target of a wrong type")
    return moved


def read_textures(document: Json, pictures: int) -> int:
    """How many textures there are; each has a picture that can be read."""
    samplers = len(objects(document, "samplers", MOST_TEXTURES))
    textures = objects(document, "textures", MOST_TEXTURES)
    for number, texture in enumerate(textures):
        if "sampler" in texture:
            index(texture, "sampler", samplers)
        webp = extension(texture, "EXT_texture_webp")
        if webp is None and "source" not in texture:
            raise Refused(MODEL_TEXTURE_BROKEN, f"texture {number} has no picture")
        for holder in (texture, webp or {}):
            if "source" in holder:
                index(holder, "source", pictures)
    return len(textures)


def _laid_on(info: Json, textures: int) -> None:
    """A use of a texture: one that is there, by one of the sets of places that three.js knows."""
    index(info, "index", textures)
    whole(info, "texCoord", 0, most=MOST_PLACES)
    moved = extension(info, "KHR_texture_transform")
    if moved is not None and "texCoord" in moved:
        whole(moved, "texCoord", most=MOST_PLACES)


def read_materials(document: Json, textures: int) -> int:
    """How many materials there are; each names only textures that are there."""
    materials = objects(document, "materials", MOST_MATERIALS)
    for material in materials:
        parts = [material, member(material, "pbrMetallicRoughness")]
        parts += [part for part in member(material, "extensions").values() if isinstance(part, dict)]
        for part in parts:
            for key in part:
                if key.endswith("Texture"):
                    _laid_on(member(part, key), textures)
    return len(materials)


def clear_materials(document: Json) -> set[int]:
    """Numbers of the materials, already read, that show nothing of what wears them: their colour is cut out or
    see-through wherever it lies, as pictures and colours of vertices make it only more so."""
    return {number for number, material in enumerate(document.get("materials", [])) if _is_clear(material)}


def _is_clear(material: Json) -> bool:
    factor = member(material, "pbrMetallicRoughness").get("baseColorFactor")
    opacity = factor[3] if isinstance(factor, list) and len(factor) == 4 else 1
    cutoff = material.get("alphaCutoff", 0.5)
    least = {"MASK": cutoff, "BLEND": FAINTEST}.get(str(material.get("alphaMode")), 0)
    # What is no number is refused by the step that checks all of them.
    return isinstance(opacity, int | float) and isinstance(least, int | float) and opacity < least
