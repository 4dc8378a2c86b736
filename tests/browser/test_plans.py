"""Lesson plans in Chromium: written, kept over a conflict, and leading a child in a group."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.panel import axe
from tests.browser.reading import BOOK, begin
from tests.flows.people import Book, signs_in
from tests.running import RunningServer

Visit = Callable[..., Page]
NOTE = "Tanyakan dahulu: siapa pernah mencicipi madu?"


def saved(panel: Page) -> None:
    expect(panel.locator("[data-save=saved]")).to_have_text(re.compile(r"Tersimpan \d\d\.\d\d"))


def order_of(steps: Locator) -> list[str]:
    return [str(step.get_attribute("data-page")) for step in steps.all()]


def test_P6_a_plan_is_written_and_leads_a_child_and_its_note_is_the_educators(
    shared_server: RunningServer, visit: Visit
) -> None:
    book = Book(shared_server, BOOK)
    first, second, third = (page["id"] for page in book.pages[:3])
    panel = signs_in(visit, shared_server, "educator", "panel/plans")
    panel.get_by_role("button", name="Rencana baru").click()
    panel.get_by_role("button", name=book.title).click()
    for page in (third, first):
        panel.locator(f'dialog [data-page="{page}"]').click()
    panel.get_by_role("button", name="Buat rencana").click()
    steps = panel.locator(".plan-step")
    expect(steps).to_have_count(2)

    # A page is added at the end and moved by keys, which stay with it.
    panel.locator(f'.plan-adder [data-page="{second}"]').click()
    expect(steps).to_have_count(3)
    steps.nth(2).locator("[data-do=open]").focus()
    panel.keyboard.press("Alt+ArrowUp")
    expect(steps.nth(1).locator("[data-do=open]")).to_be_focused()
    assert order_of(steps) == [third, second, first]

    panel.get_by_label("Nama rencana").fill("Madu dan lebah")
    panel.get_by_role("button", name="Tambah waktu langkah 1").click()
    steps.nth(0).locator("[data-do=open]").click()
    tasks = steps.nth(0).get_by_role("checkbox")
    tasks.first.uncheck()
    expect(tasks.last).to_be_disabled()
    panel.get_by_label("Catatan untuk Anda").fill(NOTE)
    steps.nth(2).locator("[data-do=open]").click()
    panel.get_by_role("button", name="Hapus langkah ini").click()
    expect(steps).to_have_count(2)
    panel.get_by_role("button", name="Urungkan").click()
    expect(steps).to_have_count(3)
    assert axe(panel) == []
    saved(panel)
    panel.reload()
    expect(steps).to_have_count(3)
    assert order_of(steps) == [third, second, first]
    expect(panel.locator(".plan-total")).to_have_text("3 langkah · 16 menit")
    expect(steps.nth(0)).to_contain_text(f"1 dari 2 tugas · {NOTE}")

    panel.goto(f"{shared_server.url}/panel")
    panel.get_by_role("button", name="Mulai kelompok dengan rencana Madu dan lebah").click()
    expect(panel.locator(".group")).to_have_attribute("data-state", "open")
    code = panel.locator(".join-code code").inner_text().replace(" ", "")
    child = visit(f"{shared_server.url}/j/{code}", rung="read")
    begin(child)
    for page in (book.page(3), book.page(2)):
        panel.keyboard.press("Space")
        expect(child.get_by_role("heading", level=1)).to_have_text(page["scene"]["title"]["id"])
        expect(panel.locator(".plan-note")).to_have_count(1 if page["number"] == 3 else 0)
        if page["number"] == 3:
            expect(panel.locator(".plan-note")).to_contain_text(NOTE)
            projector = panel.context.new_page()
            projector.goto(f"{panel.url}/projector")
            expect(projector.get_by_text(page["scene"]["title"]["id"])).to_be_visible()
            assert NOTE not in projector.content()
            assert NOTE not in child.content()


def save_from_elsewhere(panel: Page, plan: str, title: str) -> None:
    """Another device of the same educator saves the plan under this title."""
    panel.evaluate(
        """async ([id, title]) => {
            const ask = async (path, more = {}) => (await fetch(path, more)).json();
            const { csrf } = await ask('/api/people/me');
            const { version, card, steps } = await ask(`/api/plans/${id}`);
            const kept = steps.map(({ page, tasks, minutes, note }) => ({ page, tasks, minutes, note }));
            const body = JSON.stringify({ builds_on: version, title, shared: card.shared, steps: kept });
            const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': csrf };
            await ask(`/api/plans/${id}`, { method: 'PUT', headers, body }); }""",
        [plan, title],
    )


def test_P2_on_a_phone_neither_of_two_saves_is_lost(shared_server: RunningServer, visit: Visit) -> None:
    panel = signs_in(visit, shared_server, "educator", "panel/plans", "phone")
    row = panel.locator(".plan-rows li", has_text="Menebak tanda Momo").last
    row.get_by_role("button", name="Salin").click()
    title = panel.get_by_label("Nama rencana")
    expect(title).to_have_value("Menebak tanda Momo (salinan)")
    assert axe(panel) == []

    save_from_elsewhere(panel, panel.url.rsplit("/", 1)[1], "Dari laptop")
    title.fill("Dari ponsel")
    conflict = panel.get_by_role("alert")
    expect(conflict).to_contain_text("Yang Anda tulis masih ada di sini")
    conflict.get_by_role("button", name="Lihat yang dari sana").click()
    expect(title).to_have_value("Dari laptop")
    panel.get_by_role("button", name="Urungkan").click()
    expect(title).to_have_value("Dari ponsel")
    saved(panel)

    # What the screen is left with is on the server, without waiting.
    title.fill("Dari ponsel juga")
    panel.get_by_role("link", name="Rencana pelajaran").click()
    mine = panel.locator(".plan-rows li", has_text="Dari ponsel juga")
    expect(mine).to_be_visible()
    mine.get_by_role("button", name="Hapus").click()
    panel.get_by_role("dialog").get_by_role("button", name="Hapus", exact=True).click()
    expect(mine).to_have_count(0)
