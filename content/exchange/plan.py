"""What taking in a package would do to a library. Asks, and changes nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from arlearn.people.models import Library
from content.exchange.manifest import PackedBook, PackedPage, PackedRevision, original_name, written
from content.exchange.schemas import Change, PackagePage, PackagePreview, PackageWork
from content.exchange.unpack import Document, Package
from content.models import Asset, Book, Page

RECORD = ("title", "creators", "isbn", "level", "languages", "licence", "emblem")


@dataclass(frozen=True)
class Known:
    """A revision that a page has."""

    number: int
    sha256: str


def book_of(library: Library, record: PackedBook) -> Book | None:
    """The library's copy of the packed book: the book itself, or one that was taken in from it."""
    wanted = Q(id=record.origin) | Q(origin=record.origin)
    return Book.objects.filter(wanted, library=library).select_related("cover").order_by("created_at").first()


def added(here: Sequence[Known], packed: Sequence[PackedRevision]) -> list[PackedRevision]:
    """The packed revisions that the page has not, in order; none that it has is touched.

    Where the package goes on from what is here it keeps its numbers. Where both went their own ways, only those are
    added that are new here.
    """
    same = 0
    while (
        same < min(len(here), len(packed))
        and here[same].sha256 == packed[same].sha256
        and here[same].number == packed[same].number
    ):
        same += 1
    if same == len(here):
        return list(packed[same:])
    known = {revision.sha256 for revision in here}
    return [revision for revision in packed[same:] if revision.sha256 not in known]


def preview(library: Library, package: Package) -> PackagePreview:
    content = package.manifest.content
    book = book_of(library, content.book)
    mine = {page.number: page for page in _pages(book)} if book else {}
    pages = [_page(mine.get(page.number), page, package) for page in content.pages]
    known = set(
        Asset.objects.filter(library=library, sha256__in=[asset.sha256 for asset in content.assets]).values_list(
            "sha256", flat=True
        )
    )
    works = [
        PackageWork(
            sha256=asset.sha256,
            name=asset.name,
            kind=asset.kind,
            size=content.files[original_name(asset.sha256)].size,
            licence=asset.licence,
            known=asset.sha256 in known,
        )
        for asset in content.assets
    ]
    record = _record(book, content.book) if book else []
    found = PackagePreview(
        title=content.book.title,
        creators=content.book.creators,
        level=content.book.level,
        languages=content.book.languages,
        book=book.id if book else None,
        change=_whole(book, record, pages, works),
        record=record,
        pages=pages,
        kept_pages=sorted(set(mine) - {page.number for page in content.pages}),
        works=works,
        bytes=sum(work.size for work in works if not work.known),
        agreed="",
    )
    return found.model_copy(update={"agreed": _agreed(found, package, list(mine.values()))})


def _agreed(found: PackagePreview, package: Package, pages: list[Page]) -> str:
    """Another one as soon as the package is another, or what it would meet here: so a draft that was saved since
    the preview is not replaced unseen."""
    versions = ",".join(f"{page.number}:{page.scene.draft_version}" for page in pages)
    whole = written(found) + package.manifest.seal.encode() + versions.encode()
    return hashlib.sha256(whole).hexdigest()


def _pages(book: Book) -> list[Page]:
    return list(book.pages.select_related("scene__published").prefetch_related("scene__revisions").order_by("number"))


def _whole(book: Book | None, record: list[str], pages: list[PackagePage], works: list[PackageWork]) -> Change:
    if book is None:
        return "new"
    same = not record and all(page.change == "same" for page in pages) and all(work.known for work in works)
    return "same" if same else "replaced"


def _record(book: Book, packed: PackedBook) -> list[str]:
    changed = [field for field in RECORD if getattr(book, field) != getattr(packed, field)]
    cover = book.cover.sha256 if book.cover else None
    return changed + (["cover"] if packed.cover and packed.cover != cover else [])


def _page(here: Page | None, packed: PackedPage, package: Package) -> PackagePage:
    title = _title(package, packed)
    if here is None:
        return PackagePage(
            number=packed.number,
            title=title,
            change="new",
            revisions=len(packed.revisions),
            draft_replaced=False,
            published=packed.published is not None,
        )
    new = added(revisions_of(here), packed.revisions)
    draft = packed.has_draft and here.scene.draft != package.drafts[packed.number]
    shown = packed_sha256(packed)
    now = here.scene.published.sha256 if here.scene.published else None
    other = shown is not None and shown != now
    return PackagePage(
        number=packed.number,
        title=title,
        change="replaced" if new or draft or other else "same",
        revisions=len(new),
        draft_replaced=draft and bool(here.scene.draft),
        published=shown is not None or now is not None,
    )


def revisions_of(page: Page) -> list[Known]:
    return [Known(revision.number, revision.sha256) for revision in page.scene.revisions.all()]


def packed_sha256(packed: PackedPage) -> str | None:
    """SHA-256 of the revision that children see in the package."""
    return next((each.sha256 for each in packed.revisions if each.number == packed.published), None)


def _title(package: Package, packed: PackedPage) -> dict[str, str]:
    """What the page is called, by its draft or else by the revision that children see."""
    shown: Document = package.drafts.get(packed.number, {})
    if not shown and packed.published is not None:
        shown = package.revisions[packed.number, packed.published]
    title: Any = shown.get("title")
    return {tag: text for tag, text in title.items() if isinstance(text, str)} if isinstance(title, dict) else {}
