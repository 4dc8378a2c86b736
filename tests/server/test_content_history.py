"""A page's history, who saved it, and links that show it before it is published."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from arlearn.people.models import User
from content import actions, preview, queries
from content.models import Asset, Book, Page, SceneRevision
from markers.actions import assign
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused, scene
from tests.server.test_content_api import Browser, anybody, sari

__all__ = ["anybody", "sari"]


@pytest.fixture
def published(creator: User, page: Page, model: Asset) -> list[dict[str, Any]]:
    """Two documents that were published one after the other."""
    documents = [scene(model), {**scene(model), "tasks": [], "light": "night"}]
    for version, document in enumerate(documents):
        actions.save_draft(creator, page, version, document)
        actions.publish_scene(creator, page)
    return documents


def test_C46_a_page_goes_back_to_what_it_was(sari: Browser, page: Page, published: list[dict[str, Any]]) -> None:
    address = f"/api/studio/pages/{page.id}"
    before = list(SceneRevision.objects.order_by("number").values())
    cards = sari("get", f"{address}/revisions")
    assert [(card["number"], card["published_by"], card["shown"]) for card in cards] == [
        (2, "sari", True),
        (1, "sari", False),
    ]
    first = sari("get", f"{address}/revisions/1")
    assert [task["id"] for task in first["document"]["tasks"]] == ["cari"]
    assert list(first["assets"]) == [published[0]["nodes"][0]["asset"]]
    draft = sari("put", f"{address}/draft", {"builds_on": 2, "document": first["document"]})
    assert (draft["version"], draft["published"], draft["missing"]) == (3, 2, [])
    assert sari("post", f"{address}/publish")["revision"] == before[0]["sha256"]
    assert [card["shown"] for card in sari("get", f"{address}/revisions")] == [True, False, False]
    assert list(SceneRevision.objects.filter(number__lte=2).order_by("number").values()) == before
    sari("get", f"{address}/revisions/9", expect=404)
    sari("post", f"{address}/unpublish")
    assert not any(card["shown"] for card in sari("get", f"{address}/revisions"))


def test_C8_history_and_previews_are_for_creators_of_the_library(
    stranger: User, educator: User, page: Page, published: list[dict[str, Any]]
) -> None:
    for name, status in (("asing", 404), ("budi", 403), (None, 401)):
        somebody = Browser(name)
        somebody("get", f"/api/studio/pages/{page.id}/revisions", expect=status)
        somebody("get", f"/api/studio/pages/{page.id}/revisions/1", expect=status)
        somebody("post", f"/api/studio/pages/{page.id}/preview", {}, expect=status)


def test_C4_a_draft_says_who_saved_it(sari: Browser, page: Page, model: Asset, creator: User) -> None:
    address = f"/api/studio/pages/{page.id}/draft"
    assert sari("get", address)["saved_by"] is None
    assert sari("put", address, {"builds_on": 0, "document": scene(model)})["saved_by"] == "sari"
    refusal = sari("put", address, {"builds_on": 0, "document": {}}, expect=409)
    assert refusal["code"] == "draft_conflict"
    creator.delete()
    page.refresh_from_db()
    assert queries.draft(page, "id").saved_by is None


def token_of(link: dict[str, Any]) -> str:
    return str(link["url"]).rsplit("/p/", 1)[1]


def test_C47_a_preview_shows_the_draft_without_signing_in(
    sari: Browser, anybody: Browser, page: Page, model: Asset, book: Book, creator: User
) -> None:
    link = sari("post", f"/api/studio/pages/{page.id}/preview", {})
    assert link["picture"].startswith("<svg")
    address = f"/api/books/previews/{token_of(link)}"
    empty = anybody("get", address)["pages"][0]["scene"]
    assert (empty["title"], empty["nodes"]) == ({"id": "1"}, [])
    half = {
        **scene(model),
        "title": {"id": "Hutan", "en": " "},
        "story": {"id": ["Momo bangun."], "en": "?"},
        "nodes": [*scene(model)["nodes"], {"kind": "model", "id": "x"}],
        "tasks": [*scene(model)["tasks"], {"kind": "find", "id": "y", "prompt": {"id": "Apa?"}, "answer": "x"}],
        "light": "evening",
    }
    actions.save_draft(creator, page, 0, half)
    shown = anybody("get", address)
    [seen] = shown["pages"]
    assert (seen["id"], seen["number"]) == (str(page.id), 1)
    assert seen["scene"]["title"] == {"id": "Hutan"}
    assert seen["scene"]["story"] == {"id": ["Momo bangun."], "en": []}
    assert [node["id"] for node in seen["scene"]["nodes"]] == ["momo"]
    assert [task["id"] for task in seen["scene"]["tasks"]] == ["cari"]
    assert seen["scene"]["light"] == "evening"
    assert shown["assets"][model.sha256]["url"].endswith(".glb")
    assert anybody.client.get(address).headers["Cache-Control"] == "no-store"
    # Children still see nothing of it, and the link opens no other door.
    assert anybody("get", "/api/books") == []
    anybody("get", f"/api/books/{book.id}", expect=404)
    anybody("put", address, {}, expect=405)
    [marker] = assign(creator, book.id)
    found = anybody("get", f"/api/markers/previews/{token_of(link)}")
    assert [one["code"] for one in found["markers"]] == [marker.code]
    assert anybody("get", f"/api/markers/books/{book.id}")["markers"] == []


def test_C47_a_preview_of_a_revision_stays_as_it_was(
    sari: Browser, anybody: Browser, page: Page, published: list[dict[str, Any]]
) -> None:
    link = sari("post", f"/api/studio/pages/{page.id}/preview", {"revision": 1})
    seen = anybody("get", f"/api/books/previews/{token_of(link)}")["pages"][0]
    assert seen["revision"] == page.scene.revisions.get(number=1).sha256
    sari("post", f"/api/studio/pages/{page.id}/preview", {"revision": 5}, expect=404)


def test_C47_a_preview_runs_out_and_cannot_be_made_up(
    sari: Browser, anybody: Browser, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = token_of(sari("post", f"/api/studio/pages/{page.id}/preview", {}))
    name, stamp, sign = token.split(".")
    later = chr(ord(stamp[-1]) ^ 1)
    for wrong in (f"{name}.{stamp}", f"{name}.{stamp[:-1]}{later}.{sign}", f"x{name[1:]}.{stamp}.{sign}", "x", "..."):
        anybody("get", f"/api/books/previews/{wrong}", expect=404)
        anybody("get", f"/api/markers/previews/{wrong}", expect=404)
    link = preview.link_to(page, None)
    assert link[1] - timezone.now() < timedelta(hours=2, minutes=1)
    monkeypatch.setattr(preview, "LASTS", timedelta(seconds=-1))
    refusal = anybody("get", f"/api/books/previews/{token}", expect=410)
    assert refusal["code"] == "preview_over"
    page.delete()
    monkeypatch.undo()
    with refused("preview_unknown"):
        preview.opened(token)


@pytest.mark.parametrize("draft", [{}, {"title": 3, "story": [], "nodes": {}, "tasks": "x", "light": "x"}])
def test_C47_whatever_a_draft_holds_can_be_shown(sari: Browser, anybody: Browser, page: Page, draft: Any) -> None:
    json.dumps(draft)
    sari("put", f"/api/studio/pages/{page.id}/draft", {"builds_on": 0, "document": draft})
    link = sari("post", f"/api/studio/pages/{page.id}/preview", {})
    [seen] = anybody("get", f"/api/books/previews/{token_of(link)}")["pages"]
    assert (seen["scene"]["title"], seen["scene"]["light"]) == ({"id": "1"}, "day")


def test_C49_the_original_of_a_model_is_for_creators_of_its_library(
    sari: Browser, stranger: User, educator: User, page: Page, model: Asset
) -> None:
    address = f"/api/studio/libraries/{page.book.library_id}/assets/{model.sha256}/original"
    answer = sari.client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "model/gltf-binary")
    assert hashlib.sha256(answer.content).hexdigest() == model.sha256
    for name, status in (("asing", 404), ("budi", 403), (None, 401)):
        Browser(name)("get", address, expect=status)
    sari("get", address.replace(model.sha256, "0" * 64), expect=404)
    Asset.objects.update(status=Asset.Status.REFUSED)
    sari("get", address, expect=404)


def test_C48_a_draft_says_how_its_page_will_run(sari: Browser, page: Page, model: Asset, creator: User) -> None:
    address = f"/api/studio/pages/{page.id}/draft"
    empty = sari("get", address)["running"]["frame_ms"]
    one = scene(model)
    alone = sari("put", address, {"builds_on": 0, "document": one})
    twice = {**one, "nodes": [*one["nodes"], {**one["nodes"][0], "id": "lagi"}]}
    both = sari("put", address, {"builds_on": 1, "document": twice})["running"]["frame_ms"]
    assert empty < alone["running"]["frame_ms"] < both
    [asset] = alone["assets"].values()
    assert asset["running"] == alone["running"]
    book = sari("get", f"/api/studio/books/{page.book_id}")
    assert [each["poster"] for each in book["pages"]] == [asset["poster"]]
