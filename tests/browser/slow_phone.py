"""A phone six times as slow: how long a photograph of 12 megapixels takes to its marker, and frames tracked a second.

`python -m tests.browser.slow_phone` prints both. Chromium's throttle slows the page's own thread: what it does in
others (decoding a picture, the tracker's worker) stays as quick as this machine. The throttle keeps a processor busy
all the time, and without a graphics card drawing keeps another, so that little is left on a machine of two. What a
tracked frame costs the page's thread and what it costs to draw it is therefore printed too, by the processor's clock.
Photographs are opened as in a classroom, over plain HTTP, where browsers keep some of what they can do to themselves.
"""

import argparse
import shutil
import statistics
import tempfile
import time
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
  // How hot this machine is says nothing of a phone, whose browser has no way to tell.
  delete window.PressureObserver;
})()"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, help="a data folder with the demo books; made anew without it")
    options.add_argument("--throttle", type=float, default=6, help="how many times slower the page is")
    options.add_argument("--photos", type=int, default=5)
    options.add_argument("--secure", action="store_true", help="photographs as over HTTPS")
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
    """A page of a phone's size that is not slow yet, and what makes it so, or as many times slower as it is told."""
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
        yield page, lambda rate=throttle: link.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    finally:
        browser.close()


def photos(
    playwright: Playwright, server: RunningServer, word: int, given: argparse.Namespace
) -> list[dict[str, float]]:
    """What each photograph took and its steps, ms; the first one fetches and compiles the tracker too."""
    content, rows = photograph(word), []
    origin = server.url if given.secure else server.unsafe_url
    choice = "try { localStorage['arlearn.rung'] = 'photo' } catch {};"
    with phone(playwright, choice + STEPS, given.throttle) as (page, slow):
        page.goto(f"{origin}/b/{BOOK}")
        assert page.evaluate("isSecureContext && 'ImageDecoder' in window") == given.secure
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
        settle(page)
        poses, _ = tracked(page, given.seconds)
        step = page.evaluate("JSON.parse(localStorage['arlearn.quality'] ?? '{\"at\": 0}').at")
        # On the same step, before there was room for long enough to go up.
        slow(1)
        alone, costs = tracked(page, min(5, given.seconds))
    sizes = ", ".join(sorted({size for *_, size in poses}))
    page_ms, drawing_ms = (ms / len(alone) for ms in costs)
    slower = f"{given.throttle:g} times as slow"
    room = 1000 / given.throttle / page_ms
    return "\n".join(
        [
            f"live, {slower}: {rate(poses):.1f} frames tracked a second, {sizes}, quality {step}",
            f"with no throttle on that step: {rate(alone):.1f} frames tracked a second",
            f"a frame costs the page's thread {page_ms:.1f} ms; {slower} it has time for {room:.0f} frames a second",
            f"to draw it in software costs {drawing_ms:.1f} ms",
        ]
    )


def settle(page: Page, within: float = 30) -> None:
    """Waits until the quality has stayed the same for some seconds."""
    last, since = None, time.monotonic()
    end = since + within
    while time.monotonic() < min(end, since + 4):
        page.wait_for_timeout(200)
        step = page.evaluate("JSON.parse(localStorage['arlearn.quality'] ?? '{\"at\": 0}').at")
        if step != last:
            last, since = step, time.monotonic()


def tracked(page: Page, seconds: float) -> tuple[list[Any], tuple[float, float]]:
    """What the page tells of its frames for some seconds, and what they took of the processor, ms: its thread, and the
    process that draws."""
    link = page.context.new_cdp_session(page)
    link.send("Performance.enable")
    machine = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]  # launched, so there is one

    def spent() -> tuple[float, float]:
        metrics = {one["name"]: one["value"] for one in link.send("Performance.getMetrics")["metrics"]}
        processes = machine.send("SystemInfo.getProcessInfo")["processInfo"]
        return metrics["ThreadTime"], sum(one["cpuTime"] for one in processes if one["type"] == "GPU")

    page.evaluate("window.poses.length = 0")
    before = spent()
    page.wait_for_timeout(1000 * seconds)
    poses = page.evaluate("window.poses")
    page_s, drawing_s = (after - first for after, first in zip(spent(), before, strict=True))
    return poses, (1000 * page_s, 1000 * drawing_s)


def rate(poses: list[Any]) -> float:
    """Frames a second in which the page was found."""
    return float(sum(seen for _, seen, _ in poses[1:]) / (poses[-1][0] - poses[0][0]) * 1000)


if __name__ == "__main__":
    main()
