"""The educator's panel in Chromium, against a real server: a group from its start to its end."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, Route, expect

from tests.browser.child import Child
from tests.browser.panel import Book, axe, card, start
from tests.running import RunningServer

Visit = Callable[..., Page]


def test_sign_in_says_what_is_wrong(shared_server: RunningServer, visit: Visit) -> None:
    page = visit(f"{shared_server.url}/panel", "laptop")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_label("Nama pengguna")).to_be_focused()
    expect(page.get_by_text("Isi kolom ini.")).to_have_count(2)
    page.get_by_label("Nama pengguna").fill("bukan")
    page.get_by_label("Kata sandi").fill("siapa-siapa")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    assert axe(page) == []


def test_ended_groups_are_found_however_old(shared_server: RunningServer, educate: Callable[..., Page]) -> None:
    panel = educate(shared_server)
    group = {"code": "BCDFGH", "book": str(UUID(int=1)), "learners": 3, "join_url": "", "led_by": "guru"}
    ended = [
        group | {"id": str(UUID(int=number)), "book_title": f"Buku {number}", "opened_at": at, "ended_at": at}
        for number, at in ((n, f"2026-0{1 + n // 28}-{1 + n % 28:02}T08:00:00Z") for n in range(70, 0, -1))
    ]
    asked: list[str] = []

    def told(route: Route) -> None:
        asked.append(route.request.url)
        older = "before=" in route.request.url
        route.fulfill(json={"groups": ended[50:] if older else ended[:50], "more": not older})

    panel.route("**/api/live/groups*", told)
    panel.reload()
    listed = panel.locator(".groups li")
    expect(listed).to_have_count(6)
    older = panel.get_by_role("button", name="Tampilkan yang lebih lama")
    for count in (30, 54, 70):
        older.click()
        expect(listed).to_have_count(count)
    expect(older).to_have_count(0)
    assert len(asked) == 2
    assert "before=2026-01-22" in asked[1]


def test_a_group_from_start_to_end(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    code = start(panel, book.title)
    expect(panel.get_by_text("Belum ada anak.")).to_be_visible()

    first, second = children(shared_server, code, 2)
    expect(panel.locator(".learner")).to_have_count(2)
    expect(panel.locator(".learner").first).to_have_attribute("data-learner", first.id)
    for key in ("animal", "colour"):
        expect(card(panel, first)).to_have_attribute(f"data-{key}", first.place["learner"][key])

    first.show(book.page["id"], view="tracking", rung="live")
    expect(card(panel, first)).to_have_attribute("data-view", "tracking")
    expect(card(panel, first)).to_contain_text(f"Hal. {book.page['number']}")

    first.answer(book.page, book.task["id"], book.task["answer"])
    expect(card(panel, first).locator(".last")).to_have_attribute("data-correct", "true")
    expect(card(panel, first)).to_have_attribute("data-solved", "1")
    second.answer(book.page, book.task["id"], book.wrong)
    expect(card(panel, second).locator(".last")).to_have_attribute("data-correct", "false")
    counted = panel.locator(f'[data-task="{book.task["id"]}"]')
    expect(counted.locator(f'[data-option="{book.task["answer"]}"]')).to_have_attribute("data-count", "1")
    expect(counted.locator(f'[data-option="{book.wrong}"]')).to_have_attribute("data-count", "1")

    second.show(book.page["id"], hand=True)
    expect(card(panel, second)).to_have_attribute("data-need", "help")
    expect(panel.locator(f'[data-needs="{second.id}"]')).to_be_visible()
    expect(panel.locator(".spoken[aria-live]")).to_contain_text("minta bantuan")
    panel.keyboard.press("h")
    expect(panel.get_by_role("dialog").locator(f'[data-queued="{second.id}"]')).to_contain_text("minta bantuan")
    panel.keyboard.press("Escape")

    panel.get_by_role("button", name="Akhiri").click()
    panel.get_by_role("dialog").get_by_role("button", name="Akhiri kegiatan").click()
    expect(panel.get_by_role("heading", name="Kegiatan ini sudah selesai")).to_be_visible()
    assert first.hear("control")["control"]["ended"] is True
    with panel.expect_download() as saved:
        panel.get_by_role("link", name="Tabel jawaban (CSV)").click()
    results = Path(saved.value.path()).read_text("utf-8-sig")
    assert results.count(book.task["id"]) >= 2
    assert axe(panel) == []


def test_commands_reach_every_child_and_are_shown_until_they_hold(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    group = children(shared_server, start(panel, book.title), 3)
    holds = panel.locator(".holds")

    panel.get_by_role("button", name="Pilih halaman").click()
    panel.locator(f'dialog [data-page="{book.pages[1]["id"]}"]').click()
    for child in group:
        assert child.hear("control")["control"]["page"] == book.pages[1]["id"]
    expect(holds).to_have_attribute("data-page", book.pages[1]["id"])

    panel.keyboard.press("p")
    for child in group:
        assert child.hear("control")["control"]["paused"] is True
    expect(holds).to_have_attribute("data-paused", "true")
    panel.keyboard.press("p")
    for child in group:
        assert child.hear("control")["control"]["paused"] is False
    expect(holds).to_have_attribute("data-paused", "false")

    panel.keyboard.press(" ")
    for child in group:
        assert child.hear("control")["control"]["page"] == book.pages[2]["id"]
    panel.get_by_role("button", name="Bebaskan").click()
    for child in group:
        assert child.hear("control")["control"]["page"] is None
    expect(holds).to_contain_text("membuka halaman sendiri")


def test_everybody_is_back_where_they_were(
    server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]]
) -> None:
    """A refresh of the panel, a child that goes and comes, and a server killed under an order."""
    book = Book(server.url)
    panel = educate(server)
    (child,) = children(server, start(panel, book.title), 1)
    child.show(book.page["id"])
    child.answer(book.page, book.task["id"], book.task["answer"])
    panel.keyboard.press("p")
    expect(panel.locator(".holds")).to_have_attribute("data-paused", "true")

    panel.reload()
    expect(card(panel, child)).to_have_attribute("data-solved", "1")
    expect(panel.locator(".holds")).to_have_attribute("data-paused", "true")

    child.leave()
    expect(card(panel, child)).to_have_attribute("data-connected", "false")
    expect(card(panel, child)).to_have_attribute("data-need", "away")

    server.kill()
    expect(panel.locator(".connection")).to_have_text("Menyambung lagi…")
    expect(card(panel, child)).to_be_visible()
    panel.keyboard.press("p")
    expect(panel.locator(".holds")).to_have_text("Mengirim…")
    server.start()
    expect(panel.locator(".group")).to_have_attribute("data-state", "open")
    expect(panel.locator(".holds")).to_have_attribute("data-paused", "false")
    child.connect()
    expect(card(panel, child)).to_have_attribute("data-connected", "true")
    assert len(child.welcome["solved"]) == 1
    expect(card(panel, child)).to_have_attribute("data-solved", "1")
