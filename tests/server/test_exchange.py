"""A book from one library to another: the same when it leaves again, seen before it is done, and nothing lost."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from arlearn.people.models import Library, User
from content import actions, queries
from content.exchange import actions as exchange
from content.exchange import unpack
from content.exchange.manifest import LICENCES_OF_1
from content.models import Asset, Book, Page, SceneRevision
from content.schemas import CreditIn
from tests.pure.gltf_files import changed
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused, scene
from tests.server.package_fixtures import *  # noqa: F403  # fixtures
from tests.server.package_fixtures import brought, files_of, packed, relisted, rows, written, zipped


def shown(page: Page) -> int | None:
    return page.scene.published.number if page.scene.published else None


def content_of(package: bytes) -> Any:
    return json.loads(files_of(package)["manifest.json"])["content"]


def test_C53_out_in_and_out_again_is_the_same_byte_for_byte(
    creator: User, full: Book, elsewhere: Library, dewi: User
) -> None:
    first = packed(creator, full)
    there = brought(dewi, elsewhere, first)
    again = packed(dewi, there)
    assert content_of(again) == content_of(first)
    # Made by the same recipes, the whole zip is the same, too.
    assert again == first
    assert there.library == elsewhere
    assert there.slug == f"{full.slug}-2"
    # A revision is known by the same SHA-256 here and there, and says so of its page.
    known = SceneRevision.objects.order_by("scene__page__number", "number")
    marks = [list(known.filter(scene__page__book=book).values_list("number", "sha256")) for book in (full, there)]
    assert marks[0] == marks[1]
    assert [page.state for page in queries.studio_book(there).pages] == ["changed", "published", "draft"]
    # What children get is the same; where it lies, as well.
    here, copy = (queries.manifest(queries.published_book(book.slug)) for book in (full, there))
    assert [page.scene for page in copy.pages] == [page.scene for page in here.pages]
    assert copy.assets == here.assets
    assert copy.book.cover == here.book.cover
    told = ("sha256", "author", "source", "licence", "notice")
    works = set(full.library.assets.values_list(*told))
    assert works == set(elsewhere.assets.values_list(*told))
    assert {"Budi", "Ayu", "Sari"} == {asset.author for asset in elsewhere.assets.all()}


def test_C67_a_package_is_of_the_oldest_version_that_can_say_it(
    creator: User, full: Book, elsewhere: Library, dewi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that does not know a licence yet says that it is older, and not that the package is damaged."""
    newer = packed(creator, full)
    assert version_in(newer) == 2
    work = full.library.assets.get(licence="CC-BY-NC-ND-3.0")
    actions.credit_asset(creator, work, CreditIn(author="Budi", licence="CC-BY-ND-4.0"))
    assert version_in(packed(creator, full)) == 1
    with monkeypatch.context() as older:
        older.setattr(unpack, "VERSION", 1)
        with refused("package_too_new"):
            brought(dewi, elsewhere, newer)
    assert not elsewhere.assets.exists()
    assert packed(dewi, brought(dewi, elsewhere, newer)) == newer


def test_C67_the_first_version_knows_the_licences_that_its_servers_knew() -> None:
    """Nothing may come to this list: servers are out there that would not know it."""
    known = {
        "own-work",
        "public-domain",
        "CC0-1.0",
        *(f"CC-BY{more}-4.0" for more in ("", "-SA", "-NC", "-NC-SA", "-ND")),
    }
    assert {None, *known} == LICENCES_OF_1


def version_in(package: bytes) -> Any:
    return json.loads(files_of(package)["manifest.json"])["version"]


def test_C53_a_package_names_no_server_and_nobody_of_it(creator: User, full: Book) -> None:
    package = packed(creator, full)
    assert packed(creator, full) == package
    text = b"".join(data for name, data in files_of(package).items() if name.endswith(".json")).decode()
    for own in (str(full.library_id), full.slug, "sari", str(full.pages.all()[0].id), "2026"):
        assert own not in text
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "manifest.json"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        kinds = {name.split("/")[0] for name in archive.namelist()}
    assert kinds == {"manifest.json", "pages", "originals", "renditions"}


def test_C55_a_preview_tells_what_would_be_done_and_does_nothing(
    creator: User, full: Book, elsewhere: Library, dewi: User
) -> None:
    before, package = rows(), io.BytesIO(packed(creator, full))
    told = exchange.look_into(dewi, elsewhere, package)
    assert (told.change, told.book, told.record, told.kept_pages) == ("new", None, [], [])
    assert [(page.number, page.change, page.revisions, page.published) for page in told.pages] == [
        (1, "new", 2, True),
        (7, "new", 1, True),
        (9, "new", 0, False),
    ]
    assert {(work.name, work.licence, work.known) for work in told.works} == {
        ("figur.glb", "own-work", False),
        ("kuda.glb", "CC-BY-NC-ND-3.0", False),
        ("sampul.jpg", "CC0-1.0", False),
    }
    assert rows() == before
    same = exchange.look_into(creator, full.library, package)
    assert (same.change, same.book, {page.change for page in same.pages}) == ("same", full.id, {"same"})
    assert same.bytes == 0


def test_C55_what_has_changed_since_the_preview_is_not_done(
    creator: User, full: Book, elsewhere: Library, dewi: User
) -> None:
    package = packed(creator, full)
    there = brought(dewi, elsewhere, package)
    page = there.pages.get(number=7)
    newer = scene(elsewhere.assets.get(name="figur.glb"))
    written(creator, full.pages.get(number=7), scene(full.library.assets.get(name="figur.glb")))
    update = io.BytesIO(packed(creator, full))
    told = exchange.look_into(dewi, elsewhere, update)
    assert [page.draft_replaced for page in told.pages] == [False, True, False]
    written(dewi, page, newer | {"title": {"id": "Tulisan Dewi"}})
    before = rows()
    with refused("package_changed"):
        exchange.import_book(dewi, elsewhere, update, told.agreed)
    page.scene.refresh_from_db()
    assert (page.scene.draft["title"], rows()) == ({"id": "Tulisan Dewi"}, before)
    with refused("package_changed"):
        exchange.import_book(dewi, elsewhere, update, "0" * 64)


