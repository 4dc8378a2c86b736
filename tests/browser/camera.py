"""A camera held over printed sheets: hand-held video for Chromium's fake camera, with the truth of every frame.

Page frame of the truth: mm, x right, y down the page, z into the paper, origin in the middle of the marker. Camera
frame: x right, y down, z forward. Picture: px, the middle of the first pixel is 0.5, 0.5. The light adds up linearly
before the picture is blurred, gamma coded and made noisy, as in a phone. Everything random comes from the seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import qrcode
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Floats = NDArray[np.float64]

WIDTH, HEIGHT, FPS = 640, 480, 30
FOCAL = 0.66 * float(np.hypot(WIDTH, HEIGHT))
"""The focal length, px, that the tracker assumes when it knows none: its poses then need no calibration."""
INK, PAPER, DESK = 0.04, 0.85, 0.3
TEXTURE = 8.0  # px per mm of the desk with everything that lies on it
GAP = 60.0  # mm of desk around each sheet
LAMP = (114, 142)  # Cb and Cr of a warm lamp's light; 128 would be white
CELL, CELLS, NUMBER_BITS = 8, 16, 12  # the frame counter: cells of 8 px in the top left corner


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: a grey raster (255 = paper), its scale, and the middle of its marker in mm from its top left."""

    gray: Gray
    px_per_mm: float
    marker: tuple[float, float]


@dataclass(frozen=True)
class Truth:
    """How the markers lay in one frame; one item a sheet in `t` and `inside`. X_camera = R X_page + t, mm."""

    frame: int
    rest: int | None
    """The sheet that the camera rests at; None while it moves on and over the empty desk."""
    R: Floats
    t: tuple[Floats, ...]
    inside: tuple[bool, ...]
    """Whether the whole marker with 8 px around it is in the picture."""


def ring13(word: int, side: float, px_per_mm: float, text: str = "HTTP://ARLEARN.LOCAL/M/7K3QXP") -> Gray:
    """A bare marker: 48 cells clockwise from the top left (highest bit first, 1 = white), black ring, QR inside."""
    unit = 37 * 4  # px of a cell while drawing: a whole number for the QR's modules inside, too
    fine = np.full((13, 13), 255, np.uint8)
    fine[1:12, 1:12] = 0
    for k in range(48):
        edge, along = divmod(k, 12)
        y, x = [(0, along), (along, 12), (12, 12 - along), (12 - along, 0)][edge]
        fine[y, x] = 255 * ((word >> (47 - k)) & 1)
    drawn = np.kron(fine, np.ones((unit, unit), np.uint8))
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    modules = np.where(np.array(code.get_matrix()), 0, 255).astype(np.uint8)
    inner = cv2.resize(modules, (9 * unit, 9 * unit), interpolation=cv2.INTER_NEAREST)
    drawn[2 * unit : 11 * unit, 2 * unit : 11 * unit] = inner
    pixels = round(side * px_per_mm)
    return np.asarray(cv2.resize(drawn, (pixels, pixels), interpolation=cv2.INTER_AREA), np.uint8)


def page(word: int, side: float = 60.0, size: tuple[float, float] = (148.0, 210.0), seed: int = 1) -> Sheet:
    """A sheet of our own for tests without a PDF: lines of type, a few shapes, a marker in the lower half."""
    rng = np.random.default_rng(seed)
    width, height = (round(mm * TEXTURE) for mm in size)
    gray = np.full((height, width), 255, np.uint8)
    for line in range(12):
        y, x = round((18 + 6 * line) * TEXTURE), round(14 * TEXTURE)
        while x < width - 20 * TEXTURE:
            word_width = round(rng.uniform(4, 14) * TEXTURE)
            gray[y : y + round(2.2 * TEXTURE), x : x + word_width] = 40
            x += word_width + round(2 * TEXTURE)
    for _ in range(8):
        middle = (int(rng.integers(0, width)), int(rng.integers(round(85 * TEXTURE), round(105 * TEXTURE))))
        cv2.circle(gray, middle, round(rng.uniform(2, 9) * TEXTURE), int(rng.integers(60, 220)), -1, cv2.LINE_AA)
    marker = ring13(word, side, TEXTURE)
    left, top = (width - marker.shape[1]) // 2, round(height * 0.68) - marker.shape[0] // 2
    gray[top : top + marker.shape[0], left : left + marker.shape[1]] = marker
    half = marker.shape[0] / 2
    return Sheet(gray, TEXTURE, ((left + half) / TEXTURE, (top + half) / TEXTURE))


