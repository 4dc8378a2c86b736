"""Books, pages, drafts and revisions, as those who make them meet them."""

import io
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from arlearn.people.models import Library, Role, User
from content import actions, queries
from content.check import as_scene
from content.models import Asset, Book, Page, Scene, SceneRevision
from content.scene import fingerprint
from content.schemas import BookIn
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import record, refused, scene


def test_a_page_comes_to_the_reader(creator: User, book: Book, page: Page, model: Asset) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    revision = actions.publish_scene(creator, page)
    shown = queries.manifest(queries.published_book(book.slug))
    assert [entry.number for entry in shown.pages] == [1]
    assert shown.pages[0].revision == revision.sha256
    assert shown.book.page_count == 1
    file = shown.assets[model.sha256]
    assert file.bounds is not None
    low, high = file.bounds
    # It is 1 x 2 x 3, and rises by 1: standing on the page, 10 cm at its longest.
    assert (low[1], high[2] - low[2]) == pytest.approx((0, 0.1), abs=1e-3)
    assert file.animations == ["rise"]


# Books


def test_books_of_one_title_get_addresses_of_their_own(creator: User, library: Library) -> None:
    slugs = [actions.create_book(creator, record(library)).slug for _ in range(3)]
    assert slugs == ["momo-si-beruang", "momo-si-beruang-2", "momo-si-beruang-3"]
    assert actions.create_book(creator, record(library, title="猫")).slug == "buku"
    assert actions.create_book(creator, record(library), slug="momo").slug == "momo"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("978-602-03-3295-6", "9786020332956"),
        ("0-306-40615-2", "9780306406157"),
        ("080442957X", "9780804429573"),
        (" ", ""),
    ],
)
def test_C10_an_isbn_is_kept_as_13_digits(creator: User, library: Library, written: str, kept: str) -> None:
    assert actions.create_book(creator, record(library, isbn=written)).isbn == kept


@pytest.mark.parametrize("written", ["978-602-03-3295-5", "0-306-40615-3", "12345", "978602033295", "buku"])
def test_C10_an_isbn_with_a_wrong_check_digit_is_refused(creator: User, book: Book, written: str) -> None:
    with refused("isbn_invalid"):
        actions.create_book(creator, record(book.library, isbn=written))
    with refused("isbn_invalid"):
        actions.change_book(creator, book, BookIn(title="Lain", level="A", languages=["id"], isbn=written))
    assert [kept.title for kept in Book.objects.all()] == ["Momo si Beruang"]


def test_a_book_keeps_its_address_when_its_title_changes(creator: User, book: Book) -> None:
    changed = actions.change_book(creator, book, BookIn(title="Momo", level="C", languages=["id", "en", "id"]))
    assert (changed.title, changed.slug, changed.level) == ("Momo", "momo-si-beruang", "C")
    assert changed.languages == ["id", "en"]


def test_a_cover_is_a_picture_of_the_same_library(creator: User, book: Book, model: Asset) -> None:
    with refused("not_a_picture"):
        actions.set_cover(creator, book, model)


def test_a_page_number_is_given_once(creator: User, book: Book, page: Page) -> None:
    with refused("page_number_taken"):
        actions.add_page(creator, book, page.number)
    assert book.pages.count() == 1


# Drafts


def test_C2_a_draft_may_be_unfinished_and_is_kept_as_it_is(creator: User, page: Page) -> None:
    document = {"title": {"id": "  Hutan "}, "nodes": [{"id": "momo"}], "tasks": [{"kind": "choice", "options": []}]}
    actions.save_draft(creator, page, 0, document)
    kept = queries.draft(page, "en")
    assert kept.document == document
    assert kept.version == 1
    assert "This page has no title in English yet." in [lack.message for lack in kept.missing]
    assert "Halaman ini belum punya judul dalam bahasa Inggris." in [
        lack.message for lack in queries.draft(page, "id").missing
    ]
    with refused("scene_incomplete"):
        actions.publish_scene(creator, page)
    assert not SceneRevision.objects.exists()


