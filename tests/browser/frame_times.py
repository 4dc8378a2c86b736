"""What a picture costs a slow phone, by draw calls and triangles: where the figures of content/estimate.py are from.

    python -m tests.browser.frame_times [--data FOLDER] [--seconds 4]

Opens every page of the demo books in the studio at a phone's size, with WebGL drawn in software, and prints a table
and the straight line through it. A picture costs the page's own processor time, times SLOWER for a cheap phone, and
that of the process which draws. Processor time, not the clock's: what else the machine does changes little.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from playwright.sync_api import Page, sync_playwright

from content.estimate import SLOWER
from tests.conftest import BROWSER_FLAGS, CHROMIUMS, DEVICES
from tests.running import RunningServer

COUNT = """
(() => {
  globalThis.pictures = 0;
  let drawn = false;
  for (const name of ['drawElements', 'drawArrays']) {
    const real = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...how) { drawn = true; return real.apply(this, how); };
  }
  const tick = () => { pictures += drawn; drawn = false; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
})()
"""
"""Counts the pictures of the screen in which WebGL drew something."""


class Measured(NamedTuple):
    name: str
    draws: int
    triangles: int
    frame_ms: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, help="a data folder with the demo books; made anew without it")
    options.add_argument("--seconds", type=float, default=4)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(given.data or Path(folder) / "data").start()
        try:
            rows = _measured(server, given.seconds)
        finally:
            server.stop()
    for row in rows:
        print(f"{row.name:40} {row.draws:4} draws {row.triangles:7} triangles {row.frame_ms:7.1f} ms")
    base, draw, thousand = fitted(rows)
    print(f"fit over {len(rows)} pages: {base:.1f} ms + {draw:.2f} ms a draw + {thousand:.2f} ms a thousand triangles")


def fitted(rows: list[Measured]) -> tuple[float, float, float]:
    """Least squares, none below 0: ms for an empty page, for each draw call, and for each thousand triangles."""
    known = np.array([[1, row.draws, row.triangles / 1000] for row in rows])
    times = np.array([row.frame_ms for row in rows])
    chosen = [0, 1, 2]
    while True:
        found, *_ = np.linalg.lstsq(known[:, chosen], times, rcond=None)
        if (found >= 0).all():
            whole = np.zeros(3)
            whole[chosen] = found
            return float(whole[0]), float(whole[1]), float(whole[2])
        chosen.pop(int(found.argmin()))


def _measured(server: RunningServer, seconds: float) -> list[Measured]:
    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, CHROMIUMS)))
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_FLAGS)
        width, height, touch = DEVICES["phone"]
        context = browser.new_context(viewport={"width": width, "height": height}, has_touch=touch, is_mobile=touch)
        context.add_init_script(COUNT)
        page = context.new_page()
        page.goto(f"{server.url}/studio")
        name, password = server.sign_in("creator")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(password)
        page.locator("button[type=submit]").click()
        page.locator(".tile").first.wait_for()
        found = [_page(page, server.url, each, seconds) for each in _pages(page, server.url)]
        browser.close()
    return [row for row in found if row]


def _pages(page: Page, url: str) -> list[str]:
    me = page.request.get(f"{url}/api/people/me").json()
    books = [
        book
        for library in me["libraries"]
        for book in page.request.get(f"{url}/api/studio/libraries/{library['id']}/books").json()
    ]
    return [each["id"] for book in books for each in book["pages"]]


def _page(page: Page, url: str, id_: str, seconds: float) -> Measured | None:
    """The page's figures; None for one on which nothing moves, so that nothing is drawn again."""
    draft = page.request.get(f"{url}/api/studio/pages/{id_}/draft").json()
    nodes = draft["document"].get("nodes", [])
    page.goto(f"{url}/studio/pages/{id_}")
    page.locator(f".desk canvas[data-models='{len(nodes)}']").wait_for(timeout=120_000)
    page.wait_for_timeout(1500)
    before, first = _spent(page), page.evaluate("pictures")
    page.wait_for_timeout(seconds * 1000)
    after, last = _spent(page), page.evaluate("pictures")
    if last - first < 10:
        return None
    spent = SLOWER * (after["renderer"] - before["renderer"]) + after["GPU"] - before["GPU"]
    reports = [_report(draft["assets"][node["asset"]]["report"]) for node in nodes]
    title = next(iter(draft["document"]["title"].values()))
    draws, triangles = (sum(int(report[what]) for report in reports) for what in ("draws", "triangles"))
    return Measured(title, draws, triangles, 1000 * spent / (last - first))


def _spent(page: Page) -> dict[str, float]:
    """Processor time of the page's process and of the one that draws, s."""
    browser = page.context.browser
    assert browser
    link = browser.new_browser_cdp_session()
    found = link.send("SystemInfo.getProcessInfo")["processInfo"]
    link.detach()
    return {kind: sum(each["cpuTime"] for each in found if each["type"] == kind) for kind in ("renderer", "GPU")}


def _report(report: dict[str, Any]) -> dict[str, Any]:
    after: dict[str, Any] = report.get("after", report)
    return after


if __name__ == "__main__":
    main()
