"""What the pages of the demo books cost a slow phone: where the first figure of content/estimate.py is from.

    python -m tests.browser.frame_times [--data FOLDER] [--seconds 3] [--pages 99]

Opens every page of the demo books in the studio at a phone's size, with WebGL drawn in software, and then pages with
one sphere each: the same to see, of ever more triangles. It prints what the page itself does for a picture, in
milliseconds of the clock, a tenth of the pictures being quicker (what else the machine does makes pictures slower,
never quicker), times SLOWER for a cheap phone; the same as Chromium's own throttle makes it; and the processor time of
the process that draws. A line goes through the first by draw calls over the demo books, and through the last by
triangles over the spheres. What the last costs without any triangle is not the phone's: it is the filling of pixels,
which a phone's graphics does itself.

The throttle (Emulation.setCPUThrottlingRate) is measured and not used: it lets the page run and holds it by turns, and
a picture is so short that it falls into either; and where a machine is busy the throttle itself gets its turns late.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import trimesh
from playwright.sync_api import Page, sync_playwright

from content.estimate import SLOWER
from tests.conftest import BROWSER_FLAGS, CHROMIUMS, DEVICES
from tests.running import RunningServer

COUNT = """
(() => {
  const costs = (globalThis.costs = []);
  let drawn = false;
  for (const name of ['drawElements', 'drawArrays']) {
    const real = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...how) { drawn = true; return real.apply(this, how); };
  }
  const real = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (act) => real((now) => {
    drawn = false;
    const begun = performance.now();
    act(now);
    if (drawn) costs.push(performance.now() - begun);
  });
})()
"""
"""Notes what the page does for each picture in which WebGL drew something, ms."""


SWAY = """
(() => {
  const canvas = document.querySelector('.desk canvas');
  let way = 1;
  setInterval(() => canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: (way = -way), cancelable: true })), 10);
})()
"""
"""Nears and leaves the scene by a hair, so that it is drawn again though nothing in it moves."""
SPHERES = (3, 4, 5)


class Measured(NamedTuple):
    name: str
    draws: int
    triangles: int
    page_ms: float
    """A tenth of the pictures being quicker, times SLOWER."""
    quick_ms: float
    middle_ms: float
    """The same, and half of them being quicker, of pictures that Chromium slows down itself."""
    drawing_ms: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, help="a data folder with the demo books; made anew without it")
    options.add_argument("--seconds", type=float, default=3)
    options.add_argument("--pages", type=int, default=99, help="how many pages of the demo books")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(given.data or Path(folder) / "data").start()
        try:
            rows, spheres = _measured(server, given.seconds, given.pages)
        finally:
            server.stop()
    for row in [*rows, *spheres]:
        figures = f"{row.draws:4} draws {row.triangles:7} triangles"
        page = f"{row.page_ms:5.1f} ms of the page, {row.quick_ms:.1f} to {row.middle_ms:.1f} by Chromium's throttle"
        print(f"{row.name:24} {figures} {page}; {row.drawing_ms:6.1f} ms of drawing")
    base, draw = (0.0, 0.0) if not rows else line([row.draws for row in rows], [row.page_ms for row in rows])
    pixels, triangle = line([row.triangles / 1000 for row in spheres], [row.drawing_ms for row in spheres])
    print(f"over {len(rows)} pages and {len(spheres)} spheres: {base:.1f} ms + {draw:.2f} ms a draw call;", end=" ")
    print(f"{pixels:.1f} ms of pixels + {triangle:.2f} ms a thousand triangles")


def line(known: list[float], times: list[float]) -> tuple[float, float]:
    """Least squares through the points: where it begins and how it rises, neither below 0."""
    points = np.array([[1.0, each] for each in known])
    found, *_ = np.linalg.lstsq(points, np.array(times), rcond=None)
    if found[1] < 0:
        return float(np.mean(times)), 0.0
    if found[0] < 0:
        return 0.0, float(points[:, 1] @ times / (points[:, 1] @ points[:, 1]))
    return float(found[0]), float(found[1])


def _measured(server: RunningServer, seconds: float, pages: int) -> tuple[list[Measured], list[Measured]]:
    """The pages of the demo books, and the spheres."""
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
        ids = _pages(page, server.url)
        found = [_page(page, server.url, each, seconds) for each in ids[:pages]]
        spheres = [_page(page, server.url, _sphere(page, server.url, n), seconds) for n in SPHERES]
        browser.close()
    return [row for row in found if row], [row for row in spheres if row]


def _sphere(page: Page, url: str, subdivisions: int) -> str:
    """A page with a sphere of 20 * 4^subdivisions triangles, in a book of its own. Its id."""
    me = page.request.get(f"{url}/api/people/me").json()
    headers = {"X-CSRFToken": me["csrf"]}
    library = me["libraries"][0]["id"]
    scene: Any = trimesh.Scene(trimesh.creation.icosphere(subdivisions))
    file: Any = {"name": "sphere.glb", "mimeType": "model/gltf-binary", "buffer": scene.export(file_type="glb")}
    sent = page.request.post(
        f"{url}/api/studio/assets", headers=headers, multipart={"library": library, "file": file}
    ).json()
    while sent["status"] != "ready":
        assert sent["status"] != "refused", sent["problem"]
        page.wait_for_timeout(500)
        sent = page.request.get(f"{url}/api/studio/libraries/{library}/assets/{sent['sha256']}").json()
    record = {"library": library, "title": f"bola {subdivisions}", "level": "A", "languages": ["id"]}
    book = page.request.post(f"{url}/api/studio/books", headers=headers, data=record).json()["book"]["id"]
    made = page.request.post(f"{url}/api/studio/books/{book}/pages", headers=headers, data={"number": 1}).json()["id"]
    node = {"kind": "model", "id": "sphere", "asset": sent["sha256"], "name": {"id": "bola"}, "size": 100}
    draft = {"builds_on": 0, "document": {"title": {"id": f"bola {subdivisions}"}, "nodes": [node]}}
    page.request.put(f"{url}/api/studio/pages/{made}/draft", headers=headers, data=draft)
    return str(made)


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
    page.evaluate(SWAY)
    page.wait_for_timeout(1500)
    before = _drawing(page)
    costs = _costs(page, seconds)
    after = _drawing(page)
    link = page.context.new_cdp_session(page)
    link.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    throttled = _costs(page, seconds)
    link.detach()
    if min(len(costs), len(throttled)) < 8:
        return None
    reports = [_report(draft["assets"][node["asset"]]["report"]) for node in nodes]
    title = next(iter(draft["document"]["title"].values()))
    draws, triangles = (sum(int(report[what]) for report in reports) for what in ("draws", "triangles"))
    page_ms = SLOWER * float(np.percentile(costs, 10))
    quick, middle = (float(each) for each in np.percentile(throttled, (10, 50)))
    return Measured(title, draws, triangles, page_ms, quick, middle, 1000 * (after - before) / len(costs))


def _costs(page: Page, seconds: float) -> list[float]:
    """What the page does for each picture, ms, from now on for so long."""
    first = page.evaluate("costs.length")
    page.wait_for_timeout(seconds * 1000)
    costs: list[float] = page.evaluate("costs")
    return costs[first:]


def _drawing(page: Page) -> float:
    """Processor time of the process that draws, s."""
    browser = page.context.browser
    assert browser
    link = browser.new_browser_cdp_session()
    found = link.send("SystemInfo.getProcessInfo")["processInfo"]
    link.detach()
    return sum(float(each["cpuTime"]) for each in found if each["type"] == "GPU")


def _report(report: dict[str, Any]) -> dict[str, Any]:
    after: dict[str, Any] = report.get("after", report)
    return after


if __name__ == "__main__":
    main()
