"""The demo books in a library: published as a creator would, once, and left alone afterwards."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from arlearn.errors import Problem
from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Library, Role, User
from content import actions, queries, recipes
from content.demo import books
from content.demo.publish import make_demo
from content.models import Asset, Book, Page, SceneRevision
from content.recipes import Made

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Library:
    return open_library("Perpustakaan Contoh", "contoh", "Balikpapan")


@pytest.fixture
def creator(library: Library) -> User:
    return add_person(library, "pembuat", "kata-sandi-uji", [Role.CREATOR])


@pytest.fixture(autouse=True)
def prepared(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server has made of the demo's models is taken from there: to prepare all of them takes a minute."""
    question = (
        "SELECT a.sha256, r.recipe, r.sha256, r.media_type, r.size, r.report"
        " FROM content_rendition r JOIN content_asset a ON a.id = r.asset_id WHERE a.kind = 'model'"
    )
    with closing(sqlite3.connect(demo_data / "arlearn.sqlite3")) as link:
        rows = link.execute(question).fetchall()
    made = {row[0]: Made(row[1], row[2], row[3], row[4], json.loads(row[5])) for row in rows}
    monkeypatch.setattr(recipes, "of_models", lambda assets: [made[asset.sha256] for asset in assets])


def counts() -> tuple[int, ...]:
    return Book.objects.count(), Page.objects.count(), SceneRevision.objects.count(), Asset.objects.count()


def test_both_books_are_published_whole_and_another_run_only_adds_what_is_missing(
    library: Library, creator: User
) -> None:
    made = make_demo(library, creator)
    assert [book.slug for book in made] == [book.slug for book in books.BOOKS]
    for book, demo in zip(made, books.BOOKS, strict=True):
        manifest = queries.manifest(queries.published_book(book.slug))
        assert [page.scene for page in manifest.pages] == books.documents(demo)
        assert manifest.book.cover is not None
        animated = {node.asset for page in manifest.pages for node in page.scene.nodes if node.animation}
        assert all(manifest.assets[asset].animations for asset in animated)
    before = counts()
    assert make_demo(library, creator) == made
    assert counts() == before

    # What a creator changed or took back stays so; what a power failure left undone is done.
    first, second = made[0].pages.all()[:2]
    changed = first.scene.draft | {"title": {"id": "Judul baru", "en": "New title"}}
    actions.save_draft(creator, first, first.scene.draft_version, changed)
    actions.publish_scene(creator, first)
    actions.unpublish(creator, second)
    made[0].pages.filter(number=8).delete()
    make_demo(library, creator)
    shown = queries.manifest(queries.published_book(made[0].slug))
    assert [page.number for page in shown.pages] == [1, 3, 4, 5, 6, 7, 8]
    assert shown.pages[0].scene.title["id"] == "Judul baru"
    assert shown.pages[-1].scene == books.documents(books.BOOKS[0])[-1]


def test_somebody_who_may_not_create_here_makes_nothing(library: Library) -> None:
    teacher = add_person(library, "guru", "kata-sandi-uji", [Role.EDUCATOR])
    with pytest.raises(Problem):
        make_demo(library, teacher)
    assert counts() == (0, 0, 0, 0)
