"""The gate: what a GLB is and holds, or why it is not taken. Pure; run in the sandbox of `content.pipeline`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from content.gltf.accessors import Accessor, read_accessors, read_buffers, read_views
from content.gltf.container import unpack
from content.gltf.meshes import Mesh, clear_materials, read_materials, read_meshes, read_textures
from content.gltf.motion import Animation, Skin, read_animations, read_skins
from content.gltf.pictures import Picture, read_pictures
from content.gltf.refusal import Json, Refused, extension, index, member, objects
from content.gltf.rest import Box, box_at_rest
from content.gltf.tree import Tree, mesh_of, read_tree
from content.problems import (
    MODEL_CLEAR,
    MODEL_DAMAGED,
    MODEL_EMPTY,
    MODEL_IS_POINTS,
    MODEL_NEEDS_EXTENSION,
    MODEL_TOO_DETAILED,
    MODEL_TOO_MANY_PARTS,
    MODEL_TOO_OLD,
)

READABLE = frozenset(
    {f"KHR_materials_{name}" for name in (
        "anisotropy", "clearcoat", "diffuse_roughness", "dispersion", "emissive_strength", "ior", "iridescence",
        "sheen", "specular", "transmission", "unlit", "volume",
    )}
    | {"KHR_lights_punctual", "KHR_mesh_quantization", "KHR_texture_transform"}
    | {"EXT_texture_webp", "EXT_materials_bump"}
)  # fmt: skip
"""What a model may require: all that three.js' GLTFLoader reads without a decoder that is loaded from elsewhere."""

UNREADABLE_IF_USED = frozenset({"KHR_draco_mesh_compression", "EXT_mesh_gpu_instancing"})
"""GLTFLoader stops at these even where the model says it could do without; and instances multiply unseen."""


@dataclass(frozen=True)
class Limits:
    """The most that an upload may hold."""

    bytes: int = 50 * 1024 * 1024
    triangles: int = 1_000_000
    draws: int = 500
    joints: int = 1_000
    moved: int = 20_000_000
    """Vertices of all morph targets together."""
    side: int = 4096
    """Pixels of a texture's longer side."""
    pixels: int = 64 * 1024 * 1024
    """Of all textures together."""


@dataclass(frozen=True)
class Report:
    """What is in a model, as its first scene shows it."""

    bytes: int
    triangles: int
    vertices: int
    draws: int
    materials: int
    textures: int
    texture_side: int
    """Pixels of the longest side of any texture; 0 without textures."""
    texture_bytes: int
    """Graphics memory of all textures, four bytes a pixel and a third for the smaller copies."""
    joints: int
    """Of the skin that has most."""
    morphs: int
    animations: list[str]
    """Names that an animation can be called by, in the order of the file, each once."""
    bounds: Box
    """Lowest and highest corner at rest, in the model's own units."""
    generator: str
    copyright: str


@dataclass(frozen=True)
class Refusal:
    """Why a file is not taken: the code of a problem in `content.problems`, and the values of its sentence."""

    code: str
    detail: str = ""
    values: Mapping[str, str | int | list[str]] = field(default_factory=dict)


UPLOAD = Limits()


@dataclass(frozen=True)
class Model:
    """A whole GLB as the gate has read it."""

    document: Json
    views: list[memoryview]
    """The bytes of each of its buffer views."""
    accessors: list[Accessor]
    meshes: list[Mesh]
    tree: Tree
    skins: list[Skin]
    animations: list[Animation]
    report: Report


def gate(data: bytes, limits: Limits = UPLOAD) -> Report | Refusal:
    """Reads a whole GLB in bounded time and memory. Nothing outside `data` is read, whatever the file says."""
    try:
        return read(data, limits).report
    except Refused as refused:
        return Refusal(refused.kind.code, refused.detail, refused.values)


def read(data: bytes, limits: Limits = UPLOAD) -> Model:
    """As `gate`, with what it read; raises Refused."""
    # What overflows ends as infinity and is refused as such.
    with np.errstate(all="ignore"):
        return _read(data, limits)