def test_C1_a_draft_with_a_field_that_no_scene_has_is_refused(creator: User, page: Page, model: Asset) -> None:
    with refused("invalid"):
        actions.save_draft(creator, page, 0, {**scene(model), "script": "x"})
    document = scene(model)
    document["nodes"][0]["script"] = "x"
    actions.save_draft(creator, page, 0, document)
    assert [(lack.code, lack.where) for lack in queries.draft(page, "id").missing] == [
        ("field_unknown", "nodes.0.script")
    ]
    with refused("scene_incomplete"):
        actions.publish_scene(creator, page)


def test_C4_of_two_saves_from_one_version_the_second_is_refused(creator: User, page: Page) -> None:
    actions.save_draft(creator, page, 0, {"title": {"id": "Pertama"}})
    for builds_on in (0, 2, 7):
        with refused("draft_conflict"):
            actions.save_draft(creator, page, builds_on, {"title": {"id": "Kedua"}})
    assert queries.draft(page, "id").document == {"title": {"id": "Pertama"}}
    actions.save_draft(creator, page, 1, {"title": {"id": "Kedua"}})
    assert queries.draft(page, "id").version == 2


def test_C64_a_page_whose_models_are_too_much_together_is_not_published(
    creator: User, page: Page, model: Asset
) -> None:
    """Each model is light; the studio shows the sum that refuses, and tells of it before it is asked to publish."""
    document = scene(model)
    first = document["nodes"][0]
    document["nodes"] = [{**first, "id": f"momo-{number}" if number else "momo"} for number in range(24)]
    actions.save_draft(creator, page, 0, document)
    shown = queries.draft(page, "en")
    one = queries.studio_asset(model).running
    assert one is not None
    assert (one.load.verdict, shown.running.load.verdict) == ("green", "red")
    assert shown.running.load.draws == 24 * one.load.draws
    assert shown.running.load.bytes == one.load.bytes
    [lack] = shown.missing
    assert (lack.code, lack.where) == ("page_too_heavy", "nodes")
    assert f"{24 * one.load.draws} parts drawn one by one (at most 20" in lack.message
    with refused("scene_incomplete"):
        actions.publish_scene(creator, page)
    fits = 20 // one.load.draws
    actions.save_draft(creator, page, 1, {**document, "nodes": document["nodes"][:fits]})
    assert actions.publish_scene(creator, page).number == 1


def test_an_asset_of_another_library_is_none(creator: User, stranger: User, model: Asset) -> None:
    other = Library.objects.get(slug="lain")
    page = actions.add_page(stranger, actions.create_book(stranger, record(other)), 1)
    actions.save_draft(stranger, page, 0, scene(model))
    assert [lack.code for lack in queries.draft(page, "id").missing] == ["model_missing"]


# Revisions


@pytest.fixture
def revision(creator: User, page: Page, model: Asset) -> SceneRevision:
    actions.save_draft(creator, page, 0, scene(model))
    return actions.publish_scene(creator, page)


def test_C5_a_revision_never_changes(revision: SceneRevision) -> None:
    revision.document = {}
    with pytest.raises(TypeError):
        revision.save()
    assert SceneRevision.objects.get().document["title"] == {"id": "Hutan", "en": "Forest"}


def test_C5_a_replaced_revision_can_still_be_asked_for(
    creator: User, book: Book, page: Page, model: Asset, revision: SceneRevision
) -> None:
    actions.save_draft(creator, page, 1, {**scene(model), "title": {"id": "Rimba", "en": "Jungle"}})
    newer = actions.publish_scene(creator, page)
    assert newer.number == 2
    assert [shown.revision for shown in queries.manifest(queries.published_book(book.slug)).pages] == [newer.sha256]
    older = queries.revision_document(page.id, revision.sha256)
    assert older is not None
    assert older.title["id"] == "Hutan"
    assert queries.revision_document(uuid.uuid4(), revision.sha256) is None
    assert queries.revision_document(page.id, "0" * 64) is None


def test_C5_a_revision_that_comes_later_is_found(creator: User, page: Page, model: Asset) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    expected = fingerprint(as_scene(scene(model)))
    assert queries.revision_document(page.id, expected) is None
    actions.publish_scene(creator, page)
    assert queries.revision_document(page.id, expected) is not None


