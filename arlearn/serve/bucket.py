"""Files in a bucket of an S3-compatible store, for servers that keep them there: put, fetched whole, listed.

The bucket is reached by this server alone. Phones get what is in it from here, under the same addresses, so that no
request of theirs leaves for anybody else. What was fetched once lies in the data folder and is served from there.
"""

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

NAME = "bucket"
"""Of the storage in settings.STORAGES."""


class _Lock:
    """One for each file that is on its way, so that a class that asks for it at once fetches it once."""

    def __init__(self) -> None:
        self.held = threading.Lock()


_on_their_way: "WeakValueDictionary[str, _Lock]" = WeakValueDictionary()
_finding = threading.Lock()


def is_used() -> bool:
    return NAME in settings.STORAGES


def _storage() -> Any:
    return storages[NAME]


def put(file: Path, name: str) -> None:
    """Keeps the file in the bucket under the name; again is no harm, and makes it young."""
    with file.open("rb") as opened:
        _storage().save(name, File(opened))


def has(name: str) -> bool:
    return bool(_storage().exists(name))


def fetch(name: str, target: Path) -> bool:
    """Brings a file into `target`, whole and as its SHA-256 at the head of the name says; False where there is none."""
    with _finding:
        lock = _on_their_way.setdefault(name, _Lock())
    with lock.held:
        return target.exists() or _fetched(name, target)


def _fetched(name: str, target: Path) -> bool:
    if not has(name):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, copy = tempfile.mkstemp(dir=target.parent, prefix=".fetching-")
    try:
        with os.fdopen(handle, "w+b") as out, _storage().open(name, "rb") as source:
            shutil.copyfileobj(source, out, 1024 * 1024)
            out.seek(0)
            whole = hashlib.file_digest(out, "sha256").hexdigest()
        if whole != Path(name).name[:64]:
            raise OSError(f"the bucket holds other bytes under {name}")
        Path(copy).chmod(0o644)
        Path(copy).replace(target)
    finally:
        Path(copy).unlink(missing_ok=True)
    return True


def written(name: str) -> datetime:
    """When the file was last written; raises FileNotFoundError."""
    when: datetime = _storage().get_modified_time(name)
    return when


def remove(name: str) -> None:
    _storage().delete(name)


def listed(folder: str) -> Iterator[tuple[str, datetime, int]]:
    """Name, time of the last writing and bytes of every file below a folder of the bucket."""
    for entry in _storage().bucket.objects.filter(Prefix=f"{folder}/"):
        yield entry.key.removeprefix(f"{folder}/"), entry.last_modified, entry.size
