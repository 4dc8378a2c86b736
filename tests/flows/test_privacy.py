"""Reader, panel and studio ask nobody but this server, wherever one goes in them; `recorded` fails a test otherwise."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import begin
from tests.flows.people import (
    Book,
    Visit,
    chooses,
    ends_the_group,
    goes_to_task,
    is_praised,
    sees_the_scene,
    signs_in,
    starts_a_group,
    starts_reading,
    task_of,
)
from tests.recording import Recorder
from tests.running import RunningServer


def test_a_request_that_would_leave_is_noticed(shared_server: RunningServer, visit: Visit, recorded: Recorder) -> None:
    """The watch itself, by all ways that the page's own policy might stop before they are seen as requests."""
    page = visit(shared_server.url)
    for attempt in (
        "new Image().src = 'http://image.example/x.png'",
        "fetch('http://fetch.example/').catch(() => {})",
        "new WebSocket('ws://socket.example/')",
        "navigator.sendBeacon('http://beacon.example/')",
        "document.head.append(Object.assign(document.createElement('script'), { src: 'http://script.example/' }))",
    ):
        page.evaluate(f"() => {{ {attempt} }}")
    hosts = [f"{kind}.example" for kind in ("image", "fetch", "socket", "beacon", "script")]
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    end = time.monotonic() + 15
    while missed := [h for h in hosts if not any(h in line for line in [*recorded.foreign(), *recorded.errors])]:
        assert time.monotonic() < end, f"nothing was told of {missed}"
        page.wait_for_timeout(50)
    recorded.requests.clear()
    recorded.errors.clear()


def test_the_reader(
    shared_server: RunningServer, visit: Visit, launch: Callable[..., Browser], recorded: Recorder
) -> None:
    """Shelf, marker, story, puzzle, settings, all rungs, and the other language. The camera is Chromium's own."""
    book = Book(shared_server, "tanda-kuning-momo")
    first = book.page(1)
    phone = launch()
    page = visit(shared_server.tls_url, "phone", phone)
    page.locator(f'[data-book="{book.slug}"]').click()
    expect(page.locator("[data-action=start]")).to_be_visible()
    page.goto(f"{shared_server.tls_url}/m/{book.codes[first['id']]}")
    begin(page, camera=True)
    sees_the_scene(page, first, "searching")
    page.locator("[data-action=listen]").click()
    for rung in ("read", "view"):
        page.locator("[data-action=menu]").click()
        page.locator(f'[data-rung-choice="{rung}"]').click()
        expect(page.locator("html")).to_have_attribute("data-rung", rung)
    page.locator("[data-action=language]").click()
    choice = task_of(first, "choice")
    goes_to_task(page, first, choice)
    chooses(page, choice["answer"])
    is_praised(page)
    page.locator("[data-action=menu]").click()
    page.locator("[data-action=shelf]").click()
    expect(page.locator("[data-book]").first).to_be_visible()
    assert_ours(recorded, "/m/", "/api/markers/books/", "/media/", ".wasm")


def test_the_panel(shared_server: RunningServer, visit: Visit, recorded: Recorder) -> None:
    """Sign-in, group, dialogs, projector, and the results; with a child in the room."""
    book = Book(shared_server, "sekar-dan-lautan-pasir")
    panel = signs_in(visit, shared_server, "educator", "panel")
    code = starts_a_group(panel, book)
    starts_reading(visit(f"{shared_server.url}/j/{code}", "phone"))
    expect(panel.locator(".learner")).to_have_attribute("data-connected", "true")
    panel.locator(".join-code").click()
    expect(panel.get_by_role("dialog").get_by_role("img")).to_be_visible()
    panel.keyboard.press("Escape")
    panel.locator(".learner button").click()
    expect(panel.get_by_role("dialog")).to_be_visible()
    panel.keyboard.press("Escape")
    with panel.context.expect_page() as opened:
        panel.get_by_role("link", name="Proyektor").click()
    expect(opened.value.locator(".projector .code")).to_be_visible()
    opened.value.close()
    ends_the_group(panel)
    with panel.expect_download() as saved:
        panel.get_by_role("link", name="Tabel jawaban (CSV)").click()
    assert saved.value.url.startswith(shared_server.url)
    assert_ours(recorded, "/live", "/join.svg", "/projector")


def test_the_studio(shared_server: RunningServer, visit: Visit, recorded: Recorder) -> None:
    """Sign-in, the books, one book, every part of a page, and the sheet to print."""
    book = Book(shared_server, "tanda-kuning-momo")
    studio = signs_in(visit, shared_server, "creator", "studio")
    studio.get_by_role("link", name=book.title).click()
    expect(studio.get_by_role("heading", level=1)).to_have_text(book.title)
    studio.locator(".pages a").first.click()
    expect(studio.get_by_role("heading", name="Halaman 1")).to_be_visible()
    expect(studio.locator("canvas")).to_be_visible()
    for part in ("Teks", "Tugas", "Terbitkan", "Adegan"):
        shows_part(studio, part)
    studio.go_back()
    studio.get_by_role("button", name="Cetak penanda").click()
    with studio.context.expect_event("request", lambda request: "/sheet.pdf" in request.url):
        studio.get_by_role("button", name="Buka PDF").click()
    assert_ours(recorded, "/api/studio/books/", "/media/", "/assign", "/sheet.pdf")


def shows_part(studio: Page, name: str) -> None:
    """On a laptop all parts may stand side by side; where they do not, a button shows each."""
    button = studio.get_by_label("Bagian halaman").get_by_role("button", name=name)
    if button.is_visible():
        button.click()


def assert_ours(recorded: Recorder, *parts: str) -> None:
    """The walk really went there, and everything it asked for was asked of this server."""
    paths = recorded.paths()
    assert [part for part in parts if not any(part in path for path in paths)] == []
    assert recorded.foreign() == []
    assert {urlsplit(url).scheme for url in recorded.requests} <= {"http", "https", "ws", "wss", "blob", "data"}
