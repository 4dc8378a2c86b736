"""The panel on every screen: small and large, crowded, for all senses, in both languages, and where nothing is."""

import http.client
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from tests.browser.child import Child
from tests.browser.panel import Book, axe, card, start
from tests.recording import Recorder
from tests.running import RunningServer

Visit = Callable[..., Page]


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


def joins(server: RunningServer, code: str, address: str) -> int:
    """The status; from an address of its own, since a room is let in by one, and not five at once."""
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30, source_address=(address, 0))
    link.request("POST", "/api/live/join", json.dumps({"code": code}), {"Content-Type": "application/json"})
    answer = link.getresponse()
    link.close()
    return answer.status


def test_forty_children_fit_on_one_laptop_screen_and_two_hundred_can_be_led(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    panel.set_viewport_size({"width": 1366, "height": 768})
    code = start(panel, book.title)
    here = children(shared_server, code, 40)
    expect(panel.locator(".learner")).to_have_count(40)
    field = panel.locator(".learners")
    assert field.evaluate("field => field.scrollHeight <= field.clientHeight")
    panel.screenshot(animations="disabled")

    with ThreadPoolExecutor(8) as door:
        assert set(door.map(lambda n: joins(shared_server, code, f"127.0.1.{n % 4}"), range(160))) == {200}
    expect(panel.locator(".learner")).to_have_count(200)
    assert panel.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = panel.locator(".learner").evaluate_all("cards => cards.map(card => [card.offsetWidth, card.offsetHeight])")
    assert min(min(size) for size in sizes) >= 44, "too small for a finger"
    # A hand among two hundred is found without looking for it, and orders go out as ever.
    here[-1].show(book.page["id"], hand=True)
    expect(panel.locator(".queue-button")).to_contain_text("1")
    panel.keyboard.press("h")
    expect(panel.get_by_role("dialog")).to_be_visible()
    panel.keyboard.press("Escape")
    panel.keyboard.press("p")
    assert here[0].hear("control")["control"]["paused"] is True
    last = panel.locator(".learner").last
    last.click()
    expect(panel.get_by_role("dialog")).to_be_visible()
    panel.keyboard.press("Escape")
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
