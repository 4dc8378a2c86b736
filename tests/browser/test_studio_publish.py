"""Publishing in the studio, in Chromium: seen before, taken back, and gone back to."""

import io
import re
import time
from collections.abc import Callable
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
import zxingcpp
from django.core import signing
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from arlearn.lan.addresses import local_addresses
from tests.browser.studio import drawn, new_page, number, saved
from tests.running import RunningServer

pytestmark = pytest.mark.uploads

Visit = Callable[..., Page]


def scanned(code: Locator) -> str:
    """What a camera reads of the picture on the screen."""
    with Image.open(io.BytesIO(code.screenshot())) as picture:
        [found] = zxingcpp.read_barcodes(picture.convert("L"))
    return str(found.text)


def expired(server: RunningServer, token: str) -> str:
    """The same link, as the server made it yesterday."""
    key = (server.data / "secret.key").read_text()
    with patch("time.time", return_value=time.time() - 86_400):
        return signing.TimestampSigner(key=key, salt="content.preview", sep=".").sign(token.split(".", maxsplit=1)[0])


def test_publishing_is_taken_back_and_an_unpublished_page_deleted(
    server: RunningServer, create: Callable[..., Page]
) -> None:
    # Movement would only cost time: what moves is drawn again and again.
    page = create(server, reduced_motion="reduce")
    page.locator(".tile").first.click()
    page.locator(".pages a").first.click()
    page.get_by_role("button", name="Tarik dari terbitan").click()
    expect(page.get_by_role("status").filter(has_text="tidak lagi dapat dibuka")).to_be_visible()
    page.locator(".publish").get_by_text("Rincian").click()
    colours = colours_told_in_words(page)
    is_told_what_is_too_much(page)
    assert colours | colours_told_in_words(page) == {"green", "amber", "red"}
    page.locator(".back").click()
    expect(page.locator(".pages li").first).to_contain_text("Konsep")
    drawn(page.locator(".page-picture img").first)
    number(page, "Nomor halaman").fill("1")
    page.get_by_role("button", name="Tambah halaman").click()
    expect(page.get_by_text("sudah punya halaman 1")).to_be_visible()
    number(page, "Nomor halaman").fill("77")
    page.get_by_role("button", name="Tambah halaman").click()
    expect(page.get_by_role("button", name="Urungkan")).to_be_visible()
    page.locator(".back").click()
    page.get_by_role("button", name="Hapus halaman 77").click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Halaman 77 dihapus")).to_be_visible()
    expect(page.get_by_role("button", name="Hapus halaman 77")).to_have_count(0)


def is_told_what_is_too_much(page: Page) -> None:
    """C64: with every model three times it is too heavy, in the list of what is missing and in its weight alike."""
    page.evaluate(
        """async () => {
          const path = `/api/studio/pages/${location.pathname.split('/').at(-1)}/draft`;
          const { document, version } = await (await fetch(path)).json();
          const { csrf } = await (await fetch('/api/people/me')).json();
          const again = (turn) => document.nodes.map((node) => ({ ...node, id: `${node.id}-${turn}` }));
          document.nodes.push(...again(2), ...again(3));
          const headers = { 'content-type': 'application/json', 'X-CSRFToken': csrf };
          const body = JSON.stringify({ document, builds_on: version });
          const saved = await fetch(path, { method: 'PUT', headers, body });
          if (!saved.ok) throw new Error(await saved.text());
        }"""
    )
    page.reload()
    publish = page.locator(".publish")
    expect(publish.locator(".missing")).to_contain_text("bagian yang digambar sendiri-sendiri (paling banyak 20")
    expect(publish.locator(".weight")).to_contain_text("terlalu berat untuk diterbitkan")
    publish.get_by_text("Rincian").click()
    expect(publish.get_by_role("row", name="Bagian yang digambar")).to_contain_text("terlalu berat")
    publish.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("belum dapat diterbitkan")).to_be_visible()
    expect(publish).to_contain_text("Konsep")


