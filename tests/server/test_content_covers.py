"""The picture on a book's front: who gives it, which one may stand there, and when children see it."""

import io
from typing import Any

import pytest

from arlearn.people.models import Library, User
from content import actions, queries
from content.colophon import book_credits
from content.models import Asset, Book, Page
from content.preview import link_to, manifest, opened
from content.schemas import CreditIn
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import scene
from tests.server.test_content_api import Browser
from tests.server.test_content_uploads import photograph, shown_file


@pytest.fixture
def sari(creator: User) -> Browser:
    return Browser("sari", "en")


@pytest.fixture
def address(book: Book) -> str:
    return f"/api/studio/books/{book.id}"


@pytest.fixture
def picture(creator: User, library: Library) -> Asset:
    return actions.upload_asset(creator, library, "sampul.jpg", io.BytesIO(photograph()))


def test_C17_a_cover_is_set_replaced_and_taken_away(
    sari: Browser, creator: User, library: Library, address: str, picture: Asset
) -> None:
    assert sari("get", address)["cover"] is None
    told = sari("put", f"{address}/cover", {"asset": picture.sha256})
    assert told["book"]["cover"] == shown_file(picture).url
    assert (told["cover"]["sha256"], told["cover"]["name"]) == (picture.sha256, "sampul.jpg")
    other = actions.upload_asset(creator, library, "lain.jpg", io.BytesIO(photograph((300, 400))))
    assert sari("put", f"{address}/cover", {"asset": other.sha256})["cover"]["sha256"] == other.sha256
    for _ in range(2):
        told = sari("delete", f"{address}/cover")
        assert (told["cover"], told["cover_missing"], told["book"]["cover"]) == (None, None, None)
    # The pictures are still there to be taken again.
    assert len(sari("get", f"/api/studio/libraries/{library.id}/assets?kind=image")) == 2


def test_C17_only_a_picture_of_the_same_library_that_is_ready_is_a_cover(
    sari: Browser, stranger: User, address: str, model: Asset, picture: Asset
) -> None:
    assert sari("put", f"{address}/cover", {"asset": model.sha256}, expect=422)["code"] == "not_a_picture"
    elsewhere = Library.objects.get(slug="lain")
    theirs = actions.upload_asset(stranger, elsewhere, "x.jpg", io.BytesIO(photograph((40, 30))))
    sari("put", f"{address}/cover", {"asset": theirs.sha256}, expect=404)
    sari("put", f"{address}/cover", {"asset": "nonsense"}, expect=422)
    sari("put", f"{address}/cover", {"asset": picture.sha256, "crop": 1}, expect=422)
    Asset.objects.filter(pk=picture.pk).update(status=Asset.Status.WORKING)
    refusal = sari("put", f"{address}/cover", {"asset": picture.sha256}, expect=409)
    assert refusal["code"] == "picture_not_ready"
    Asset.objects.filter(pk=picture.pk).update(status=Asset.Status.REFUSED)
    assert sari("put", f"{address}/cover", {"asset": picture.sha256}, expect=422)["code"] == "not_a_picture"
    assert sari("get", address)["cover"] is None


def test_C17_a_cover_is_for_creators_of_the_library(
    creator: User, educator: User, stranger: User, book: Book, address: str, picture: Asset
) -> None:
    actions.set_cover(creator, book, picture)
    for name, status in (("budi", 403), ("asing", 404), (None, 401)):
        somebody = Browser(name)
        somebody("put", f"{address}/cover", {"asset": picture.sha256}, expect=status)
        somebody("delete", f"{address}/cover", expect=status)
    assert queries.studio_book(book).cover is not None


def test_C18_no_page_is_published_and_no_cover_seen_before_its_licence_is_said(
    sari: Browser, creator: User, book: Book, page: Page, model: Asset, picture: Asset, address: str
) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    told = sari("put", f"{address}/cover", {"asset": picture.sha256})
    said = "The book’s cover has no licence yet. Say where it comes from, and how it may be used."
    assert told["cover_missing"] == {"code": "cover_licence_missing", "message": said, "where": "cover.licence"}
    here = f"/api/studio/pages/{page.id}"
    assert [lack["message"] for lack in sari("get", f"{here}/draft")["missing"]] == [said]
    assert sari("post", f"{here}/publish", expect=422)["code"] == "scene_incomplete"
    assert seen(book) == (None, ["figur"])

    actions.credit_asset(creator, picture, CreditIn(licence="CC-BY-4.0"))
    assert sari("get", address)["cover_missing"]["where"] == "cover.author"
    assert seen(book) == (None, ["figur"])
    actions.credit_asset(creator, picture, CreditIn(licence="CC-BY-4.0", author="Ayu"))
    assert sari("get", address)["cover_missing"] is None
    assert sari("get", f"{here}/draft")["missing"] == []
    sari("post", f"{here}/publish")
    assert seen(book) == (shown_file(picture).url, ["sampul", "figur"])


def seen(book: Book) -> tuple[str | None, list[str]]:
    """The cover on the children's shelf and in the book, and the works that its credits name."""
    reader = Browser()
    [card] = reader("get", "/api/books")
    assert reader("get", f"/api/books/{book.slug}")["book"]["cover"] == card["cover"]
    return card["cover"], [work.name for work in book_credits(queries.published_book(book.slug), "id").works]


def test_C47_a_preview_shows_a_picture_before_it_is_described(creator: User, page: Page, picture: Asset) -> None:
    drawn: dict[str, Any] = {"asset": picture.sha256, "description": {"en": " "}}
    actions.save_draft(creator, page, 0, {"version": 1, "picture": drawn})
    token, _ = link_to(page, None)
    shown = manifest(opened(token))
    [seen_page] = shown.pages
    assert seen_page.scene.picture is not None
    assert seen_page.scene.picture.description == {"id": "…"}
    assert shown.assets[picture.sha256].url == shown_file(picture).url
