"""Takes one of several models out of a zip, with what lies beside it. Runs in the sandbox only."""

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from content.gltf.refusal import Refused
from content.pipeline.archive import unzipped
from content.pipeline.convert import models_in
from content.pipeline.sniff import ModelKind
from content.problems import MODEL_CHOICE_UNKNOWN

ALONE: tuple[ModelKind, ...] = ("glb", "stl")
"""What never needs another file."""


def ready(name: str) -> Callable[[bytes], tuple[dict[str, Any], bytes]]:
    return lambda data: pick(data, name)


def pick(data: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    """The name of the chosen model in the zip, and its bytes: as they are, or a zip of it and all that is no model."""
    try:
        files = unzipped(data)
        models = dict(models_in(files))
        chosen = _path(name, models)
    except Refused as refused:
        return {"refusal": {"code": refused.kind.code, "detail": refused.detail, "values": refused.values}}, b""
    if models[chosen] in ALONE:
        return {"picked": chosen}, files[chosen]
    kept = [chosen, *sorted(name for name in files if name not in models)]
    return {"picked": chosen}, _zipped({name: files[name] for name in kept})


def _path(name: str, models: Mapping[str, ModelKind]) -> str:
    """Of the model that is called so, by its path in the zip or, where that is enough, by its name alone."""
    fits = [path for path in models if path == name] or [path for path in models if posixpath.basename(path) == name]
    if len(fits) != 1:
        raise Refused(MODEL_CHOICE_UNKNOWN, name[:100], name="".join(each for each in name if each.isprintable())[:80])
    return fits[0]


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The same each time: one choice made twice is one upload."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
