"""Finds files that nothing names any more, and takes them away. Part of `content.actions`.

A file is in use while a row of an asset or a rendition names it, or a draft or a revision does by its original. What is
young is left alone: an upload lays down its file before its row.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arlearn.serve import bucket
from content.check import assets_named
from content.models import Asset, Rendition, Scene, SceneRevision, media_name
from content.pipeline import store

DAY = 24 * 3600
YOUNG = DAY
"""Seconds. The longest upload, its job's three deliveries, and a power cut between them take less."""
CHUNK = 200


@dataclass(frozen=True)
class Orphan:
    """A file that nothing names."""

    where: str
    name: str
    size: int


def collect(age: float = YOUNG, do: bool = True) -> list[Orphan]:
    """Takes away every orphan older than `age` seconds, or only finds them; which they are."""
    now = time.time()
    used = in_use()
    found = [Orphan(where, name, size) for where, name, written, size in _files() if now - written > age]
    lost = [orphan for orphan in found if plain(orphan.name) not in used[orphan.where]]
    return [orphan for orphan in lost if not do or _taken(orphan, age)]


def in_use() -> dict[str, set[str]]:
    """Names of the files that something names, by folder."""
    originals = set(Asset.objects.values_list("sha256", flat=True))
    for model, field in ((Scene, "draft"), (SceneRevision, "document")):
        for document in model.objects.values_list(field, flat=True).iterator(chunk_size=CHUNK):
            originals |= assets_named(document)
    media = set()
    for made in Rendition.objects.only("sha256", "media_type", "report").iterator(chunk_size=CHUNK):
        media.add(media_name(made.sha256, made.media_type))
        poster = made.report.get("poster") or {}
        if poster.get("sha256"):
            media.add(media_name(poster["sha256"], "image/webp"))
    return {store.ORIGINALS: originals, store.MEDIA: media}


def plain(name: str) -> str:
    """A packed twin goes with the file that it is of."""
    return name.removesuffix(".br")


def _files() -> Iterator[tuple[str, str, float, int]]:
    """Folder, name, time of the last writing and bytes, of the data folder and of the bucket."""
    for where in (store.ORIGINALS, store.MEDIA):
        with contextlib.suppress(FileNotFoundError):
            for path in sorted(store.folder(where).iterdir()):
                with contextlib.suppress(FileNotFoundError):
                    seen = path.stat()
                    if path.is_file():
                        yield where, path.name, seen.st_mtime, seen.st_size
        if bucket.is_used():
            for name, written, size in bucket.listed(where):
                if not (store.folder(where) / name).exists():
                    yield where, name, written.timestamp(), size


def _taken(orphan: Orphan, age: float) -> bool:
    """Takes the file away unless somebody has come to need it: it is out of reach first, and then asked about again.

    Whoever lays down the same bytes meanwhile finds no file, and writes it anew.
    """
    path = store.folder(orphan.where) / orphan.name
    aside = path.with_name(f".going-{path.name}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        aside = path
    if _needed(orphan) or (aside.exists() and time.time() - aside.stat().st_mtime <= age):
        _bring_back(aside, path)
        return False
    aside.unlink(missing_ok=True)
    # Not by the store, which would also take what was laid down anew under the name meanwhile.
    kept = f"{orphan.where}/{orphan.name}"
    if bucket.is_used() and bucket.has(kept) and time.time() - bucket.written(kept).timestamp() > age:
        bucket.remove(kept)
    return True


def _bring_back(aside: Path, path: Path) -> None:
    if aside != path and aside.exists():
        if path.exists():
            aside.unlink()
        else:
            aside.rename(path)


def _needed(orphan: Orphan) -> bool:
    sha256 = orphan.name[:64]
    if orphan.where == store.ORIGINALS:
        return Asset.objects.filter(sha256=sha256).exists()
    return (
        Rendition.objects.filter(sha256=sha256).exists()
        or Rendition.objects.filter(report__poster__sha256=sha256).exists()
    )
