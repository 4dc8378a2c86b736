"""Pictures in which no marker is, made to be taken for one: for `arlearn bench markers --hostile`.

Each shows a sheet as a camera sees it, with perspective, uneven light, blur and noise. Ring markers on it carry words
that no book has: what is found in any of them is false. `genuine` makes the same pictures with a marker that is one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import qrcode
from PIL import Image, ImageDraw, ImageFont

Sheet = npt.NDArray[np.float64]
"""Share of the light that each spot gives back, 0 to 1."""
Kind = Literal[
    "noise", "stripes", "checker", "text", "screen", "squares", "apriltag", "aruco", "qr", "broken", "mirrored", "near"
]
SIDE = 640
"""Of a sheet, px."""
INK, PAPER = 0.05, 0.85
SIZES = ((640, 480), (1280, 720))
WHOLE, SQUARE = 13, 9
"""Of a ring marker and of the light square inside, cells."""
BITS = 48
APART = 7
"""Bits at least between a word of no book and those of all books: five are forgiven, and one may be misread."""


@dataclass(frozen=True)
class Picture:
    kind: str
    gray: Image.Image


def hostile(count: int, seed: int, words: list[int], sizes: Sequence[tuple[int, int]] = SIZES) -> Iterator[Picture]:
    """`count` pictures, all kinds by turns; `words` of 48 bits are those that a tracker knows."""
    kinds = list(SHEETS)
    for i in range(count):
        rng = np.random.default_rng((seed, i))
        kind = kinds[i % len(kinds)]
        yield Picture(kind, photograph(SHEETS[kind](rng, words), rng, sizes[i // len(kinds) % len(sizes)]))


def genuine(count: int, seed: int, words: list[int]) -> Iterator[Picture]:
    """As many with the marker of words[0], words[1], …: who finds none of these proves nothing by the others."""
    for i in range(count):
        rng = np.random.default_rng((seed, i))
        sheet = squares(rng, words)
        paste(sheet, ring(words[i % len(words)], rng), 170, 300)
        yield Picture("genuine", photograph(sheet, rng, SIZES[i % 2]))


def photograph(sheet: Sheet, rng: np.random.Generator, size: tuple[int, int]) -> Image.Image:
    """The sheet from 10 to 55 degrees aside, turned at will, and filling most of the picture."""
    width, height = size
    tilt, around, roll = np.radians(rng.uniform(10, 55)), rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi)
    turn = rotation([np.cos(around), np.sin(around), 0], tilt) @ rotation([0, 0, 1], roll)
    focal, away = 0.8 * width, SIDE * rng.uniform(1.1, 1.9)
    # Sheet px (origin in its middle) to picture px; Pillow wants the way back.
    there = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]]) @ np.column_stack(
        [turn[:, 0], turn[:, 1], [0, 0, away]]
    )
    back = np.linalg.inv(there @ np.array([[1, 0, -SIDE / 2], [0, 1, -SIDE / 2], [0, 0, 1]]))
    back /= back[2, 2]
    light = Image.fromarray((255 * sheet).astype(np.uint8))
    large = (2 * width, 2 * height)
    halves = back @ np.diag([0.5, 0.5, 1])
    seen = light.transform(
        large, Image.Transform.PERSPECTIVE, tuple(halves.ravel()[:8]), Image.Resampling.BILINEAR, fillcolor=90
    )
    values = np.asarray(seen.resize(size, Image.Resampling.BOX), float) / 255
    slope = rng.normal(0, 0.15, 2)
    values *= 1 + slope[0] * np.linspace(-1, 1, width) + slope[1] * np.linspace(-1, 1, height)[:, None]
    gray = 255 * np.clip(values * rng.uniform(0.6, 1.1), 0, 1) ** (1 / 2.2)
    gray = soften(gray, float(rng.uniform(0, 1))) + rng.normal(0, rng.uniform(1, 5), gray.shape)
    return Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8))


def rotation(axis: list[float], angle: float) -> Sheet:
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]], float)
    turned: Sheet = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return turned


def soften(gray: Sheet, part: float) -> Sheet:
    """`part` of the way to the mean of each spot and its four neighbours."""
    rolled = [np.roll(gray, shift, axis) for axis in (0, 1) for shift in (-1, 1)]
    return np.asarray(gray + part * ((gray + sum(rolled)) / 5 - gray), np.float64)


def blank(value: float = PAPER) -> Sheet:
    return np.full((SIDE, SIDE), value)


def paste(sheet: Sheet, cells: Sheet, at: int, side: int) -> None:
    """Draws a square of cells onto the sheet, `side` px wide, with its corner at (at, at)."""
    pixels = Image.fromarray((255 * cells).astype(np.uint8)).resize((side, side), Image.Resampling.NEAREST)
    sheet[at : at + side, at : at + side] = np.asarray(pixels, float) / 255


def scatter(sheet: Sheet, rng: np.random.Generator, draw: Callable[[], Sheet], count: int) -> Sheet:
    """`count` squares of cells, each in a place of its own, 40 to 150 px wide."""
    places = rng.permutation(16)[:count]
    for place in places:
        side = int(rng.integers(40, 150))
        x, y = int(place % 4) * SIDE // 4 + 5, int(place // 4) * SIDE // 4 + 5
        pixels = Image.fromarray((255 * draw()).astype(np.uint8)).resize((side, side), Image.Resampling.NEAREST)
        sheet[y : y + side, x : x + side] = np.asarray(pixels, float) / 255
    return sheet


def noise(rng: np.random.Generator, _words: list[int]) -> Sheet:
    grain = int(rng.integers(1, 16))
    cells = rng.uniform(INK, PAPER, (SIDE // grain + 1, SIDE // grain + 1))
    if rng.integers(2):
        cells = np.asarray(np.where(cells > cells.mean(), PAPER, INK), np.float64)
    return np.asarray(np.kron(cells, np.ones((grain, grain)))[:SIDE, :SIDE], np.float64)


def stripes(rng: np.random.Generator, _words: list[int]) -> Sheet:
    y, x = np.mgrid[:SIDE, :SIDE]
    width, angle = rng.uniform(6, 60), rng.uniform(0, np.pi)
    wave = np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / width)
    return np.where(wave > rng.uniform(-0.7, 0.7), PAPER, INK)


def checker(rng: np.random.Generator, _words: list[int]) -> Sheet:
    y, x = np.mgrid[:SIDE, :SIDE]
    width = int(rng.integers(6, 70))
    return np.where((x // width + y // width) % 2 == 0, PAPER, INK)


def text(rng: np.random.Generator, _words: list[int]) -> Sheet:
    """Lines of large and small print, some of them white on black."""
    page = Image.new("L", (SIDE, SIDE), int(255 * PAPER))
    pen, y = ImageDraw.Draw(page), 8
    while y < SIDE:
        size = int(rng.integers(9, 48))
        line = "".join(rng.choice(list("abdeghijklmnoprstuwyABDEGMOPQRS08 ,.□■◻"), 90))
        ink, paper = (int(255 * v) for v in ((PAPER, INK) if rng.integers(5) == 0 else (INK, PAPER)))
        pen.rectangle((0, y, SIDE, y + int(1.3 * size)), fill=paper)
        pen.text((10, y), line, fill=ink, font=ImageFont.load_default(size))
        y += int(1.4 * size)
    return np.asarray(page, float) / 255


def screen(rng: np.random.Generator, words: list[int]) -> Sheet:
    """A bright display in a black frame, with windows, bars, and the lines between its pixels; it mirrors a lamp."""
    sheet = blank(0.02)
    sheet[40:-40, 40:-40] = 0.95
    for _ in range(8):
        x, y = rng.integers(50, SIDE - 250, 2)
        w, h = rng.integers(60, 200, 2)
        sheet[y : y + h, x : x + w] = INK
        sheet[y + 6 : y + h - 3, x + 3 : x + w - 3] = rng.uniform(0.5, 0.95)
    paste(sheet, ring(foreign(rng, words), rng), int(rng.integers(60, 300)), 220)
    pitch = int(rng.integers(3, 7))
    sheet[::pitch] *= 0.75
    y, x = np.mgrid[:SIDE, :SIDE]
    lamp = np.exp(-((x - rng.uniform(0, SIDE)) ** 2 + (y - rng.uniform(0, SIDE)) ** 2) / 90**2)
    lit: Sheet = np.clip(sheet + 0.6 * lamp, 0, 1)
    return lit


def squares(rng: np.random.Generator, _words: list[int]) -> Sheet:
    """Frames in frames, full and empty."""

    def frames() -> Sheet:
        cells = np.full((WHOLE, WHOLE), PAPER if rng.integers(2) else INK)
        for edge in range(int(rng.integers(1, 5))):
            cells[edge : WHOLE - edge, edge : WHOLE - edge] = INK if edge % 2 else PAPER
        return cells

    return scatter(blank(float(rng.uniform(0.1, 0.85))), rng, frames, 14)


def coded(rng: np.random.Generator, inside: int, margin: float) -> Sheet:
    """A black square around a code, as other families have them."""
    cells = np.full((inside + 4, inside + 4), margin)
    cells[1:-1, 1:-1] = INK
    cells[2:-2, 2:-2] = np.where(rng.integers(0, 2, (inside, inside)), PAPER, INK)
    return cells


def apriltag(rng: np.random.Generator, _words: list[int]) -> Sheet:
    """Of the layouts of 36h11, 25h9, and 41h12, which is like ours: data outside, a ring, and data inside."""

    def standard() -> Sheet:
        cells = np.where(rng.integers(0, 2, (9, 9)), PAPER, INK)
        cells[1:-1, 1:-1] = PAPER if rng.integers(2) else INK
        cells[2:-2, 2:-2] = PAPER + INK - cells[1, 1]
        cells[3:-3, 3:-3] = np.where(rng.integers(0, 2, (3, 3)), PAPER, INK)
        return cells

    def one() -> Sheet:
        inside = int(rng.choice([0, 5, 6]))
        return coded(rng, inside, PAPER) if inside else standard()

    return scatter(blank(), rng, one, 14)


def aruco(rng: np.random.Generator, _words: list[int]) -> Sheet:
    return scatter(blank(), rng, lambda: coded(rng, int(rng.integers(4, 8)), PAPER), 14)


def qr(rng: np.random.Generator, _words: list[int]) -> Sheet:
    """Codes of another site, with and without a black frame."""

    def one() -> Sheet:
        code = qrcode.QRCode(border=4, version=int(rng.integers(1, 5)))
        code.add_data(f"HTTPS://EXAMPLE.ORG/{rng.integers(1 << 40)}")
        code.make(fit=True)
        cells = np.where(np.array(code.get_matrix(), bool), INK, PAPER)
        return np.pad(cells, 3, constant_values=INK) if rng.integers(2) else cells

    return scatter(blank(float(rng.uniform(0.2, 0.85))), rng, one, 9)


def ring(word: int, rng: np.random.Generator) -> Sheet:
    """A marker of our own design: 48 cells clockwise from the top left, a black ring, a light square with some code."""
    cells = np.full((WHOLE, WHOLE), INK)
    last = WHOLE - 1
    places = [(0, i) for i in range(last)] + [(i, last) for i in range(last)]
    places += [(last, last - i) for i in range(last)] + [(last - i, 0) for i in range(last)]
    for i, place in enumerate(places):
        cells[place] = PAPER if word >> (BITS - 1 - i) & 1 else INK
    cells[2:-2, 2:-2] = PAPER
    fine = np.kron(cells, np.ones((4, 4)))
    fine[12:-12, 12:-12] = np.where(rng.integers(0, 2, (28, 28)), PAPER, INK)
    return fine


def distance(word: int, words: list[int]) -> int:
    """Bits that differ from the nearest of the words, in any turn."""
    turns = [(word << k * 12 | word >> BITS - k * 12) & (1 << BITS) - 1 for k in range(4)]
    return min((turned ^ known).bit_count() for turned in turns for known in words)


def foreign(rng: np.random.Generator, words: list[int]) -> int:
    while True:
        word = int(rng.integers(1 << BITS))
        if distance(word, words) >= APART:
            return word


def near_miss(rng: np.random.Generator, words: list[int]) -> int:
    """A known word with seven to nine bits wrong."""
    while True:
        word = words[rng.integers(len(words))]
        for bit in rng.permutation(BITS)[: rng.integers(APART, APART + 3)]:
            word ^= 1 << int(bit)
        if distance(word, words) >= APART:
            return word


def near(rng: np.random.Generator, words: list[int]) -> Sheet:
    return scatter(blank(), rng, lambda: ring(near_miss(rng, words), rng), 12)


def broken(rng: np.random.Generator, words: list[int]) -> Sheet:
    """Markers of no book that are torn, drawn over, or cut off."""

    def one() -> Sheet:
        cells = ring(foreign(rng, words), rng)
        n = len(cells)
        for _ in range(int(rng.integers(1, 4))):
            x, y = rng.integers(0, n, 2)
            w, h = rng.integers(2, n // 2, 2)
            cells[y : y + h, x : x + w] = rng.choice([INK, PAPER, 0.4])
        return cells

    return scatter(blank(), rng, one, 12)


def mirrored(rng: np.random.Generator, words: list[int]) -> Sheet:
    """Known markers as a window or a mirror shows them, paler."""

    def one() -> Sheet:
        word = next(word for word in rng.permutation(words) if distance(mirror_of(int(word)), words) >= APART)
        return 0.25 + 0.7 * ring(int(word), rng)[:, ::-1]

    return scatter(blank(), rng, one, 12)


def mirror_of(word: int) -> int:
    """What is read clockwise in a mirror, from some corner."""
    reverse = int(f"{word:0{BITS}b}"[::-1], 2)
    return reverse >> 1 | (reverse & 1) << BITS - 1


SHEETS: dict[Kind, Callable[[np.random.Generator, list[int]], Sheet]] = {
    "noise": noise,
    "stripes": stripes,
    "checker": checker,
    "text": text,
    "screen": screen,
    "squares": squares,
    "apriltag": apriltag,
    "aruco": aruco,
    "qr": qr,
    "broken": broken,
    "mirrored": mirrored,
    "near": near,
}