def _read(data: bytes, limits: Limits) -> Model:
    if len(data) > limits.bytes:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{len(data)} bytes")
    document, binary = unpack(data)
    asset = _asset(document)
    _extensions(document)
    views = read_views(document, read_buffers(document, binary))
    pictures = read_pictures(document, views, limits.side, limits.pixels)
    accessors = read_accessors(document, views)
    textures = read_textures(document, len(pictures))
    materials = read_materials(document, textures)
    meshes = read_meshes(document, accessors, materials)
    tree = read_tree(document)
    _cameras_and_lights(document, tree)
    skins = read_skins(document, accessors, len(tree.nodes))
    animations = read_animations(document, accessors, len(tree.nodes))
    shown = _shown(tree, meshes)
    joints = max((len(skin.joints) for skin in skins), default=0)
    _within(limits, shown, joints)
    if {part.material for mesh in shown for part in mesh.primitives if part.draws} <= clear_materials(document):
        raise Refused(MODEL_CLEAR, "all that is shown")
    report = Report(
        bytes=len(data),
        triangles=sum(part.triangles for mesh in shown for part in mesh.primitives),
        vertices=sum(len(part.positions) for mesh in shown for part in mesh.primitives),
        draws=sum(len(mesh.primitives) for mesh in shown),
        materials=materials,
        textures=textures,
        texture_side=max((max(picture.width, picture.height) for picture in pictures), default=0),
        texture_bytes=_graphics_memory(pictures),
        joints=joints,
        morphs=max((len(part.targets) for mesh in shown for part in mesh.primitives), default=0),
        # Longer names than a scene document takes cannot be chosen.
        animations=list(dict.fromkeys(each.name for each in animations if 0 < len(each.name) <= 100)),
        bounds=box_at_rest(tree, meshes, skins),
        generator=_said(asset, "generator"),
        copyright=_said(asset, "copyright"),
    )
    return Model(document, [view.data for view in views], accessors, meshes, tree, skins, animations, report)


def check_names(document: Json) -> None:
    """That a reader of this version and with these extensions can read it; raises Refused."""
    _asset(document)
    _extensions(document)


def _asset(document: Json) -> Json:
    asset = member(document, "asset")
    if asset.get("version") != "2.0" or asset.get("minVersion", "2.0") != "2.0":
        raise Refused(MODEL_TOO_OLD, f"version {asset.get('version')!r}")
    return asset


def _said(asset: Json, key: str) -> str:
    """Who made the model, and whose it is; shortened, never dropped."""
    value = asset.get(key, "")
    return value[:500] if isinstance(value, str) else ""


def _extensions(document: Json) -> None:
    used, required = document.get("extensionsUsed", []), document.get("extensionsRequired", [])
    for names in (used, required):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or len(names) > 100:
            raise Refused(MODEL_DAMAGED, "a list of extensions that is none")
    carried = [*used, *(name for node in objects(document, "nodes", 10_000) for name in member(node, "extensions"))]
    for name in [*(name for name in carried if name in UNREADABLE_IF_USED), *(set(required) - READABLE)]:
        plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == "_"))
        raise Refused(MODEL_NEEDS_EXTENSION, name, name=plain[:60] or "?")


def _cameras_and_lights(document: Json, tree: Tree) -> None:
    cameras = len(objects(document, "cameras", 100))
    lights = len(objects(extension(document, "KHR_lights_punctual") or {}, "lights", 100))
    for node in tree.nodes:
        if "camera" in node:
            index(node, "camera", cameras)
        light = extension(node, "KHR_lights_punctual")
        if light is not None:
            index(light, "light", lights)


def _shown(tree: Tree, meshes: list[Mesh]) -> list[Mesh]:
    """The mesh of every node of the scene, as often as it is drawn."""
    # Of every node: one outside the scene that names a mesh which is not there stops a loader all the same.
    which = [mesh_of(node, len(meshes)) for node in tree.nodes]
    return [meshes[number] for number in (which[node] for node in tree.shown) if number is not None]


def _within(limits: Limits, shown: list[Mesh], joints: int) -> None:
    if not any(part.draws for mesh in shown for part in mesh.primitives):
        raise Refused(MODEL_EMPTY, "nothing in the scene that is drawn")
    if not any(part.triangles for mesh in shown for part in mesh.primitives):
        raise Refused(MODEL_IS_POINTS, "points and lines only")
    draws = triangles = vertices = 0
    for mesh in shown:
        draws += len(mesh.primitives)
        triangles += sum(part.triangles for part in mesh.primitives)
        vertices += sum(len(part.positions) for part in mesh.primitives)
    # Points and lines have no triangles; three vertices cost as much.
    count = max(triangles, vertices // 3)
    if count > limits.triangles:
        raise Refused(MODEL_TOO_DETAILED, count=count, most=limits.triangles)
    moved = sum(len(part.targets) * len(part.positions) for mesh in shown for part in mesh.primitives)
    if draws > limits.draws or joints > limits.joints or moved > limits.moved:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{draws} draws, {joints} joints, {moved} vertices of morphs")


def _graphics_memory(pictures: list[Picture]) -> int:
    return sum(picture.width * picture.height * 16 // 3 for picture in pictures)
