"""The land of Bromo: the smoking crater with its stairs, Mount Batok, Semeru far behind, and the sea of sand."""

import math

import numpy as np

from content.demo.model import Model, Move, Part, Triple, clip
from content.demo.shape import Array, Shape, ball, box, glued, lathe, sheet, slab, tube

ASH, ASH_LOW, SAND, SAND_LOW = "#b7a99c", "#6d6259", "#e6cfa2", "#bfa276"


def _ribbed(shape: Shape, ribs: int, depth: float, top: float) -> Shape:
    """Gullies that rain has cut into a cone, deepest half-way up to `top`."""

    def cut(points: Array) -> Array:
        angle = np.arctan2(points[:, 0], points[:, 2])
        bite = 1 + depth * np.cos(ribs * angle) * np.sin(np.pi * np.clip(points[:, 1] / top, 0, 1) * 0.9 + 0.25)
        return np.asarray(points * np.stack([bite, np.ones_like(bite), bite], axis=1))

    return shape.moved(cut)


def _crater() -> Shape:
    profile = [
        (0.62, 0.0),
        (0.50, 0.12),
        (0.40, 0.27),
        (0.325, 0.42),
        (0.27, 0.50),
        (0.235, 0.50),
        (0.17, 0.40),
        (0.06, 0.33),
    ]
    cone = _ribbed(lathe(ASH, profile, sides=36), 12, 0.055, 0.5)
    cone = cone.moved(_torn_rim).faded(ASH_LOW, "#cbbdae").mottled(0.07, 1)
    return cone.painted(
        "#574b45", lambda middle: (np.hypot(middle[:, 0], middle[:, 2]) < 0.225) & (middle[:, 1] > 0.25)
    )


def _torn_rim(points: Array) -> Array:
    """The edge of the crater rises and falls three times on its way round."""
    lift = 0.03 * np.sin(3 * np.arctan2(points[:, 0], points[:, 2])) * (points[:, 1] > 0.45)
    return np.asarray(points + np.outer(lift, (0, 1, 0)))


def _stairs() -> Shape:
    """The straight flight up the front, with its two rails."""
    steps = []
    for step in range(18):
        part = step / 17
        steps.append(box("#efe7da", 0.055, 0.028, 0.03).at(0, 0.10 + 0.40 * part, 0.545 - 0.262 * part**0.85))
    return glued(*steps)


def _smoke(moves: list[Move], name: str, count: int, height: float) -> list[Part]:
    puffs = []
    for step in range(count):
        offset = step / count
        puff = ball("#fbf6ee", 0.21, detail=1).crumpled(0.012, step).faded("#d9cfc6", "#fffaf2")

        def place(p: float, offset: float = offset, step: int = step) -> Triple:
            age = (p + offset) % 1
            return 0.16 * age**1.3 + 0.05 * math.sin(2.4 * step), height * age, 0.04 * math.cos(2.4 * step)

        def size(p: float, offset: float = offset) -> Triple:
            age = (p + offset) % 1
            return (max(0.02, min(1.0, 5 * age) * (0.45 + 0.9 * age) * min(1.0, 6 * (1 - age))),) * 3

        part_name = f"{name}-{step + 1}"
        puffs.append(Part(part_name, puff, at=place(0), scale=size(0), parent=name))
        moves += [(part_name, "translation", place), (part_name, "scale", size)]
    return puffs


def bromo() -> Model:
    """Mount Bromo with its stairs and Mount Batok on the sea of sand; clip smoke."""
    batok = _ribbed(
        lathe("#7d8a52", [(0.40, 0), (0.29, 0.16), (0.19, 0.34), (0.11, 0.47), (0.07, 0.49)], 40), 13, 0.09, 0.5
    )
    batok = batok.faded("#5d5a3c", "#93a162").mottled(0.08, 2).scaled(1.12).at(-0.78, 0.02, 0.26)
    ground = lathe(SAND, [(1.22, 0), (1.26, 0.014), (0.95, 0.03), (0.5, 0.035)], 30).mottled(0.03, 3)
    crater = glued(_crater(), _stairs().at(0, 0, 0.03)).scaled(1.36)
    moves: list[Move] = []
    puffs = _smoke(moves, "smoke", 6, 0.95)
    parts = (
        Part("land", glued(ground, crater.at(0.28, 0.02, -0.14), batok)),
        Part("smoke", at=(0.28, 0.66, -0.14)),
        *puffs,
    )
    return Model("bromo", parts, (clip("smoke", 8, *moves, keys=32),))