JUDGED = {
    "ID": {"green": "ringan", "amber": "agak berat", "red": "terlalu berat"},
    "EN": {"green": "light", "amber": "rather heavy", "red": "too heavy"},
}
ESTIMATE = {
    "ID": "Perkiraan dari pengukuran, bukan uji pada HP Anda.",
    "EN": "An estimate from measurements, not a test on your phone.",
}


def colours_told_in_words(page: Page) -> set[str]:
    """R88: in both languages each colour says its word, too, and the estimate that it is one. The colours there are."""
    weight, seen = page.locator(".publish .weight"), set[str]()
    for language, words in JUDGED.items():
        speak(page, language)
        expect(weight.get_by_text(ESTIMATE[language])).to_be_visible()
        cells = weight.locator(".weights td[class]")
        expect(cells).to_have_count(6)
        for colour, said in cells.evaluate_all("(cells) => cells.map((cell) => [cell.className, cell.innerText])"):
            assert said.endswith(words[colour])
            seen.add(colour)
    speak(page, "ID")
    return seen


def speak(page: Page, language: str) -> None:
    page.locator(".languages").get_by_role("button", name=language).click()


def test_R125_what_is_missing_is_said_in_plain_words_and_leads_to_its_place(
    server: RunningServer, create: Callable[..., Page]
) -> None:
    page = create(server, "phone")
    new_page(page)
    last = page.locator(".parts").get_by_role("button", name=re.compile("Terbitkan|Publish"))
    missing = page.locator(".missing").get_by_role("button")
    last.click()
    expect(missing).to_have_text(
        [
            "Halaman ini belum punya judul dalam bahasa Indonesia.",
            "Halaman ini belum punya judul dalam bahasa Inggris.",
            "Halaman ini belum punya teks dalam bahasa Indonesia.",
            "Halaman ini belum punya teks dalam bahasa Inggris.",
        ]
    )
    missing.filter(has_text="teks dalam bahasa Indonesia").click()
    story = page.get_by_label("Cerita, Indonesia")
    expect(story).to_be_focused()
    story.fill("Ada bukit.")
    last.click()
    expect(missing).to_have_count(3)

    speak(page, "EN")
    expect(missing.last).to_have_text("This page has no text in English yet.")
    missing.last.click()
    expect(page.get_by_label("Story, English")).to_be_focused()


def test_R87_every_kind_of_puzzle_is_seen_as_a_child_sees_it(
    server: RunningServer, create: Callable[..., Page]
) -> None:
    page = create(server, reduced_motion="reduce")
    page.locator(".tile").first.click()
    page.locator(".pages a").first.click()
    child = page.frame_locator(".task-preview iframe")

    def new(kind: str) -> Locator:
        page.get_by_role("button", name=kind).click()
        return page.locator("[data-task]").last

    def asks(form: Locator, question: str) -> None:
        """What is written last: when the child sees it, it sees all of the puzzle."""
        form.get_by_label("Pertanyaan, Indonesia").fill(question)
        expect(child.get_by_role("heading", name=question)).to_be_visible()

    def solves(*presses: str) -> None:
        for name in presses:
            child.locator(".task").get_by_role("button", name=name, exact=True, disabled=False).first.click()
        expect(child.locator(".kind.right")).to_be_visible()

    form = new("Temukan di adegan")
    things = form.get_by_label("Yang harus ditemukan")
    names = things.locator("option").all_inner_texts()
    things.select_option(names[1])
    asks(form, "Yang mana pohonnya?")
    expect(child.locator(".option")).to_have_text(names)
    solves(names[1])

    form = new("Eja kata")
    form.get_by_label("Kata, Indonesia").fill("kapal")
    asks(form, "Apa yang berlayar?")
    expect(child.get_by_role("img", name="Kata yang kamu susun")).to_be_visible()
    assert sorted(child.locator(".tile:not(.back)").all_inner_texts()) == sorted("kapal")
    solves(*"kapal")

    form = new("Pilih jawaban")
    form.get_by_role("button", name="Hapus pilihan 3").click()
    for at, option in enumerate(("biru", "hijau"), start=1):
        form.get_by_label(f"Pilihan {at}, Indonesia").fill(option)
    form.get_by_label("Pilihan 2 yang benar").check()
    asks(form, "Apa warna daun?")
    expect(child.locator(".option")).to_have_text(["biru", "hijau"])
    solves("hijau")
    saved(page)

    # On a phone it stands below the forms.
    phone = create(server, "phone")
    phone.goto(page.url)
    phone.locator(".parts").get_by_role("button", name="Tugas").click()
    phone.locator("[data-task]").last.get_by_label("Pertanyaan, Indonesia").focus()
    below = phone.frame_locator(".task-preview iframe")
    expect(below.get_by_role("heading", name="Apa warna daun?")).to_be_visible()
    expect(below.get_by_role("button", name="hijau")).to_be_visible()


