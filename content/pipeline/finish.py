"""The second half of a model's way, in the sandbox: look at what the recipe made, and paint its poster."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from content.gate import read
from content.gltf.reach import box_in_motion
from content.gltf.refusal import Refused
from content.pipeline.poster import poster
from content.pipeline.steps import telling


def ready(packed: int) -> Callable[[bytes], tuple[dict[str, Any], bytes]]:
    return lambda data: finish(data, packed)


def finish(data: bytes, packed: int) -> tuple[dict[str, Any], bytes]:
    """The answer, and the poster, of the plain GLB; `packed`: bytes of the one that phones fetch."""
    try:
        model = read(data)
        reach = box_in_motion(model.tree, model.meshes, model.skins, model.animations, model.report.bounds)
    except Refused as refused:
        return {"refusal": {"code": refused.kind.code, "detail": refused.detail, "values": refused.values}}, b""
    low, high = model.report.bounds
    # It stands as deep as its animations go.
    floor = (low[0], min(low[1], reach[0][1]), low[2])
    with telling("poster"):
        picture, placeholder = poster(model)
    after = asdict(model.report) | {"bytes": packed, "bounds": (floor, high)}
    return {"after": after, "reach": reach, "placeholder": placeholder}, picture
