"""What a model was before it was made light: as a GLB that a browser can draw, or as a picture of it."""

from pathlib import Path

from content.pipeline import sandbox
from content.pipeline.prepare import by_node, kind_of
from content.problems import UPLOAD_TOO_DEMANDING


def as_it_came(source: Path, folder: Path) -> bytes:
    """A GLB that names nothing outside itself, of a model of any format; `folder` is empty and the caller's.

    Raises a Problem of content.problems.REFUSALS, above all for what is too much to be shown whole.
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
