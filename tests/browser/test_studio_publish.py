"""Publishing in the studio, in Chromium: seen before, taken back, and gone back to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.studio import number, saved
from tests.running import RunningServer

pytestmark = pytest.mark.uploads

Visit = Callable[..., Page]


def test_publishing_is_taken_back_and_an_unpublished_page_deleted(
    server: RunningServer, create: Callable[..., Page]
) -> None:
    page = create(server)
    page.locator(".tile").first.click()
    page.locator(".pages a").first.click()
    page.get_by_role("button", name="Tarik dari terbitan").click()
    expect(page.get_by_role("status").filter(has_text="tidak lagi dapat dibuka")).to_be_visible()
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
    path = page.get_by_role("link", name="Buka di sini").get_attribute("href")
    phone = visit(f"{server.url}{path}", "phone", rung="read")
    phone.get_by_role("button", name="Mulai").click()
    expect(phone.get_by_role("heading", name="Judul yang baru")).to_be_visible()
    assert phone.url.endswith(str(path))
    page.keyboard.press("Escape")

    page.locator(".publish").get_by_role("button", name="Riwayat").click()
    page.get_by_role("button", name="Terbitan 1").click()
    expect(page.get_by_text("Judul (Indonesia)")).to_be_visible()
    page.get_by_role("button", name="Kembali ke terbitan ini").click()
    expect(title).to_have_value(before)
    saved(page)
    expect(page.locator(".publish .state")).to_contain_text("Terbit")
    page.get_by_role("button", name="Urungkan").click()
    expect(title).to_have_value("Judul yang baru")
