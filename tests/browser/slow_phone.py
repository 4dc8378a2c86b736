"""A phone six times as slow: how long a photograph of 12 megapixels takes to its marker, and frames tracked a second.

`python -m tests.browser.slow_phone` prints both. Chromium's throttle slows the page's own thread: what it does in
others (decoding a picture, the tracker's worker) stays as quick as this machine.
"""

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from tests.browser.camera import film
from tests.browser.camera import page as printed
from tests.browser.reading import BOOK, begin, fetch, until
from tests.browser.test_reader_photo import photograph
from tests.conftest import BROWSER_FLAGS, CHROMIUMS, DEVICES, PATIENCE
from tests.running import RunningServer

STEPS = """(() => {
  window.steps = {}; window.found = null;
  const note = (name, began) => { steps[name] = (steps[name] ?? 0) + performance.now() - began; };
  const bitmap = window.createImageBitmap;
  window.createImageBitmap = async (...given) => {
    const began = performance.now();
    try { return await bitmap(...given); } finally { note('decode', began); }
  };
  for (const [name, step] of [['drawImage', 'scale'], ['getImageData', 'read back']]) {
    const real = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      const began = performance.now();
      try { return real.apply(this, given); } finally { note(step, began); }
    };
  }
  document.addEventListener('change', () => {
    steps = {}; window.begun = performance.now(); window.found = null;
  }, true);
  document.addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
    if (document.documentElement.dataset.photo === 'found') window.found = performance.now() - window.begun;
  }).observe(document.documentElement, { attributeFilter: ['data-photo'] }));
})()"""
"""Notes when a photograph was chosen and understood, and what its steps took, ms."""
POSES = """(() => {
  window.poses = [];
  document.addEventListener('DOMContentLoaded', () => document.documentElement.addEventListener('arlearn:pose',
    ({ detail: { raw, width, height } }) =>
      window.poses.push([performance.now(), raw !== null, `${width}x${height}`])));
})()"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, help="a data folder with the demo books; made anew without it")
    options.add_argument("--throttle", type=float, default=6, help="how many times slower the page is")
    options.add_argument("--photos", type=int, default=5)
    options.add_argument("--seconds", type=float, default=10, help="of live tracking; 0 for none")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = RunningServer(given.data or Path(folder) / "data", "--no-worker").start()
        try:
            words = markers(server)
            if given.photos:
                print(told(photos(playwright, server, words[2], given)))
            if given.seconds:
                path = Path(folder) / "film.y4m"
                film(path, [printed(words[0], seed=3)], seed=3, hold=6.0)
                print(live(playwright, server, path, given))
        finally:
            server.stop()


def markers(server: RunningServer) -> list[int]:
    """The words of the book's markers, in the order of its pages."""
    manifest = fetch(f"{server.url}/api/books/{BOOK}")
    known = fetch(f"{server.url}/api/markers/books/{manifest['book']['id']}")["markers"]
    words = {marker["page"]: int(marker["word"], 16) for marker in known}
    return [words[page["id"]] for page in manifest["pages"]]


@contextmanager
def phone(playwright: Playwright, script: str, throttle: float, *flags: str) -> Iterator[tuple[Page, Any]]:
    """A page of a phone's size that is not slow yet, and what makes it so."""
    program = next(filter(None, map(shutil.which, CHROMIUMS)))
    browser = playwright.chromium.launch(executable_path=program, args=[*BROWSER_FLAGS, *flags])
    try:
        width, height, touch = DEVICES["phone"]
        size: Any = {"width": width, "height": height}
        context = browser.new_context(viewport=size, has_touch=touch, is_mobile=touch, locale="id-ID")
        context.set_default_timeout(4 * PATIENCE)
        context.add_init_script(script)
        page = context.new_page()
        link = context.new_cdp_session(page)
        yield page, lambda: link.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    finally:
        browser.close()


def photos(
    playwright: Playwright, server: RunningServer, word: int, given: argparse.Namespace
) -> list[dict[str, float]]:
    """What each photograph took and its steps, ms; the first one fetches and compiles the tracker too."""
    content, rows = photograph(word), []
    choice = "try { localStorage['arlearn.rung'] = 'photo' } catch {};"
    with phone(playwright, choice + STEPS, given.throttle) as (page, slow):
        page.goto(f"{server.url}/b/{BOOK}")
        begin(page)
        until(page, "document.documentElement.dataset.photo === 'ask'", within=60)
        slow()
        for _ in range(given.photos):
            # As a finger does it: while the phone's own camera is open the page makes ready.
            with page.expect_file_chooser() as camera:
                page.click("[data-action=photo]")
            page.wait_for_timeout(3000)
            camera.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content})
            until(page, "window.found !== null", within=120)
            rows.append({"whole": page.evaluate("window.found"), **page.evaluate("window.steps")})
    return rows


def told(rows: list[dict[str, float]]) -> str:
    lines = [", ".join(f"{name} {ms:.0f}" for name, ms in row.items()) + " ms" for row in rows]
    middle = statistics.median(row["whole"] for row in rows)
    return "\n".join([*lines, f"photograph of 12 megapixels to marker found: median {middle:.0f} ms"])


def live(playwright: Playwright, server: RunningServer, path: Path, given: argparse.Namespace) -> str:
    flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    with phone(playwright, POSES, given.throttle, *flags, f"--use-file-for-fake-video-capture={path}") as (page, slow):
        page.goto(f"{server.url}/b/{BOOK}")
        begin(page, camera=True)
        until(page, "window.poses.some(([, seen]) => seen)", within=120)
        slow()
        page.wait_for_timeout(2000)
        page.evaluate("window.poses.length = 0")
        page.wait_for_timeout(1000 * given.seconds)
        poses = page.evaluate("window.poses")
        step = page.evaluate("localStorage['arlearn.quality'] ?? '0'")
    passed = (poses[-1][0] - poses[0][0]) / 1000
    tracked = sum(seen for _, seen, _ in poses)
    sizes = ", ".join(sorted({size for *_, size in poses}))
    return f"live: {tracked / passed:.1f} frames tracked a second of {len(poses) / passed:.1f}, {sizes}, quality {step}"


if __name__ == "__main__":
    main()
