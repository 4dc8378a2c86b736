"""A creator's first scene on a cheap phone, timed: from signing in to the sheet with the marker on it.

    python -m tests.browser.first_scene [--data FOLDER] [--model FILE.glb] [--throttle 6]

A Chromium of a phone's size, with its processor slowed down and a Wi-Fi of 10 Mbit/s and 20 ms. The hands are quick:
what is timed is what the studio asks for and what it makes one wait for. Prints steps and seconds.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trimesh
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.studio import opens_pdf
from tests.browser.voice import sentence, spoken
from tests.conftest import BROWSER_FLAGS, CHROMIUMS, DEVICES, PATIENCE
from tests.running import RunningServer

WIFI = {"offline": False, "latency": 20, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}
"""Bytes a second; ms."""


class Steps:
    """What was done, and how long each took, s."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, float]] = []
        self.begun = time.monotonic()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.taken.append((name, time.monotonic() - begun))

    def lines(self) -> list[str]:
        whole = sum(seconds for _, seconds in self.taken)
        return [*(f"{seconds:6.1f} s  {name}" for name, seconds in self.taken), f"{whole:6.1f} s  in all"]


def first_scene(page: Page, server: RunningServer, model: Path, voice: Path) -> Steps:
    """Makes a book, a page and its scene in Indonesian, publishes it and opens the sheet. Returns the steps."""
    steps, fill = Steps(), _filler(page)
    with steps.step("sign in"):
        page.goto(f"{server.url}/studio")
        name, password = server.sign_in("creator")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(password)
        page.locator("button[type=submit]").click()
        page.get_by_role("button", name="Buku baru").click()
    with steps.step("a book: title, level and language"):
        fill("Judul", "Buku Pertamaku")
        page.get_by_label("Inggris").uncheck()
        page.get_by_role("button", name="Buat buku").click()
        expect(page.get_by_role("heading", level=1, name="Buku Pertamaku")).to_be_visible()
    with steps.step("a page"):
        page.get_by_role("button", name="Tambah halaman").click()
        expect(page.get_by_role("heading", level=1, name="Halaman 1")).to_be_visible()
    with steps.step(f"a model of {model.stat().st_size / 1024:.0f} kB, prepared and on the page"):
        page.locator("input[type=file]").first.set_input_files(model)
        expect(page.locator(".desk canvas")).to_have_attribute("data-models", "1", timeout=120_000)
    with steps.step("larger, and turned"):
        fill("Ukuran (mm)", "80")
        fill("Putar (°)", "30")
    with steps.step("a title and a story of three sentences"):
        part(page, "Teks")
        fill("Judul halaman, Indonesia", "Balok merah")
        fill("Cerita, Indonesia", "Ada balok merah.\nBalok itu tinggi.\nMari kita lihat.")
    with steps.step(f"a voice of {voice.stat().st_size / 1024:.0f} kB for the story, prepared and on the page"):
        _read_aloud(page, voice)
    with steps.step("a puzzle"):
        part(page, "Tugas")
        page.get_by_role("button", name="Temukan di adegan").click()
        fill("Pertanyaan, Indonesia", "Ketuk balok merah.")
    with steps.step("publish"):
        part(page, "Terbitkan")
        _licence(page)
        page.locator(".publish").get_by_role("button", name="Terbitkan", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="Halaman 1 terbit")).to_be_visible()
    with steps.step("the sheet with its marker"):
        page.locator(".publish").get_by_role("button", name="Cetak penanda").click()
        opens_pdf(page)
        book = page.evaluate("fetch('/api/books').then((all) => all.json())")
        [mine] = [each for each in book if each["title"] == "Buku Pertamaku"]
        sheet = page.request.get(f"{server.url}/api/markers/books/{mine['id']}/sheet.pdf")
        assert sheet.body().startswith(b"%PDF"), sheet.status
    return steps


def part(page: Page, name: str) -> None:
    """On a phone one part of the page is seen at a time."""
    page.locator(".parts").get_by_role("button", name=name).click()


def _filler(page: Page) -> Callable[[str, str], None]:
    def fill(label: str, text: str) -> None:
        page.get_by_label(label, exact=True).first.fill(text)

    return fill


def _read_aloud(page: Page, voice: Path) -> None:
    """Puts a voice from a file under the story, and says whose it is."""
    page.get_by_role("button", name="Rekam suara, Indonesia").click()
    page.get_by_label("Unggah berkas suara").and_(page.locator("input")).set_input_files(voice)
    page.locator("select[data-where='narration.id.asset.licence']").select_option("own-work", timeout=120_000)
    page.get_by_role("button", name="Selesai").click()
    expect(page.locator(".voice")).to_contain_text("Sudah direkam")


def _licence(page: Page) -> None:
    """Says whose the model is, where the page asks for it before it is published."""
    page.locator(".missing button").filter(has_text="Model ke-1 belum punya lisensi").click()
    page.locator("select[data-where='nodes.0.asset.licence']").select_option("own-work")
    part(page, "Terbitkan")


def block(folder: Path) -> Path:
    """A red block with a thousand faces, as a GLB."""
    shape: Any = trimesh.creation.box(extents=(1, 2, 1)).subdivide().subdivide().subdivide()
    shape.visual.vertex_colors = [200, 60, 40, 255]
    file = folder / "balok_merah.glb"
    exported: Any = trimesh.Scene(shape)
    file.write_bytes(exported.export(file_type="glb"))
    return file


def reading(folder: Path) -> Path:
    """The story's three sentences as tones, a tone for each syllable, in a WAV file."""
    return spoken(folder / "suara.wav", sentence(2, 2, 2), sentence(2, 2, 2), sentence(2, 2, 2))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, help="a data folder with the demo books; made anew without it")
    options.add_argument("--model", type=Path, help="a model of one's own")
    options.add_argument("--throttle", type=float, default=6, help="how many times slower the processor is")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = RunningServer(given.data or Path(folder) / "data").start()
        program = next(filter(None, map(shutil.which, CHROMIUMS)))
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_FLAGS)
        try:
            width, height, touch = DEVICES["phone"]
            context = browser.new_context(
                viewport={"width": width, "height": height}, has_touch=touch, is_mobile=touch, locale="id-ID"
            )
            context.set_default_timeout(4 * PATIENCE)
            page = context.new_page()
            link = context.new_cdp_session(page)
            link.send("Emulation.setCPUThrottlingRate", {"rate": given.throttle})
            link.send("Network.enable")
            link.send("Network.emulateNetworkConditions", WIFI)
            steps = first_scene(page, server, given.model or block(Path(folder)), reading(Path(folder)))
            print(*steps.lines(), sep="\n")
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
