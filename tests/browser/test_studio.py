"""The studio in Chromium, against a real server: from an empty book to a printed page that a child can open."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.arranging import Point, by_finger, drag_knobs, drag_model
from tests.browser.reading import fetch, until
from tests.browser.studio import SLOW, look, manifest, new_page, number, opens_pdf, saved, upload
from tests.recording import Recorder
from tests.running import RunningServer

pytestmark = pytest.mark.uploads


def test_a_page_from_nothing_to_paper(server: RunningServer, create: Callable[..., Page], moving: Path) -> None:
    page = create(server)
    new_page(page)

    upload(page, moving)
    expect(page.get_by_label("Nama, Indonesia")).to_have_value("balok merah", timeout=SLOW)
    behaves(page)
    page.get_by_label("Nama, Inggris").fill("red block")
    page.get_by_label("Bagaimana boleh dipakai").select_option(label="Karya sendiri")
    expect(page.locator(".credit-form")).to_contain_text("Tersimpan")
    drag_model(page)
    drag_knobs(page)
    number(page, "Putar (°)").fill("30")
    number(page, "Ukuran (mm)").fill("80")

    page.get_by_label("Judul halaman, Indonesia").fill("Balok merah")
    page.get_by_label("Judul halaman, Inggris").fill("The red block")
    page.get_by_label("Cerita, Indonesia").fill("Ada balok merah.\nBalok itu tinggi.")
    page.get_by_label("Cerita, Inggris").fill("There is a red block.\nThe block is tall.")

    page.get_by_role("button", name="Pilih jawaban").click()
    page.get_by_label("Pertanyaan, Indonesia").fill("Apa warna balok itu?")
    page.get_by_label("Pertanyaan, Inggris").fill("What colour is the block?")
    for at, (indonesian, english) in enumerate((("biru", "blue"), ("merah", "red")), start=1):
        page.get_by_label(f"Pilihan {at}, Indonesia").fill(indonesian)
        page.get_by_label(f"Pilihan {at}, Inggris").fill(english)
    page.get_by_label("Pilihan 2 yang benar").check()
    to_be_spelled(page)

    # The third option is still empty: that is said, and leads to the place.
    bar = page.locator(".page-bar")
    bar.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_label("Pilihan 3, Indonesia")).to_be_focused()
    expect(page.get_by_role("button", name="Pilihan ke-3 pada tugas ke-1")).to_have_count(2)
    page.get_by_role("button", name="Hapus pilihan 3").click()
    bar.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("status").filter(has_text="Halaman 1 terbit")).to_be_visible()

    [shown] = manifest(server, "Balok di Hutan")["pages"]
    scene = shown["scene"]
    assert scene["story"]["en"] == ["There is a red block.", "The block is tall."]
    [node] = scene["nodes"]
    assert node["name"] == {"id": "balok merah", "en": "red block"}
    assert (node["size"], node["rotation"]) == (80, [0, 30, 0])
    assert node["position"][0] > 5
    assert node["position"][1] == 0
    moves = {"animation": "naik", "play": "tap", "tap": "turn", "speaks": False}
    assert {key: node[key] for key in moves} == moves
    assert scene["light"] == "evening"
    task, spelling = scene["tasks"]
    assert (spelling["kind"], spelling["word"]) == ("spell", {"id": "balok", "en": "block"})
    answer = next(option for option in task["options"] if option["id"] == task["answer"])
    assert answer["text"] == {"id": "merah", "en": "red"}
    assert [option["text"]["en"] for option in task["options"]] == ["blue", "red"]

    prints(page, server)


def behaves(page: Page) -> None:
    """When the model moves, what it does when it is tapped, and in what light."""
    # What moves is seen to move; then only when it is tapped.
    movement = page.get_by_label("Gerakan", exact=True)
    expect(movement).to_have_value("naik")
    page.get_by_label("Kapan bergerak").select_option(label="Saat diketuk")
    page.get_by_label("Saat diketuk", exact=True).select_option(label="Berputar")
    page.get_by_label("Sebutkan namanya saat diketuk").uncheck()
    page.get_by_label("Cahaya").select_option(label="Sore")


def to_be_spelled(page: Page) -> None:
    """A second task."""
    page.get_by_role("button", name="Eja kata").click()
    spelled = page.locator("[data-task]").nth(1)
    for language, prompt, word in (("Indonesia", "Ejalah", "balok"), ("Inggris", "Spell it", "block")):
        spelled.get_by_label(f"Pertanyaan, {language}").fill(prompt)
        spelled.get_by_label(f"Kata, {language}").fill(word)


def prints(page: Page, server: RunningServer) -> None:
    """Prints from the page's screen; the code on the sheet opens this page."""
    page.locator(".publish").get_by_role("button", name="Cetak penanda").click()
    page.get_by_text("Ubah ukuran, kertas, dan berkas").click()
    page.get_by_label("40 mm, untuk buku kecil").check()
    page.get_by_label("F4 (folio)").check()
    opens_pdf(page)
    book = manifest(server, "Balok di Hutan")
    sheet = f"{server.url}/api/markers/books/{book['book']['id']}/sheet.pdf?size=40&paper=f4"
    answer = page.request.get(sheet)
    assert answer.headers["content-type"] == "application/pdf", answer.text()
    picture = pypdfium2.PdfDocument(answer.body())[0].render(scale=6, grayscale=True).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    target = fetch(f"{server.url}/api/markers/{code.text.rsplit('/', 1)[1]}")
    assert target["page"] == book["pages"][0]["id"]


