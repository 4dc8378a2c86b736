"""A model as it came, as a GLB: nothing made lighter. Runs in the sandbox only."""

from collections.abc import Callable
from typing import Any

from content.gate import read
from content.gltf.container import unpack
from content.gltf.packed import is_packed
from content.gltf.refusal import Refused
from content.pipeline.convert import as_glb
from content.pipeline.sniff import MEDIA_TYPES, ModelKind
from content.pipeline.warm import warm


def ready(kind: str, inside: str) -> Callable[[bytes], tuple[dict[str, Any], bytes]]:
    known = next(each for each in MEDIA_TYPES if each == kind)
    warm(known, inside)
    return lambda data: show(data, known)


def show(data: bytes, kind: ModelKind) -> tuple[dict[str, Any], bytes]:
    """Whether its meshes are packed still, and the GLB; what is packed is to be unpacked, and to come again."""
    try:
        _, glb = as_glb(data, kind)
        packed = is_packed(*unpack(glb))
        if not packed:
            read(glb)
    except Refused as refused:
        return {"refusal": {"code": refused.kind.code, "detail": refused.detail, "values": refused.values}}, b""
    return {"packed": packed}, glb
