"""The HTTP interface to books and the studio, as browsers use it."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from arlearn.people.models import Library, User
from content import actions
from content.models import Asset, Book, Page
from content.schemas import NewBook
from tests.pure.gltf_files import whole
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import scene


class Browser:
    """A signed-in browser that sends JSON, the CSRF token and the language it was given."""

    def __init__(self, name: str | None = None, language: str = "id") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"Accept-Language": language}
        if name:
            self.client.force_login(User.objects.get(username=name))
        self.headers["X-CSRFToken"] = self.client.get("/api/people/me").json()["csrf"]

    def __call__(self, method: str, address: str, body: Any = None, expect: int = 200) -> Any:
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        response = getattr(self.client, method)(address, headers=self.headers, **data)
        assert response.status_code == expect, response.content
        return response.json() if response.content else None

    def upload(self, library: Library, content: bytes, expect: int = 200) -> Any:
        form = {"library": str(library.id), "file": SimpleUploadedFile("figur.glb", content)}
        response = self.client.post("/api/studio/assets", form, headers=self.headers)
        assert response.status_code == expect, response.content
        return response.json()


@pytest.fixture
def sari(creator: User) -> Browser:
    return Browser("sari")


@pytest.fixture
def anybody(db: None) -> Browser:
    return Browser()


def test_from_a_new_book_to_the_shelf(sari: Browser, anybody: Browser, library: Library) -> None:
    record = {"library": str(library.id), "title": "Momo", "level": "B1", "languages": ["id", "en"], "isbn": ""}
    book = sari("post", "/api/studio/books", record)["book"]
    page = sari("post", f"/api/studio/books/{book['id']}/pages", {"number": 4})
    assert page == {"id": page["id"], "number": 4, "title": {}, "state": "empty"}
    sent = sari.upload(library, whole())
    assert (sent["status"], sent["file"]) == ("waiting", None)
    actions.prepare_asset(Asset.objects.get())
    asset = sari("get", f"/api/studio/libraries/{library.id}/assets/{sent['sha256']}")
    assert (asset["status"], asset["report"]["after"]["triangles"]) == ("ready", 4)
    credited = f"/api/studio/libraries/{library.id}/assets/{asset['sha256']}/credit"
    sari("put", credited, {"author": "Sari", "licence": "own-work"})
    draft = sari("get", f"/api/studio/pages/{page['id']}/draft")
    assert (draft["version"], draft["published"]) == (0, None)
    document = scene(Asset.objects.get())
    saved = sari("put", f"/api/studio/pages/{page['id']}/draft", {"builds_on": 0, "document": document})
    assert (saved["version"], saved["missing"], list(saved["assets"])) == (1, [], [asset["sha256"]])
    published = sari("post", f"/api/studio/pages/{page['id']}/publish")
    assert published["number"] == 1
    [card] = anybody("get", "/api/books")
    assert (card["slug"], card["page_count"], card["library"]) == ("momo", 1, "Perpustakaan Kota")
    by_slug, by_id = (anybody("get", f"/api/books/{key}") for key in ("momo", card["id"]))
    assert by_slug == by_id
    assert by_slug["pages"][0]["revision"] == published["revision"]
    assert by_slug["assets"][asset["sha256"]]["url"] == asset["file"]["url"]
    assert sari("get", f"/api/studio/libraries/{library.id}/books")[0]["pages"][0]["state"] == "published"
    assert sari("post", f"/api/studio/pages/{page['id']}/unpublish")["state"] == "draft"
    assert anybody("get", "/api/books") == []
    anybody("get", "/api/books/momo", expect=404)


def test_a_phone_that_has_the_manifest_is_told_so(
    anybody: Browser, creator: User, page: Page, model: Asset, book: Book
) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    address = f"/api/books/{book.slug}"
    first = anybody.client.get(address)
    etag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    for seen in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        again = anybody.client.get(address, headers={"If-None-Match": seen})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    actions.save_draft(creator, page, 1, {**scene(model), "tasks": []})
    assert anybody.client.get(address, headers={"If-None-Match": etag}).status_code == 304
    actions.publish_scene(creator, page)
    changed = anybody.client.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_refusals_are_said_in_the_persons_language(creator: User, page: Page, library: Library) -> None:
    said = {}
    for language in ("id", "en"):
        browser = Browser("sari", language)
        draft = browser("get", f"/api/studio/pages/{page.id}/draft")
        incomplete = browser("post", f"/api/studio/pages/{page.id}/publish", expect=422)
        web_page = browser.upload(library, b"<!doctype html><html>", expect=422)
        said[language] = [incomplete["code"], web_page["code"]]
        said[language + " text"] = [draft["missing"][0]["message"], incomplete["message"], web_page["message"]]
    assert said["id"] == said["en"] == ["scene_incomplete", "model_is_web_page"]
    assert said["id text"][0] == "Halaman ini belum punya judul dalam bahasa Indonesia."
    assert said["en text"][0] == "This page has no title in Indonesian yet."
    assert all(one != other for one, other in zip(said["id text"], said["en text"], strict=True))


def test_C1_a_request_with_an_unknown_field_is_refused_with_its_place(sari: Browser, page: Page, book: Book) -> None:
    draft = f"/api/studio/pages/{page.id}/draft"
    refusal = sari("put", draft, {"builds_on": 0, "document": {}, "force": True}, expect=422)
    assert (refusal["code"], refusal["where"]) == ("invalid", ["body.force"])
    refusal = sari("put", draft, {"builds_on": 0, "document": {"script": "x"}}, expect=422)
    assert refusal["code"] == "invalid"
    assert "document.script" in refusal["message"]
    for number in (0, 1000, "satu", None):
        sari("post", f"/api/studio/books/{book.id}/pages", {"number": number}, expect=422)
    assert book.pages.count() == 1


def test_C4_a_conflict_is_409_and_keeps_the_first(sari: Browser, page: Page) -> None:
    address = f"/api/studio/pages/{page.id}/draft"
    sari("put", address, {"builds_on": 0, "document": {"title": {"id": "Satu"}}})
    refusal = sari("put", address, {"builds_on": 0, "document": {"title": {"id": "Dua"}}}, expect=409)
    assert refusal["code"] == "draft_conflict"
    assert sari("get", address)["document"] == {"title": {"id": "Satu"}}


def test_C10_a_wrong_isbn_changes_nothing(sari: Browser, book: Book) -> None:
    body = {"title": "Lain", "level": "A", "languages": ["id"], "isbn": "978-602-03-3295-5"}
    assert sari("put", f"/api/studio/books/{book.id}", body, expect=422)["code"] == "isbn_invalid"
    kept = sari("get", f"/api/studio/books/{book.id}")
    assert kept["book"]["title"] == "Momo si Beruang"
    changed = sari("put", f"/api/studio/books/{book.id}", {**body, "isbn": "978-602-03-3295-6"})
    assert (changed["isbn"], changed["book"]["title"]) == ("9786020332956", "Lain")


def test_C16_pages_are_deleted_until_they_are_published(
    sari: Browser, creator: User, book: Book, page: Page, model: Asset
) -> None:
    address = f"/api/studio/pages/{page.id}"
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    assert sari("delete", address, expect=409)["code"] == "page_was_published"
    other = sari("post", f"/api/studio/books/{book.id}/pages", {"number": 2})
    sari("delete", f"/api/studio/pages/{other['id']}", expect=204)
    assert sari("delete", f"/api/studio/pages/{other['id']}", expect=404)["code"] == "not_found"


def studio_requests(book: Book, page: Page, library: Library) -> list[Callable[[Browser, int], Any]]:
    record = {"title": "x", "level": "A", "languages": ["id"]}
    draft = f"/api/studio/pages/{page.id}/draft"
    return [
        lambda browser, status: browser("get", f"/api/studio/libraries/{library.id}/books", None, status),
        lambda browser, status: browser("post", "/api/studio/books", {**record, "library": str(library.id)}, status),
        lambda browser, status: browser("get", f"/api/studio/books/{book.id}", None, status),
        lambda browser, status: browser("put", f"/api/studio/books/{book.id}", record, status),
        lambda browser, status: browser("post", f"/api/studio/books/{book.id}/pages", {"number": 3}, status),
        lambda browser, status: browser("delete", f"/api/studio/pages/{page.id}", None, status),
        lambda browser, status: browser("get", draft, None, status),
        lambda browser, status: browser("put", draft, {"builds_on": 0, "document": {}}, status),
        lambda browser, status: browser("post", f"/api/studio/pages/{page.id}/publish", None, status),
        lambda browser, status: browser("post", f"/api/studio/pages/{page.id}/unpublish", None, status),
        lambda browser, status: browser.upload(library, whole(), status),
    ]


def test_C8_the_studio_is_for_creators_of_the_library(
    creator: User, educator: User, stranger: User, book: Book, page: Page, library: Library
) -> None:
    visitors = [
        (Browser(), 401, "sign_in_needed"),
        (Browser("budi"), 403, "not_allowed"),
        (Browser("asing"), 404, "not_found"),
    ]
    for browser, status, code in visitors:
        for request in studio_requests(book, page, library):
            assert request(browser, status)["code"] == code
    assert Book.objects.count() == Page.objects.count() == 1
    assert not Asset.objects.exists()


def test_C8_a_form_of_another_site_changes_nothing(sari: Browser, book: Book, page: Page, library: Library) -> None:
    sari.headers.pop("X-CSRFToken")
    requests = studio_requests(book, page, library)
    looking = (0, 2, 6)
    for number, request in enumerate(requests):
        answer = request(sari, 200 if number in looking else 403)
        assert number in looking or answer["code"] == "page_too_old"
    assert Book.objects.get().title == "Momo si Beruang"
    assert Page.objects.count() == 1
    assert not Asset.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b"", b'{"builds_on": 0, "document": {"title": NaN}}'])
def test_C1_a_body_that_is_no_json_is_refused_by_name(sari: Browser, page: Page, body: bytes) -> None:
    address = f"/api/studio/pages/{page.id}/draft"
    answer = sari.client.put(address, body, "application/json", headers=sari.headers)
    assert answer.status_code in (400, 422), answer.content
    assert answer.json()["code"] == "invalid"


def test_what_is_not_there_is_404(sari: Browser, anybody: Browser) -> None:
    for key in ("tidak-ada", str(uuid.uuid4()), "00000000"):
        assert anybody("get", f"/api/books/{key}", expect=404)["code"] == "not_found"
    assert sari("get", f"/api/studio/pages/{uuid.uuid4()}/draft", expect=404)["code"] == "not_found"


def test_the_file_of_the_manifest_can_be_fetched(
    anybody: Browser, creator: User, page: Page, model: Asset, book: Book, data: Path
) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    manifest = anybody("get", f"/api/books/{book.slug}")
    file = manifest["assets"][model.sha256]
    assert (data / file["url"].removeprefix("/")).stat().st_size == file["size"]


@pytest.mark.parametrize("field", ["title", "creators", "isbn", "licence"])
@pytest.mark.parametrize("letter", ["\0", "\ud800"])
def test_letters_that_no_database_keeps_are_refused(sari: Browser, library: Library, field: str, letter: str) -> None:
    record = {"library": str(library.id), "title": "Momo", "level": "B1", "languages": ["id"]}
    refused = sari("post", "/api/studio/books", {**record, field: f"M{letter}"}, 422)
    assert (refused["code"], refused["where"]) == ("invalid", [f"body.{field}"])
    assert not Book.objects.exists()


@pytest.mark.parametrize("key", ["%00", "momo%00", "%FF", "..", "momo%20"])
def test_an_odd_address_of_a_book_is_an_unknown_book(anybody: Browser, key: str) -> None:
    assert anybody("get", f"/api/books/{key}", expect=404)["code"] == "not_found"


def test_a_draft_beyond_measure_is_refused_with_a_code(sari: Browser, page: Page) -> None:
    body = {"builds_on": 0, "document": {"title": {"id": "x" * 3_000_000}}}
    assert sari("put", f"/api/studio/pages/{page.id}/draft", body, 413)["code"] == "too_large"


def test_a_form_of_too_many_parts_is_refused_with_a_code(sari: Browser) -> None:
    answer = sari.client.post("/api/studio/assets", {f"a{n}": "x" for n in range(1100)}, headers=sari.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_a_shelf_of_many_books_takes_no_more_questions(
    sari: Browser, library: Library, book: Book, page: Page, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        assert len(sari("get", f"/api/studio/libraries/{library.id}/books")) == 1
    creator = User.objects.get(username="sari")
    record = NewBook(library=library.id, title="Lain", level="A", languages=["id"])
    for _ in range(15):
        actions.add_page(creator, actions.create_book(creator, record), 1)
    with django_assert_max_num_queries(12):
        assert len(sari("get", f"/api/studio/libraries/{library.id}/books")) == 16
