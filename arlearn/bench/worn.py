"""The book's own markers as children's books have them: torn, drawn over, shown on a screen; for `--hostile`.

Each picture has one of them, amid the disorder and before the camera of the pictures that have none (`hostile`). How
much of it is left varies from nearly all to too little: it may be found as itself, or not, but never as another.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from arlearn.bench import hostile
from arlearn.bench.hostile import SIDE, SIZES, Sheet

State = Literal["torn", "drawn over", "on a screen"]
MARKER = 300
"""Side of the marker on its sheet, px."""
AT = (SIDE - MARKER) // 2


@dataclass(frozen=True)
class Worn:
    state: State
    index: int
    """Of its word among those that the tracker knows."""
    gray: Image.Image


def worn(count: int, seed: int, words: list[int]) -> Iterator[Worn]:
    """`count` pictures, the states by turns, each with some one of the words."""
    states = list(STATES)
    for i in range(count):
        rng = np.random.default_rng((seed, i, len(states)))
        state, index = states[i % len(states)], int(rng.integers(len(words)))
        sheet = STATES[state](rng, printed(words[index], rng))
        yield Worn(state, index, hostile.photograph(sheet, rng, SIZES[i // len(states) % 2]))


def printed(word: int, rng: np.random.Generator) -> Sheet:
    whole = hostile.blank()
    hostile.paste(whole, hostile.ring(word, rng), 0, MARKER)
    return whole[:MARKER, :MARKER]


def amid(rng: np.random.Generator, marker: Sheet, kept: Sheet | None = None) -> Sheet:
    """The marker on a sheet of much else; where `kept` is 0, what lies beneath shows."""
    sheet = hostile.squares(rng, [])
    there = sheet[AT : AT + MARKER, AT : AT + MARKER]
    there[:] = marker if kept is None else np.where(kept, marker, rng.uniform(0.05, 0.7))
    return sheet


def torn(rng: np.random.Generator, marker: Sheet) -> Sheet:
    """A corner or a strip is gone, up to a quarter of its side, along a ragged line."""
    y, x = np.mgrid[:MARKER, :MARKER] / MARKER - 0.5
    angle = rng.uniform(0, 2 * np.pi)
    across, along = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    edge = (abs(np.cos(angle)) + abs(np.sin(angle))) / 2 - rng.uniform(0.02, 0.25)
    ragged = np.interp(along, np.linspace(-0.75, 0.75, 40), rng.normal(0, 0.008, 40))
    return amid(rng, marker, across < edge + ragged)


def drawn_over(rng: np.random.Generator, marker: Sheet) -> Sheet:
    """One to four strokes of a pen, a thick one or a child's white chalk, over cells of the ring and what is within."""
    page = Image.fromarray((255 * marker).astype(np.uint8))
    pen = ImageDraw.Draw(page)
    for _ in range(int(rng.integers(1, 5))):
        ink, width = int(255 * rng.choice([0.04, 0.15, 0.8])), int(rng.integers(3, 16))
        along, across = rng.uniform(0, 1), rng.uniform(0, 0.12)
        begin = [(along, across), (along, 1 - across), (across, along), (1 - across, along)][rng.integers(4)]
        points = (np.array(begin) + np.cumsum(rng.normal(0, 0.08, (int(rng.integers(2, 6)), 2)), axis=0)) * MARKER
        pen.line([(float(x), float(y)) for x, y in points], fill=ink, width=width, joint="curve")
    return amid(rng, np.asarray(page, float) / 255)


def on_screen(rng: np.random.Generator, marker: Sheet) -> Sheet:
    """A display in its frame: it glows, its black is none, it mirrors a lamp, its pixels beat with the camera's."""
    sheet = hostile.blank(0.02)
    sheet[40:-40, 40:-40] = 0.95
    sheet[AT : AT + MARKER, AT : AT + MARKER] = marker
    pitch = int(rng.integers(2, 8))
    sheet[::pitch] *= rng.uniform(0.15, 0.8)
    sheet[:, ::pitch] *= rng.uniform(0.15, 0.8)
    light = Image.fromarray((255 * sheet).astype(np.uint8))
    glow = np.asarray(light.filter(ImageFilter.GaussianBlur(float(rng.uniform(6, 25)))), float) / 255
    y, x = np.mgrid[:SIDE, :SIDE]
    lamp = np.exp(-((x - rng.uniform(0, SIDE)) ** 2 + (y - rng.uniform(0, SIDE)) ** 2) / rng.uniform(40, 110) ** 2)
    bright = 1.3 * sheet + rng.uniform(0.05, 0.3) * glow + rng.uniform(0, 0.6) * lamp + rng.uniform(0, 0.08)
    return np.asarray(np.clip(bright, 0, 1), np.float64)


STATES: dict[State, Callable[[np.random.Generator, Sheet], Sheet]] = {
    "torn": torn,
    "drawn over": drawn_over,
    "on a screen": on_screen,
}
