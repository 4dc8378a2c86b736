"""An educator looks back at a group, in Chromium against a real server: figures, files, the hour again, forgetting."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.child import Child
from tests.browser.educator import Educator
from tests.running import ROOT, RunningServer

AXE = ROOT / "webclient" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def results(
    shared_server: RunningServer, visit: Callable[..., Page], educator: Educator, manifest: Any
) -> Callable[..., Page]:
    """results(device) → the results of a running group in which two children answered, signed in."""

    def look(device: str) -> Page:
        code = educator.open(manifest["book"]["id"])
        page = manifest["pages"][0]
        choice = next(task for task in page["scene"]["tasks"] if task["kind"] == "choice")
        wrong = next(option["id"] for option in choice["options"] if option["id"] != choice["answer"])
        for value in (choice["answer"], wrong):
            child = Child(shared_server.url, code).connect()
            child.answer(page, choice["id"], value)
            child.leave()
        address = f"{shared_server.url}/panel/{educator.group['id']}/results"
        screen = visit(address, device)
        name, password = shared_server.sign_in("educator")
        screen.get_by_label("Nama pengguna").fill(name)
        screen.get_by_label("Kata sandi").fill(password)
        screen.get_by_role("button", name="Masuk").click()
        expect(screen.get_by_role("heading", name="Setiap anak")).to_be_visible()
        return screen

    return look


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]


def test_R92_results_are_told_kept_and_shown_again_at_an_address_of_their_own(results: Callable[..., Page]) -> None:
    page = results("phone")
    # One answer each, and nothing after it: how long that took nobody knows.
    page.get_by_role("button", name="Beruang madu jingga", exact=True).click()
    expect(page.locator(".child-pages")).to_contain_text("waktu tidak diketahui · 1 tugas berhasil, 1 jawaban")
    expect(page.get_by_text("2 anak mencoba, 1 berhasil, 1 pada coba pertama")).to_be_visible()
    assert barriers(page) == []
    for name, ending in (
        ("jawaban (CSV)", ".csv"),
        ("halaman (CSV)", ".pages.csv"),
        ("PDF", ".pdf"),
        ("xAPI", ".xapi.json"),
    ):
        with page.expect_download() as kept:
            page.get_by_role("link", name=name).click()
        assert kept.value.suggested_filename.endswith(ending)
    page.get_by_role("link", name="Lihat bagaimana kita membaca").click()
    expect(page).to_have_url(re.compile(r"/panel/[0-9a-f-]{36}/replay$"))
    page.reload()
    slider = page.get_by_role("slider")
    slider.press("End")
    expect(page.locator(".replay .dot")).to_have_count(2)
    page.get_by_role("button", name="Putar").click()
    assert barriers(page) == []
    page.go_back()
    expect(page.get_by_role("heading", name="Setiap anak")).to_be_visible()


def test_a_child_and_then_the_group_are_forgotten(
    results: Callable[..., Page], shared_server: RunningServer, educator: Educator
) -> None:
    page = results("laptop")
    page.get_by_role("button", name="Lupakan Beruang madu jingga").click()
    page.get_by_role("button", name="Jangan").click()
    page.get_by_role("button", name="Lupakan Beruang madu jingga").click()
    page.get_by_role("button", name="Lupakan", exact=True).click()
    expect(page.get_by_role("row", name="Beruang madu jingga")).to_have_count(0)
    expect(page.get_by_role("row", name="Orangutan")).to_have_count(1)
    expect(page.get_by_role("button", name="Lupakan kelompok ini")).to_have_count(0)
    educator.enter()
    educator.order("end")
    educator.row(lambda _: educator.control.get("ended"))
    page.reload()
    page.get_by_role("button", name="Lupakan kelompok ini").click()
    page.get_by_role("button", name="Lupakan", exact=True).click()
    expect(page.get_by_role("heading", name="Mulai kelompok baru")).to_be_visible()
    body = json.dumps({"code": educator.group["code"]}).encode()
    asked = urllib.request.Request(
        f"{shared_server.url}/api/live/join", body, {"Content-Type": "application/json"}, method="POST"
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code == 404
