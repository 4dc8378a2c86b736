"""The educator's panel in Chromium, against a real server: a group from its start to its end."""

import contextlib
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from websockets.exceptions import ConnectionClosed

from tests.browser.child import Child
from tests.recording import Recorder
from tests.running import ROOT, RunningServer

Visit = Callable[..., Page]
AXE = ROOT / "webclient" / "node_modules" / "axe-core" / "axe.min.js"


def fetch(url: str) -> Any:
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


class Book:
    """The first published book with a choice task, as children's phones load it."""

    def __init__(self, url: str) -> None:
        for card in fetch(f"{url}/api/books"):
            self.manifest = fetch(f"{url}/api/books/{card['id']}")
            self.title: str = card["title"]
            for page in self.manifest["pages"]:
                for task in page["scene"]["tasks"]:
                    if task["kind"] == "choice":
                        self.page, self.task = page, task
                        return
        raise AssertionError("no demo book has a choice task")

    @property
    def pages(self) -> list[dict[str, Any]]:
        return list(self.manifest["pages"])

    @property
    def wrong(self) -> str:
        return str(next(option["id"] for option in self.task["options"] if option["id"] != self.task["answer"]))


@pytest.fixture
def book(shared_server: RunningServer) -> Book:
    return Book(shared_server.url)


@pytest.fixture
def educate(visit: Visit) -> Callable[..., Page]:
    """educate(server, device="laptop") → the panel's first screen, signed in."""

    def enter(server: RunningServer, device: str = "laptop", **options: Any) -> Page:
        page = visit(f"{server.url}/panel", device, **options)
        name, password = server.sign_in("educator")
        page.get_by_label("Nama pengguna").fill(name)
        page.get_by_label("Kata sandi").fill(password)
        page.get_by_role("button", name="Masuk").click()
        expect(page.get_by_role("heading", name="Mulai kelompok baru")).to_be_visible()
        return page

    return enter


@pytest.fixture
def children() -> Iterator[Callable[..., list[Child]]]:
    """children(server, code, count) → connected, with the sign of life that phones give; they leave at the end."""
    all_of_them: list[Child] = []
    over = threading.Event()

    def live() -> None:
        while not over.wait(3):
            for child in all_of_them:
                with contextlib.suppress(ConnectionClosed, AssertionError):
                    child.ping()

    def join(server: RunningServer, code: str, count: int) -> list[Child]:
        new = [Child(server.url, code).connect() for _ in range(count)]
        all_of_them.extend(new)
        return new

    living = threading.Thread(target=live, daemon=True)
    living.start()
    yield join
    over.set()
    living.join()
    for child in all_of_them:
        if child.connection is not None:
            child.leave()


def start(panel: Page, title: str) -> str:
    """Starts a group with the book, and returns its code."""
    panel.get_by_role("button", name=re.compile(f"Mulai kelompok dengan buku {re.escape(title)}")).click()
    expect(panel.locator(".group")).to_have_attribute("data-state", "open")
    return panel.locator(".join-code code").inner_text().replace(" ", "")


def card(panel: Page, child: Child) -> Locator:
    return panel.locator(f'[data-learner="{child.id}"]')


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong by WCAG 2.2 A and AA; run in an isolated world, past the page's own policy."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{violation['id']}: {node['html'][:120]}" for violation in found["violations"] for node in violation["nodes"]
    ]


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
        panel.get_by_role("link", name="Tabel (CSV)").click()
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


