"""Single views of printed markers, for the camera that a test holds (fake-camera.js): of any size, with any number."""

import base64
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from playwright.sync_api import Page

from tests.browser.camera import Gray, ring13
from tests.browser.reading import until

DESK, PX_PER_MM = 150, 6.0
Placed = tuple[int | None, float, float]
"""Word of a marker, None for its QR code alone; and its middle, mm to the right of and below what is looked at."""


def view(
    markers: Sequence[Placed], size: tuple[int, int] = (640, 480), distance: float = 240.0, side: float = 60.0,
    lean: float = 20.0, text: str = "HTTP://ARLEARN.LOCAL/M/7K3QXP",
) -> Gray:  # fmt: skip
    """The desk with the markers on sheets of paper, through the usual phone's lens; it leans away by `lean` degrees."""
    width, height = size
    reach = max(max(abs(x), abs(y)) for _, x, y in markers) + side
    desk = np.full((round(2 * reach * PX_PER_MM),) * 2, DESK, np.uint8)
    for word, x, y in markers:
        ring = ring13(word or 0, side, PX_PER_MM, text)
        if word is None:
            outside = np.ones_like(ring, bool)
            outside[(edge := 2 * len(ring) // 13 + 1) : -edge, edge:-edge] = False
            ring[outside] = 255
        printed = np.pad(ring, round(min(10.0, side / 20) * PX_PER_MM), constant_values=255)
        left, top = (round((reach + at) * PX_PER_MM) - len(printed) // 2 for at in (x, y))
        desk[top : top + len(printed), left : left + len(printed)] = printed
    focal = 0.66 * float(np.hypot(width, height))
    turn: Any = cv2.Rodrigues(np.array([np.radians(lean), 0.0, 0.0]))[0]
    lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
    on_desk = np.array([[1 / PX_PER_MM, 0, -reach], [0, 1 / PX_PER_MM, -reach], [0, 0, 1]])
    matrix = lens @ np.column_stack([turn[:, :2], [0, 0, distance]]) @ on_desk
    finer = np.diag([2.0, 2.0, 1.0]) @ matrix
    seen = cv2.warpPerspective(desk, finer, (2 * width, 2 * height), flags=cv2.INTER_AREA, borderValue=DESK)
    picture = cv2.GaussianBlur(cv2.resize(seen, size, interpolation=cv2.INTER_AREA), (0, 0), 0.6)
    noise = np.random.default_rng(1).normal(0, 2, picture.shape)
    return np.asarray(np.clip(picture + noise, 0, 255), np.uint8)


def show(page: Page, picture: Gray) -> None:
    """The camera sees this from now on; what it told of its frames before is forgotten."""
    height, width = picture.shape
    packed = base64.b64encode(picture.tobytes()).decode()
    page.evaluate("([...given]) => { camera.show(...given); camera.poses.length = 0; }", [packed, width, height])


def word(marker: dict[str, str]) -> int:
    return int(marker["word"], 16)


def registered(page: Page, size: tuple[int, int] = (640, 480), distance: float = 240.0, within: float = 6.0) -> None:
    """Waits for pictures of this shape with the page where it was laid, mm; a slow machine reads them smaller.

    The first ones may still be of what was shown before, or of a pose that is settling.
    """
    shape = size[0] / size[1]
    until(
        page,
        f"""camera.poses.filter(({{t, width, height}}) => t && Math.abs(width / height - {shape}) < 0.02
        && Math.hypot(t[0], t[1], t[2] - {distance}) < {within}).length >= 2""",
        within=30,
    )
