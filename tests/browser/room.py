"""A classroom that holds up answer cards, as a phone at the board sees it; with the truth of every card.

Drawn with numpy and OpenCV from the layout alone, without the project's own drawing code. Lengths in mm, camera frame x
right, y down, z forward. Every card is drawn four times as fine and averaged, then the picture is blurred by the lens,
gamma coded and made noisy. Everything random comes from the seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Floats = NDArray[np.float64]

SIDE, PAPER_SIDE = 120.0, 148.0
"""Of the coded ring, and of the card around it."""
INK, PAPER, LIGHT = 0.05, 0.8, 0.7
FINE = 4
CELL = 24
"""px of a cell of the ring in the drawing that is photographed."""


@dataclass(frozen=True)
class Held:
    """A card that a child holds up: which word, and which of the letters A to D (0 to 3) is up."""

    word: int
    up: int


@dataclass(frozen=True)
class Shot:
    """What is between the room and the picture."""

    width: int = 1920
    height: int = 1080
    field: float = 62.0
    """Degrees from the picture's left edge to its right."""
    near: float = 3000.0
    far: float = 4000.0
    tilt: float = 25.0
    """Degrees that a card leans away from the camera, at most."""
    roll: float = 14.0
    """Degrees that a child holds its card askew, at most."""
    blur: float = 0.8
    """Of lens and sensor, px (sigma)."""
    noise: float = 3.0
    """Grey levels (sigma)."""

    @property
    def focal(self) -> float:
        return self.width / 2 / float(np.tan(np.radians(self.field / 2)))


