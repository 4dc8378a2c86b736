"""Content-addressed files: written whole or not at all, never changed.

What children's phones fetch lies in settings.MEDIA under its SHA-256. Originals lie apart, where no address leads to
them: a photograph may say where it was taken.
"""

import contextlib
import os
import shutil
from pathlib import Path

from django.conf import settings

from content.models import media_name


def original(sha256: str) -> Path:
    return Path(settings.DATA) / "originals" / sha256


def keep_original(received: Path, sha256: str) -> Path:
    return _place(received, original(sha256))


def forget_original(sha256: str) -> None:
    original(sha256).unlink(missing_ok=True)


def publish(made: Path, sha256: str, media_type: str) -> Path:
    """Puts a rendition where phones fetch it."""
    return _place(made, Path(settings.MEDIA) / media_name(sha256, media_type))


def _place(source: Path, target: Path) -> Path:
    """A second name for the source's bytes, once they are on the disk; a target that is there is left as it is."""
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    source.chmod(0o644)
    _synchronise(source)
    try:
        os.link(source, target)
    except FileExistsError:
        return target  # somebody else put the same bytes there meanwhile
    except OSError:
        # A file system without second names: a whole copy first, then its name.
        copy = source.with_name(f"{target.name}.copy")
        shutil.copyfile(source, copy)
        _synchronise(copy)
        copy.replace(target)
    # A name lasts through a power cut only when its folder was synchronised as well.
    _synchronise(target.parent)
    return target


def _synchronise(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems refuse it for folders
            os.fsync(handle)
    finally:
        os.close(handle)
