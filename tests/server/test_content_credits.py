"""Whose a work is: asked before it is published, kept from its own file, and told on the book's page of credits."""

import io
from typing import Any

import pytest

from arlearn.people.models import Library, User
from content import actions, queries
from content.colophon import book_credits
from content.credits import credit_of, licence_choice, licence_choices
from content.licences import LICENCES, NOTICE_LENGTH, needs_author, notice_of
from content.models import Asset, Book, Page
from content.schemas import CreditIn
from tests.pure.gltf_files import changed, whole
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import OWN_WORK, refused, scene
from tests.server.test_content_api import Browser
from tests.server.test_content_uploads import photograph


def uploaded(creator: User, library: Library, content: bytes | None = None, name: str = "figur.glb") -> Asset:
    return actions.prepare_asset(actions.upload_asset(creator, library, name, io.BytesIO(content or whole())))


def missing(page: Page) -> list[tuple[str, str]]:
    return [(lack.code, lack.where) for lack in queries.draft(page, "id").missing]


def test_C50_a_work_without_licence_is_not_published(creator: User, library: Library, page: Page) -> None:
    asset = uploaded(creator, library)
    actions.save_draft(creator, page, 0, scene(asset))
    assert missing(page) == [("licence_missing", "nodes.0.asset.licence")]
    with refused("scene_incomplete"):
        actions.publish_scene(creator, page)
    actions.credit_asset(creator, asset, CreditIn(licence="CC-BY-4.0"))
    assert missing(page) == [("author_missing", "nodes.0.asset.author")]
    actions.credit_asset(creator, asset, CreditIn(licence="CC-BY-4.0", author="Ayu"))
    assert missing(page) == []
    assert actions.publish_scene(creator, page).number == 1


def test_C50_a_picture_needs_a_licence_too(creator: User, library: Library, page: Page, model: Asset) -> None:
    picture = uploaded(creator, library, photograph(), "foto.jpg")
    shown = {"asset": picture.sha256, "description": {"id": "Hutan", "en": "A forest"}}
    actions.save_draft(creator, page, 0, scene(model) | {"picture": shown})
    [lack] = queries.draft(page, "en").missing
    assert (lack.code, lack.where) == ("picture_licence_missing", "picture.asset.licence")
    assert lack.message == "The picture has no licence yet. Say where it comes from, and how it may be used."
    actions.credit_asset(creator, picture, CreditIn(licence="public-domain"))
    assert missing(page) == []


def test_C50_a_licence_of_the_list_and_no_other_is_taken(creator: User, library: Library, stranger: User) -> None:
    asset = uploaded(creator, library)
    sari, address = Browser("sari", "en"), f"/api/studio/libraries/{library.id}/assets/{asset.sha256}/credit"
    offered = sari("get", "/api/studio/licences")
    assert [licence["code"] for licence in offered] == list(LICENCES)
    assert {licence["name"] for licence in offered} >= {"Own work", "CC BY-SA 4.0", "Public domain"}
    sari("put", address, {"licence": "all-rights-reserved"}, expect=422)
    sari("put", address, {"licence": "own-work", "notice": "x"}, expect=422)
    Browser("asing")("put", address, {"licence": "own-work"}, expect=404)
    assert Asset.objects.get().licence == ""
    told: dict[str, Any] = {"author": " Ayu ", "source": "https://example.org/kuda", "licence": "CC-BY-SA-4.0"}
    assert sari("put", address, told)["credit"] == told | {"author": "Ayu", "notice": "CC0", "forbids": False}


def test_C50_every_licence_of_creative_commons_is_there_and_stands_under_its_version() -> None:
    asked = ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
    for version in ("4.0", "3.0"):
        for asks in asked:
            choice = licence_choice(f"CC-{asks}-{version}", "en")
            assert choice.name == f"CC {asks} {version}"
            assert choice.group.startswith(f"Creative Commons {version}")
            assert choice.url == f"https://creativecommons.org/licenses/{asks.lower()}/{version}/"
            assert choice.attribution
    assert {choice.code for choice in licence_choices("id") if not choice.group} == {
        "own-work", "public-domain", "CC0-1.0",
    }  # fmt: skip


