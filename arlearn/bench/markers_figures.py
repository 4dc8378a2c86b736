"""What a tracker's answers are worth against a rendered picture's truth: found, wrong, false, corners, overlay, jitter.

Conventions of the pictures: mm on the page (x right, y down, z into the paper, origin in the middle of the marker);
px with the middle of the first pixel at (0.5, 0.5). Overlay is how far a figure of 6 cm that stands on the marker is
drawn from where it should be: root mean square over its box, px.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Shot = dict[str, Any]
Pose = dict[str, list[float]]

FIGURE: Array = np.array([[x, y, z] for x in (-30, 0, 30) for y in (-30, 0, 30) for z in (0, -30, -60)], float)
STEEP = 60.0
"""Degrees between the line of sight and the page's normal; beyond it a picture counts in no total."""
LOST = 25.0
"""px of overlay error beyond which a pose is none."""
NOMINAL_FOCAL = 0.66
"""Over the picture's diagonal: of the camera that the tracker reckons with until it knows better (core/pose.ts)."""


def diagonal(shot: Shot) -> float:
    """px."""
    return float((shot["W"] ** 2 + shot["H"] ** 2) ** 0.5)


def nominal_focal(shot: Shot) -> float:
    """Of the tracker's nominal camera, px."""
    return NOMINAL_FOCAL * diagonal(shot)


def seen(points: Array, shot: Shot) -> Array:
    """Where the camera of the shot sees points of the page: n x 3 mm to n x 2 px, with its lens's distortion."""
    at = points @ np.array(shot["R"], float).T + np.array(shot["t"], float)
    flat: Array = at[:, :2] / at[:, 2:]
    bent: Array = flat * (1 + shot["k1"] * (flat**2).sum(1, keepdims=True))
    return np.asarray(bent * shot["f"] + np.array([shot["cx"], shot["cy"]]), float)


def drawn(points: Array, pose: Pose, camera: tuple[float, float, float, float]) -> Array:
    """Where a pose and a pinhole camera (focal length, middle, distortion) put the points, px."""
    focal, cx, cy, k1 = camera
    at = points @ np.array(pose["R"], float).reshape(3, 3).T + np.array(pose["t"], float)
    flat: Array = at[:, :2] / at[:, 2:]
    return np.asarray(flat * (1 + k1 * (flat**2).sum(1, keepdims=True)) * focal + np.array([cx, cy]), float)


def distance(a: Array, b: Array) -> float:
    return float(np.sqrt(((a - b) ** 2).sum(1).mean()))


def incidence(shot: Shot) -> float:
    """Degrees between the page's normal and the line of sight."""
    t = np.array(shot["t"], float)
    return float(np.degrees(np.arccos(np.clip(np.array(shot["R"])[:, 2] @ t / np.linalg.norm(t), -1, 1))))


@dataclass
class Judged:
    """One picture's answer against its truth; lengths px, angles degrees."""

    shot: Shot
    ms: float
    right: bool = False
    wrong: int = 0
    false: int = 0
    corners: list[float] = field(default_factory=list)
    exact: float | None = None
    nominal: float | None = None
    flipped: bool = False
    place: list[float] | None = None

    @property
    def incidence(self) -> float:
        return incidence(self.shot)


def judge(shot: Shot, truth: dict[str, Any] | None, answer: dict[str, Any], focal: float) -> Judged:
    """`focal`: what the tracker reckoned with, px. A marker found where none is, is false; another's name is wrong."""
    judged = Judged(shot, answer["ms"])
    for found in answer["found"]:
        if truth is None or not near(found, truth):
            judged.false += 1
        elif found["index"] != truth["id"] or misplaced(found, truth):
            judged.wrong += 1
        elif not judged.right:
            measure(judged, found, truth, focal)
    return judged


def near(found: dict[str, Any], truth: dict[str, Any]) -> bool:
    true, corners = np.array(truth["px"]), np.array(found["corners"])
    return bool(np.linalg.norm(corners.mean(0) - true.mean(0)) < max(3, 0.25 * side_of(true)))


def misplaced(found: dict[str, Any], truth: dict[str, Any]) -> bool:
    """A right name with its corners elsewhere: turned by quarters, as a rule."""
    true = np.array(truth["px"])
    return bool(np.linalg.norm(np.array(found["corners"]) - true, axis=1).mean() > max(5, 0.2 * side_of(true)))


def side_of(corners: Array) -> float:
    return float(np.linalg.norm(corners - np.roll(corners, 1, 0), axis=1).mean())


def measure(judged: Judged, found: dict[str, Any], truth: dict[str, Any], focal: float) -> None:
    shot = judged.shot
    judged.right = True
    judged.corners = [float(x) for x in np.linalg.norm(np.array(found["corners"]) - np.array(truth["px"]), axis=1)]
    there = seen(FIGURE, shot)
    if found["exact"]:
        camera = (shot["f"], shot["cx"], shot["cy"], shot["k1"])
        judged.exact = distance(drawn(FIGURE, found["exact"], camera), there)
        turn = np.array(found["exact"]["R"]).reshape(3, 3) @ np.array(shot["R"]).T
        judged.flipped = bool(np.degrees(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1))) > 20)
    if found["pose"]:
        camera = (focal, shot["W"] / 2, shot["H"] / 2, 0.0)
        judged.nominal = distance(drawn(FIGURE, found["pose"], camera), there)
        judged.place = [float(x) for x in found["pose"]["t"]]


