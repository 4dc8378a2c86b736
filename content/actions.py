"""Changes to books, pages, scenes and assets: access, lock, decide, write. Nothing else writes these models."""

from itertools import chain, count
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from arlearn.errors import FAILED
from arlearn.people.access import Visitor, access_library, signed_in
from arlearn.people.models import Library, Role
from content import uploads
from content.check import as_scene
from content.draft import storable
from content.models import Asset, Book, Page, Scene, SceneRevision
from content.problems import (
    DRAFT_CONFLICT,
    PAGE_NUMBER_TAKEN,
    PAGE_WAS_PUBLISHED,
    SCENE_INCOMPLETE,
)
from content.queries import lacks_of, unfit_for_cover
from content.record import isbn_13
from content.scene import fingerprint
from content.schemas import BookIn, CreditIn, NewBook

RACES = 5
"""How often a new book looks for another name when others take the same at the same moment."""


# Books


def create_book(user: Visitor, new: NewBook, slug: str = "", emblem: str = "book") -> Book:
    """A new book in the library, without pages. `slug` is a wish; the book gets one that no other book has."""
    library = access_library(user, new.library, Role.CREATOR)
    return new_book(library, {**_catalogued(new), "emblem": emblem}, slug or new.title)


def new_book(library: Library, fields: dict[str, Any], wished: str) -> Book:
    """A book for one who was let in already; its address is made of what is wished."""
    wish = slugify(wished)[:70].strip("-") or "buku"
    for _ in range(RACES):
        try:
            with transaction.atomic():
                return Book.objects.create(library=library, slug=_free_slug(wish), **fields)
        except IntegrityError:  # another book took the name meanwhile
            continue
    raise FAILED()


def _free_slug(wish: str) -> str:
    taken = set(Book.objects.filter(slug__startswith=wish).values_list("slug", flat=True))
    return next(name for name in chain([wish], (f"{wish}-{n}" for n in count(2))) if name not in taken)


@transaction.atomic
def change_book(user: Visitor, book: Book, change: BookIn) -> Book:
    """The book with another record. Its slug stays: it is printed and shared."""
    access_library(user, book.library_id, Role.CREATOR)
    locked = Book.objects.select_for_update().get(id=book.id)
    for name, value in _catalogued(change).items():
        setattr(locked, name, value)
    locked.save()
    return locked


def _catalogued(record: BookIn) -> dict[str, Any]:
    """The fields of the record as they are stored."""
    return {
        "title": record.title,
        "creators": record.creators,
        "isbn": isbn_13(record.isbn),
        "level": record.level,
        "languages": list(dict.fromkeys(record.languages)),
        "licence": record.licence,
    }


@transaction.atomic
def set_cover(user: Visitor, book: Book, asset: Asset) -> Book:
    """The book with this picture, one of its library's, on its front; raises NOT_A_PICTURE or PICTURE_NOT_READY."""
    access_library(user, book.library_id, Role.CREATOR)
    problem = unfit_for_cover(asset, book)
    if problem:
        raise problem()
    return _with_cover(book, asset)


@transaction.atomic
def remove_cover(user: Visitor, book: Book) -> Book:
    """The book without a picture on its front; the picture stays in the library."""
    access_library(user, book.library_id, Role.CREATOR)
    return _with_cover(book, None)


def _with_cover(book: Book, asset: Asset | None) -> Book:
    locked = Book.objects.select_for_update().get(id=book.id)
    locked.cover = asset
    locked.save(update_fields=["cover"])
    return locked


# Pages


def add_page(user: Visitor, book: Book, number: int) -> Page:
    """A new page with an empty scene; raises PAGE_NUMBER_TAKEN."""
    access_library(user, book.library_id, Role.CREATOR)
    try:
        with transaction.atomic():
            page = Page.objects.create(book=book, number=number)
            Scene.objects.create(page=page)
            return page
    except IntegrityError:
        raise PAGE_NUMBER_TAKEN(number=number) from None


@transaction.atomic
def remove_page(user: Visitor, page: Page) -> None:
    """Deletes a page that was never published; raises PAGE_WAS_PUBLISHED for one that children may hold on paper."""
    access_library(user, page.book.library_id, Role.CREATOR)
    scene = Scene.objects.select_for_update().get(page=page)
    if scene.revisions.exists():
        raise PAGE_WAS_PUBLISHED()
    Page.objects.filter(id=page.id).delete()


# Scenes


@transaction.atomic
def save_draft(user: Visitor, page: Page, builds_on: int, document: dict[str, Any]) -> Scene:
    """Keeps the document, finished or not, as the next version of the page's draft.

    Raises DRAFT_CONFLICT when another version came after `builds_on`, DRAFT_TOO_LARGE, or INVALID for what could
    never become a scene: unknown top-level fields, or values that JSON and databases do not agree about.
    """
    person = signed_in(user)
    access_library(user, page.book.library_id, Role.CREATOR)
    storable(document)
    scene = Scene.objects.select_for_update().get(page=page)
    if scene.draft_version != builds_on:
        raise DRAFT_CONFLICT()
    scene.draft = document
    scene.draft_version += 1
    scene.draft_saved_at, scene.draft_saved_by = timezone.now(), person
    scene.save(update_fields=["draft", "draft_version", "draft_saved_at", "draft_saved_by"])
    return scene


@transaction.atomic
def publish_scene(user: Visitor, page: Page) -> SceneRevision:
    """Freezes the draft as the revision that children see. The same document again makes no new revision.

    Raises SCENE_INCOMPLETE; what is missing stands in the draft that the studio reads.
    """
    person = signed_in(user)
    access_library(user, page.book.library_id, Role.CREATOR)
    scene = Scene.objects.select_for_update().get(page=page)
    lacks = lacks_of(page.book, scene)
    if lacks:
        raise SCENE_INCOMPLETE(count=len(lacks))
    document = as_scene(scene.draft)
    sha256 = fingerprint(document)
    revision = scene.revisions.order_by("number").last()
    if revision is None or revision.sha256 != sha256:
        revision = SceneRevision.objects.create(
            scene=scene,
            number=revision.number + 1 if revision else 1,
            sha256=sha256,
            document=document.model_dump(mode="json"),
            published_by=person,
        )
    scene.published = revision
    scene.save(update_fields=["published"])
    return revision


@transaction.atomic
def unpublish(user: Visitor, page: Page) -> None:
    """Takes the page from children's eyes; its revisions and draft stay."""
    access_library(user, page.book.library_id, Role.CREATOR)
    scene = Scene.objects.select_for_update().get(page=page)
    scene.published = None
    scene.save(update_fields=["published"])


# Assets

upload_asset = uploads.upload_asset
choose_model = uploads.choose_model
prepare_asset = uploads.prepare_asset
prepare_models = uploads.prepare_models


@transaction.atomic
def credit_asset(user: Visitor, asset: Asset, credit: CreditIn) -> Asset:
    """The asset with whose it is and how it may be used. What its file claims itself stays beside it."""
    access_library(user, asset.library_id, Role.CREATOR)
    locked = Asset.objects.select_for_update().get(id=asset.id)
    locked.author, locked.source, locked.licence = credit.author, credit.source, credit.licence
    locked.save(update_fields=["author", "source", "licence"])
    return locked