def test_the_projector_shows_the_code_and_who_joined_and_nobodys_mistakes(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    code = start(panel, book.title)
    with panel.context.expect_page() as opened:
        panel.keyboard.press("f")
    projector = opened.value
    projector.set_viewport_size({"width": 1920, "height": 1080})
    expect(projector.locator(".projector .code")).to_have_text(f"{code[:3]} {code[3:]}")
    projector.wait_for_function("document.querySelector('.join-stage img').naturalWidth > 0")
    assert code in projector.locator(".join-stage .address").inner_text()

    (child,) = children(shared_server, code, 1)
    expect(projector.locator(".faces svg")).to_have_attribute("data-animal", child.place["learner"]["animal"])
    child.answer(book.page, book.task["id"], book.wrong)
    panel.bring_to_front()
    expect(card(panel, child).locator(".last")).to_have_attribute("data-correct", "false")
    projector.bring_to_front()
    expect(projector.locator("[data-correct], [data-tries], .last")).to_have_count(0)

    panel.bring_to_front()
    panel.keyboard.press("p")
    projector.bring_to_front()
    expect(projector.locator(".projector")).to_have_attribute("data-shows", "eyes")
    panel.bring_to_front()
    panel.keyboard.press("p")
    expect(panel.locator(".holds")).to_have_attribute("data-paused", "false")
    panel.keyboard.press(" ")
    projector.bring_to_front()
    expect(projector.locator(".projector")).to_have_attribute("data-shows", "page")
    assert axe(projector) == []


def test_one_child_is_helped_led_and_shown_if_it_wants_to(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    child, other = children(shared_server, start(panel, book.title), 2)
    child.show(book.page["id"], hand=True)
    child.answer(book.page, book.task["id"], book.task["answer"])
    panel.keyboard.press("h")
    panel.get_by_role("dialog").get_by_role("button", name="Saya sudah datang").click()
    assert child.own(lambda own: own["attended"])["attended"] == 1
    panel.keyboard.press("Escape")

    card(panel, child).locator("button").click()
    dialog = panel.get_by_role("dialog")
    dialog.get_by_text("Kirim petunjuk").click()
    dialog.get_by_role("button", name="Dengarkan ceritanya sekali lagi.").click()
    assert child.own(lambda own: own["note"])["note"]["text"] == "Dengarkan ceritanya sekali lagi."
    expect(dialog).to_contain_text("Petunjuk Anda: “Dengarkan ceritanya sekali lagi.”")
    dialog.get_by_role("button", name="Puji").click()
    assert child.own(lambda own: own["note"]["sort"] == "praise")["note"]["id"] == 2
    dialog.get_by_role("button", name="Tampilkan halamannya").click()
    child.consent(child.own(lambda own: own["asked"])["asked"], agree=False)
    expect(dialog.locator("[data-spotlight]")).to_have_attribute("data-spotlight", "declined")
    dialog.get_by_role("button", name="Tampilkan halamannya").click()
    child.consent(child.own(lambda own: own["asked"])["asked"], agree=True)
    expect(dialog.locator("[data-spotlight]")).to_have_attribute("data-spotlight", "shown")
    dialog.get_by_role("button", name="Buka halaman").click()
    panel.locator(f'dialog [data-page="{book.pages[1]["id"]}"]').click()
    assert child.own(lambda own: own["page"])["page"] == book.pages[1]["id"]
    expect(card(panel, child)).to_have_attribute("data-sign", "shown")
    assert not [own for own in other.heard if own["kind"] == "own"]

    projector = panel.context.new_page()
    projector.goto(f"{panel.url}/projector")
    shown = projector.locator(".spotlight-stage")
    expect(shown).to_have_attribute("data-learner", child.id)
    expect(shown.locator("svg[data-animal]")).to_have_attribute("data-animal", child.place["learner"]["animal"])
    assert axe(projector) == []


def test_teams_a_timer_praise_and_a_locked_door(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    code = start(panel, book.title)
    one, two, three = children(shared_server, code, 3)
    projector = panel.context.new_page()
    projector.goto(f"{panel.url}/projector")
    expect(projector.locator(".projector")).to_have_attribute("data-shows", "code")
    panel.bring_to_front()

    panel.keyboard.press("l")
    expect(panel.locator(".topbar [data-locked=true]").first).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="423"):
        Child(shared_server.url, code)
    expect(projector.locator(".projector")).to_have_attribute("data-shows", "free")

    panel.get_by_role("button", name="Tim", exact=True).click()
    panel.get_by_role("button", name="2 tim").click()
    expect(panel.locator(".team-list li")).to_have_count(2)
    panel.keyboard.press("Escape")
    team = panel.locator(".team-field section").first
    expect(team.locator(".learner")).to_have_count(2)
    expect(projector.locator(".team-ways > li")).to_have_count(2)
    expect(projector.locator(".team-ways > li").nth(1)).to_contain_text("Tim Bintang")

    panel.get_by_role("button", name="Waktu", exact=True).click()
    panel.get_by_role("button", name="3 menit").click()
    expect(projector.locator(".countdown.big")).to_contain_text("2:5")
    panel.get_by_role("button", name="Puji semua").click()
    expect(projector.locator(".praise-moment")).to_have_attribute("data-shown", "true")

    team.get_by_role("button", name="Pilih Tim Bulan").click()
    panel.get_by_role("button", name="Buka halaman", exact=True).click()
    panel.locator(f'dialog [data-page="{book.pages[2]["id"]}"]').click()
    for child in (one, three):
        assert child.own(lambda own: own["page"])["page"] == book.pages[2]["id"]
    assert not [own for own in two.heard if own["kind"] == "own"]
    assert axe(projector) == []


def test_one_group_on_several_devices_and_with_a_colleague(
    shared_server: RunningServer,
    educate: Callable[..., Page],
    children: Callable[..., list[Child]],
    visit: Visit,
    book: Book,
) -> None:
    panel = educate(shared_server)
    code = start(panel, book.title)
    (child,) = children(shared_server, code, 1)
    panel.get_by_role("button", name="Lainnya").click()
    with panel.expect_response(lambda answer: answer.url.endswith("/handover")) as asked:
        panel.get_by_role("button", name="Lanjut di perangkat lain").click()
    address = asked.value.json()["url"]
    expect(panel.get_by_role("dialog")).to_contain_text("Hanya untuk Anda")
    assert axe(panel) == []

    phone = visit(shared_server.url + urlsplit(address).path, "phone")
    assert axe(phone) == []
    phone.get_by_role("button", name="Lanjut di perangkat ini").click()
    expect(card(phone, child)).to_be_visible()
    assert urlsplit(phone.url).path == urlsplit(panel.url).path
    expect(panel.locator("[data-handover]")).to_have_attribute("data-handover", "used")
    panel.keyboard.press("Escape")
    phone.get_by_role("button", name="Mata ke depan").click()
    expect(panel.locator(".holds")).to_have_attribute("data-paused", "true")

    colleague = visit(f"{shared_server.url}/panel", "laptop")
    name, password = shared_server.sign_in("admin")
    colleague.get_by_label("Nama pengguna").fill(name)
    colleague.get_by_label("Kata sandi").fill(password)
    colleague.get_by_role("button", name="Masuk").click()
    leader, _ = shared_server.sign_in("educator")
    colleague.get_by_role("link").filter(has_text=code).filter(has_text=f"dipimpin {leader}").click()
    expect(card(colleague, child)).to_be_visible()
    colleague.keyboard.press("p")
    for screen in (panel, phone):
        expect(screen.locator(".holds")).to_have_attribute("data-paused", "false")
    assert child.hear("control")["control"]["paused"] is True
    assert child.hear("control")["control"]["paused"] is False


def test_a_phone_holds_the_whole_panel(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server, "phone")
    children(shared_server, start(panel, book.title), 3)
    expect(panel.locator(".learner")).to_have_count(3)
    assert panel.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("Mata ke depan", "Pilih halaman", "Bebaskan", "Lainnya", "Akhiri"):
        box = panel.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert 0 <= box["x"] <= 360 - box["width"]
        assert box["y"] + box["height"] <= 640
    panel.get_by_role("button", name="Halaman", exact=True).click()
    expect(panel.locator(".page-column h2")).to_be_visible()
    expect(panel.locator(".learner").first).to_be_hidden()


def test_forty_children_fit_on_one_laptop_screen(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    panel.set_viewport_size({"width": 1366, "height": 768})
    children(shared_server, start(panel, book.title), 40)
    expect(panel.locator(".learner")).to_have_count(40)
    field = panel.locator(".learners")
    assert field.evaluate("field => field.scrollHeight <= field.clientHeight")
    panel.screenshot(animations="disabled")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_barrier(
    shared_server: RunningServer,
    educate: Callable[..., Page],
    children: Callable[..., list[Child]],
    book: Book,
    scheme: str,
) -> None:
    """By axe-core, in both schemes, of every screen and dialog."""
    panel = educate(shared_server, color_scheme=scheme, reduced_motion="reduce")
    assert axe(panel) == []
    one, two, three = children(shared_server, start(panel, book.title), 3)
    one.show(book.page["id"], hand=True)
    two.answer(book.page, book.task["id"], book.wrong)
    three.leave()
    expect(card(panel, three)).to_have_attribute("data-need", "away")
    assert axe(panel) == []
    for name in ("Pilih halaman", "Waktu", "Tim", "Lainnya", "Akhiri"):
        panel.get_by_role("button", name=name, exact=True).click()
        expect(panel.get_by_role("dialog")).to_be_visible()
        assert axe(panel) == []
        panel.keyboard.press("Escape")
        expect(panel.get_by_role("dialog")).to_have_count(0)
    for opener in (".join-code", f'[data-learner="{two.id}"]', ".queue-button"):
        panel.locator(opener).first.click()
        expect(panel.get_by_role("dialog")).to_be_visible()
        assert axe(panel) == []
        panel.keyboard.press("Escape")
        expect(panel.get_by_role("dialog")).to_have_count(0)


def test_the_language_changes_at_once_and_stays(shared_server: RunningServer, educate: Callable[..., Page]) -> None:
    panel = educate(shared_server)
    panel.get_by_role("button", name=re.compile("English")).click()
    expect(panel.get_by_role("heading", name="Start a new group")).to_be_visible()
    panel.reload()
    expect(panel.get_by_role("heading", name="Start a new group")).to_be_visible()
    assert panel.evaluate("document.documentElement.lang") == "en"


def test_who_was_forgotten_signs_in_again_and_is_where_they_were(
    shared_server: RunningServer, educate: Callable[..., Page], book: Book
) -> None:
    panel = educate(shared_server)
    code = start(panel, book.title)
    panel.context.clear_cookies()
    panel.get_by_role("link", name="Semua kelompok").click()
    panel.go_back()
    name, password = shared_server.sign_in("educator")
    panel.get_by_label("Nama pengguna").fill(name)
    panel.get_by_label("Kata sandi").fill(password)
    panel.get_by_role("button", name="Masuk").click()
    expect(panel.locator(".join-code code")).to_have_text(f"{code[:3]} {code[3:]}")


def test_a_group_of_nobody_is_a_clear_error(
    shared_server: RunningServer, educate: Callable[..., Page], recorded: Recorder
) -> None:
    panel = educate(shared_server)
    panel.goto(f"{shared_server.url}/panel/00000000-0000-4000-8000-000000000000")
    expect(panel.get_by_role("alert")).to_contain_text("tidak ada")
    assert not [url for url in recorded.requests if url.startswith("ws")]