def _desk(sheets: Sequence[Sheet], rng: np.random.Generator) -> tuple[NDArray[np.float32], list[Floats], Floats]:
    """Reflectance of the desk with the sheets side by side; each marker's middle, and a bare place, in desk mm."""
    sizes = [(s.gray.shape[1] / s.px_per_mm, s.gray.shape[0] / s.px_per_mm) for s in sheets]
    bare = 400.0
    width = sum(w + GAP for w, _ in sizes) + GAP + bare
    height = max(h for _, h in sizes) + 2 * GAP
    shape = (round(height * TEXTURE), round(width * TEXTURE))
    grain = rng.normal(0, 1, (shape[0] // 24, shape[1] // 6)).astype(np.float32)
    wood = cv2.resize(cv2.GaussianBlur(grain, (0, 0), 2), shape[::-1], interpolation=cv2.INTER_LINEAR)
    desk = np.clip(DESK + 0.25 * wood, 0.02, 0.8).astype(np.float32)
    middles: list[Floats] = []
    x = GAP
    for sheet, (w, h) in zip(sheets, sizes, strict=True):
        left, top = round(x * TEXTURE), round(GAP * TEXTURE)
        cols, rows = round(w * TEXTURE), round(h * TEXTURE)
        method = cv2.INTER_AREA if sheet.px_per_mm > TEXTURE else cv2.INTER_LINEAR
        printed = cv2.resize(sheet.gray, (cols, rows), interpolation=method).astype(np.float32) / 255
        desk[top : top + rows, left : left + cols] = INK + (PAPER - INK) * printed
        scale = np.array([cols / sheet.gray.shape[1], rows / sheet.gray.shape[0]]) * sheet.px_per_mm
        middles.append((np.array([left, top]) + np.array(sheet.marker) * scale) / TEXTURE)
        x += w + GAP
    return desk, middles, np.array([x + bare / 2, height / 2])


def _wander(rng: np.random.Generator, times: Floats, size: float) -> Floats:
    """A hand's slow swaying: a few sines, at most about `size`."""
    waves = [(rng.uniform(0.15, 0.6), rng.uniform(0, 2 * np.pi)) for _ in range(3)]
    return np.asarray(sum(np.sin(2 * np.pi * hz * times + phase) for hz, phase in waves) * size / 2.2)


def _rotation(lean: float, azimuth: float, roll: float) -> Floats:
    """Page to camera: the page leans away by `lean` towards `azimuth` after being turned by `roll`, radians."""
    tilt: Any = cv2.Rodrigues(np.array([lean * np.cos(azimuth), lean * np.sin(azimuth), 0.0]))[0]
    turn: Any = cv2.Rodrigues(np.array([0.0, 0.0, roll]))[0]
    return np.asarray(tilt @ turn, np.float64)


def _aims(stops: Sequence[Floats], hold: float, pan: float) -> tuple[Floats, list[int | None]]:
    """Where the camera points, one place a frame: it rests at each stop and glides to the next; and at which stop."""
    places: list[Floats] = []
    at: list[int | None] = []
    for k, stop in enumerate(stops):
        if k > 0:
            n = round(pan * FPS)
            ease = [0.5 - 0.5 * np.cos(np.pi * (i + 1) / (n + 1)) for i in range(n)]
            places += [stops[k - 1] + (stop - stops[k - 1]) * e for e in ease]
            at += [None] * n
        n = round(hold * FPS)
        places += [stop] * n
        at += [k] * n
    return np.array(places), at


def _expose(desk: NDArray[np.float32], to_picture: Floats, rng: np.random.Generator) -> Gray:
    """One frame: twice as fine, averaged, lit unevenly, blurred by the lens, gamma coded, with noise."""
    finer = np.diag([2.0, 2.0, 1.0]) @ to_picture @ np.diag([1 / TEXTURE, 1 / TEXTURE, 1.0])
    # warpPerspective counts from the middle of the first pixel: shift by half a pixel on both sides.
    shift = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    matrix = np.linalg.inv(shift) @ finer @ shift
    size = (2 * WIDTH, 2 * HEIGHT)
    seen = cv2.warpPerspective(desk, matrix, size, flags=cv2.INTER_LINEAR, borderValue=DESK)
    light = cv2.resize(seen, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    x, y = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-1, 1, HEIGHT))
    light = light * (1 + 0.08 * x - 0.05 * y) * (1 - 0.1 * (x * x + y * y)) * 0.75
    light = cv2.GaussianBlur(light, (0, 0), 0.7)
    coded = 255 * np.clip(light, 0, 1) ** (1 / 2.2)
    noise = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)), (0, 0), 0.55)
    grainy = coded + 2.5 * noise / noise.std()
    return np.asarray(np.clip(np.rint(grainy), 16, 235), np.uint8)


