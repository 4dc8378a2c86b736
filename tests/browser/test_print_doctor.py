"""The print doctor in Chromium: what comes out of the printer is photographed, and judged without leaving the page."""

import re
import struct
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from markers.sheet import POINT
from tests.browser.camera import Gray
from tests.recording import Recorder
from tests.running import RunningServer

PER_MM = 8


@pytest.fixture
def doctor(shared_server: RunningServer, visit: Callable[..., Page]) -> Page:
    """The doctor's page on a phone, signed in as a creator."""
    page = visit(f"{shared_server.url}/studio/print-doctor")
    name, password = shared_server.sign_in("creator")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("button[type=submit]").click()
    expect(page.get_by_text("Ambil foto penanda")).to_be_visible()
    return page


def printed(page: Page, server: RunningServer) -> Gray:
    """A single marker as the printer gives it, `PER_MM` px a millimetre."""
    marker = page.request.get(f"{server.url}/api/markers/prints/markers").json()[0]
    asked = f"kind=single&size=60&page={marker['page_number']}"
    pdf = page.request.get(f"{server.url}/api/markers/books/{marker['book']}/sheet.pdf?{asked}").body()
    with pypdfium2.PdfDocument(pdf) as document:
        return np.asarray(document[0].render(scale=PER_MM * POINT, grayscale=True).to_numpy(), np.uint8).squeeze()


def photographed(sheet: Gray, lean: float = 0.02, ink: float = 0.05, blur: float = 0.8) -> Gray:
    """From above, leaning a little, on a desk: 1200 x 1600 px upright, as a phone's sensor turns it on its side."""
    height, width = sheet.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[91, 80], [1109, 80], [1109 - 600 * lean, 1520], [91 + 600 * lean, 1520]], np.float32)
    paper = ink + (0.75 - ink) * (sheet.astype(np.float32) / 255)
    light = cv2.warpPerspective(paper, cv2.getPerspectiveTransform(corners, seen), (1200, 1600), borderValue=0.2)
    light = cv2.GaussianBlur(light, (0, 0), blur)
    noise = np.random.default_rng(3).normal(0, 2, light.shape)
    return np.asarray(np.clip(255 * np.clip(light, 0, 1) ** (1 / 2.2) + noise, 0, 255), np.uint8)


def saved(picture: Gray, file: Path, lying: bool = False) -> Path:
    """As a camera saves it; `lying`: turned on its side, with the EXIF orientation that says so."""
    exif = Image.Exif()
    exif[0x0112] = 6 if lying else 1
    image = Image.fromarray(np.rot90(picture) if lying else picture)
    image.save(file, quality=90, exif=exif)
    return file


def show(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def level(page: Page, aspect: str) -> str | None:
    return page.locator(f"[data-aspect={aspect}]").get_attribute("data-level")


def test_R60_R61_a_print_is_photographed_and_judged(
    doctor: Page, shared_server: RunningServer, recorded: Recorder, tmp_path: Path
) -> None:
    sheet = printed(doctor, shared_server)
    before = len(recorded.requests)
    show(doctor, saved(photographed(sheet), tmp_path / "good.jpg", lying=True))
    expect(doctor.locator("[data-verdict=good]")).to_have_text("Cetakan ini baikTempelkan di halamannya sampai rata.")
    expect(doctor.locator("figcaption")).to_have_text(re.compile(r"^Halaman \d+, "))
    expect(doctor.get_by_text("60 mm bila pencetak tidak mengubah ukuran")).to_be_visible()
    assert {level(doctor, aspect) for aspect in ("near", "sharp", "cells", "contrast", "glare", "shape")} == {"good"}

    # A ruler says more than the photograph can.
    doctor.get_by_label("Panjang garis 100 mm menurut penggaris").fill("94,5")
    expect(doctor.get_by_text("Sisi penanda di kertas: 56,7 mm.")).to_be_visible()
    expect(doctor.locator("[data-verdict=reprint]")).to_be_visible()
    doctor.get_by_label("Panjang garis 100 mm menurut penggaris").fill("")

    show(doctor, saved(photographed(sheet, ink=0.5), tmp_path / "pale.jpg"))
    expect(doctor.locator("[data-verdict=reprint]")).to_be_visible()
    assert level(doctor, "contrast") == "bad"
    wide = cv2.resize(sheet, None, fx=1.0, fy=0.93, interpolation=cv2.INTER_AREA)
    stretched = np.full_like(sheet, 255)
    stretched[: wide.shape[0]] = wide
    show(doctor, saved(photographed(stretched, lean=0), tmp_path / "wide.jpg"))
    expect(doctor.locator("[data-aspect=shape][data-level=bad]")).to_contain_text("107,")
    show(doctor, saved(photographed(sheet, blur=6), tmp_path / "soft.jpg"))
    expect(doctor.locator("[data-verdict=again]")).to_be_visible()
    lamp = np.hypot(*(np.mgrid[:1600, :1200] - np.array([[[760]], [[620]]]))) < 60
    show(doctor, saved(np.where(lamp, 255, photographed(sheet)).astype(np.uint8), tmp_path / "lamp.jpg"))
    expect(doctor.locator("[data-verdict=usable]")).to_be_visible()
    assert level(doctor, "glare") in ("fair", "bad")
    # Judging needed the tracker and nothing else.
    asked = [url for url in recorded.requests[before:] if url.startswith("http")]
    assert [url for url in asked if "/static/" not in url] == []


def test_R62_pictures_that_cannot_be_judged_are_answered_kindly(
    doctor: Page, shared_server: RunningServer, tmp_path: Path
) -> None:
    sheet = photographed(printed(doctor, shared_server))
    says = doctor.locator(".doctor-says")

    def answers(name: str, content: bytes | Gray, text: str) -> None:
        file = tmp_path / name
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            saved(content, file)
        show(doctor, file)
        expect(says).to_contain_text(text)

    answers("mirror.jpg", np.ascontiguousarray(sheet[:, ::-1]), "terbalik seperti di cermin")
    answers("negative.jpg", 255 - sheet, "Hitam dan putih penanda ini tertukar")
    answers("desk.jpg", np.full((900, 1200), 120, np.uint8), "Tidak ada penanda dari buku Anda")
    answers("dot.png", png(1, 1), "terlalu kecil")
    answers("huge.png", png(16320, 12240), "terlalu besar untuk browser")
    answers("new.heic", struct.pack(">I", 24) + b"ftypheic" + bytes(600), "tidak dapat membuka foto HEIC")
    answers("notes.jpg", b"Daftar hadir", "tidak dapat dibuka sebagai foto")
    answers("torn.jpg", (tmp_path / "mirror.jpg").read_bytes()[:2000], "")


def png(width: int, height: int) -> bytes:
    """The head of a picture of this size, and no more of it."""
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5s", 13, b"IHDR", width, height, b"\x08\x00\x00\x00\x00") + bytes(8)
    )