def test_R87_a_page_is_seen_before_it_is_published_and_goes_back_to_what_it_was(
    server: RunningServer, create: Callable[..., Page], visit: Visit
) -> None:
    page = create(server)
    page.locator(".tile").first.click()
    page.locator(".pages a").first.click()
    title = page.get_by_label("Judul halaman, Indonesia")
    before = title.input_value()
    title.fill("Judul yang baru")
    question = page.get_by_label("Pertanyaan, Indonesia").first
    question.fill("Apa yang kamu lihat?")
    shown = page.frame_locator(".task-preview iframe")
    expect(shown.get_by_role("heading", name="Apa yang kamu lihat?")).to_be_visible()
    expect(question).to_be_focused()

    page.locator(".publish").get_by_role("button", name="Pratinjau di HP").click()
    address = urlsplit(scanned(page.get_by_role("img", name="Kode QR untuk pratinjau")))
    # A phone is sent to where it reaches this machine; here there is no other way than the machine's own.
    reached = next(map(str, local_addresses()), "127.0.0.1")
    assert (address.hostname, address.port) == (reached, server.port)
    assert page.get_by_role("link", name="Buka di sini").get_attribute("href") == address.path
    phone = visit(f"{server.url}{address.path}", "phone", rung="read")
    assert not phone.context.cookies()
    phone.get_by_role("button", name="Mulai").click()
    expect(phone.get_by_role("heading", name="Judul yang baru")).to_be_visible()
    assert phone.url.endswith(address.path)
    page.keyboard.press("Escape")
    title.fill("Judul yang lebih baru")
    saved(page)
    phone.reload()
    phone.get_by_role("button", name="Mulai").click()
    expect(phone.get_by_role("heading", name="Judul yang lebih baru")).to_be_visible()
    title.fill("Judul yang baru")

    # A code that was kept for too long, and one that was not read whole.
    token = address.path.removeprefix("/p/")
    for wrong, says in ((expired(server, token), "sudah lewat"), (token[:-3], "belum kukenal")):
        phone.goto(f"{server.url}/p/{wrong}")
        expect(phone.get_by_role("heading", level=1)).to_contain_text(says)
        expect(phone.locator(".trouble")).to_contain_text("di studio")
        expect(phone.get_by_role("button", name="Lihat rak buku")).to_be_visible()

    page.locator(".publish").get_by_role("button", name="Riwayat").click()
    page.get_by_role("button", name="Terbitan 1").click()
    expect(page.get_by_text("Judul (Indonesia)")).to_be_visible()
    page.get_by_role("button", name="Kembali ke terbitan ini").click()
    expect(title).to_have_value(before)
    saved(page)
    expect(page.locator(".publish .state")).to_contain_text("Terbit")
    page.get_by_role("button", name="Urungkan").click()
    expect(title).to_have_value("Judul yang baru")
