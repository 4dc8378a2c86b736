"""Where every WebSocket is refused: a child and the panel, both in Chromium, are in the group all the same."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.educator import Educator
from tests.browser.reading import begin
from tests.browser.test_reader_group import outbox, results_of, to_choice
from tests.faults.proxy import Weather, proxy_aside
from tests.faults.school import busy
from tests.recording import Recorder
from tests.running import RunningServer

Visit = Callable[..., Page]
POLL = "/api/live/poll"


def open_panel(visit: Visit, server: RunningServer, url: str, book: str) -> Page:
    """A panel that leads a new group."""
    panel = visit(f"{url}/panel", "laptop")
    name, password = server.sign_in("educator")
    panel.get_by_label("Nama pengguna").fill(name)
    panel.get_by_label("Kata sandi").fill(password)
    panel.get_by_role("button", name="Masuk").click()
    panel.get_by_role("button", name=re.compile(f"Mulai kelompok dengan buku {re.escape(book)}")).click()
    expect(panel.locator("[data-state=open]")).to_be_visible()
    return panel


def live_requests(recorded: Recorder) -> list[str]:
    """Sockets and polls, in order."""
    return [path for path in (urlsplit(url).path for url in recorded.requests) if path in ("/live", POLL)]


def test_R30_R31_child_and_panel_work_in_full_without_sockets(
    shared_server: RunningServer, visit: Visit, recorded: Recorder, manifest: Any
) -> None:
    with proxy_aside(shared_server.port, Weather(no_upgrades=True)) as proxy:
        panel = open_panel(visit, shared_server, proxy.url, manifest["book"]["title"])
        assert live_requests(recorded)[:3] == ["/live", "/live", POLL]
        code = panel.locator(".join-code code").inner_text().replace(" ", "")
        group = panel.url.rstrip("/").split("/")[-1]

        child = visit(f"{proxy.url}/j/{code}", rung="read")
        begin(child)
        expect(child.locator(".pill")).to_contain_text("Gurumu melihat layarmu")
        card = panel.locator(".learner[data-connected=true]")
        expect(card).to_have_count(1)
        task = to_choice(child, manifest)
        wrong = next(option["id"] for option in task["options"] if option["id"] != task["answer"])

        # The Wi-Fi goes and comes: the child goes on, and what it does arrives.
        child.context.set_offline(True)
        expect(child.locator(".pill.away")).to_contain_text("Belum tersambung")
        child.locator(f".option[data-value={wrong}]").click()
        expect(child.locator(f".option[data-value={wrong}]")).to_have_class(re.compile("tried"))
        assert [kept["value"] for kept in outbox(child) if kept["kind"] == "answer"] == [wrong]
        child.context.set_offline(False)
        expect(child.locator(".pill.away")).to_have_count(0)
        expect(card).to_have_attribute("data-tries", "1")

        child.locator(f".option[data-value={task['answer']}]").click()
        expect(card).to_have_attribute("data-solved", "1")
        for paused in (True, False):
            ordered = time.monotonic()
            panel.keyboard.press("p")
            expect(child.get_by_role("alertdialog")).to_have_count(int(paused))
            took = time.monotonic() - ordered
            assert took < busy(), f"a command took {took:.1f} s"
            expect(panel.locator(".holds")).to_have_attribute("data-paused", str(paused).lower())

        assert outbox(child) == []
        # Nobody of them was on a socket: it is the proxy's doing.
        assert proxy.broken >= 4

    text = results_of(Educator(shared_server), group)
    assert text.count(f",{task['id']},") == 2, text
