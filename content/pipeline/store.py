"""Content-addressed files: written whole or not at all, never changed.

What children's phones fetch lies in settings.MEDIA under its SHA-256. Originals lie apart, where no address leads to
them: a photograph may say where it was taken.
"""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

EXTENSIONS = {"model/gltf-binary": "glb", "image/webp": "webp"}


def media_name(sha256: str, media_type: str) -> str:
    """Name of a rendition below /media/."""
    return f"{sha256}.{EXTENSIONS[media_type]}"


def keep_original(received: Path, sha256: str) -> Path:
    return _place(received, originals() / sha256)


def originals() -> Path:
    return Path(settings.DATA) / "originals"


def publish(made: Path, sha256: str, media_type: str) -> Path:
    """Puts a rendition where phones fetch it."""
    return _place(made, Path(settings.MEDIA) / media_name(sha256, media_type))


def publish_bytes(data: bytes, media_type: str) -> str:
    """Puts a rendition where phones fetch it, and returns its SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = Path(settings.MEDIA) / media_name(sha256, media_type)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".making-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        _place(Path(name), target)
    finally:
        Path(name).unlink(missing_ok=True)
    return sha256


def _place(source: Path, target: Path) -> Path:
    """A second name for the source's bytes, once they are on the disk; a target that is there is left as it is."""
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    source.chmod(0o644)
    with source.open("rb") as written:
        os.fsync(written.fileno())
    with contextlib.suppress(FileExistsError):  # somebody else put the same bytes there meanwhile
        # All of the data folder is one file system.
        os.link(source, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        # A name lasts through a power cut only when its folder was synchronised as well.
        os.fsync(folder)
    finally:
        os.close(folder)
    return target
