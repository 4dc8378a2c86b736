"""A page's picture and a book's cover in Chromium: uploaded, described, credited, published, and seen by a child."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import begin, until
from tests.browser.studio import drawn, look, new_page, saved
from tests.running import RunningServer

TITLE = "Bukit Kapur"

Visit = Callable[..., Page]


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """A landscape: sky, a hill, and the sun."""
    picture = Image.new("RGB", (1200, 800), "#9ad0e6")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((820, 90, 1020, 290), fill="#f2a93b")
    draw.polygon([(0, 800), (480, 300), (1200, 800)], fill="#3f8f3a")
    file = tmp_path / "bukit kapur.png"
    picture.save(file)
    return file


@pytest.fixture
def front(tmp_path: Path) -> Path:
    """A cover, taller than wide."""
    picture = Image.new("RGB", (600, 800), "#0b7a75")
    ImageDraw.Draw(picture).polygon([(60, 640), (300, 160), (540, 640)], fill="#f6ead6")
    file = tmp_path / "sampul.jpg"
    picture.save(file)
    return file


@pytest.fixture
def heic(tmp_path: Path) -> Path:
    """The beginning of what an iPhone keeps as a photo."""
    file = tmp_path / "IMG_0001.heic"
    file.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400)
    return file


def choose(place: Locator, file: Path) -> None:
    place.locator("input[type=file]").set_input_files(file)
    expect(place.get_by_role("progressbar")).to_have_count(0, timeout=30_000)


def credit(place: Locator) -> None:
    """By keyboard: a licence that asks for the author, who is named only when that is said."""
    licence, author = place.get_by_label("Bagaimana boleh dipakai"), place.get_by_label("Nama pembuatnya")
    licence.focus()
    # In a list of choices that is not opened, the arrows pass by others, and each is kept.
    licence.press("ArrowDown")
    expect(licence).to_be_focused()
    licence.select_option(label="CC BY 4.0")
    expect(place.get_by_text("Lisensi ini meminta namanya disebut")).to_be_visible()
    expect(place.get_by_text("Tersimpan.")).to_be_visible()
    author.press_sequentially("Ayu Lestari")
    expect(author).to_have_value("Ayu Lestari")
    with place.page.expect_response(lambda answer: answer.url.endswith("/credit") and answer.ok):
        author.blur()
    expect(place.locator("summary")).to_contain_text("CC BY 4.0 · Ayu Lestari")


def a_child_sees_both(child: Page) -> None:
    """The cover on the shelf, and the picture on the rung that only reads."""
    shelved = child.locator(".book").filter(has_text=TITLE)
    drawn(shelved.locator("img"))
    shelved.click()
    begin(child)
    shown = child.get_by_role("img", name="Bukit hijau di bawah matahari")
    drawn(shown)
    until(child, "document.documentElement.dataset.rung === 'read'")


def from_the_library_and_off_again(page: Page) -> None:
    """On a phone, in a new book: a picture and a cover that the library has, and without them again."""
    new_page(page, "Buku kedua")
    page.locator(".parts").get_by_role("button", name="Teks").click()
    place = page.locator(".picture-section")
    place.get_by_role("button", name="Pilih gambar dari perpustakaan").click()
    page.locator(".asset-shelf").get_by_role("button", name="sampul").click()
    drawn(place.locator("img.drawn"))
    # Whose it is was said before.
    expect(place.locator("summary")).to_contain_text("CC BY 4.0 · Ayu Lestari")
    look(page)
    # Another one in its place: the words that stand there are of the first.
    place.get_by_label("Keterangan gambar, Indonesia").fill("Gambar sampul")
    place.get_by_role("button", name="Pilih gambar dari perpustakaan").click()
    page.locator(".asset-shelf").get_by_role("button", name="bukit kapur").click()
    expect(place.get_by_text("Keterangan ini dari gambar sebelumnya")).to_be_visible()
    place.get_by_label("Keterangan gambar, Indonesia").fill("Bukit")
    expect(place.get_by_text("Keterangan ini dari gambar sebelumnya")).to_have_count(0)
    place.get_by_role("button", name="Hapus gambar").click()
    expect(place.get_by_role("button", name="Unggah gambar")).to_be_focused()
    expect(place.locator("img.drawn")).to_have_count(0)
    expect(page.get_by_text(re.compile("“Urungkan” mengembalikannya"))).to_be_attached()
    saved(page)

    page.locator(".back").click()
    page.get_by_role("button", name="Beri sampul").click()
    form = page.locator(".cover-form")
    form.get_by_role("button", name="Pilih gambar dari perpustakaan").click()
    page.locator(".asset-shelf button").first.click()
    drawn(form.locator("img.cover"))
    look(page)
    form.get_by_role("button", name="Hapus gambar").click()
    expect(form.locator("img.cover")).to_have_count(0)
    page.get_by_role("button", name="Tutup").click()
    expect(page.get_by_role("button", name="Beri sampul")).to_be_focused()


def test_R90_a_picture_and_a_cover_from_the_studio_to_a_childs_eyes(
    server: RunningServer,
    create: Callable[..., Page],  # the fixture
    visit: Visit,
    drawing: Path,
    front: Path,
    heic: Path,
) -> None:
    page = create(server)
    new_page(page, TITLE)
    for language, title, story in (("Indonesia", "Bukit", "Ada bukit."), ("Inggris", "Hill", "There is a hill.")):
        page.get_by_label(f"Judul halaman, {language}").fill(title)
        page.get_by_label(f"Cerita, {language}").fill(story)

    place = page.locator(".picture-section")
    choose(place, heic)
    expect(place.get_by_role("alert")).to_contain_text("Foto HEIC dari iPhone belum dapat dipakai")
    choose(place, drawing)
    expect(place.get_by_role("alert")).to_be_empty()
    drawn(place.locator("img.drawn"))
    page.get_by_role("button", name="Urungkan").click()
    expect(place.locator("img.drawn")).to_have_count(0)
    page.get_by_role("button", name="Ulangi").click()
    drawn(place.locator("img.drawn"))

    # What it lacks is said one after the other, and leads to the field.
    publish = page.locator(".page-bar").get_by_role("button", name="Terbitkan")
    publish.click()
    expect(place.get_by_label("Bagaimana boleh dipakai")).to_be_focused()
    credit(place)
    publish.click()
    described = place.get_by_label("Keterangan gambar, Indonesia")
    expect(described).to_be_focused()
    expect(described).to_have_attribute("aria-invalid", "true")
    described.fill("Bukit hijau di bawah matahari")
    place.get_by_label("Keterangan gambar, Inggris").fill("A green hill under the sun")
    saved(page)

    page.locator(".back").click()
    page.get_by_role("button", name="Beri sampul").click()
    form = page.locator(".cover-form")
    choose(form, front)
    drawn(form.locator("img.cover"))
    page.get_by_role("button", name="Tutup").click()
    drawn(page.locator(".book-record img.cover"))

    # Neither is the page published before somebody has said whose the cover is.
    page.locator(".pages a").first.click()
    publish.click()
    expect(form.get_by_label("Bagaimana boleh dipakai")).to_be_focused()
    expect(form).to_contain_text("Sampul buku ini belum punya lisensi")
    credit(form)
    expect(form.locator(".cover-form > .problem")).to_have_count(0)
    page.get_by_role("button", name="Tutup").click()
    page.locator(".pages a").first.click()
    publish.click()
    expect(page.get_by_role("status").filter(has_text="Halaman 1 terbit")).to_be_visible()

    a_child_sees_both(visit(f"{server.url}/", rung="read"))
    from_the_library_and_off_again(create(server, "phone"))
