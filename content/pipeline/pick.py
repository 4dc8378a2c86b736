"""Takes one of several models out of a zip, with what lies beside it. Runs in the sandbox only."""

import posixpath
from collections.abc import Callable, Mapping
from typing import Any

from content.gltf.refusal import Refused
from content.pipeline.archive import only, unzipped
from content.pipeline.convert import models_in
from content.pipeline.sniff import ModelKind
from content.problems import MODEL_CHOICE_UNKNOWN

ALONE: tuple[ModelKind, ...] = ("glb", "stl")
"""What never needs another file."""


def ready(name: str, most: int) -> Callable[[bytes], tuple[dict[str, Any], bytes]]:
    return lambda data: pick(data, name, most)


def pick(data: bytes, name: str, most: int) -> tuple[dict[str, Any], bytes]:
    """The path of the chosen model in the zip, and its bytes: as they are, or a zip of it and all that is no model.

    `most`: bytes that may be sent. What is larger was taken because it came packed, and stays so.
    """
    try:
        files = unzipped(data)
        models = dict(models_in(files))
        chosen = _path(name, models)
        if models[chosen] not in ALONE:
            return {"picked": chosen}, only(data, [chosen, *sorted(path for path in files if path not in models)])
        bare = files[chosen]
        return {"picked": chosen}, bare if len(bare) <= most else only(data, [chosen])
    except Refused as refused:
        return {"refusal": {"code": refused.kind.code, "detail": refused.detail, "values": refused.values}}, b""


def _path(name: str, models: Mapping[str, ModelKind]) -> str:
    """Of the model that is called so, by its path in the zip or, where that is enough, by its name alone."""
    fits = [path for path in models if path == name] or [path for path in models if posixpath.basename(path) == name]
    if len(fits) != 1:
        raise Refused(MODEL_CHOICE_UNKNOWN, name[:100], name="".join(each for each in name if each.isprintable())[:80])
    return fits[0]
