"""What an educator orders in the panel, and what children and the projector show of it."""

import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.child import Child
from tests.browser.educator import Educator
from tests.browser.panel import Book, axe, card, start
from tests.running import RunningServer

Visit = Callable[..., Page]


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
    projector.close()

    panel.keyboard.press("Escape")
    card(panel, other).locator("button").click()
    dialog.get_by_role("button", name="Keluarkan dari kelompok").click()
    dialog.get_by_role("button", name="Keluarkan", exact=True).click()
    expect(card(panel, other)).to_have_count(0)
    assert other.hear("bye")["code"] == "place_given_up"
    expect(card(panel, child)).to_have_count(1)


def test_R93_teams_a_timer_praise_a_locked_door_and_who_leads_too(
    shared_server: RunningServer, educate: Callable[..., Page], children: Callable[..., list[Child]], book: Book
) -> None:
    panel = educate(shared_server)
    code = start(panel, book.title)
    one, two, three = children(shared_server, code, 3)
    projector = panel.context.new_page()
    projector.goto(f"{panel.url}/projector")
    expect(projector.locator(".projector")).to_have_attribute("data-shows", "code")
    panel.bring_to_front()

    helper = Educator(shared_server, "admin")
    helper.group = {"id": panel.url.rsplit("/", 1)[1]}
    helper.enter()
    expect(panel.locator(".topbar .led-with")).to_have_text("bersama admin")
    helper.close()
    expect(panel.locator(".topbar .led-with")).to_have_count(0)

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
