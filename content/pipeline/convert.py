"""Makes a GLB of whatever a model came as. Runs in the sandbox only."""

import posixpath
from collections.abc import Mapping

from content.gltf.refusal import Refused
from content.pipeline.archive import unzipped
from content.pipeline.assemble import assembled
from content.pipeline.shapes import Shape, glb_of
from content.pipeline.sniff import OTHERS, ModelKind, kind_of_bytes
from content.problems import (
    ARCHIVE_SEVERAL,
    ARCHIVE_UNSAFE,
    ARCHIVE_WITHOUT_MODEL,
    MODEL_LINKS_OUT,
    MODEL_NOT_TAKEN,
    UPLOAD_TOO_DEMANDING,
)

ENDINGS = {".glb", ".gltf", ".obj", ".stl", ".ply", ".dae", ".3mf"}
NESTED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")
"""How archives begin. None is opened, so beside a model they do no harm; without one, it may be in there."""
MOST_NAME = 300
"""Letters of the path of a model that can be chosen among several."""


def as_glb(data: bytes, kind: ModelKind) -> tuple[str, bytes]:
    """What the model is (of an archive: what is in it), and its GLB; raises Refused."""
    try:
        if kind != "zip":
            return kind, _one(data, kind, {}, "")
        files = unzipped(data)
        name, inner = _main(files)
        return f"{inner} in zip", _one(files[name], inner, files, posixpath.dirname(name))
    except MemoryError as error:
        raise Refused(UPLOAD_TOO_DEMANDING, repr(error)) from None


def models_in(files: Mapping[str, bytes]) -> list[tuple[str, ModelKind]]:
    """Paths and kinds of the models among the files of an archive, by what their bytes are; a zip in it is none."""
    named = sorted(name for name in files if posixpath.splitext(name)[1].lower() in ENDINGS)
    kinds = [(name, kind_of_bytes(files[name])) for name in named]
    return [(name, kind) for name, kind in kinds if kind and kind != "zip"]


def _main(files: Mapping[str, bytes]) -> tuple[str, ModelKind]:
    """The one model of an archive."""
    found = models_in(files)
    if not found:
        other = next((name for name in files if posixpath.splitext(name)[1].lower() in OTHERS), None)
        if other is not None:
            raise Refused(MODEL_NOT_TAKEN, other, name=OTHERS[posixpath.splitext(other)[1].lower()])
        nested = next((name for name, data in files.items() if data.startswith(NESTED)), None)
        if nested is not None:
            raise Refused(ARCHIVE_UNSAFE, f"{nested!r} is an archive")
        raise Refused(ARCHIVE_WITHOUT_MODEL, ", ".join(sorted(files))[:200])
    if len(found) > 1:
        names = ", ".join(posixpath.basename(name) for name, _ in found[:4]) + (", …" if len(found) > 4 else "")
        said = "".join(letter for letter in names if letter.isprintable())[:120]
        raise Refused(ARCHIVE_SEVERAL, names, names=said, models=[name for name, _ in found if len(name) <= MOST_NAME])
    return found[0]


def _one(data: bytes, kind: ModelKind, files: Mapping[str, bytes], folder: str) -> bytes:
    match kind:
        case "glb":
            return data
        case "gltf":
            return assembled(data, files, folder)
        case _:
            return glb_of(_shapes(data, kind, files))


def _shapes(data: bytes, kind: ModelKind, files: Mapping[str, bytes]) -> list[Shape]:
    # Each kind's libraries are loaded only for it: `warm` has done so before files were closed.
    if kind == "3mf":
        from content.pipeline.threemf import read_3mf  # noqa: PLC0415  # as said

        return read_3mf(data)
    if kind == "dae":
        from content.pipeline.collada_dae import read_dae  # noqa: PLC0415  # as said

        return read_dae(data, files)
    if kind == "ply":
        from content.pipeline.ply import read_ply  # noqa: PLC0415  # as said

        return read_ply(data, files)
    if kind in ("stl", "obj"):
        from content.pipeline.plain import read_plain  # noqa: PLC0415  # as said

        return read_plain(data, kind, files)
    raise Refused(MODEL_LINKS_OUT, kind)
