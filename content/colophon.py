"""The page of credits that every book has: which works its published pages show, and whose they are."""

from content.credits import licence_choice, simplified
from content.licences import LICENCES
from content.models import Asset, Book
from content.queries import manifest, with_renditions
from content.scene import assets_of
from content.schemas import BookCredits, CreditedWork


def book_credits(book: Book, language: str) -> BookCredits:
    """Every asset that children see in the book, the cover first, then page by page; each once."""
    shown = manifest(book)
    pages: dict[str, list[int]] = {book.cover.sha256: []} if book.cover and shown.book.cover else {}
    for page in shown.pages:
        for sha256 in sorted(assets_of(page.scene)):
            pages.setdefault(sha256, []).append(page.number)
    named = Asset.objects.filter(library_id=book.library_id, sha256__in=pages)
    assets = {asset.sha256: asset for asset in with_renditions(named)}
    return BookCredits(
        book=shown.book,
        works=[_work(assets[sha256], numbers, language) for sha256, numbers in pages.items() if sha256 in assets],
    )


def _work(asset: Asset, pages: list[int], language: str) -> CreditedWork:
    return CreditedWork(
        name=_title(asset.name),
        kind=asset.kind,
        author=asset.author,
        source=asset.source,
        notice=asset.notice,
        licence=licence_choice(asset.licence, language) if asset.licence in LICENCES else None,
        simplified=simplified(asset),
        pages=pages,
    )


def _title(name: str) -> str:
    """The name of an upload without the ending of its file."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and ending.isalnum() and len(ending) <= 5 else name