def test_C60_who_uses_a_work_that_may_not_be_changed_is_told_when_its_shape_was(
    creator: User, library: Library, book: Book, page: Page
) -> None:
    asset = uploaded(creator, library)
    actions.save_draft(creator, page, 0, scene(asset))
    forbids = CreditIn(licence="CC-BY-NC-ND-3.0", author="Ayu")
    asset = actions.credit_asset(creator, asset, forbids)
    actions.publish_scene(creator, page)
    assert not credit_of(asset).forbids
    assert [work.simplified for work in book_credits(book, "id").works] == [False]
    made = asset.renditions.get()
    made.report["gave_up"] = ["textures"]
    made.save()
    assert not credit_of(asset).forbids  # smaller pictures are what a phone technically needs
    made.report["gave_up"] = ["textures", "triangles"]
    made.save()
    assert credit_of(asset).forbids
    assert [work.simplified for work in book_credits(book, "id").works] == [True]
    assert not credit_of(actions.credit_asset(creator, asset, CreditIn(licence="CC-BY-4.0", author="Ayu"))).forbids


@pytest.mark.parametrize("code", LICENCES)
def test_C50_every_licence_says_in_both_languages_what_it_means(code: str) -> None:
    licence = LICENCES[code]
    assert set(licence.name) == set(licence.says) == {"id", "en"}
    assert licence.says["id"] != licence.says["en"]
    # Its text has to be findable wherever its author has to be named.
    assert bool(licence.url) >= needs_author(code)


def test_C51_the_copyright_in_a_models_file_is_kept_beside_the_creators_word(
    creator: User, library: Library, book: Book, page: Page
) -> None:
    claims = "© 2019 Ayu Lestari, CC BY 4.0"
    asset = uploaded(creator, library, changed("asset.copyright", claims), "kuda terbang.glb")
    assert queries.studio_asset(asset).credit.notice == claims
    asset = actions.credit_asset(creator, asset, OWN_WORK)
    assert queries.studio_asset(asset).credit.notice == claims
    actions.save_draft(creator, page, 0, scene(asset))
    actions.publish_scene(creator, page)
    [work] = book_credits(book, "id").works
    assert (work.name, work.notice, work.pages) == ("kuda terbang", claims, [1])


def test_C51_a_notice_is_found_wherever_the_report_has_it() -> None:
    assert notice_of({"copyright": " Ayu "}) == "Ayu"
    assert notice_of({"before": {"copyright": "Ayu"}, "after": {"copyright": ""}}) == "Ayu"
    assert notice_of({"copyright": "x" * 900}) == "x" * NOTICE_LENGTH
    assert notice_of({"width": 3}) == notice_of({"copyright": 3}) == ""


def test_C52_the_credits_name_every_work_that_children_see_once(
    creator: User, library: Library, book: Book, page: Page, model: Asset
) -> None:
    cover = actions.credit_asset(
        creator, uploaded(creator, library, photograph(), "sampul.jpg"), CreditIn(licence="CC0-1.0")
    )
    actions.set_cover(creator, book, cover)
    second = actions.add_page(creator, book, 2)
    for here in (page, second):
        actions.save_draft(creator, here, 0, scene(model))
    Browser()("get", f"/api/books/{book.slug}/credits", expect=404)  # nothing is published yet
    actions.publish_scene(creator, page)
    actions.publish_scene(creator, second)
    unused = uploaded(creator, library, photograph((30, 20)), "draf.jpg")
    told = Browser(language="en")("get", f"/api/books/{book.slug}/credits")
    assert [(work["name"], work["pages"]) for work in told["works"]] == [("sampul", []), ("figur", [1, 2])]
    assert told["works"][0]["licence"]["url"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert told["works"][1]["licence"]["name"] == "Own work"
    assert told["book"]["title"] == book.title
    assert unused.name not in str(told)