def median(values: list[float]) -> float:
    return float(np.median(values)) if values else float("nan")


def part(rows: list[Judged]) -> float:
    """Found, per cent."""
    return 100 * sum(row.right for row in rows) / len(rows) if rows else float("nan")


def steadiness(rows: list[Judged]) -> float:
    """Root mean square, mm, of how far poses of one and the same view lie from their mean."""
    groups: dict[tuple[object, ...], list[list[float]]] = {}
    for row in rows:
        if row.place is not None:
            key = (row.shot["W"], row.shot["dist"], row.shot["tilt"])
            groups.setdefault(key, []).append(row.place)
    spread = [np.array(places) - np.mean(places, 0) for places in groups.values() if len(places) > 3]
    return float(np.median([np.sqrt((away**2).sum(1).mean()) for away in spread])) if spread else float("nan")


@dataclass(frozen=True)
class PictureFigures:
    """Of many pictures by one reader: found in per cent, px, mm, ms; medians, of corners root mean squares.

    Totals go up to 60 degrees of incidence; wrong and false are of all pictures. NaN where there is nothing to tell.
    """

    found: float
    by_size: dict[tuple[int, int], float]
    """Found, by the picture's width, px, and the marker's side, mm."""
    wrong: int
    false: int
    corner: float
    exact: float
    nominal: float
    flips: float
    steady: float
    ms: dict[int, float]
    """By the picture's width, px."""


SIZES = ((640, 40), (640, 60), (1280, 40), (1280, 60))


def picture_figures(judged: list[Judged], marked: list[bool]) -> PictureFigures:
    """`marked`: whether there is a marker in the picture."""
    with_marker = [one for one, is_marked in zip(judged, marked, strict=True) if is_marked]
    counted = [one for one in with_marker if one.incidence <= STEEP]
    right = [one for one in counted if one.right]
    corners = [x * x for one in right for x in one.corners]

    def found(width: int, side: int) -> float:
        return part([one for one in counted if (one.shot["W"], one.shot["S"]) == (width, side)])

    return PictureFigures(
        found=part(counted),
        by_size={(width, side): found(width, side) for width, side in SIZES},
        wrong=sum(one.wrong for one in judged),
        false=sum(one.false for one in judged),
        corner=(sum(corners) / len(corners)) ** 0.5 if corners else float("nan"),
        exact=median([one.exact for one in right if one.exact is not None]),
        nominal=median([one.nominal for one in right if one.nominal is not None]),
        flips=100 * sum(one.flipped for one in right) / len(right) if right else float("nan"),
        steady=steadiness(with_marker),
        ms={width: median([one.ms for one in judged if one.shot["W"] == width]) for width in (640, 1280)},
    )


@dataclass(frozen=True)
class FilmFigures:
    """Of one film: per cent and px, medians; milliseconds of followed and of searched frames."""

    tracked: float
    exact: float
    nominal: float
    jitter: float
    followed_ms: float
    searched_ms: float
    wrong: int
    ms: float
    """Of any frame."""
    moves: dict[int, float]
    """By frame: how much more the figure moved since the one before than it should, mean square px."""


def film_figures(rows: list[Judged], answers: list[dict[str, Any]]) -> FilmFigures:
    """Jitter: how much more the figure moves between two frames than it should, root mean square px."""
    good = [row.nominal is not None and row.nominal <= LOST for row in rows]
    moves: dict[int, float] = {}
    before = None
    for i, (row, answer, usable) in enumerate(zip(rows, answers, good, strict=True)):
        error = None
        if usable:
            camera = (answer["camera"], row.shot["W"] / 2, row.shot["H"] / 2, 0.0)
            error = drawn(FIGURE, answer["found"][0]["pose"], camera) - seen(FIGURE, row.shot)
            if before is not None:
                moves[i] = float(((error - before) ** 2).sum(1).mean())
        before = error
    kept = [row for row, usable in zip(rows, good, strict=True) if usable]
    return FilmFigures(
        100 * sum(good) / len(rows),
        median([row.exact for row in kept if row.exact is not None]),
        median([row.nominal for row in kept if row.nominal is not None]),
        root(list(moves.values())),
        median([answer["ms"] for answer in answers if not answer["searched"]]),
        median([answer["ms"] for answer in answers if answer["searched"]]),
        sum(row.wrong + row.false for row in rows),
        median([answer["ms"] for answer in answers]),
        moves,
    )


def root(squares: list[float]) -> float:
    """Of their mean."""
    return float(np.sqrt(np.mean(squares))) if squares else float("nan")


def times_the_jitter(theirs: FilmFigures, ours: FilmFigures) -> float:
    """In the frames in which both tracked: who loses the hard ones does not tremble in them."""
    both = theirs.moves.keys() & ours.moves.keys()
    mine = root([ours.moves[i] for i in both])
    return root([theirs.moves[i] for i in both]) / mine if mine > 0 else float("nan")
