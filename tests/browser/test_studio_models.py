"""Models in the studio, in Chromium: sent, refused, chosen, taken from the shelf, and seen before and after."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.reading import until
from tests.browser.studio import SLOW, drawn, new_page, saved, upload
from tests.running import RunningServer

pytestmark = pytest.mark.uploads

PYRAMID = """v 0 0 0
v 1 0 0
v 1 0 1
v 0 0 1
v 0.5 1 0.5
f 1 2 5
f 2 3 5
f 3 4 5
f 4 1 5
f 4 3 2 1
"""


def test_R88_R89_R97_a_model_is_prepared_step_by_step_chosen_compared_and_taken_from_the_shelf(
    server: RunningServer, create: Callable[..., Page], model: Path, several: Path
) -> None:
    page = create(server)
    new_page(page, "Rak")
    # Every word of the way is noted: a step may last shorter than a test looks.
    page.evaluate(
        """() => {
          globalThis.said = [];
          new MutationObserver(() => {
            const word = document.querySelector('.way [role=status]')?.textContent;
            if (word && said.at(-1) !== word) said.push(word);
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    upload(page, model)
    canvas = page.locator(".desk canvas")
    expect(canvas).to_have_attribute("data-models", "1", timeout=SLOW)
    said = page.evaluate("said")
    assert any(not word.startswith("Mengirim") for word in said), said
    expect(page.locator(".weight .pace").first).to_contain_text("Di HP murah")

    page.get_by_role("button", name="Ambil dari perpustakaan").click()
    until(page, "document.querySelector('.asset-shelf img')?.naturalWidth === 512")
    page.locator(".asset-shelf").get_by_role("button", name="balok merah").click()
    expect(canvas).to_have_attribute("data-models", "2", timeout=SLOW)
    page.get_by_text("Rincian").first.click()
    expect(page.locator(".weights").get_by_role("row", name="Segitiga")).to_contain_text("12")
    chosen_from(page, several)
    seen_before_and_after(page)
    stands_for_its_page(page)


def chosen_from(page: Page, several: Path) -> None:
    """Asked which of a zip's models is meant: first none, then one that is no file by itself."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    field = page.get_by_label("Unggah model").and_(page.locator("input"))
    field.set_input_files(several)
    asked = page.get_by_role("dialog", name="Model yang mana?")
    asked.get_by_role("button", name="Tutup").click(timeout=SLOW)
    expect(page.get_by_role("alert").filter(has_text="lebih dari satu model")).to_be_visible()
    field.set_input_files(several)
    asked.get_by_role("button", name="limas rumah/limas.obj").click(timeout=SLOW)
    expect(page.locator(".desk canvas")).to_have_attribute("data-models", "3", timeout=SLOW)
    expect(page.get_by_label("Nama, Indonesia")).to_have_value("limas")
    assert [url.rsplit("/", 1)[-1] for url in sent if "assets" in url] == ["assets", "assets", "choose"]


def seen_before_and_after(page: Page) -> None:
    """An OBJ from a zip beside what phones get of it; first as a picture, as if it were too heavy to be drawn."""
    compare = page.get_by_role("button", name="Bandingkan sebelum dan sesudah")
    page.route("**/original", lambda route: route.fulfill(status=404, body="{}"))
    compare.click()
    until(page, "document.querySelector('.compare img')?.naturalWidth === 512")
    page.keyboard.press("Escape")
    page.unroute("**/original")
    compare.click()
    shown = page.locator(".compare canvas")
    for side in (0, 1):
        expect(shown.nth(side)).to_have_attribute("data-models", "1", timeout=SLOW)
    pictures = [np.asarray(Image.open(io.BytesIO(shown.nth(side).screenshot())).convert("L")) for side in (0, 1)]
    for picture in pictures:
        assert np.ptp(picture) > 30  # something stands there
    assert abs(pictures[0].astype(float) - pictures[1]).mean() < 8
    page.keyboard.press("Escape")


def stands_for_its_page(page: Page) -> None:
    """In the list of the book's pages: the first model's poster, which shows something."""
    saved(page)
    page.locator(".back").click()
    poster = page.locator(".page-picture img")
    drawn(poster)
    assert np.ptp(np.asarray(Image.open(io.BytesIO(poster.screenshot())).convert("L"))) > 30


@pytest.fixture
def several(model: Path, tmp_path: Path) -> Path:
    """A zip of the block and of a pyramid."""
    file = tmp_path / "desa.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(model, "balok.glb")
        archive.writestr("rumah/limas.obj", PYRAMID)
    return file


def test_what_the_server_refuses_is_said_beside_the_field(
    server: RunningServer, create: Callable[..., Page], model: Path, tmp_path: Path
) -> None:
    page = create(server)
    page.get_by_role("button", name="Buku baru").click()
    page.get_by_role("button", name="Buat buku").click()
    title = page.get_by_label("Judul")
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    title.fill("Balok")
    isbn = page.get_by_label("ISBN")
    isbn.fill("978-602-244-316-1")
    page.get_by_role("button", name="Buat buku").click()
    expect(isbn).to_be_focused()
    expect(page.get_by_text("angka pemeriksanya tidak cocok")).to_be_visible()
    isbn.fill("")
    page.get_by_role("button", name="Buat buku").click()
    page.get_by_role("button", name="Tambah halaman").click()
    expect(page.get_by_role("heading", level=1, name="Halaman 1")).to_be_visible()

    renamed = tmp_path / "model.glb"
    renamed.write_text("<!doctype html><title>Unduh</title><p>Klik di sini</p>")
    upload(page, renamed)
    expect(page.get_by_role("alert").filter(has_text="halaman web yang diberi nama seperti model")).to_be_visible()
    whole = model.read_bytes()
    short = tmp_path / "short.glb"
    short.write_bytes(whole[: struct.unpack_from("<I", whole, 8)[0] // 2])
    upload(page, short)
    expect(page.get_by_role("alert").filter(has_text="terpotong")).to_be_visible()
    expect(page.locator(".model-form")).to_have_count(0)
