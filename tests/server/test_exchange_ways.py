"""The ways in and out of packages: over HTTP, told as they go, and on the command line."""

import io
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from arlearn.__main__ import main
from arlearn.people.models import Library, User
from content.exchange.progress import ImportProgress
from content.models import Asset, Book
from content.pipeline import prepare
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused
from tests.server.package_fixtures import *  # noqa: F403  # fixtures
from tests.server.package_fixtures import brought, packed, rows
from tests.server.test_content_api import Browser


async def whole_of(sent: Any) -> bytes:
    return b"".join([part async for part in sent.streaming_content])


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


def test_C66_a_server_without_its_tools_refuses_a_package_with_models_before_any_work_is_done(
    creator: User, full: Book, elsewhere: Library, dewi: User, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = packed(creator, full)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(ImportProgress, "write", lambda _, done, of: told.append((done, of)))
    with monkeypatch.context() as patched:
        patched.setattr(prepare, "node", lambda: None)
        # What is made already for another library needs no tools.
        assert brought(dewi, elsewhere, package).title == full.title
        Asset.objects.all().delete()
        Book.objects.all().delete()
        before = rows(), sorted(data.rglob("*"))
        told.clear()
        with refused("package_workshop_missing") as caught:
            brought(dewi, elsewhere, package)
        assert "Nothing was changed" in caught.value.message("en")
        assert "`make run`" in caught.value.message("id")
        assert ((rows(), sorted(data.rglob("*"))), told) == (before, [])
    assert brought(dewi, elsewhere, package).title == full.title
