"""Puts a book into a package: its record, every page with its draft and revisions, and the files that they show."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from content.check import assets_named
from content.credits import credit_of
from content.exchange import archive
from content.exchange.manifest import (
    MANIFEST,
    Content,
    Made,
    Manifest,
    PackedAsset,
    PackedBook,
    PackedFile,
    PackedPage,
    PackedRendition,
    PackedRevision,
    draft_name,
    original_name,
    plain,
    rendition_name,
    revision_name,
    sealed,
    written,
)
from content.exchange.problems import ORIGINAL_MISSING
from content.models import Asset, Book, Page, Rendition, media_name
from content.pipeline import store
from content.scene import SceneDocument, canonical


@dataclass(frozen=True)
class Kept:
    """A file of the server's store."""

    path: Path

    def open(self) -> BinaryIO:
        return self.path.open("rb")


class Packing:
    """What goes into the zip, as it is gathered."""

    def __init__(self) -> None:
        self.sources: dict[str, archive.Source] = {}
        self.content: dict[str, PackedFile] = {}
        self.made: dict[str, PackedFile] = {}
        self.named: set[str] = set()
        """SHA-256 of every asset that is shown anywhere in the book."""
        self.seen: set[str] = set()
        """Of every asset that children see: without them the book is not whole."""

    def document(self, name: str, document: dict[str, Any], data: bytes) -> str:
        """Adds a scene, written as `data`; its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self.sources[name] = archive.Bytes(data)
        self.content[name] = PackedFile(sha256=sha256, size=len(data))
        self.named |= assets_named(document)
        return sha256

    def page(self, page: Page) -> PackedPage:
        scene, revisions = page.scene, []
        if scene.draft:
            self.document(draft_name(page.number), scene.draft, plain(scene.draft))
        for revision in scene.revisions.order_by("number"):
            # As it is known by its SHA-256, whatever fields scenes have gained since.
            data = canonical(SceneDocument.model_validate(revision.document))
            sha256 = self.document(revision_name(page.number, revision.number), revision.document, data)
            if revision == scene.published:
                self.seen |= assets_named(revision.document)
            revisions.append(PackedRevision(number=revision.number, sha256=sha256))
        return PackedPage(
            number=page.number,
            has_draft=bool(scene.draft),
            revisions=revisions,
            published=scene.published.number if scene.published else None,
        )

    def original(self, asset: Asset) -> PackedAsset:
        path = store.original(asset.sha256)
        if not store.has_original(asset.sha256):
            raise ORIGINAL_MISSING(name=asset.name)
        self.sources[original_name(asset.sha256)] = Kept(path)
        self.content[original_name(asset.sha256)] = PackedFile(sha256=asset.sha256, size=path.stat().st_size)
        credit = credit_of(asset).model_dump(exclude={"forbids"})
        return PackedAsset(sha256=asset.sha256, kind=asset.kind, name=asset.name, **credit)

    def rendition(self, made: Rendition) -> PackedRendition:
        path = store.rendition(made.sha256, made.media_type)
        name = rendition_name(media_name(made.sha256, made.media_type))
        if path.exists():
            self.sources[name] = Kept(path)
            self.made[name] = PackedFile(sha256=made.sha256, size=path.stat().st_size)
        return PackedRendition(recipe=made.recipe, sha256=made.sha256, media_type=made.media_type)


def pack(book: Book, out: BinaryIO) -> Manifest:
    """Writes the package of the book into the file, and returns its list. Raises ORIGINAL_MISSING."""
    packing = Packing()
    pages = book.pages.select_related("scene__published").order_by("number")
    packed = [packing.page(page) for page in pages]
    if book.cover:
        packing.named.add(book.cover.sha256)
    assets = _assets(book, packing.named)
    for lost in sorted(packing.seen - {asset.sha256 for asset in assets}):
        raise ORIGINAL_MISSING(name=lost[:8])
    content = Content(
        book=_record(book), pages=packed, assets=[packing.original(asset) for asset in assets], files=packing.content
    )
    renditions = {asset.sha256: packing.rendition(made) for asset in assets if (made := asset.newest)}
    manifest = sealed(content, Made(renditions=renditions, files=packing.made))
    archive.write(out, {MANIFEST: archive.Bytes(written(manifest)), **packing.sources})
    return manifest


def _assets(book: Book, named: Iterable[str]) -> list[Asset]:
    # What a draft names and the library has not stays a lack of the draft.
    found = Asset.objects.filter(library_id=book.library_id, sha256__in=named).prefetch_related("renditions")
    return list(found.order_by("sha256"))


def _record(book: Book) -> PackedBook:
    return PackedBook(
        origin=book.origin or book.id,
        title=book.title,
        creators=book.creators,
        isbn=book.isbn,
        level=book.level,  # type: ignore[arg-type]  # its choices are those of LevelCode
        languages=book.languages,
        licence=book.licence,
        emblem=book.emblem,
        cover=book.cover.sha256 if book.cover else None,
    )
