"""A child in a group: joins, follows, answers once, and comes back, in Chromium against a real server."""

import json
import re
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.educator import Educator
from tests.browser.reading import BOOK, begin, fetch, solve
from tests.running import RunningServer

Visit = Callable[..., Page]


@pytest.fixture
def visit(visit: Visit) -> Visit:
    """Reading without the scene: nothing here is about it."""
    return partial(visit, rung="read")


def outbox(page: Page) -> list[dict[str, Any]]:
    """What waits on the device for its acknowledgement."""
    return list(
        page.evaluate(
            """() => new Promise((done, failed) => { const opening = indexedDB.open('arlearn');
            opening.onerror = () => failed(opening.error);
            opening.onsuccess = () => {
              const all = opening.result.transaction('outbox').objectStore('outbox').getAll();
              all.onsuccess = () => {
                opening.result.close(); done(all.result.flatMap((box) => box.waiting)); }; }; })"""
        )
    )


def to_choice(page: Page, manifest: Any) -> dict[str, Any]:
    """Turns to the first page that has a choice task and to that task."""
    for one in manifest["pages"]:
        for i, task in enumerate(one["scene"]["tasks"]):
            if task["kind"] == "choice":
                page.click("[data-action=menu]")
                page.locator(".menu ol button").nth(one["number"] - 1).click()
                for _ in range(i + 1):
                    page.click("[data-action=next]")
                return dict(task)
    raise AssertionError("no choice task")


def test_a_child_joins_without_typing_and_knows_who_sees_it(
    shared_server: RunningServer, visit: Visit, educator: Educator, manifest: Any
) -> None:
    code = educator.open(manifest["book"]["id"])
    page = visit(f"{shared_server.url}/j/{code.lower()}")
    expect(page.locator(".you svg[data-animal]")).to_be_visible()
    expect(page.get_by_text("Gurumu melihat halaman dan jawabanmu")).to_be_visible()
    assert page.locator("input").count() == 0
    begin(page)
    expect(page.locator(".pill")).to_contain_text("Gurumu melihat layarmu")
    first = manifest["pages"][0]["id"]
    educator.row(lambda row: row["page"] == first and row["rung"] == "read" and row["view"] == "reading")
    page.click("[data-action=help]")
    educator.row(lambda row: row["help"])
    page.click("[data-action=help]")
    educator.row(lambda row: not row["help"])


