"""Publishing in the studio, in Chromium: seen before, taken back, and gone back to."""

import io
import time
from collections.abc import Callable
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
import zxingcpp
from django.core import signing
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from arlearn.lan.addresses import local_addresses
from tests.browser.studio import number, saved
from tests.running import RunningServer

pytestmark = pytest.mark.uploads

Visit = Callable[..., Page]


def scanned(code: Locator) -> str:
    """What a camera reads of the picture on the screen."""
    with Image.open(io.BytesIO(code.screenshot())) as picture:
        [found] = zxingcpp.read_barcodes(picture.convert("L"))
    return str(found.text)


def expired(server: RunningServer, token: str) -> str:
    """The same link, as the server made it yesterday."""
    key = (server.data / "secret.key").read_text()
    with patch("time.time", return_value=time.time() - 86_400):
        return signing.TimestampSigner(key=key, salt="content.preview", sep=".").sign(token.split(".", maxsplit=1)[0])


def test_publishing_is_taken_back_and_an_unpublished_page_deleted(
    server: RunningServer, create: Callable[..., Page]
) -> None:
    page = create(server)
    page.locator(".tile").first.click()
    page.locator(".pages a").first.click()
    page.get_by_role("button", name="Tarik dari terbitan").click()
    expect(page.get_by_role("status").filter(has_text="tidak lagi dapat dibuka")).to_be_visible()
    is_told_what_is_too_much(page)
    page.locator(".back").click()
    expect(page.locator(".pages li").first).to_contain_text("Konsep")
    number(page, "Nomor halaman").fill("1")
    page.get_by_role("button", name="Tambah halaman").click()
    expect(page.get_by_text("sudah punya halaman 1")).to_be_visible()
    number(page, "Nomor halaman").fill("77")
    page.get_by_role("button", name="Tambah halaman").click()
    expect(page.get_by_role("button", name="Urungkan")).to_be_visible()
    page.locator(".back").click()
    page.get_by_role("button", name="Hapus halaman 77").click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Halaman 77 dihapus")).to_be_visible()
    expect(page.get_by_role("button", name="Hapus halaman 77")).to_have_count(0)


def is_told_what_is_too_much(page: Page) -> None:
    """C64: with every model three times it is too heavy, in the list of what is missing and in its weight alike."""
    page.evaluate(
        """async () => {
          const path = `/api/studio/pages/${location.pathname.split('/').at(-1)}/draft`;
          const { document, version } = await (await fetch(path)).json();
          const { csrf } = await (await fetch('/api/people/me')).json();
          const again = (turn) => document.nodes.map((node) => ({ ...node, id: `${node.id}-${turn}` }));
          document.nodes.push(...again(2), ...again(3));
          const headers = { 'content-type': 'application/json', 'X-CSRFToken': csrf };
          const body = JSON.stringify({ document, builds_on: version });
          const saved = await fetch(path, { method: 'PUT', headers, body });
          if (!saved.ok) throw new Error(await saved.text());
        }"""
    )
    page.reload()
    publish = page.locator(".publish")
    expect(publish.locator(".missing")).to_contain_text("bagian yang digambar sendiri-sendiri (paling banyak 20")
    expect(publish.locator(".weight")).to_contain_text("terlalu berat untuk diterbitkan")
    publish.get_by_text("Rincian").click()
    expect(publish.get_by_role("row", name="Bagian yang digambar")).to_contain_text("terlalu berat")
    publish.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("belum dapat diterbitkan")).to_be_visible()
    expect(publish).to_contain_text("Konsep")


def test_R87_a_page_is_seen_before_it_is_published_and_goes_back_to_what_it_was(
    server: RunningServer, create: Callable[..., Page], visit: Visit
) -> None:
    page = create(server)
    page.locator(".tile").first.click()
    page.locator(".pages a").first.click()
    title = page.get_by_label("Judul halaman, Indonesia")
    before = title.input_value()
    title.fill("Judul yang baru")
    question = page.get_by_label("Pertanyaan, Indonesia").first
    question.fill("Apa yang kamu lihat?")
    shown = page.frame_locator(".task-preview iframe")
    expect(shown.get_by_role("heading", name="Apa yang kamu lihat?")).to_be_visible()
    expect(question).to_be_focused()

    page.locator(".publish").get_by_role("button", name="Pratinjau di HP").click()
    address = urlsplit(scanned(page.get_by_role("img", name="Kode QR untuk pratinjau")))
    # A phone is sent to where it reaches this machine; here there is no other way than the machine's own.
    reached = next(map(str, local_addresses()), "127.0.0.1")
    assert (address.hostname, address.port) == (reached, server.port)
    assert page.get_by_role("link", name="Buka di sini").get_attribute("href") == address.path
    phone = visit(f"{server.url}{address.path}", "phone", rung="read")
    assert not phone.context.cookies()
    phone.get_by_role("button", name="Mulai").click()
    expect(phone.get_by_role("heading", name="Judul yang baru")).to_be_visible()
    assert phone.url.endswith(address.path)
    page.keyboard.press("Escape")
    title.fill("Judul yang lebih baru")
    saved(page)
    phone.reload()
    phone.get_by_role("button", name="Mulai").click()
    expect(phone.get_by_role("heading", name="Judul yang lebih baru")).to_be_visible()
    title.fill("Judul yang baru")

    # A code that was kept for too long, and one that was not read whole.
    token = address.path.removeprefix("/p/")
    for wrong, says in ((expired(server, token), "sudah lewat"), (token[:-3], "belum kukenal")):
        phone.goto(f"{server.url}/p/{wrong}")
        expect(phone.get_by_role("heading", level=1)).to_contain_text(says)
        expect(phone.locator(".trouble")).to_contain_text("di studio")
        expect(phone.get_by_role("button", name="Lihat rak buku")).to_be_visible()

    page.locator(".publish").get_by_role("button", name="Riwayat").click()
    page.get_by_role("button", name="Terbitan 1").click()
    expect(page.get_by_text("Judul (Indonesia)")).to_be_visible()
    page.get_by_role("button", name="Kembali ke terbitan ini").click()
    expect(title).to_have_value(before)
    saved(page)
    expect(page.locator(".publish .state")).to_contain_text("Terbit")
    page.get_by_role("button", name="Urungkan").click()
    expect(title).to_have_value("Judul yang baru")
