"""`arlearn bench pace`: what draw calls and triangles cost a slow phone; content/estimate.py has its figures from it.

A sphere is drawn in Chromium by the reader's own renderer, lights and shadow, in ever more parts and of ever more
triangles. What the page itself does for a picture is taken by the clock, on a canvas so small that nothing waits for
pixels, SLOWER times for a cheap phone. What the drawing takes is the processor time of the process that draws in
software, at a phone's size; there it is the graphics' work, which is quicker by far, and by how much nobody can tell
without the phone. It is taken to draw the picture without any triangles just in PICTURE_MS; its triangles are to that
as the software's are to its own. Each is measured several times and the least counts: what else a machine does makes
pictures slower, never quicker.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.estimate import SLOWER

PARTS = (1, 4, 8, 16, 32)
TRIANGLES = (2_000, 10_000, 30_000, 60_000)
FEW, SMALL = 2_000, 16
"""Triangles, and CSS px of the canvas, where it is about draw calls."""
ROUNDS = 5
PICTURE_MS = 1000 / 60
"""A cheap phone shows an almost empty page at the full rate of its screen."""
PHONE = {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 2}

Points = list[tuple[float, float]]
"""Draw calls, or thousands of triangles, and what a picture of so many took, ms."""


@dataclass(frozen=True)
class Line:
    """Through the points: where it begins, ms, and how it rises; neither below 0."""

    base: float
    rise: float


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seconds", type=float, default=2, help="of each measurement at a phone's size (default: %(default)s)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        calls, triangles = measured(arguments.seconds)
    except (ImportError, RuntimeError, OSError) as error:
        print(f"arlearn: {error}", file=sys.stderr)
        return 2
    for draws, milliseconds in calls:
        print(f"{draws:5.0f} draw calls {milliseconds:8.2f} ms of a slow page")
    for thousands, milliseconds in triangles:
        print(f"{thousands:5.1f} thousand triangles {milliseconds:8.1f} ms of drawing in software")
    print(f"DRAW_MS = {line(calls).rise:.2f}")
    print(f"THOUSAND_TRIANGLES_MS = {by_graphics(triangles):.2f}")
    return 0


def by_graphics(triangles: Points) -> float:
    """A cheap phone's milliseconds for a thousand triangles, by those of the software."""
    drawing = line(triangles)
    if not drawing.base:
        raise RuntimeError("the measurement is not to be used: more triangles were no slower than few")
    return drawing.rise * PICTURE_MS / drawing.base


def line(points: Sequence[tuple[float, float]]) -> Line:
    """Least squares."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    base = mean_y - rise * mean_x
    if rise < 0:
        return Line(mean_y, 0.0)
    if base < 0:
        return Line(0.0, sum(x * y for x, y in points) / sum(x * x for x, _ in points))
    return Line(base, rise)


def measured(seconds: float) -> tuple[Points, Points]:
    """By draw calls, and by triangles. Raises RuntimeError when something is missing here, ImportError too."""
    from arlearn.bench.drawing import drawing_page  # noqa: PLC0415  # comes with what tests need

    with drawing_page("pace", {}, **PHONE) as page:
        calls, triangles = dict[float, float](), dict[float, float]()
        page.evaluate("draw(1, 2000, null, 500)")  # shaders are made for the first picture
        for _ in range(ROUNDS):
            for draws in PARTS:
                found = page.evaluate("order => draw(...order)", [draws, FEW, SMALL, 250 * seconds])
                _least(calls, draws, SLOWER * sorted(found["page"])[len(found["page"]) // 10])
            for many in TRIANGLES:
                before = _drawing(page)
                found = page.evaluate("order => draw(...order)", [1, many, None, 1000 * seconds])
                spent = 1000 * (_drawing(page) - before) / len(found["page"])
                _least(triangles, found["triangles"] / 1000, spent)
    return sorted(calls.items()), sorted(triangles.items())


def _least(known: dict[float, float], what: float, milliseconds: float) -> None:
    known[what] = min(milliseconds, known.get(what, milliseconds))


def _drawing(page: Any) -> float:
    """Processor time of the process that draws, s."""
    link = page.context.browser.new_browser_cdp_session()
    found = link.send("SystemInfo.getProcessInfo")["processInfo"]
    link.detach()
    return sum(float(each["cpuTime"]) for each in found if each["type"] == "GPU")
