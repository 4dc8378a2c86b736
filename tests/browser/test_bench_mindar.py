"""What `arlearn bench markers --peers` has MindAR do, with a library in its place that tells where it looked."""

from pathlib import Path
from typing import Any

from arlearn.bench.drawing import ADDRESS, drawing_page

LIBRARY = """
const soon = globalThis.setTimeout;
globalThis.setTimeout = (work) => soon(work, 200);  // nobody waits for long
globalThis.looked = [];
export class Compiler {
  async compileImageTargets() {}
  exportData() { return new Uint8Array(); }
}
export class Controller {
  constructor() {
    this.inputLoader = { loadInput: () => ({ dispose() {} }) };
    this.cropDetector = { lastRandomIndex: 4 };
    this.projectionTransform = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  }
  addImageTargetsFromBuffer() {}
  async _detectAndMatch(picture, [target]) {
    const at = this.cropDetector.lastRandomIndex;
    globalThis.looked.push(at);
    this.cropDetector.lastRandomIndex = (at + 1) % 9;
    if (target === 9) await new Promise(() => {});
    const found = at === target;
    return { targetIndex: found ? target : -1, modelViewTransform: [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]] };
  }
  async _trackAndUpdate(picture, before) { return null; }
}
"""
SQUARE = [[0, 0], [9, 0], [9, 9], [0, 9]]


class Asked:
    """The page, asked for a marker that it finds at one of nine places; at 9 it never ends."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def show(self) -> bool:
        return bool(self.page.evaluate("mindar.show({ width: 2, height: 1, gray: 'AAA=' })"))

    def look(self, target: int, *, film: bool = False) -> list[int]:
        """Where it looked."""
        camera = {"f": 500, "cx": 1, "cy": 0.5, "k1": 0}
        asked = {"target": target, "film": film, "square": SQUARE, "outline": SQUARE, "camera": camera}
        self.page.evaluate("asked => { looked = []; return mindar.look(asked) }", asked)
        return list(self.page.evaluate("looked"))


def test_mindar_begins_each_picture_and_each_film_as_if_it_had_seen_nothing(tmp_path: Path) -> None:
    script = tmp_path / "library.js"
    script.write_text(LIBRARY)
    with drawing_page("mindar", {f"{ADDRESS}library.js": script}) as page:
        page.evaluate("address => mindar.learn(address, [])", f"{ADDRESS}library.js")
        asked = Asked(page)
        assert not asked.show()
        assert asked.look(6) == [4, 5, 6]
        assert asked.show()
        assert asked.look(6) == [4, 5, 6], "the picture before does not count"
        assert [asked.look(2, film=True) for _ in range(2)] == [[4], [5]], "one place a frame"
        page.evaluate("mindar.film()")
        assert asked.look(2, film=True) == [4], "nor the film before"
        asked.look(9)
        assert not asked.show(), "it was begun anew, and has nothing compiled"
        assert asked.look(4, film=True) == [4]
        assert asked.show()