def test_R17_R91_the_educator_opens_pauses_removes_and_ends(
    shared_server: RunningServer, visit: Visit, educator: Educator, manifest: Any
) -> None:
    page = visit(f"{shared_server.url}/j/{educator.open(manifest['book']['id'])}")
    begin(page)
    third = manifest["pages"][2]
    educator.order("open_page", page=third["id"])
    expect(page.get_by_role("heading", level=1)).to_have_text(third["scene"]["title"]["id"])
    expect(page.locator(".pill")).to_contain_text("Gurumu membuka halaman ini")
    expect(page.locator("[data-action=back]")).to_be_disabled()
    educator.row(lambda row: row["page"] == third["id"])
    educator.order("pause")
    expect(page.get_by_role("alertdialog")).to_contain_text("Mata ke depan")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.sheet')"), "keys reach what rests"
    educator.order("resume")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    educator.order("open_page", page=None)
    expect(page.locator("[data-action=back]")).to_be_enabled()
    first = educator.row(lambda row: row["connected"])["learner"]
    educator.order("remove", to=[first["id"]])
    expect(page.get_by_role("alertdialog")).to_contain_text("Kamu sudah keluar dari kelompok")
    page.get_by_role("button", name="Masuk lagi").click()
    begin(page)
    back = educator.row(lambda row: row["connected"] and row["learner"]["id"] != first["id"])["learner"]
    assert back["animal"] != first["animal"]
    educator.order("end")
    expect(page.get_by_role("alertdialog")).to_contain_text("Kegiatan selesai")
    page.get_by_role("button", name="Baca sendiri").click()
    expect(page.locator("[data-action=start]")).to_be_visible()
    begin(page)
    expect(page.locator(".pill")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(third["scene"]["title"]["id"])


def test_R17_what_the_educator_wants_comes_before_what_the_camera_asks(
    shared_server: RunningServer, visit: Visit, educator: Educator, manifest: Any
) -> None:
    page = visit(f"{shared_server.url}/j/{educator.open(manifest['book']['id'])}", rung=None)
    page.click("[data-action=start]")
    asked = page.get_by_role("dialog", name="Boleh pinjam kameramu?")
    expect(asked).to_be_visible()
    educator.order("pause")
    expect(page.get_by_role("alertdialog")).to_contain_text("Mata ke depan")
    middle = "document.elementFromPoint(innerWidth / 2, innerHeight / 2)"
    assert page.evaluate(f"{middle}.closest('[role=alertdialog]') !== null")
    assert page.evaluate("document.querySelector('.calm.why').inert")
    educator.order("resume")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    assert not page.evaluate("document.querySelector('.calm.why').inert")
    page.get_by_role("button", name="Tanpa kamera").click()
    expect(asked).to_have_count(0)


def test_R20_R22_the_educators_words_come_in_turn_and_the_room_sees_only_who_agreed(
    shared_server: RunningServer, visit: Visit, educator: Educator, manifest: Any
) -> None:
    page = visit(f"{shared_server.url}/j/{educator.open(manifest['book']['id'])}")
    # A device whose clock is wrong, and is set while it reads.
    page.evaluate("const real = Date.now; Date.now = () => real() - 3600000")
    begin(page)
    me = educator.row(lambda row: row["connected"])["learner"]["id"]

    page.click("[data-action=help]")
    educator.row(lambda row: row["help"])
    educator.order("attend", to=me)
    educator.row(lambda row: not row["help"])
    expect(page.locator("[data-action=help]")).to_have_attribute("aria-pressed", "false")

    card = page.locator(".educator-card")
    educator.order("hint", to=me, text="Lihat ekornya.")
    expect(card).to_contain_text("Lihat ekornya.")
    educator.order("praise", to=None)
    educator.order("spotlight", learner=me)
    expect(card).to_contain_text("layar besar")
    asked = educator.row(lambda row: row["own"]["asked"] is not None)
    assert not educator.control["spotlight"]
    card.locator("[data-action=agree]").click()
    educator.row(lambda row: row["own"]["asked"] is None and asked)
    expect(page.locator(".pill")).to_contain_text("tampak di layar besar")
    expect(card).to_contain_text("Lihat ekornya.")
    card.locator("[data-action=thanks]").click()
    expect(card).to_contain_text("bangga pada kalian")
    card.locator("[data-action=thanks]").click()
    expect(card).to_have_count(0)

    educator.order("teams", count=2)
    expect(card).to_contain_text("Kamu di Tim")
    educator.order("timer", seconds=600)
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"^(10:00|9:\d\d)$"))
    educator.order("timer", seconds=None)
    expect(page.get_by_role("timer")).to_be_hidden()
    third = manifest["pages"][2]
    educator.order("open_page", page=third["id"], to=[me])
    expect(page.get_by_role("heading", level=1)).to_have_text(third["scene"]["title"]["id"])

    page.reload()
    begin(page)
    expect(page.locator(".pill")).to_contain_text("tampak di layar besar")
    expect(page.get_by_role("heading", level=1)).to_have_text(third["scene"]["title"]["id"])
    expect(page.locator(".educator-card")).to_have_count(0)


def test_R2_an_answer_given_offline_arrives_once(server: RunningServer, visit: Visit) -> None:
    manifest = fetch(f"{server.url}/api/books/{BOOK}")
    educator = Educator(server)
    page = visit(f"{server.url}/j/{educator.open(manifest['book']['id'])}")
    begin(page)
    educator.row(lambda row: row["connected"])
    task = to_choice(page, manifest)
    server.kill()
    expect(page.locator(".pill")).to_contain_text("Belum tersambung")
    wrong = next(option["id"] for option in task["options"] if option["id"] != task["answer"])
    page.locator(f".option[data-value={wrong}]").click()
    solve(page, task)
    expect(page.locator(".kind.right")).to_be_visible()
    kept = [message for message in outbox(page) if message["kind"] == "answer"]
    assert [message["value"] for message in kept] == [wrong, task["answer"]]
    assert kept[1]["n"] == kept[0]["n"] + 1
    # The book goes on: its other pages can be read without a server, too.
    page.click("[data-action=menu]")
    page.locator(".menu ol button").nth(2).click()
    other = manifest["pages"][2]["scene"]
    expect(page.get_by_role("heading", level=1)).to_have_text(other["title"]["id"])
    expect(page.locator(".story")).to_contain_text(other["story"]["id"][0].split()[0])
    server.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".pill.away")).to_have_count(0)
    for _ in range(100):
        if not outbox(page):
            break
        page.wait_for_timeout(100)
    assert outbox(page) == []
    results = Educator(server)
    text = results_of(results, educator.group["id"])
    assert text.count(f",{task['id']},") == 2, text


