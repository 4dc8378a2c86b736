"""The first half of a model's way, in the sandbox: read it strictly, make it a GLB, make its pictures small."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from content.budget import BUDGETS, TEXTURE_SIDES
from content.gate import Model, check_names, read
from content.gltf.container import unpack
from content.gltf.packed import is_packed, plainly
from content.gltf.reach import box_in_motion
from content.gltf.refusal import Refused
from content.gltf.rest import Box
from content.pipeline.convert import as_glb
from content.pipeline.sniff import MEDIA_TYPES, ModelKind
from content.pipeline.steps import say, telling
from content.pipeline.textures import Textured, encoded, pixels_at
from content.pipeline.warm import warm

LONGEST = 0.1
"""Metres of the longest side of the box in which a model moves; scenes bring it to the size that they want."""
MOST_MEMORY = BUDGETS["texture_bytes"].amber
"""Bytes of all pictures in graphics memory."""
MOST_WEIGHT = BUDGETS["bytes"].amber
"""Bytes of all pictures in the file: with more, the smallest shape would not make it small enough."""


def take(data: bytes, kind: ModelKind, most: int = TEXTURE_SIDES[0]) -> tuple[dict[str, Any], bytes]:
    """The answer, and a GLB that holds all that the upload does with smaller pictures, of a side of `most` px at most.

    Of a model whose meshes came packed: only that they did, and the GLB. It is to come again when they are unpacked.
    """
    try:
        name, glb, model = _gated(data, kind)
        if model is None:
            generator = unpack(glb)[0]["asset"].get("generator", "")
            return {"packed": name, "generator": generator}, glb
        say("optimise", "begun")
        made, side = _textured(model, most)
        # Numbers that only an animation brings are found here.
        reach = box_in_motion(model.tree, model.meshes, model.skins, model.animations, model.report.bounds)
    except Refused as refused:
        return {"refusal": {"code": refused.kind.code, "detail": refused.detail, "values": refused.values}}, b""
    before = asdict(model.report) | {"bytes": len(data)}
    return {
        "before": before,
        "from": name,
        "gave_up": ["textures"] if side < min(model.report.texture_side, TEXTURE_SIDES[0]) else [],
        "pictures": made.weight,
        "side": side,
        **standing(reach),
    }, made.data


def ready(kind: str, most: int, inside: str) -> Callable[[bytes], tuple[dict[str, Any], bytes]]:
    """`take` with everything loaded that it needs, for once files are closed nothing can be."""
    known = next(each for each in MEDIA_TYPES if each == kind)
    warm(known, inside)
    return lambda data: take(data, known, most)


def _gated(data: bytes, kind: ModelKind) -> tuple[str, bytes, Model | None]:
    """What it came as; its GLB; and that GLB read, or None where its meshes are packed."""
    if kind == "glb":
        with telling("gate"):
            model = _read(data)
        with telling("convert"):
            return kind, data, model
    with telling("gate"), telling("convert"):
        name, glb = as_glb(data, kind)
        return name, glb, _read(glb)


def _read(glb: bytes) -> Model | None:
    document, binary = unpack(glb)
    if not is_packed(document, binary):
        return read(glb)
    check_names(plainly(document))
    return None


def _textured(model: Model, most: int) -> tuple[Textured, int]:
    """The GLB, and the side that its pictures were brought to."""
    sides = [side for side in TEXTURE_SIDES if side <= most]
    # To encode dozens of large pictures only to find that they are too many takes longer than the sandbox allows.
    fitting = [side for side in sides if _memory(pixels_at(model.document, model.views, side)) <= MOST_MEMORY]
    # The gate lets no more pictures through than fit at the smallest side.
    tried: list[tuple[Textured, int]] = []
    for side in fitting:
        tried.append((encoded(model.document, model.views, side), side))
        if tried[-1][0].weight <= MOST_WEIGHT:
            return tried[-1]
    return tried[0]


def _memory(pixels: int) -> int:
    """Bytes of graphics memory: four a pixel, and a third for the smaller copies."""
    return pixels * 16 // 3


def standing(reach: Box) -> dict[str, Any]:
    """What brings the box to its size, its middle over the origin and its lowest point onto the page."""
    low, high = reach
    scale = LONGEST / max(high[axis] - low[axis] for axis in range(3))
    middle = [(low[axis] + high[axis]) / 2 for axis in range(3)]
    return {"scale": scale, "move": [-middle[0] * scale, -low[1] * scale, -middle[2] * scale]}