def test_C6_the_same_document_makes_no_new_revision(
    creator: User, page: Page, model: Asset, revision: SceneRevision
) -> None:
    assert actions.publish_scene(creator, page) == revision
    spelled_out: dict[str, Any] = dict(reversed(scene(model).items()))
    spelled_out["nodes"] = [{**spelled_out["nodes"][0], "position": [0, 0, 0.0], "play": "loop"}]
    actions.save_draft(creator, page, 1, spelled_out)
    assert queries.studio_page(Page.objects.get(id=page.id)).state == "published"
    assert actions.publish_scene(creator, page) == revision
    actions.unpublish(creator, page)
    assert actions.publish_scene(creator, page) == revision
    assert SceneRevision.objects.count() == 1


def test_C6_going_back_to_an_older_document_is_a_new_revision(
    creator: User, page: Page, model: Asset, revision: SceneRevision
) -> None:
    actions.save_draft(creator, page, 1, {**scene(model), "tasks": []})
    actions.publish_scene(creator, page)
    actions.save_draft(creator, page, 2, scene(model))
    third = actions.publish_scene(creator, page)
    assert (third.number, third.sha256) == (3, revision.sha256)


def test_C7_what_is_not_published_is_not_there(creator: User, page: Page, book: Book, model: Asset) -> None:
    def nowhere() -> bool:
        for key in (book.slug, str(book.id)):
            with refused("not_found"):
                queries.published_book(key)
        return queries.shelf() == []

    assert nowhere()
    actions.save_draft(creator, page, 0, scene(model))
    assert nowhere()
    actions.publish_scene(creator, page)
    actions.add_page(creator, book, 2)
    assert [(card.title, card.page_count) for card in queries.shelf()] == [("Momo si Beruang", 1)]
    assert len(queries.manifest(queries.published_book(str(book.id))).pages) == 1
    actions.unpublish(creator, page)
    assert nowhere()


def test_the_state_of_a_page_follows_its_draft(creator: User, page: Page, model: Asset) -> None:
    def state() -> str:
        return queries.studio_page(Page.objects.get(id=page.id)).state

    assert state() == "empty"
    actions.save_draft(creator, page, 0, {"title": {"id": "Hutan"}})
    assert state() == "draft"
    actions.save_draft(creator, page, 1, scene(model))
    actions.publish_scene(creator, page)
    assert state() == "published"
    actions.save_draft(creator, page, 2, {**scene(model), "title": {}})
    assert state() == "changed"
    actions.unpublish(creator, page)
    assert state() == "draft"


def test_C16_a_page_that_was_published_stays(creator: User, page: Page, book: Book, revision: SceneRevision) -> None:
    actions.unpublish(creator, page)
    with refused("page_was_published"):
        actions.remove_page(creator, page)
    unseen = actions.add_page(creator, book, 2)
    actions.remove_page(creator, unseen)
    assert [kept.number for kept in book.pages.all()] == [1]
    assert Scene.objects.count() == 1


# Who may


def test_C8_only_creators_of_the_library_change_anything(
    creator: User, educator: User, stranger: User, page: Page, book: Book, model: Asset
) -> None:
    cases: list[tuple[Any, str]] = [
        (educator, "not_allowed"),
        (stranger, "not_found"),
        (AnonymousUser(), "sign_in_needed"),
    ]
    for who, code in cases:
        for attempt in (
            lambda who=who: actions.create_book(who, record(book.library)),
            lambda who=who: actions.change_book(who, book, BookIn(title="x", level="A", languages=["id"])),
            lambda who=who: actions.set_cover(who, book, model),
            lambda who=who: actions.remove_cover(who, book),
            lambda who=who: actions.add_page(who, book, 9),
            lambda who=who: actions.remove_page(who, page),
            lambda who=who: actions.save_draft(who, page, 0, {}),
            lambda who=who: actions.publish_scene(who, page),
            lambda who=who: actions.unpublish(who, page),
            lambda who=who: actions.upload_asset(who, book.library, "x", io.BytesIO()),
            lambda who=who: queries.access_book(who, book.id, Role.CREATOR),
            lambda who=who: queries.access_page(who, page.id, Role.CREATOR),
        ):
            with refused(code):
                attempt()
    for gone in (queries.access_book, queries.access_page):
        with refused("not_found"):
            gone(creator, uuid.uuid4(), Role.CREATOR)
    assert queries.access_page(creator, page.id, Role.CREATOR) == page
