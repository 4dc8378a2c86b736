"""Folders of drawn pages for `arlearn bench markers`, with their manifests.

The truth is reckoned with OpenCV, and not by the bench's own figures.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.browser.camera import FOCAL, HEIGHT, WIDTH, Floats, Gray, Truth, film

SIDE = 40.0
HALF = SIDE * 9 / 26
SQUARE = np.array([[-HALF, -HALF, 0], [HALF, -HALF, 0], [HALF, HALF, 0], [-HALF, HALF, 0]])
FIGURE = np.array([[x, y, z] for x in (-30.0, 0, 30) for y in (-30.0, 0, 30) for z in (0.0, -30, -60)])
"""What stands on the page, mm."""


@dataclass(frozen=True)
class Lens:
    """The true camera; the tracker takes another one for granted."""

    f: float = FOCAL
    cx: float = WIDTH / 2
    cy: float = HEIGHT / 2
    k1: float = 0.0
    width: int = WIDTH
    height: int = HEIGHT

    def seen(self, points: Floats, turn: Floats, move: Floats) -> Floats:
        matrix = np.array([[self.f, 0, self.cx], [0, self.f, self.cy], [0, 0, 1]])
        rotation = cv2.Rodrigues(turn)[0]
        seen = cv2.projectPoints(points, rotation, move, matrix, np.array([self.k1, 0, 0, 0]))[0]
        return np.asarray(seen.reshape(-1, 2), np.float64)

    def photograph(self, straight: Gray) -> Gray:
        """The same view through this lens, of what the tests' own camera saw."""
        if self == Lens():
            return straight
        x, y = np.meshgrid(np.arange(self.width) + 0.5, np.arange(self.height) + 0.5)
        bent = np.stack([(x - self.cx) / self.f, (y - self.cy) / self.f])
        flat = bent
        for _ in range(8):
            flat = bent / (1 + self.k1 * (flat**2).sum(0))
        u, v = flat[0] * FOCAL + WIDTH / 2 - 0.5, flat[1] * FOCAL + HEIGHT / 2 - 0.5
        there = cv2.remap(straight, u.astype(np.float32), v.astype(np.float32), cv2.INTER_CUBIC, borderValue=60)
        return np.asarray(there, np.uint8)


def frames(file: Path, **how: Any) -> list[tuple[Gray, Truth]]:
    """What a hand films of one sheet; `file` is where the film may lie."""
    truths = film(file, side=SIDE, **how)
    video = file.read_bytes().split(b"FRAME\n", 1)[1]
    step = WIDTH * HEIGHT * 3 // 2 + len(b"FRAME\n")
    luma = [np.frombuffer(video, np.uint8, WIDTH * HEIGHT, at * step) for at in range(len(truths))]
    assert all(truth.inside[0] for truth in truths)
    return [(one.reshape(HEIGHT, WIDTH), truth) for one, truth in zip(luma, truths, strict=True)]


def kept(folder: Path, name: str, lens: Lens, picture: Gray, truth: Truth, number: int | None) -> dict[str, Any]:
    """Writes a picture into the folder; its row of the manifest."""
    assert cv2.imwrite(str(folder / name), lens.photograph(picture))
    turn, move = truth.R, truth.t[0]
    shot = {
        "W": lens.width, "H": lens.height, "S": SIDE, "R": turn.tolist(), "t": move.tolist(), "set": "hand",
        "f": lens.f, "cx": lens.cx, "cy": lens.cy, "k1": lens.k1, "dist": move[2], "tilt": 0,
    }  # fmt: skip
    if number is None:
        return {"file": name, "shot": shot}
    tag = {"id": number, "px": lens.seen(SQUARE, turn, move).tolist()}
    return {"file": name, "shot": shot, "truth": {"design": "ring_out13", "tags": [tag]}}


def write(folder: Path, rows: list[dict[str, Any]]) -> None:
    (folder / "manifest.json").write_text(json.dumps(rows), "utf-8")


def manifest(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return rows


def overlay(pose: dict[str, Any], row: dict[str, Any], lens: Lens | None = None) -> float:
    """How far, px, the figure is drawn through a lens, or the true one, from where the picture's camera sees it."""
    shot = row["shot"]
    true = Lens(*(shot[key] for key in ("f", "cx", "cy", "k1")))
    there = true.seen(FIGURE, np.array(shot["R"]), np.array(shot["t"]))
    here = (lens or true).seen(FIGURE, np.array(pose["R"]).reshape(3, 3), np.array(pose["t"]))
    return float(np.sqrt(((here - there) ** 2).sum(1).mean()))


def corners_off(found: dict[str, Any], row: dict[str, Any]) -> float:
    away = np.array(found["corners"]) - np.array(row["truth"]["tags"][0]["px"])
    return float(np.linalg.norm(away, axis=1).max())
