"""What tests of the studio share: what is done on every page."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import axe, fetch
from tests.running import RunningServer

SLOW = 30_000
"""ms for a model to be loaded and drawn without a graphics card, on a machine that does other things too."""


def new_page(page: Page, title: str = "Balok di Hutan") -> None:
    """A new book in Indonesian and English with one page, open in the editor."""
    page.get_by_role("button", name="Buku baru").click()
    page.get_by_label("Judul").fill(title)
    page.get_by_role("button", name="Buat buku").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.get_by_role("button", name="Tambah halaman").click()
    expect(page.get_by_role("heading", level=1, name="Halaman 1")).to_be_visible()


def upload(page: Page, file: Path) -> None:
    page.get_by_label("Unggah model").and_(page.locator("input")).set_input_files(file)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=SLOW)


def saved(page: Page, within: float = 10_000) -> None:
    expect(page.locator("[data-save=saved]")).to_have_text(re.compile(r"Tersimpan \d\d\.\d\d"), timeout=within)


def drawn(image: Locator) -> None:
    """The picture has come and is not torn."""
    expect(image).to_be_visible()
    image.evaluate("async (image) => { await image.decode(); if (!image.naturalWidth) throw new Error('torn') }")


def number(page: Page, label: str) -> Locator:
    return page.get_by_role("spinbutton", name=label)


def opens_pdf(page: Page) -> None:
    """Its window is there at the press; every page has its marker only when the server has answered."""
    with page.expect_popup() as opened, page.expect_response("**/assign"):
        page.get_by_role("button", name="Buka PDF").click()
    opened.value.close()


def manifest(server: RunningServer, title: str) -> Any:
    [card] = [card for card in fetch(f"{server.url}/api/books") if card["title"] == title]
    return fetch(f"{server.url}/api/books/{card['id']}")


def look(page: Page) -> None:
    """Nothing sticks out at the side, and axe finds no fault."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
