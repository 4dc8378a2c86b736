"""Puts the demo books into a library, the way a creator would. What a library has already is left as it is."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from arlearn.people.models import Library, User
from content.actions import (
    add_page,
    create_book,
    credit_asset,
    prepare_asset,
    prepare_models,
    publish_scene,
    save_draft,
    set_cover,
    upload_asset,
)
from content.demo.book import DemoBook
from content.demo.books import BOOKS, documents, models, pictures
from content.models import Asset, Book
from content.schemas import CreditIn, NewBook

OURS = CreditIn(author="Tim arlearn", licence="own-work")


def make_demo(library: Library, creator: User) -> list[Book]:
    """The demo books in the library, published; `creator` may create there.

    A book whose pages have all been published once is not touched, so that a second start is quick and keeps what
    people have changed or taken back; one that was left half made is finished.
    """
    if all(_whole(library, demo) for demo in BOOKS):
        return [_book(library, creator, demo) for demo in BOOKS]
    made = [(demo, _book(library, creator, demo)) for demo in BOOKS]
    with ThreadPoolExecutor(1) as painter:
        # The models are prepared in processes of their own; the pictures can be painted meanwhile.
        painted = painter.submit(pictures)
        files = [(f"{name}.glb", BytesIO(data)) for name, data in models().items()]
        uploads = [upload_asset(creator, library, name, stream) for name, stream in files]
        prepare_models(uploads)
        for asset in uploads:
            _credit(creator, asset)
        painted.result()
    for demo, book in made:
        if not _whole(library, demo):
            _fill(creator, book, demo)
    return [book for _, book in made]


def _found(library: Library, demo: DemoBook) -> Book | None:
    """By its slug, which bears a number where another library had it first."""
    books = Book.objects.filter(library=library, slug__startswith=demo.slug).order_by("created_at")
    return next((book for book in books if re.fullmatch(rf"{demo.slug}(-\d+)?", book.slug)), None)


def _whole(library: Library, demo: DemoBook) -> bool:
    book = _found(library, demo)
    once = book.pages.filter(scene__revisions__isnull=False).distinct().count() if book else 0
    return book is not None and book.cover_id is not None and once >= len(demo.pages)


def _book(library: Library, creator: User, demo: DemoBook) -> Book:
    record = NewBook(
        library=library.id,
        title=demo.title,
        creators=demo.creators,
        level=demo.level,
        languages=list(demo.languages),
        licence=demo.licence,
    )
    return _found(library, demo) or create_book(creator, record, slug=demo.slug, emblem=demo.emblem)


def _fill(creator: User, book: Book, demo: DemoBook) -> None:
    """Its pages, and last the cover."""
    for page, document in zip(demo.pages, documents(demo), strict=True):
        picture = page.picture_name(demo.slug)
        _uploaded(book.library, creator, picture, pictures()[picture])
        there = book.pages.filter(number=page.number).first() or add_page(creator, book, page.number)
        if not there.scene.revisions.exists():
            save_draft(creator, there, there.scene.draft_version, document.model_dump(mode="json"))
            publish_scene(creator, there)
    set_cover(creator, book, _uploaded(book.library, creator, demo.cover_name, pictures()[demo.cover_name]))


def _uploaded(library: Library, creator: User, name: str, data: bytes) -> Asset:
    return _credit(creator, prepare_asset(upload_asset(creator, library, name, BytesIO(data))))


def _credit(creator: User, asset: Asset) -> Asset:
    """Whoever has said since whose it is knows better."""
    return asset if asset.licence else credit_asset(creator, asset, OURS)