def test_R86_nothing_that_was_written_is_lost(server: RunningServer, create: Callable[..., Page]) -> None:
    page = create(server)
    new_page(page)
    title = page.get_by_label("Judul halaman, Indonesia")
    title.fill("Tertulis")
    saved(page)
    page.reload()
    expect(title).to_have_value("Tertulis")

    # The server goes away while somebody writes on, and comes back.
    server.kill()
    title.fill("Tertulis saat mati listrik")
    expect(page.locator("[data-save=offline]")).to_be_visible()
    server.start()
    saved(page, SLOW)

    # The same page on another device: the later of two saves is not the one that counts.
    other = create(server)
    other.goto(page.url)
    other.get_by_label("Judul halaman, Indonesia").fill("Dari sana")
    saved(other)
    title.fill("Dari sini")
    notice = page.locator(".conflict-notice")
    expect(notice.get_by_role("alert")).to_contain_text("juga diubah oleh pembuat")
    expect(notice.get_by_text("Judul (Indonesia)")).to_have_count(2)
    expect(page.get_by_role("button", name="Gabungkan keduanya")).to_have_count(0)
    page.get_by_role("button", name="Pakai yang dari sana").click()
    expect(title).to_have_value("Dari sana")
    page.get_by_role("button", name="Urungkan").click()
    expect(title).to_have_value("Dari sini")
    saved(page)
    other.reload()
    expect(other.get_by_label("Judul halaman, Indonesia")).to_have_value("Dari sini")

    # What both wrote in different places goes together.
    other.get_by_label("Cerita, Inggris").fill("From there.")
    saved(other)
    title.fill("Dari sini lagi")
    expect(notice.get_by_text("Cerita (Inggris)")).to_be_visible()
    page.get_by_role("button", name="Gabungkan keduanya").click()
    saved(page)
    expect(page.get_by_label("Cerita, Inggris")).to_have_value("From there.")
    other.reload()
    expect(other.get_by_label("Judul halaman, Indonesia")).to_have_value("Dari sini lagi")


def test_a_page_by_keyboard_alone(server: RunningServer, create: Callable[..., Page], model: Path) -> None:
    page = create(server)
    new_page(page)
    upload(page, model)
    canvas = page.locator(".desk canvas")
    expect(canvas).to_have_attribute("data-models", "1", timeout=SLOW)
    canvas.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowUp", "PageUp", "]", "+"):
        page.keyboard.press(key)
    expect(number(page, "Kanan (mm)")).to_have_value("11")
    expect(number(page, "Depan (mm)")).to_have_value("-1")
    expect(number(page, "Atas (mm)")).to_have_value("1")
    expect(number(page, "Putar (°)")).to_have_value("5")
    expect(number(page, "Ukuran (mm)")).to_have_value("61")
    page.keyboard.press("Control+z")
    expect(number(page, "Ukuran (mm)")).to_have_value("60")
    # In a field too, whatever the step was about; and forth again.
    name = page.get_by_label("Nama, Indonesia")
    name.fill("balok")
    page.keyboard.press("Control+z")
    expect(name).to_have_value("balok merah")
    page.keyboard.press("Control+y")
    expect(name).to_have_value("balok")


def test_a_model_is_arranged_by_finger_and_the_page_stays_where_it_is(
    server: RunningServer, create: Callable[..., Page], model: Path
) -> None:
    page = create(server, "phone")
    new_page(page)
    upload(page, model)

    def drag(page: Page, at: Point, by: Point) -> None:
        stood = page.evaluate("scrollY")
        by_finger(page, at, by)
        assert page.evaluate("scrollY") == stood

    drag_model(page, drag)
    drag_knobs(page, drag)
    # Below the canvas the same finger does scroll.
    page.evaluate("scrollTo(0, 0)")
    by_finger(page, (180, 560), (0, -100))
    until(page, "scrollY > 50")


@pytest.mark.parametrize("device", ["phone", "laptop"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_every_screen_fits_and_speaks(
    shared_server: RunningServer, create: Callable[..., Page], recorded: Recorder, device: str, colour_scheme: str
) -> None:
    page = create(shared_server, device, color_scheme=colour_scheme, locale="en-GB")
    look(page)
    page.get_by_role("button", name="New book").click()
    look(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Check a print").click()
    expect(page.get_by_text("Photograph a marker")).to_be_visible()
    look(page)
    page.get_by_role("link", name="All books").click()
    page.locator(".tile").first.click()
    expect(page.locator(".pages li").first).to_be_visible()
    look(page)
    page.get_by_role("button", name="Print markers").click()
    page.get_by_text("Change size, paper and file").click()
    look(page)
    page.keyboard.press("Escape")
    page.locator(".pages a").first.click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    for part in ("Scene", "Text", "Tasks", "Publish") if device == "phone" else ("",):
        if part:
            page.locator(".parts").get_by_role("button", name=part).click()
        look(page)
    for button in ("Preview on a phone", "History"):
        page.locator(".publish").get_by_role("button", name=button).click()
        expect(page.locator("dialog[open] :is(img, .revisions)").first).to_be_visible()
        look(page)
        page.keyboard.press("Escape")
    assert not recorded.foreign()
