"""Wrong codes and wrong addresses, as a person meets them: a kind page in their language, with one way on."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.flows.grown_up import GrownUp
from tests.flows.people import Book, Visit, ends_the_group, signs_in, starts_a_group
from tests.running import RunningServer

LOCALES = {"id": "id-ID", "en": "en-GB"}
SHELF = {"id": "Mau baca apa hari ini?", "en": "What shall we read today?"}
WAYS = {
    "shelf": {"id": "Lihat rak buku", "en": "See the shelf"},
    "code": {"id": "Tulis kodenya", "en": "Type the code"},
}


@dataclass(frozen=True)
class Case:
    problem: str
    """The stable code."""
    way: str
    """Where the one button leads."""
    title: dict[str, str]
    sentence: dict[str, str]
    """A piece of what to do."""


UNKNOWN_CODE = Case(
    "join_code_unknown",
    "code",
    {"id": "Kode ini belum cocok", "en": "This code does not fit yet"},
    {"id": "Periksa lagi kode di layar gurumu", "en": "Look at your teacher's screen again"},
)
ENDED = Case(
    "group_ended",
    "code",
    {"id": "Kegiatan ini sudah selesai", "en": "This group has finished"},
    {"id": "Mintalah kode yang baru", "en": "Ask your teacher for a new code"},
)
UNKNOWN_MARKER = Case(
    "marker_unknown",
    "shelf",
    {"id": "Tanda ini belum kukenal", "en": "I do not know this sign yet"},
    {"id": "mungkin bukunya milik perpustakaan lain", "en": "its book may be another library's"},
)
UNPUBLISHED = Case(
    "marker_unpublished",
    "shelf",
    {"id": "Halaman ini masih tidur", "en": "This page is still asleep"},
    {"id": "Pilih halaman lain dahulu", "en": "Choose another page for now"},
)
NO_BOOK = Case(
    "not_found",
    "shelf",
    {"id": "Buku ini tidak ada di rak", "en": "This book is not on the shelf"},
    {"id": "Pilih buku lain dahulu", "en": "Choose another book for now"},
)


def meets(page: Page, case: Case, language: str) -> None:
    """The kind page: what happened, what to do, in the person's language, and exactly one thing to press."""
    trouble = page.locator(f'[data-problem="{case.problem}"]')
    expect(trouble).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(trouble.get_by_role("heading", level=1)).to_have_text(case.title[language])
    expect(trouble).to_contain_text(re.compile(re.escape(case.sentence[language]), re.IGNORECASE))
    pressable = page.locator("a:visible, button:visible, input:visible")
    expect(pressable).to_have_count(1)
    expect(pressable).to_have_text(WAYS[case.way][language])
    size = pressable.bounding_box()
    assert size is not None
    assert size["height"] >= 56


def goes_on(page: Page, case: Case, language: str) -> None:
    """No dead end: the button leads to the shelf, and to the place for a code when one is needed."""
    page.get_by_role("button", name=WAYS[case.way][language]).click()
    expect(page.get_by_role("heading", name=SHELF[language])).to_be_visible()
    if case.way == "code":
        expect(page.locator("#kode")).to_be_focused()


def test_what_does_not_lead_to_a_page_leads_to_the_shelf(server: RunningServer, visit: Visit) -> None:
    book = Book(server, "tanda-kuning-momo")
    asleep = book.page(4)["id"]
    GrownUp(server.url, *server.sign_in("creator")).post(f"/api/studio/pages/{asleep}/unpublish")
    cases = {
        "/j/ZZZZZZ": UNKNOWN_CODE,
        f"/j/{code_of_an_ended_group(visit, server, book)}": ENDED,
        "/m/ZZZZZZ": UNKNOWN_MARKER,
        f"/M/{book.codes[asleep]}": UNPUBLISHED,
        "/b/tanda-kuning-nobody": NO_BOOK,
        "/b/tanda-kuning-nobody/7": NO_BOOK,
    }
    for language, locale in LOCALES.items():
        page = visit(server.url, "phone", locale=locale)
        for path, case in cases.items():
            page.goto(server.url + path)
            meets(page, case, language)
            goes_on(page, case, language)


def code_of_an_ended_group(visit: Visit, server: RunningServer, book: Book) -> str:
    panel = signs_in(visit, server, "educator", "panel")
    code = starts_a_group(panel, book)
    ends_the_group(panel)
    return code


@pytest.mark.parametrize("language", LOCALES)
def test_a_wrong_code_typed_on_the_shelf_can_be_typed_again(
    shared_server: RunningServer, visit: Visit, language: str
) -> None:
    page = visit(shared_server.url, "phone", locale=LOCALES[language])
    page.locator("#kode").fill("zzz zzz")
    page.locator("#kode").press("Enter")
    meets(page, UNKNOWN_CODE, language)
    goes_on(page, UNKNOWN_CODE, language)
    page.locator("#kode").fill(" -.- ")
    page.locator("#kode").press("Enter")
    expect(page.locator("#kode")).to_be_focused()
    right = next(iter(Book(shared_server, "tanda-kuning-momo").codes.values()))
    page.locator("#kode").fill(f"{right[:3]} {right[3:]}".lower())
    page.locator("#kode").press("Enter")
    expect(page.locator("[data-action=start]")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/m/",
        "/m/AB-CD",
        "/m/ABCDEFGHJKLMNPQ",
        "/j/",
        "/j/%00",
        "/j/../x",
        "/b/",
        "/b/Momo!",
        "/b/momo/x",
        "/%F0%9F%90%BB",
    ],
)
def test_a_malformed_address_leads_to_the_shelf(shared_server: RunningServer, visit: Visit, path: str) -> None:
    """Answered before any language is known: Indonesian, with a sentence in English."""
    page = visit(shared_server.url + path, "phone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Halaman ini tidak ada")
    expect(page.locator("[lang=en]")).to_contain_text("There is no page at this address")
    pressable = page.locator("a:visible, button:visible, input:visible")
    expect(pressable).to_have_count(1)
    pressable.click()
    expect(page.get_by_role("heading", name=SHELF["id"])).to_be_visible()


@pytest.mark.parametrize(
    ("role", "place"),
    [("educator", "/panel/{nobody}"), ("creator", "/studio/books/{nobody}"), ("creator", "/studio/pages/{nobody}")],
)
def test_what_is_not_there_is_said_to_grown_ups_who_can_go_back(
    shared_server: RunningServer, visit: Visit, role: str, place: str
) -> None:
    home = place.split("/")[1]
    page = signs_in(visit, shared_server, role, home)
    page.goto(shared_server.url + place.format(nobody=UUID(int=0)))
    expect(page.get_by_role("alert")).to_contain_text("tidak ada")
    page.locator(f'a[href="/{home}"]').click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page).to_have_url(f"{shared_server.url}/{home}")
    expect(page.get_by_text("Tanda Kuning Momo").first).to_be_visible()


@pytest.mark.parametrize("place", ["/panel/nobody", "/panel/x/projector", "/studio/pages/1", "/studio/x"])
def test_a_malformed_address_for_grown_ups_is_their_first_screen(
    shared_server: RunningServer, visit: Visit, place: str
) -> None:
    page = visit(shared_server.url + place, "laptop")
    expect(page.get_by_role("button", name="Masuk")).to_be_visible()