def test_C57_an_update_adds_to_what_is_there_and_takes_nothing_away(
    creator: User, full: Book, elsewhere: Library, dewi: User
) -> None:
    there = brought(dewi, elsewhere, packed(creator, full))
    slug, old = there.slug, list(SceneRevision.objects.filter(scene__page__book=there).values_list("id", "sha256"))
    # Here a page more; at the first place another revision, another title, another author.
    written(dewi, actions.add_page(dewi, there, 3), scene(elsewhere.assets.get(name="figur.glb")))
    kuda = elsewhere.assets.get(name="kuda.glb")
    actions.credit_asset(dewi, kuda, CreditIn(licence="CC-BY-SA-4.0", author="Budi Santoso"))
    figure = full.library.assets.get(name="figur.glb")
    written(creator, full.pages.get(number=1), scene(figure) | {"title": {"id": "Tiga", "en": "Three"}}, publish=True)
    Book.objects.filter(id=full.id).update(title="Momo, Edisi Kedua")
    update = packed(creator, full)
    told = exchange.look_into(dewi, elsewhere, io.BytesIO(update))
    assert (told.change, told.book, told.record, told.kept_pages) == ("replaced", there.id, ["title"], [3])
    assert [(page.number, page.change, page.revisions) for page in told.pages] == [
        (1, "replaced", 1),
        (7, "same", 0),
        (9, "same", 0),
    ]
    assert brought(dewi, elsewhere, update).id == there.id
    there.refresh_from_db()
    assert (there.title, there.slug) == ("Momo, Edisi Kedua", slug)
    assert shown(there.pages.get(number=1)) == 3
    kept = SceneRevision.objects.filter(id__in=[number for number, _ in old]).values_list("id", "sha256")
    assert sorted(kept) == sorted(old)
    kuda.refresh_from_db()
    assert kuda.author == "Budi Santoso"
    # A second time there is nothing to do.
    assert exchange.look_into(dewi, elsewhere, io.BytesIO(update)).change == "same"


def test_C57_where_both_went_on_both_histories_stay(creator: User, full: Book, elsewhere: Library, dewi: User) -> None:
    there = brought(dewi, elsewhere, packed(creator, full))
    theirs, mine = there.pages.get(number=7), full.pages.get(number=7)
    other = scene(elsewhere.assets.get(name="figur.glb"))
    written(dewi, theirs, other | {"title": {"id": "D", "en": "D"}}, publish=True)
    written(creator, mine, scene(full.library.assets.get(name="figur.glb")), publish=True)
    update = packed(creator, full)
    brought(dewi, elsewhere, update)
    theirs.scene.refresh_from_db()
    numbers = [(each.number, each.document["title"]["id"]) for each in theirs.scene.revisions.all()]
    assert numbers == [(1, "Hutan"), (2, "D"), (3, "Hutan")]
    assert shown(theirs) == 3
    brought(dewi, elsewhere, update)
    assert theirs.scene.revisions.count() == 3


def test_C56_what_phones_get_is_made_here(
    creator: User, full: Book, elsewhere: Library, dewi: User, data: Path
) -> None:
    files = files_of(packed(creator, full))
    [made] = [name for name in files if name.endswith(".webp")]
    Asset.objects.all().delete()
    Book.objects.all().delete()
    for file in (*data.glob("media/*"), *data.glob("originals/*")):
        file.unlink()
    # Somebody who knows how packages are made puts other pictures into one.
    evil = b"RIFF....WEBPVP8 not what was made"
    name = f"renditions/{hashlib.sha256(evil).hexdigest()}.webp"

    def put(manifest: dict[str, Any]) -> None:
        manifest["made"]["files"][name] = manifest["made"]["files"].pop(made)
        manifest["made"]["files"][name] = {"sha256": name[11:75], "size": len(evil)}

    files[name] = files.pop(made) and evil
    brought(dewi, elsewhere, zipped(relisted(files, put)))
    assert not (data / "media" / name[11:]).exists()
    assert (data / "media" / made[11:]).exists()
    assert {file.name for file in data.glob("originals/*")} == {asset.sha256 for asset in elsewhere.assets.all()}


def test_C56_an_original_that_the_gate_refuses_refuses_the_package(
    creator: User, full: Book, elsewhere: Library, dewi: User, data: Path
) -> None:
    files = files_of(packed(creator, full))
    evil = changed("buffers", [{"uri": "/etc/passwd", "byteLength": 10}])
    sha256 = hashlib.sha256(evil).hexdigest()

    def put(manifest: dict[str, Any]) -> None:
        like = manifest["content"]["assets"][0]
        manifest["content"]["assets"].append({**like, "sha256": sha256, "name": "jahat.glb", "kind": "model"})
        manifest["content"]["assets"].sort(key=lambda asset: asset["sha256"])
        manifest["content"]["files"][f"originals/{sha256}"] = {"sha256": sha256, "size": len(evil)}

    files[f"originals/{sha256}"] = evil
    before = rows(), sorted(data.rglob("*"))
    with refused("package_asset_refused") as caught:
        brought(dewi, elsewhere, zipped(relisted(files, put)))
    assert "jahat.glb" in caught.value.message("id")
    assert "model_links_out" in caught.value.message("id")
    assert (rows(), sorted(data.rglob("*"))) == before
