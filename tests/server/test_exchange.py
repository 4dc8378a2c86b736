"""A book from one library to another: the same when it leaves again, seen before it is done, and nothing lost."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from arlearn.__main__ import main
from arlearn.people.models import Library, User
from content import actions, queries
from content.exchange import actions as exchange
from content.exchange.progress import ImportProgress
from content.models import Asset, Book, Page, SceneRevision
from content.schemas import CreditIn
from tests.pure.gltf_files import changed
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused, scene
from tests.server.package_fixtures import *  # noqa: F403  # fixtures
from tests.server.package_fixtures import brought, files_of, packed, relisted, rows, written, zipped
from tests.server.test_content_api import Browser


def shown(page: Page) -> int | None:
    return page.scene.published.number if page.scene.published else None


async def whole_of(sent: Any) -> bytes:
    return b"".join([part async for part in sent.streaming_content])


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


def test_packages_go_over_http(
    creator: User, full: Book, elsewhere: Library, dewi: User, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs, other = Browser("sari"), Browser("dewi"), Browser("asing")
    address = f"/api/studio/books/{full.id}/package"
    other("get", address, expect=404)
    theirs("get", address, expect=404)
    sent = mine.client.get(address)
    package = async_to_sync(whole_of)(sent)
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{full.slug}.zip"'
    assert (int(sent.headers["Content-Length"]), package) == (len(package), packed(creator, full))

    def send(browser: Browser, where: str, expect: int, **form: str) -> Any:
        form |= {"library": str(elsewhere.id)}
        file = io.BytesIO(package)
        file.name = "buku.zip"
        answer = browser.client.post(where, {**form, "file": file}, headers=browser.headers)
        assert answer.status_code == expect, answer.content
        return answer.json()

    assert send(mine, "/api/studio/packages/preview", 404)["code"] == "not_found"
    told = send(theirs, "/api/studio/packages/preview", 200)
    assert send(theirs, "/api/studio/packages", 409, agreed="0" * 64)["code"] == "package_changed"
    assert send(mine, "/api/studio/packages", 404, agreed=told["agreed"])["code"] == "not_found"
    assert not elsewhere.books.exists()
    way = f"/api/studio/packages/progress?library={elsewhere.id}&agreed={told['agreed']}"
    assert theirs("get", way) == {"done": 0, "of": 0}
    heard = []
    monkeypatch.setattr(ImportProgress, "write", lambda progress, *said: heard.append(said))
    book = send(theirs, "/api/studio/packages", 200, agreed=told["agreed"])
    works = len([work for work in told["works"] if not work["known"]])
    assert heard == [(done, works) for done in range(works + 1)]
    assert (book["book"]["title"], [page["state"] for page in book["pages"]]) == (
        full.title,
        ["changed", "published", "draft"],
    )


def test_how_far_an_import_is_hears_only_who_imports_and_only_meanwhile(
    creator: User, dewi: User, elsewhere: Library, full: Book
) -> None:
    agreed = "a" * 64
    progress = ImportProgress(dewi, elsewhere.id, agreed)
    way = f"/api/studio/packages/progress?library={elsewhere.id}&agreed={agreed}"
    with progress.kept():
        progress.write(3, 9)
        assert Browser("dewi")("get", way) == {"done": 3, "of": 9}
        assert Browser("sari")("get", way) == {"done": 0, "of": 0}
    assert Browser("dewi")("get", way) == {"done": 0, "of": 0}


def test_the_command_previews_and_does_it_when_told(
    full: Book, elsewhere: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "momo.zip"
    assert main(["book", "export", full.slug, "-o", str(file)]) == 0
    assert "3 pages, 3 works" in capsys.readouterr().out
    assert main(["book", "import", str(file), "--library", "desa"]) == 0
    told = capsys.readouterr().out
    assert "Momo si Beruang (B1, id, en): new" in told
    assert "page 9, without title: new; not published" in told
    assert "+ kuda.glb (model, CC BY-NC-ND 3.0)" in told
    assert not elsewhere.books.exists()
    assert main(["book", "import", str(file), "--library", "desa", "--yes"]) == 0
    assert "Done: /b/momo-si-beruang-2" in capsys.readouterr().out
    assert elsewhere.books.get().pages.count() == 3
    assert main(["book", "export", "tidak-ada", "-o", str(file)]) == 2
    assert main(["book", "import", str(file), "--library", "tidak-ada"]) == 2
    file.write_bytes(b"bukan paket")
    assert main(["book", "import", str(file), "--library", "desa"]) == 2
    assert "not an arlearn book package" in capsys.readouterr().err
