"""What came, for whom it came from: one of several models, a GLB that a browser can draw, a picture of it."""

import logging
from pathlib import Path

from django.conf import settings

from content.pipeline import sandbox
from content.pipeline.prepare import by_node, kind_of
from content.problems import UPLOAD_TOO_DEMANDING

log = logging.getLogger(__name__)


def picked(source: Path, name: str, target: Path) -> str:
    """Writes the model of that name in the zip, with what it needs, to `target`. Its path in the zip."""
    answer, data = sandbox.run("pick", source, name, str(settings.UPLOAD_MAX_BYTES))
    chosen = answer.get("picked")
    if not isinstance(chosen, str):
        log.error("the sandbox gave an answer of no known form")
        raise UPLOAD_TOO_DEMANDING()
    target.write_bytes(data)
    return chosen


def as_it_came(source: Path, folder: Path) -> bytes:
    """A GLB that names nothing outside itself, of a model of any format; `folder` is empty and the caller's.

    Raises a Problem of content.problems.REFUSALS, above all for what is too much to be shown whole; WORKSHOP_MISSING.
    """
    kind, inside = kind_of(source)
    packed, glb = _shown(source.read_bytes(), kind, inside, folder)
    if not packed:
        return glb
    [(_, plain)] = by_node([glb], [{"unpack": True}], folder, lambda progress: None)
    still_packed, again = _shown(plain, "glb", "", folder)
    if still_packed:
        raise UPLOAD_TOO_DEMANDING()
    return again


def picture_of(source: Path, folder: Path) -> bytes:
    """A WebP of it, painted like the posters of what phones get. Refused as above."""
    [(_, picture)] = sandbox.run_each("finish", [as_it_came(source, folder)], [{"packed": 0}], folder)
    return picture


def _shown(data: bytes, kind: str, inside: str, folder: Path) -> tuple[bool, bytes]:
    """Whether it is packed, and the GLB."""
    [(answer, glb)] = sandbox.run_each("show", [data], [{"kind": kind, "inside": inside}], folder)
    return bool(answer.get("packed")), glb
