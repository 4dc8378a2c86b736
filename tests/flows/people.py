"""The people of the journeys and what they do in their browsers, step by step. No step measures or compares."""

import json
import re
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.conftest import PATIENCE
from tests.running import RunningServer

Visit = Callable[..., Page]


def fetch(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)


class Book:
    """A published book as children's phones load it, with the markers of its pages."""

    def __init__(self, server: RunningServer, slug: str) -> None:
        self.manifest = fetch(f"{server.url}/api/books/{slug}")
        self.slug = slug
        self.title: str = self.manifest["book"]["title"]
        self.pages: list[dict[str, Any]] = self.manifest["pages"]
        known = fetch(f"{server.url}/api/markers/books/{self.manifest['book']['id']}")["markers"]
        self.codes: dict[str, str] = {marker["page"]: marker["code"] for marker in known}

    def page(self, number: int) -> dict[str, Any]:
        return next(page for page in self.pages if page["number"] == number)


def task_of(page: dict[str, Any], kind: str) -> dict[str, Any]:
    """The first task of this kind on the page."""
    return next(dict(task) for task in page["scene"]["tasks"] if task["kind"] == kind)


# Grown-ups


def signs_in(visit: Visit, server: RunningServer, role: str, place: str, device: str = "laptop") -> Page:
    """A grown-up's browser, signed in at `place` (panel or studio); all texts in Indonesian."""
    page = visit(f"{server.url}/{place}", device)
    page.set_default_timeout(PATIENCE)
    name, password = server.sign_in(role)
    page.get_by_label("Nama pengguna").fill(name)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_label("Kata sandi")).to_have_count(0)
    return page


def starts_a_group(panel: Page, book: Book) -> str:
    """The code that the educator reads out."""
    panel.get_by_role("button", name=re.compile(f"Mulai kelompok dengan buku {re.escape(book.title)}")).click()
    expect(panel.locator(".group")).to_have_attribute("data-state", "open")
    return panel.locator(".join-code code").inner_text().replace(" ", "")


def opens_for_all(panel: Page, page: dict[str, Any]) -> None:
    panel.get_by_role("button", name="Pilih halaman").click()
    panel.locator(f'dialog [data-page="{page["id"]}"]').click()
    expect(panel.locator(".holds")).to_have_attribute("data-page", page["id"])


def asks_for_eyes(panel: Page) -> None:
    panel.get_by_role("button", name="Mata ke depan").click()


def lets_them_go_on(panel: Page) -> None:
    panel.get_by_role("button", name="Lanjutkan").click()


def ends_the_group(panel: Page) -> None:
    panel.get_by_role("button", name="Akhiri").click()
    panel.get_by_role("dialog").get_by_role("button", name="Akhiri kegiatan").click()
    expect(panel.get_by_role("heading", name="Kegiatan ini sudah selesai")).to_be_visible()


def card_of(panel: Page, learner: str) -> Locator:
    return panel.locator(f'[data-learner="{learner}"]')


# Children


def starts_reading(child: Page) -> None:
    child.locator("[data-action=start]").click()


def lends_the_camera(child: Page) -> None:
    """After the picture that says why; the browser's own question is answered with yes by `launch`."""
    child.locator("[data-action=camera]").click()


def sees_the_scene(child: Page, page: dict[str, Any], tracking: str | None = None) -> None:
    """The page's scene is the one shown; and in the way that is told."""
    root = child.locator("html")
    expect(root).to_have_attribute("data-scene", page["id"])
    if tracking:
        expect(root).to_have_attribute("data-tracking", tracking)


def goes_to_task(child: Page, page: dict[str, Any], task: dict[str, Any]) -> None:
    """By the arrow, as far as needed."""
    places = [one["id"] for one in page["scene"]["tasks"]]
    sheet = child.locator(".sheet")
    for _ in range(1 + places.index(task["id"])):
        before = child.locator(".sheet-scroll").inner_text()
        child.locator("[data-action=next]").click()
        expect(child.locator(".sheet-scroll")).not_to_have_text(before, use_inner_text=True)
    expect(sheet).to_have_attribute("data-step", task["kind"])


def spells(child: Page, word: str) -> None:
    """Taps the letters one by one."""
    for letter in word:
        tile = child.locator(".tile:not([disabled])", has_text=re.compile(f"^{letter}$", re.IGNORECASE))
        tile.first.click()


def chooses(child: Page, option: str) -> None:
    child.locator(f'.option[data-value="{option}"]').click()


def is_praised(child: Page) -> None:
    expect(child.locator(".task .kind.right")).to_be_visible()