def results_of(educator: Educator, group: str) -> str:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(educator.cookies))
    with opener.open(f"{educator.url}/api/reports/groups/{group}/results.csv") as answer:
        return str(answer.read().decode())


def test_R12_a_reload_a_restart_and_a_scan_keep_the_place(
    shared_server: RunningServer, visit: Visit, educator: Educator, manifest: Any
) -> None:
    code = educator.open(manifest["book"]["id"])
    page = visit(f"{shared_server.url}/j/{code}")
    face = page.locator(".you svg[data-animal]").get_attribute("data-animal")
    begin(page)
    page.click("[data-action=menu]")
    page.locator(".menu ol button").nth(4).click()
    fifth = manifest["pages"][4]
    expect(page.get_by_role("heading", level=1)).to_have_text(fifth["scene"]["title"]["id"])
    educator.row(lambda row: row["page"] == fifth["id"])

    page.reload()
    expect(page.locator(".you svg[data-animal]")).to_have_attribute("data-animal", str(face))
    begin(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(fifth["scene"]["title"]["id"])

    # The phone's own camera opens the address of another page's marker in the same browser.
    markers = fetch(f"{shared_server.url}/api/markers/books/{manifest['book']['id']}")["markers"]
    second = manifest["pages"][1]
    scanned = next(marker["code"] for marker in markers if marker["page"] == second["id"])
    page.goto(f"{shared_server.url}/M/{scanned}")
    expect(page.locator(".you svg[data-animal]")).to_have_attribute("data-animal", str(face))
    begin(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(second["scene"]["title"]["id"])
    educator.row(lambda row: row["page"] == second["id"] and row["connected"])
    # The join address again is the same child, not a new one.
    page.goto(f"{shared_server.url}/j/{code}")
    expect(page.locator(".you svg[data-animal]")).to_have_attribute("data-animal", str(face))
    assert len(educator.rows) == 1


def test_R18_the_newer_of_two_tabs_reads(
    shared_server: RunningServer, visit: Visit, educator: Educator, manifest: Any
) -> None:
    page = visit(f"{shared_server.url}/j/{educator.open(manifest['book']['id'])}")
    begin(page)
    context: BrowserContext = page.context
    newer = context.new_page()
    newer.goto(f"{shared_server.url}/b/{BOOK}/2")
    expect(page.get_by_role("alertdialog")).to_contain_text("terbuka di tempat lain")
    begin(newer)
    educator.row(lambda row: row["page"] == manifest["pages"][1]["id"] and row["connected"])
    page.get_by_role("button", name="Baca di sini").click()
    expect(page.locator("[data-action=start]")).to_be_visible()
    expect(newer.get_by_role("alertdialog")).to_contain_text("terbuka di tempat lain")


def test_a_finished_page_is_stamped_with_the_childs_animal(
    shared_server: RunningServer, visit: Visit, educator: Educator, manifest: Any
) -> None:
    page = visit(f"{shared_server.url}/j/{educator.open(manifest['book']['id'])}")
    face = page.locator(".you svg[data-animal]").get_attribute("data-animal")
    begin(page)
    page.click("[data-action=next]")
    for task in manifest["pages"][0]["scene"]["tasks"]:
        solve(page, task)
        page.locator(".kind.right").wait_for()
        page.click("[data-action=next]")
    expect(page.locator(".stamp svg[data-animal]")).to_have_attribute("data-animal", str(face))
    row = educator.row(lambda row: manifest["pages"][0]["id"] in row["finished"])
    assert len(row["solved"]) == len(manifest["pages"][0]["scene"]["tasks"])
    assert json.dumps(row).count(manifest["pages"][0]["id"]) >= 2