def semeru() -> Model:
    """Mount Semeru, the highest of Java, with a cap of cloud that drifts; clip drift."""
    cone = _ribbed(
        lathe("#6f7f92", [(1.0, 0), (0.66, 0.22), (0.38, 0.48), (0.17, 0.72), (0.05, 0.80)], 32), 9, 0.06, 0.8
    )
    cone = cone.faded("#8b97a3", "#5b6b80").mottled(0.06, 5)
    puff = glued(ball("#fffaf2", 0.12, 0.09, 0.1), ball("#fffaf2", 0.09, 0.07, 0.08).at(0.14, 0.03, 0)).shaded(0.8)
    drift = clip("drift", 7, ("cloud", "translation", lambda p: (0.06 * math.sin(2 * math.pi * p), 0.88, 0)))
    return Model("semeru", (Part("cone", cone), Part("cloud", puff, at=(0, 0.88, 0))), (drift,))


def _round_off(points: Array) -> Array:
    """A square about the origin becomes a disc."""
    reach = np.maximum(np.abs(points[:, 0]), np.abs(points[:, 2]))
    factor = reach / np.maximum(np.hypot(points[:, 0], points[:, 2]), 1e-9)
    return points * np.stack([factor, np.ones_like(factor), factor], axis=1)


def sand_sea() -> Model:
    """A round of the sea of sand (Segara Wedi), a metre across, with wind ripples and tufts of grass."""

    def dunes(x: Array, z: Array) -> Array:
        edge = np.clip(1 - (np.hypot(x, z) / 0.5) ** 4, 0, 1)
        return np.asarray(edge * (0.022 + 0.014 * np.sin(15 * z + 3 * np.sin(4 * x)) + 0.012 * np.sin(5 * x + 2 * z)))

    flat = sheet(SAND, 1, 1, lambda x, z: 0 * x, 16).moved(_round_off)
    ground = flat.moved(lambda p: np.stack([p[:, 0], dunes(p[:, 0], p[:, 2]), p[:, 2]], axis=1))
    ground = ground.faded(SAND_LOW, "#f1ddb4").mottled(0.04, 9)
    tufts = []
    for step in range(9):
        angle, far = 2.4 * step, 0.20 + 0.024 * step
        blade = slab("#8a9656", [(-0.010, 0), (0.010, 0), (0.004, 0.07)], 0.008)
        tuft = glued(*(blade.turned(z=lean).turned(y=turn) for lean, turn in ((-22, 0), (4, 60), (24, 120))))
        tufts.append(tuft.at(far * math.cos(angle), 0.022, far * math.sin(angle)))
    return Model("sand-sea", (Part("sand", glued(ground, *tufts)),))


def ridge() -> Model:
    """The rim of the caldera at Penanjakan: green folds with a lookout rail, to watch the sun from."""

    def folds(x: Array, z: Array) -> Array:
        lie = 0.085 + 0.018 * np.sin(7 * x + 1) + 0.012 * np.sin(13 * x + 6 * z)
        return np.asarray(lie * np.clip(1 - (np.hypot(x, z * 1.72) / 0.6) ** 6, 0, 1))

    hills = sheet("#5d8a47", 1.2, 1.2, lambda x, z: 0 * x, 16).moved(_round_off).scaled(1, 1, 0.58)
    hills = hills.moved(lambda p: np.stack([p[:, 0], folds(p[:, 0], p[:, 2]), p[:, 2]], axis=1))
    hills = hills.faded("#3d6a3c", "#8bb35a").mottled(0.1, 6)
    posts = np.linspace(-0.42, 0.42, 8)
    tops = folds(posts, np.full(len(posts), -0.2)).tolist()
    rail = [box("#9a7350", 0.018, 0.13, 0.018).at(x, y - 0.01, -0.2) for x, y in zip(posts, tops, strict=True)]
    for lift in (0.06, 0.11):
        path = [(float(x), y + lift, -0.2) for x, y in zip(posts, tops, strict=True)]
        rail.append(tube("#b58a62", path, [0.010] * len(path), 5))
    return Model("ridge", (Part("hills", glued(hills, *rail)),))
