"""Puts the demo books into a library, the way a creator would. What a library has already is left as it is."""

import re
from io import BytesIO

from arlearn.people.models import Library, User
from content.actions import add_page, create_book, publish_scene, save_draft, set_cover, upload_asset
from content.demo.book import DemoBook
from content.demo.books import BOOKS, documents, models, pictures
from content.models import Asset, Book
from content.schemas import NewBook


def make_demo(library: Library, creator: User) -> list[Book]:
    """The demo books in the library, published; `creator` may create there.

    A book whose pages have all been published once is not touched, so that a second start is quick and keeps what
    people have changed or taken back; one that was left half made is finished.
    """
    return [_present(library, book) or _made(library, creator, book) for book in BOOKS]


def _found(library: Library, book: DemoBook) -> Book | None:
    """By its slug, which bears a number where another library had it first."""
    books = Book.objects.filter(library=library, slug__startswith=book.slug).order_by("created_at")
    return next((one for one in books if re.fullmatch(rf"{book.slug}(-\d+)?", one.slug)), None)


def _present(library: Library, book: DemoBook) -> Book | None:
    known = _found(library, book)
    once = known.pages.filter(scene__revisions__isnull=False).distinct().count() if known else 0
    return known if known and known.cover_id and once >= len(book.pages) else None


def _made(library: Library, creator: User, demo: DemoBook) -> Book:
    record = NewBook(
        library=library.id,
        title=demo.title,
        creators=demo.creators,
        level=demo.level,
        languages=list(demo.languages),
        licence=demo.licence,
    )
    book = _found(library, demo) or create_book(creator, record, slug=demo.slug, emblem=demo.emblem)
    for name in demo.models():
        _uploaded(library, creator, f"{name}.glb", models()[name])
    for page, document in zip(demo.pages, documents(demo), strict=True):
        picture = page.picture_name(demo.slug)
        _uploaded(library, creator, picture, pictures()[picture])
        there = book.pages.filter(number=page.number).first() or add_page(creator, book, page.number)
        if not there.scene.revisions.exists():
            save_draft(creator, there, there.scene.draft_version, document.model_dump(mode="json"))
            publish_scene(creator, there)
    return set_cover(creator, book, _uploaded(library, creator, demo.cover_name, pictures()[demo.cover_name]))


def _uploaded(library: Library, creator: User, name: str, data: bytes) -> Asset:
    return upload_asset(creator, library, name, BytesIO(data))