def drawn(word: int) -> Floats:
    """A card's reflectance, lying with A up: 48 cells clockwise from the top left, black ring, white square, paper."""
    ring = np.full((13, 13), PAPER)
    ring[1:12, 1:12] = INK
    ring[2:11, 2:11] = PAPER
    for k in range(48):
        edge, along = divmod(k, 12)
        y, x = [(0, along), (along, 12), (12, 12 - along), (12 - along, 0)][edge]
        ring[y, x] = PAPER if (word >> (47 - k)) & 1 else INK
    margin = round((PAPER_SIDE - SIDE) / 2 / (SIDE / 13) * CELL)
    card = np.pad(np.kron(ring, np.ones((CELL, CELL))), margin, constant_values=PAPER)
    for _ in range(4):
        middle = card.shape[1] // 2
        card[margin // 3 : margin - 6, middle - CELL // 2 : middle + CELL // 2] = INK  # where a letter stands
        card = np.ascontiguousarray(np.rot90(card))
    return card


def room(held: Sequence[Held], seed: int = 1, shot: Shot | None = None) -> Gray:
    """The picture of the cards in rows, the last ones farthest away and highest."""
    shot = shot or Shot()
    rng = np.random.default_rng(seed)
    light = _background(rng, shot)
    columns = int(np.ceil(np.sqrt(len(held) * 1.8)))
    rows = int(np.ceil(len(held) / columns))
    for place, card in enumerate(held):
        row, column = divmod(place, columns)
        depth = shot.near + (shot.far - shot.near) * (row / max(1, rows - 1) if rows > 1 else 1.0)
        across = (column + 0.5 + rng.uniform(-0.12, 0.12)) / columns - 0.5
        down = 0.5 - (row + 0.5 + rng.uniform(-0.1, 0.1)) / rows
        middle = np.array([across * shot.width * 0.94, down * shot.height * 0.9]) / shot.focal * depth
        _hold(light, drawn(card.word), np.array([*middle, depth]), _turned(card.up, rng, shot), shot)
    coded = 255 * np.clip(cv2.GaussianBlur(light, (0, 0), shot.blur), 0, 1) ** (1 / 2.2)
    grain = cv2.GaussianBlur(rng.normal(0, 1, coded.shape), (0, 0), 0.5)
    return np.asarray(np.clip(np.rint(coded + shot.noise * grain / grain.std()), 0, 255), np.uint8)


def _turned(up: int, rng: np.random.Generator, shot: Shot) -> Floats:
    """Card to camera: turned anticlockwise until its letter is up, a little askew, leaning anyhow."""
    roll = np.radians(-90 * up + rng.uniform(-shot.roll, shot.roll))
    lean, towards = np.radians(rng.uniform(0, shot.tilt)), rng.uniform(0, 2 * np.pi)
    tilt = cv2.Rodrigues(np.array([lean * np.cos(towards), lean * np.sin(towards), 0.0]))[0]
    return np.asarray(tilt @ cv2.Rodrigues(np.array([0.0, 0.0, roll]))[0], np.float64)


def _background(rng: np.random.Generator, shot: Shot) -> Floats:
    """Walls, shelves, shirts: patches of all sizes with hard edges, under uneven light."""
    light = np.full((shot.height, shot.width), 0.35)
    for _ in range(260):
        w, h = rng.integers(8, 260, 2)
        x, y = rng.integers(-60, shot.width), rng.integers(-60, shot.height)
        cv2.rectangle(light, (int(x), int(y)), (int(x + w), int(y + h)), float(rng.uniform(0.03, 0.7)), -1)
    return light * _lit(shot)


def _hold(light: Floats, card: Floats, at: Floats, turn: Floats, shot: Shot) -> None:
    """Draws a card into the picture, where it covers what is behind it."""
    half, size = PAPER_SIDE / 2, card.shape[0]
    corners = np.array([[-half, -half, 0], [half, -half, 0], [half, half, 0], [-half, half, 0]]) @ turn.T + at
    seen = corners[:, :2] / corners[:, 2:] * shot.focal + [shot.width / 2, shot.height / 2]
    (x0, y0), (x1, y1) = np.floor(seen.min(0)).astype(int) - 2, np.ceil(seen.max(0)).astype(int) + 2
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(shot.width, x1), min(shot.height, y1)
    if x1 <= x0 or y1 <= y0:
        return
    source = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32) - 0.5
    target = ((seen - [x0, y0]) * FINE - 0.5).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    fine = ((x1 - x0) * FINE, (y1 - y0) * FINE)
    # Smoothed to about the finer picture's grid, so that nothing is passed over in between.
    soft = cv2.GaussianBlur(card, (0, 0), max(0.3, 0.4 * size / (np.ptp(seen[:, 0]) * FINE)))
    paint = cv2.warpPerspective(soft, matrix, fine, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.ones_like(card), matrix, fine, flags=cv2.INTER_LINEAR)
    small = (x1 - x0, y1 - y0)
    paint, cover = (cv2.resize(one, small, interpolation=cv2.INTER_AREA) for one in (paint, cover))
    light[y0:y1, x0:x1] = light[y0:y1, x0:x1] * (1 - cover) + paint * _lit(shot)[y0:y1, x0:x1]


def _lit(shot: Shot) -> Floats:
    """How much light falls where: more at the windows, on the right."""
    x, y = np.meshgrid(np.linspace(-1, 1, shot.width), np.linspace(-1, 1, shot.height))
    return np.asarray(LIGHT * (1 + 0.25 * x - 0.15 * y), np.float64)


def shown(path: Path, picture: Gray, seed: int = 1, frames: int = 6, fps: int = 6) -> None:
    """Writes a y4m video of the picture, in which the educator's hand trembles and the sensor is noisy."""
    rng = np.random.default_rng(seed)
    height, width = picture.shape
    colourless = np.full(width * height // 2, 128, np.uint8).tobytes()
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
        for _ in range(frames):
            across, down = rng.integers(-3, 4, 2)
            noisy = np.roll(picture, (int(down), int(across)), (0, 1)) + rng.normal(0, 2, picture.shape)
            file.write(b"FRAME\n" + np.clip(noisy, 16, 235).astype(np.uint8).tobytes() + colourless)
