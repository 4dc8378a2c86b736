"""Books, pages, drafts, revisions and uploads, as those who make them meet them."""

import io
from typing import Any

import pytest

from arlearn.errors import Problem
from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Library, Role, User
from content import actions, queries
from content.models import Asset, Book, Page
from content.schemas import NewBook
from tests.pure.gltf_files import whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Library:
    return open_library("Perpustakaan Kota", "kota", "Balikpapan")


@pytest.fixture
def creator(library: Library) -> User:
    return add_person(library, "sari", "kata-sandi-uji", [Role.CREATOR])


@pytest.fixture
def book(library: Library, creator: User) -> Book:
    record = NewBook(library=library.id, title="Momo si Beruang", level="B1", languages=["id", "en"])
    return actions.create_book(creator, record)


@pytest.fixture
def page(book: Book, creator: User) -> Page:
    return actions.add_page(creator, book, 1)


@pytest.fixture
def model(library: Library, creator: User) -> Asset:
    return actions.upload_asset(creator, library, "figur.glb", io.BytesIO(whole()))


def scene(model: Asset) -> dict[str, Any]:
    return {
        "version": 1,
        "title": {"id": "Hutan", "en": "Forest"},
        "story": {"id": ["Momo bangun."], "en": ["Momo wakes up."]},
        "nodes": [{"kind": "model", "id": "momo", "asset": model.sha256, "name": {"id": "Momo", "en": "Momo"}}],
        "tasks": [
            {
                "kind": "find",
                "id": "cari",
                "prompt": {"id": "Di mana Momo?", "en": "Where is Momo?"},
                "answer": "momo",
            }
        ],
    }


def refused(code: str) -> Any:
    return pytest.raises(Problem, match=rf"^{code}:")


def test_a_page_comes_to_the_reader(creator: User, book: Book, page: Page, model: Asset) -> None:
    assert queries.shelf() == []
    actions.save_draft(creator, page, 0, scene(model))
    revision = actions.publish_scene(creator, page)
    assert [card.title for card in queries.shelf()] == ["Momo si Beruang"]
    shown = queries.manifest(queries.published_book(book.slug))
    assert [entry.number for entry in shown.pages] == [1]
    assert shown.pages[0].revision == revision.sha256
    file = shown.assets[model.sha256]
    assert file.bounds == ((10, 0, 0), (11, 2, 3))
    assert file.animations == ["rise"]
    assert queries.revision_document(page.id, revision.sha256) == shown.pages[0].scene
