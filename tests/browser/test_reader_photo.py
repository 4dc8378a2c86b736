"""The rung Photo: a 12-megapixel JPEG from the phone's own camera, with the turn and the lens that its file tells."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from markers.family import words
from tests.browser.camera import page as printed
from tests.browser.reading import BOOK, begin, fetch, until
from tests.recording import Recorder
from tests.running import RunningServer

WIDTH, HEIGHT, FILM = 3024, 4032, 27
"""Upright, px, and the focal length on 35 mm film, mm."""
FAR = np.array([6.0, -9.0, 300.0])


def photograph(word: int, turned: bool = True, mirrored: bool = False, width: int = WIDTH) -> bytes:
    """The sheet with this word's marker, leaning away; stored on its side when `turned`, as phones do."""
    height = width * HEIGHT // WIDTH
    sheet = printed(word, seed=4)
    focal = FILM / np.hypot(36, 24) * np.hypot(width, height)
    lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
    lean: Any = cv2.Rodrigues(np.array([-0.5, 0.1, 0.05]))[0]
    x, y = sheet.marker
    on_page = np.array([[1 / sheet.px_per_mm, 0, -x], [0, 1 / sheet.px_per_mm, -y], [0, 0, 1]])
    matrix = lens @ np.column_stack([lean[:, :2], FAR]) @ on_page
    gray = cv2.warpPerspective(sheet.gray, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=90)
    gray = cv2.GaussianBlur(gray, (0, 0), 1.2)
    if mirrored:
        gray = gray[:, ::-1]
    picture = Image.fromarray(np.ascontiguousarray(np.rot90(gray) if turned else gray)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    exif[0x8769] = {0xA405: FILM}
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


SEEN = """() => document.documentElement.addEventListener('arlearn:pose',
    ({ detail: { pose, width, height } }) => { window.seen = { t: [...pose.t], width, height }; })"""


def child(visit: Callable[..., Page], address: str) -> Page:
    page = visit(f"{address}/b/{BOOK}", rung="photo")
    begin(page)
    expect(page.locator("html")).to_have_attribute("data-photo", "ask")
    page.evaluate(SEEN)
    return page


@pytest.fixture
def at_school(visit: Callable[..., Page], shared_server: RunningServer) -> Page:
    """Over plain HTTP, for which this rung is made: a browser keeps its camera from the page, and WebCodecs."""
    page = child(visit, shared_server.unsafe_url)
    assert page.evaluate("!isSecureContext && typeof ImageDecoder === 'undefined'")
    return page


@pytest.fixture
def at_home(visit: Callable[..., Page], shared_server: RunningServer) -> Page:
    """As over HTTPS, with all that the browser can do."""
    page = child(visit, shared_server.url)
    assert page.evaluate("isSecureContext && typeof ImageDecoder !== 'undefined'")
    return page


def stands_upright_where_it_was(page: Page) -> dict[str, Any]:
    """What was seen of the photograph with the sheet at FAR."""
    seen: dict[str, Any] = page.evaluate("window.seen")
    assert seen["height"] > seen["width"]
    # The lens was known: an unknown one would put the page a tenth nearer or farther.
    assert np.linalg.norm(np.array(seen["t"]) - FAR) < 6
    return seen


@pytest.fixture(scope="module")
def marker(shared_server: RunningServer) -> Any:
    """Of the book's third page, which is not the one that it opens at."""
    manifest = fetch(f"{shared_server.url}/api/books/{BOOK}")
    page = manifest["pages"][2]["id"]
    markers = fetch(f"{shared_server.url}/api/markers/books/{manifest['book']['id']}")["markers"]
    return next(one for one in markers if one["page"] == page)


def choose(page: Page, content: bytes, name: str = "a.jpg") -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": content})


WHOLE = """(size) => { window.whole = 0; const real = createImageBitmap;
    window.createImageBitmap = (...given) => { window.whole += given[0].size === size; return real(...given); }; }"""
"""Counts how often a file of so many bytes is decoded at its full size."""


def test_R54_R56_R111_the_scene_stands_on_the_photograph_which_stays_here(
    at_school: Page, marker: Any, recorded: Recorder, tmp_path: Path
) -> None:
    child, whole = at_school, photograph(int(marker["word"], 16))
    child.evaluate(WHOLE, len(whole))
    sent: list[str] = []
    child.context.on("request", lambda asked: sent.append(asked.method + asked.url) if asked.method != "GET" else None)
    choose(child, whole)
    expect(child.locator("html")).to_have_attribute("data-photo", "found")
    expect(child.locator("html")).to_have_attribute("data-scene", marker["page"])
    assert child.evaluate("window.whole") == 0, "all of it was decoded"
    assert child.locator("html").get_attribute("data-rung") == "photo"
    seen = stands_upright_where_it_was(child)
    until(child, "document.querySelector('canvas.scene').drawn > 0")
    (tmp_path / "again.jpg").write_bytes(photograph(int(marker["word"], 16), turned=False, width=1200))
    with child.expect_download() as kept:
        child.click("[data-action=keep]")
    kept.value.save_as(tmp_path / "kept.jpg")
    with Image.open(tmp_path / "kept.jpg") as picture:
        assert picture.size == (seen["width"], seen["height"])
        assert np.asarray(picture.convert("HSV"))[..., 1].max() > 60, "a grey photograph with a coloured scene on it"
    shared(child, tmp_path)
    # Another page's scene does not stand on this page's photograph.
    child.click("[data-action=back]")
    expect(child.locator("html")).not_to_have_attribute("data-scene", marker["page"])
    expect(child.locator("html")).to_have_attribute("data-photo", "ask")
    expect(child.locator("[data-action=keep]")).to_have_count(0)
    # As a card that was taken out too early leaves it.
    choose(child, whole[: len(whole) // 2])
    expect(child.locator("html")).to_have_attribute("data-photo", "unreadable")
    # Addresses carry no picture either; what leaves for other servers fails every test.
    assert sent == []
    assert max(len(url) for url in recorded.requests if not url.startswith(("blob:", "data:"))) < 500


@pytest.fixture(scope="module")
def strangers(shared_server: RunningServer) -> dict[str, int]:
    """The words of markers that are none of the book's, by what is to be said of them."""
    other = next(one for one in fetch(f"{shared_server.url}/api/books") if one["slug"] != BOOK)
    [first, *_] = fetch(f"{shared_server.url}/api/markers/books/{other['id']}")["markers"]
    nobody = "Tanda ini bukan dari buku yang ada di sini. Cari tanda di bukumu, ya."
    return {f"Ini tanda dari buku “{other['title']}”.": int(first["word"], 16), nobody: words()[-1]}


SHARE = """() => { window.shared = []; window.refusal = null;
  navigator.canShare = ({ files }) => files.every(({ type }) => type === 'image/jpeg');
  navigator.share = async ({ files: [file] }) => {
    window.shared.push({ name: file.name, type: file.type, size: file.size });
    if (window.refusal) throw new DOMException('', window.refusal);
  }; }"""


def shared(page: Page, folder: Path) -> None:
    """On a phone whose browser hands pictures to other apps: shared, thought better of, and kept when that fails."""
    page.evaluate(SHARE)
    choose(page, (folder / "again.jpg").read_bytes())
    keep = page.locator("[data-action=keep]")
    expect(keep).to_have_text("Bagikan")
    kept: list[str] = []
    page.on("download", lambda file: kept.append(file.suggested_filename))
    for refusal in ("null", "'AbortError'"):
        page.evaluate(f"window.refusal = {refusal}")
        keep.click()
    until(page, "window.shared.length === 2")
    first, _ = page.evaluate("window.shared")
    assert (first["name"], first["type"]) == ("buku-hidup.jpg", "image/jpeg")
    assert first["size"] > 10_000
    page.evaluate("window.refusal = 'NotAllowedError'")
    with page.expect_download():
        keep.click()
    assert kept == ["buku-hidup.jpg"], "who changed their mind was given none"


def test_R57_R94_whatever_is_wrong_with_a_photograph_is_said_kindly(
    at_home: Page, marker: Any, strangers: dict[str, int]
) -> None:
    child = at_home
    html = child.locator("html")
    grey = BytesIO()
    Image.new("L", (1200, 900), 150).save(grey, "JPEG")
    dot = BytesIO()
    Image.new("L", (1, 1)).save(dot, "PNG")
    # 20 000 by 10 000 px by its header: it is not decoded to find that out.
    size = (20_000).to_bytes(4) + (10_000).to_bytes(4)
    huge = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + size + b"\x08\0\0\0\0" + bytes(4)
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
    for name, content, state in [
        ("a.jpg", grey.getvalue(), "nothing"),
        ("a.png", dot.getvalue(), "small"),
        ("b.png", huge, "large"),
        ("a.heic", heic, "heic"),
        ("b.jpg", b"no picture", "unreadable"),
    ]:
        choose(child, content, name)
        expect(html).to_have_attribute("data-photo", state)
        expect(child.locator(".hint.photo p")).not_to_be_empty()
        expect(child.locator("[data-action=photo]")).to_be_visible()
    for name, foreign in strangers.items():
        choose(child, photograph(foreign, turned=False, width=1200))
        expect(child.locator(".hint.photo p")).to_have_text(name)
        expect(child.locator("[data-action=other-book]")).to_have_count(1 if "“" in name else 0)
    choose(child, photograph(int(marker["word"], 16), mirrored=True))
    expect(html).to_have_attribute("data-photo", "found")
    expect(child.locator(".hint.photo p")).to_contain_text("cermin")
    stands_upright_where_it_was(child)
