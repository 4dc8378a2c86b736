"""Content-addressed files: written whole or not at all, never changed.

What children's phones fetch lies in settings.MEDIA under its SHA-256. Originals lie apart, where no address leads to
them: a photograph may say where it was taken. Where the server keeps its files in a bucket, that is their home, and in
the data folder lies what was needed lately.
"""

import contextlib
import os
import shutil
from pathlib import Path

from django.conf import settings

from arlearn.serve import bucket
from content.models import media_name

ORIGINALS, MEDIA = "originals", "media"
"""Folders, of the data folder and of the bucket."""


def original(sha256: str) -> Path:
    """Where the original lies, or would lie."""
    return _here(ORIGINALS, sha256)


def has_original(sha256: str) -> bool:
    return _here(ORIGINALS, sha256).exists()


def rendition(sha256: str, media_type: str) -> Path:
    """Where the rendition lies, or would lie."""
    return _here(MEDIA, media_name(sha256, media_type))


def keep_original(received: Path, sha256: str) -> Path:
    return _place(received, ORIGINALS, sha256)


def forget_original(sha256: str) -> None:
    remove(ORIGINALS, sha256)


def publish(made: Path, sha256: str, media_type: str) -> Path:
    """Puts a rendition where phones fetch it."""
    return _place(made, MEDIA, media_name(sha256, media_type))


def folder(name: str) -> Path:
    return Path(settings.MEDIA) if name == MEDIA else Path(settings.DATA) / name


def remove(where: str, name: str) -> None:
    """Takes the file away for good, with its packed twin."""
    for file in (name, f"{name}.br"):
        (folder(where) / file).unlink(missing_ok=True)
    if bucket.is_used():
        bucket.remove(f"{where}/{name}")


def _here(where: str, name: str) -> Path:
    """The file's place in the data folder, brought there from the bucket when it is only there."""
    path = folder(where) / name
    if bucket.is_used() and not path.exists():
        bucket.fetch(f"{where}/{name}", path)
    return path


def _place(source: Path, where: str, name: str) -> Path:
    """Keeps the source's bytes under the name. Where it is there already it is left as it is, and is young again."""
    target = folder(where) / name
    if bucket.is_used():
        # First where it is safe. Again it is written anew: what is about to be named must not be collected as old.
        bucket.put(source, f"{where}/{name}")
    placed = _link(source, target)
    with contextlib.suppress(FileNotFoundError):
        os.utime(placed)
    return placed


def _link(source: Path, target: Path) -> Path:
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
