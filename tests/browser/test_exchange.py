"""A book leaves one studio and comes into another, in Chromium; and its page of credits."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, Route, expect

from tests.browser.reading import axe
from tests.running import RunningServer
from tests.server.package_fixtures import files_of, relisted, zipped

SLUG = "tanda-kuning-momo"

Visit = Callable[..., Page]


def test_C55_a_book_goes_out_of_a_studio_and_comes_into_one(
    server: RunningServer,
    create: Callable[..., Page],  # the fixture
    tmp_path: Path,
) -> None:
    page = create(server, "phone")
    page.get_by_role("link", name="Tanda Kuning Momo").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Ekspor buku").click()
    assert download.value.suggested_filename == f"{SLUG}.zip"
    package = Path(download.value.path()).read_bytes()
    page.get_by_role("link", name="Semua buku").click()

    def choose(content: bytes) -> None:
        file = tmp_path / "buku.zip"
        file.write_bytes(content)
        page.locator("input[data-package]").first.set_input_files(file)

    # The same book again: there is nothing to do.
    choose(package)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("sudah ada di sini dan isinya sama")
    expect(dialog.get_by_role("button", name="Tambahkan buku")).to_have_count(0)
    dialog.get_by_role("button", name="Jangan").click()

    # Changed by a hand, it is refused whole.
    files = files_of(package)
    choose(zipped({**files, "pages/001/draft.json": b"{}"}))
    expect(page.get_by_text("bukan seperti saat diekspor")).to_be_visible()

    # Another library's book, with two pages of it.
    manifest = json.loads(files["manifest.json"])
    manifest["content"]["book"].update(origin=str(uuid4()), title="Buku dari Tetangga")
    files["manifest.json"] = json.dumps(manifest).encode()
    choose(zipped(relisted(files)))
    expect(dialog).to_contain_text("belum ada di perpustakaan ini")
    expect(dialog.locator("li").first).to_contain_text("baru")
    # All its works are here; on a server that lacked them it is told how far they are.
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/studio/packages", hold)
    page.route("**/api/studio/packages/progress*", lambda route: route.fulfill(json={"done": 3, "of": 9}))
    dialog.get_by_role("button", name="Tambahkan buku").click()
    expect(dialog.get_by_role("status")).to_contain_text("3 dari 9")
    [route] = held
    route.continue_()
    expect(page.get_by_role("heading", level=1, name="Buku dari Tetangga")).to_be_visible()
    expect(page.locator(".pages li")).to_have_count(8)


def test_C52_the_credits_are_one_tap_from_the_cover(shared_server: RunningServer, visit: Visit) -> None:
    page = visit(f"{shared_server.url}/b/{SLUG}", rung="read")
    page.get_by_role("link", name="Sumber dan lisensi").click()
    expect(page.get_by_role("heading", level=1, name="Sumber dan lisensi")).to_be_focused()
    works = page.locator(".credits li")
    assert works.count() > 10
    expect(works.filter(has_text="sun-bear").first).to_contain_text("oleh Tim arlearn")
    expect(works.first).to_contain_text("Karya sendiri")
    # Nothing on it leads away from this server.
    assert page.locator(".credits a").count() == 1
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Kembali ke buku").click()
    expect(page.get_by_role("heading", level=1, name="Tanda Kuning Momo")).to_be_visible()
