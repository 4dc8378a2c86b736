"""What an older recipe made is made anew, and nothing that was there is lost by it."""

import io
from typing import Any

import pytest

from arlearn.people.models import Library, User
from content import actions, queries, recipes, tasks
from content.models import Asset, Book, Page, Rendition
from content.pipeline import store
from content.problems import MODEL_DAMAGED
from tests.pure.gltf_files import whole
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import OWN_WORK, scene
from tests.server.package_fixtures import *  # noqa: F403  # fixtures
from tests.server.package_fixtures import brought, packed, written

OLD = "0" * 64


@pytest.fixture
def older(model: Asset, page: Page, creator: User) -> Asset:
    """A model on a published page, as an older recipe made it."""
    written(creator, page, scene(model), publish=True)
    model.renditions.update(recipe="phone-1", sha256=OLD)
    return model


def url(model: Asset) -> str:
    """Where phones get it from, as its book says."""
    book = Book.objects.get()
    return queries.manifest(queries.published_book(book.slug)).assets[model.sha256].url


def sent(model: Asset, creator: User) -> Asset:
    return actions.upload_asset(creator, model.library, "nama-lain.glb", io.BytesIO(whole()))


def test_C87_what_is_sent_again_is_made_anew_and_keeps_its_credits_and_pages(older: Asset, creator: User) -> None:
    assert url(older) == f"/media/{OLD}.glb"
    again = sent(older, creator)
    assert (again.pk, again.status) == (older.pk, "waiting")
    # Phones get what there was, and pages can be published, until it is made.
    assert url(older) == f"/media/{OLD}.glb"
    assert actions.publish_scene(creator, Page.objects.get()).number == 1
    tasks.prepare(again.pk)
    again.refresh_from_db()
    assert (again.status, again.name, again.licence) == ("ready", "figur.glb", OWN_WORK.licence)
    assert [made.recipe for made in again.renditions.order_by("id")] == ["phone-1", recipes.MODEL_RECIPE]
    assert OLD not in url(older)
    # Once is enough.
    assert sent(older, creator).status == "ready"


@pytest.mark.parametrize("killed", [False, True])
def test_C87_what_cannot_be_made_anew_stays_as_it_was(
    killed: bool, older: Asset, creator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(*_: Any) -> None:
        raise MODEL_DAMAGED()

    monkeypatch.setattr(recipes, "of_original", spoilt)
    again = sent(older, creator)
    if killed:  # three workers before
        Asset.objects.update(deliveries=3)
    tasks.prepare(again.pk)
    shown = queries.library_asset(older.library, older.sha256, "en")
    assert (shown.status, shown.problem) == ("ready", None)
    assert url(older) == f"/media/{OLD}.glb"
    assert store.has_original(older.sha256)


def test_C87_a_package_brings_what_is_made_by_the_recipe_of_now(
    older: Asset, book: Book, creator: User, elsewhere: Library, dewi: User
) -> None:
    package = packed(creator, book)
    brought(dewi, elsewhere, package)
    made = Rendition.objects.get(asset__library=elsewhere)
    assert (made.recipe, made.sha256 == OLD) == (recipes.MODEL_RECIPE, False)
    # What is here already stays: a package only adds.
    brought(creator, older.library, package)
    assert [made.recipe for made in older.renditions.all()] == ["phone-1"]
