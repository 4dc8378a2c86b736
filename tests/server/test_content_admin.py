"""Django's admin site shows everything of content, and changes nothing that was published."""

import io

import pytest
from django.contrib import admin
from django.test import Client
from PIL import Image

from arlearn.people.actions import add_person
from arlearn.people.models import Library, Role, User
from content import actions
from content.models import Asset, Book, Page, Rendition, Scene, SceneRevision
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import scene

MODELS = [Book, Page, Scene, SceneRevision, Asset, Rendition]


@pytest.fixture
def site(library: Library, creator: User, book: Book, page: Page, model: Asset) -> Client:
    """The admin's browser, in a library with one of everything."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    actions.set_cover(creator, book, actions.upload_asset(creator, library, "sampul", io.BytesIO(out.getvalue())))
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    client = Client()
    client.force_login(add_person(library, "kepala", "kata-sandi-uji", [Role.ADMIN], server=True))
    return client


@pytest.mark.parametrize("of", MODELS, ids=lambda of: of.__name__)
def test_lists_searches_filters_and_rows_open(site: Client, of: type) -> None:
    name = of.__name__.lower()
    listed = site.get(f"/admin/content/{name}/")
    assert listed.status_code == 200
    assert site.get(f"/admin/content/{name}/?q=momo").status_code == 200
    row = of.objects.first()  # type: ignore[attr-defined]  # every one is a model
    shown = site.get(f"/admin/content/{name}/{row.pk}/change/")
    assert shown.status_code == 200
    assert admin.site.is_registered(of)


def test_C5_a_revision_is_neither_changed_nor_deleted_here(site: Client) -> None:
    revision = SceneRevision.objects.get()
    address = f"/admin/content/scenerevision/{revision.pk}"
    assert site.post(f"{address}/change/", {"number": 9}).status_code == 403
    assert site.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert site.get("/admin/content/scenerevision/add/").status_code == 403
    assert SceneRevision.objects.get().number == 1


def test_a_book_can_be_mended_but_keeps_its_address(site: Client, book: Book) -> None:
    form = {
        "library": str(book.library_id),
        "title": "Judul Baru",
        "slug": "lain",
        "level": "C",
        "languages": '["id", "en"]',
        "emblem": "book",
        "pages-TOTAL_FORMS": 0,
        "pages-INITIAL_FORMS": 0,
    }
    assert site.post(f"/admin/content/book/{book.id}/change/", form).status_code == 302
    mended = Book.objects.get()
    assert (mended.title, mended.slug, mended.level) == ("Judul Baru", "momo-si-beruang", "C")


@pytest.mark.parametrize(
    "wrong",
    [
        {"isbn": "9786020000000"},
        {"languages": '{"id": 1}'},
        {"languages": "[]"},
        {"languages": '["Bahasa Indonesia"]'},
        {"level": "Z"},
    ],
    ids=str,
)
def test_a_record_that_would_break_the_shelf_is_not_taken(site: Client, book: Book, wrong: dict[str, str]) -> None:
    form = {"title": "Lain", "level": "C", "languages": '["id"]', "emblem": "book", "isbn": ""}
    pages = {"pages-TOTAL_FORMS": 0, "pages-INITIAL_FORMS": 0}
    assert site.post(f"/admin/content/book/{book.id}/change/", {**form, **pages, **wrong}).status_code == 200
    assert Book.objects.get().title == book.title
    assert len(site.get("/api/books").json()) == 1


def test_C17_a_model_is_no_cover_nor_a_picture_that_is_not_ready(site: Client, book: Book, model: Asset) -> None:
    waiting = Asset.objects.create(
        library=book.library, kind="image", sha256="a" * 64, size=1, media_type="image/png", status="working"
    )
    for other in (model, waiting):
        form = {"title": "Lain", "level": "C", "languages": '["id"]', "emblem": "book", "cover": other.pk}
        pages = {"pages-TOTAL_FORMS": 0, "pages-INITIAL_FORMS": 0}
        assert site.post(f"/admin/content/book/{book.id}/change/", {**form, **pages}).status_code == 200
        assert Book.objects.get().cover_id != other.pk