def stamp(picture: Gray, number: int) -> None:
    """Writes a frame's number into its top left corner: black, white, 12 bits (highest first), two parities."""
    bits = [(number >> (NUMBER_BITS - 1 - k)) & 1 for k in range(NUMBER_BITS)]
    cells = [0, 1, *bits, sum(bits[::2]) % 2, sum(bits[1::2]) % 2]
    for k, bit in enumerate(cells):
        picture[:CELL, k * CELL : (k + 1) * CELL] = 235 if bit else 16


def read_stamp(picture: Gray) -> int | None:
    """The number that `stamp` wrote, or None; the browser's page reads it in the same way."""
    cells = [int(picture[CELL // 2, k * CELL + CELL // 2] > 125) for k in range(CELLS)]
    bits = cells[2 : 2 + NUMBER_BITS]
    if cells[:2] != [0, 1] or cells[-2:] != [sum(bits[::2]) % 2, sum(bits[1::2]) % 2]:
        return None
    return int("".join(map(str, bits)), 2)


def film(
    path: Path, sheets: Sequence[Sheet], *, seed: int = 1, hold: float = 4.0, pan: float = 0.8, bare: float = 0.0,
    side: float = 60.0, distance: float = 240.0, lean: float = 25.0, azimuth: float | None = None,
) -> list[Truth]:  # fmt: skip
    """Writes a y4m video: the camera rests `hold` s at each sheet's marker, glides on in `pan` s, at last to `bare` s
    of empty desk. `side` mm of a marker and `distance` mm to it. The page leans away by `lean` degrees on average,
    towards `azimuth` (pi: its upper edge, as before a reader) or any direction. Chromium plays it in a loop.
    """
    rng = np.random.default_rng(seed)
    desk, middles, empty = _desk(sheets, rng)
    aims, at = _aims(middles, hold, pan)
    if bare:
        glide, _ = _aims([middles[-1], empty], 0.0, pan)
        rest = np.repeat(empty[None], round(bare * FPS), axis=0)
        aims = np.concatenate([aims, glide, rest])
        at += [None] * (len(glide) + len(rest))
    times = np.arange(len(aims)) / FPS
    far = distance * (1 + _wander(rng, times, 0.15))
    leans = np.radians(lean + _wander(rng, times, 18))
    anywhere = rng.uniform(0, 2 * np.pi)
    azimuths = (anywhere if azimuth is None else azimuth) + _wander(rng, times, 0.9)
    roll = np.radians(_wander(rng, times, 25))
    aims = aims + np.stack([_wander(rng, times, 12), _wander(rng, times, 9)], axis=1)
    lens = np.array([[FOCAL, 0, WIDTH / 2], [0, FOCAL, HEIGHT / 2], [0, 0, 1]])
    truths: list[Truth] = []
    with path.open("wb") as video:
        video.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        colours = bytes([LAMP[0]]) * (WIDTH * HEIGHT // 4) + bytes([LAMP[1]]) * (WIDTH * HEIGHT // 4)
        for i in range(len(aims)):
            turn = _rotation(leans[i], azimuths[i], roll[i])
            move = np.array([0, 0, far[i]]) - turn @ np.array(
                [*aims[i], 0.0]
            )  # what is aimed at lies on the optical axis
            picture = _expose(desk, lens @ np.column_stack([turn[:, :2], move]), rng)
            stamp(picture, i)
            video.write(b"FRAME\n" + picture.tobytes() + colours)
            truths.append(_truth(i, at[i], (turn, move), middles, side))
    return truths


def _truth(frame: int, rest: int | None, pose: tuple[Floats, Floats], middles: Sequence[Floats], side: float) -> Truth:
    turn, move = pose
    there = [move + turn @ np.array([*middle, 0.0]) for middle in middles]
    h = side / 2
    square = np.array([[-h, -h, 0], [h, -h, 0], [h, h, 0], [-h, h, 0]])
    return Truth(frame, rest, turn, tuple(there), tuple(_is_inside(square @ turn.T + place) for place in there))


def _is_inside(corners: Floats) -> bool:
    seen = corners[:, :2] / corners[:, 2:] * FOCAL + [WIDTH / 2, HEIGHT / 2]
    return bool((corners[:, 2] > 0).all() and seen.min() > 8 and (seen < [WIDTH - 8, HEIGHT - 8]).all())
