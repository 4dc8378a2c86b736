"""MindAR in Chromium, which looks at our printed markers as at any picture: for `arlearn bench markers --peers`.

It is told which marker a picture has, the best case for it: shown several, it takes one for another.
"""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from arlearn.bench import markers_drawn as drawn
from arlearn.bench.markers_fetched import fetched
from arlearn.bench.markers_manifest import luma

PACKAGE = "mind-ar@1.2.5"
NAME = "MindAR"
SQUARE = [[74, 74], [407, 74], [407, 407], [74, 407]]
"""Corners of the code's square, by which markers are judged, on the marker as `ring13` draws it, px."""
WHOLE = 481
"""Side of that marker, px."""
SCRIPT = "mindar-image.prod.js"


@dataclass
class MindAR:
    page: Any
    """A page of Playwright with webclient/bench/mindar.ts in it."""
    address: str
    targets: dict[int, int] = field(default_factory=dict)

    def learn(self, words: dict[int, int]) -> None:
        """The markers by their numbers; some two seconds for each."""
        self.targets = {number: at for at, number in enumerate(words)}
        shown = [gray(Image.fromarray(drawn.ring13(word, number))) for number, word in words.items()]
        self.page.evaluate("told => mindar.learn(...told)", [f"{self.address}{SCRIPT}", shown])

    def film(self) -> None:
        self.page.evaluate("mindar.film()")

    def ask(self, file: Path, row: dict[str, Any], film: bool) -> dict[str, Any]:
        """What is found in a picture: as the other peers answer. The first of a size is looked at twice."""
        shot, tag = row["shot"], row["truth"]["tags"][0]
        picture = luma(file)
        asked = {
            "target": self.targets[tag["id"]],
            "film": film,
            "square": SQUARE,
            "outline": [[(at / WHOLE - 0.5) * shot["S"] for at in corner] for corner in SQUARE],
            "camera": {key: shot[key] for key in ("f", "cx", "cy", "k1")},
        }
        # The first of its size, since it was begun or, as its sums failed, begun anew: that is no picture's time.
        if not self.page.evaluate("picture => mindar.show(picture)", gray(picture)):
            self.page.evaluate("asked => mindar.look(asked)", {**asked, "film": False})
        before = self._spent()
        found = self.page.evaluate("asked => mindar.look(asked)", asked)
        return {"ms": self._spent() - before, "found": [{"index": tag["id"], **one} for one in found]}

    def _spent(self) -> float:
        """Processor time of the page and of what draws for it, ms, in steps of ten."""
        link = self.page.context.browser.new_browser_cdp_session()
        running = link.send("SystemInfo.getProcessInfo")["processInfo"]
        link.detach()
        return 1000 * sum(float(one["cpuTime"]) for one in running if one["type"] in ("renderer", "GPU"))


def gray(picture: Image.Image) -> dict[str, Any]:
    return {"width": picture.width, "height": picture.height, "gray": b64encode(picture.tobytes()).decode("ascii")}


@contextmanager
def mindar() -> Iterator[MindAR]:
    """Raises RuntimeError when it, or Chromium, cannot be had."""
    try:
        from arlearn.bench.drawing import ADDRESS, Error, drawing_page  # noqa: PLC0415  # comes with what tests need
    except ImportError as error:
        raise RuntimeError(str(error)) from None
    scripts = {f"{ADDRESS}{file.name}": file for file in (fetched(PACKAGE) / "dist").glob("*.js")}
    try:
        with drawing_page("mindar", scripts) as page:
            yield MindAR(page, ADDRESS)
    except Error as error:
        raise RuntimeError(f"Chromium: {error}") from None


def seen(folder: Path, rows: list[dict[str, Any]], words: list[str], film: bool) -> list[dict[str, Any]]:
    """Its answers, picture by picture. Raises RuntimeError."""
    numbers = sorted({row["truth"]["tags"][0]["id"] for row in rows})
    kind = None
    answers = []
    with mindar() as reader:
        reader.learn({number: int(words[number], 16) for number in numbers})
        for row in rows:
            if film and row["shot"]["set"] != kind:
                kind = row["shot"]["set"]
                reader.film()
            answers.append(reader.ask(folder / row["file"], row, film))
    return answers
