"""What grows and hums in the forest: the tall banggeris tree, the comb of the wild bees, a bee, ferns, trees."""

import math

import numpy as np

from content.demo.colour import HONEY
from content.demo.model import Model, Part, clip
from content.demo.shape import Shape, ball, glued, lathe, loft, slab, solid, tube

BARK, BARK_LOW = "#d8c3a2", "#9a7f61"
GREENS = (("#2c6b34", "#5aa548"), ("#33753a", "#79b84f"), ("#1f5f45", "#4a9a58"))


def foliage(x: float, y: float, z: float, seed: int) -> Shape:
    """A cushion of leaves."""
    low, high = GREENS[seed % len(GREENS)]
    cushion = ball(high, 1, detail=2).crumpled(0.07, seed).scaled(x, y, z)
    return cushion.faded(low, high).mottled(0.12, seed)


def _buttress(angle: float) -> Shape:
    """A plank root, as tall rainforest trees have."""
    root = slab(BARK, [(0, 0), (0.26, 0), (0.10, 0.16), (0.03, 0.46), (0, 0.5)], 0.045)
    return root.at(0.05, 0, 0).faded(BARK_LOW, BARK).turned(y=angle)


def banggeris() -> Model:
    """A banggeris (Koompassia excelsa), the tree that wild honey bees love; its crown sways."""
    trunk = lathe(BARK, [(0.15, 0), (0.12, 0.3), (0.105, 1.0), (0.09, 1.7), (0.075, 2.2)], sides=9)
    trunk = trunk.faded(BARK_LOW, "#efe0c4").mottled(0.06, 3)
    arm = tube(
        BARK, [(0, 1.62, 0), (0.22, 1.76, 0.06), (0.5, 1.83, 0.1), (0.72, 1.86, 0.1)], [0.05, 0.045, 0.035, 0.02], 6
    )
    other = tube(BARK, [(0, 1.85, 0), (-0.2, 2.02, -0.04), (-0.42, 2.12, -0.05)], [0.05, 0.04, 0.02], 6)
    wood = glued(trunk, arm, other, *(_buttress(angle) for angle in (20, 95, 165, 235, 310)))
    cushions = (
        (0, 0.24, 0, 0.62, 0.33),
        (0.62, 0.0, 0.1, 0.42, 0.24),
        (-0.58, 0.03, 0, 0.46, 0.26),
        (0.08, 0.0, 0.40, 0.42, 0.23),
    )
    leaves = [foliage(w, h, w * 0.92, n).at(x, y, z) for n, (x, y, z, w, h) in enumerate(cushions)]
    sway = clip(
        "sway", 5, ("crown", "rotation", lambda p: (math.sin(4 * math.pi * p), 0, 2 * math.sin(2 * math.pi * p)))
    )
    parts = (Part("trunk", wood), Part("crown", glued(*leaves), at=(0, 2.2, 0)))
    return Model("banggeris", parts, (sway,))


def jungle_tree() -> Model:
    """A round, friendly tree for the background and for shade."""
    trunk = tube(BARK, [(0, 0, 0), (0.02, 0.4, 0), (-0.03, 0.9, 0)], [0.13, 0.085, 0.07], 7).faded("#6b4f3a", "#a98560")
    leaves = [foliage(0.5, 0.4, 0.48, 1).at(0, 1.15, 0), foliage(0.34, 0.27, 0.33, 2).at(0.33, 0.9, 0.12)]
    leaves.append(foliage(0.33, 0.25, 0.3, 0).at(-0.34, 0.92, 0.08))
    sway = clip("sway", 4, ("crown", "rotation", lambda p: (0, 0, 2 * math.sin(2 * math.pi * p))))
    return Model("jungle-tree", (Part("trunk", trunk), Part("crown", glued(*leaves))), (sway,))


def _frond(angle: float, length: float, rise: float) -> Shape:
    """A folded leaf that bows to the ground."""
    steps = np.linspace(0, 1, 6)
    spine = np.stack([steps * 0, rise * np.sin(steps * 2.5) * 0.8 + 0.02, steps * length], axis=1)
    width = 0.10 * np.sin(np.pi * np.minimum(steps + 0.12, 1)) + 0.004
    left, right = (
        spine - np.stack([width, 0.035 + 0 * width, 0 * width], 1),
        spine + np.stack([width, -0.035 + 0 * width, 0 * width], 1),
    )
    under = spine - (0, 0.03, 0)
    top = spine + np.array((0, 0.008, 0))
    rings = [np.stack(corners) for corners in zip(right, top, left, under, strict=True)]
    return loft("#4b9a45", rings).faded("#256b39", "#86c25a").turned(y=angle)


def fern() -> Model:
    """A tuft of seven folded leaves that nods."""
    fronds = [_frond(angle, 0.42 + 0.06 * (angle % 3), 0.30 + 0.05 * (angle % 2)) for angle in range(0, 360, 52)]
    nod = clip(
        "sway", 3, ("tuft", "rotation", lambda p: (2 * math.sin(2 * math.pi * p), 0, 2 * math.cos(2 * math.pi * p) - 2))
    )
    return Model("fern", (Part("tuft", glued(*fronds).mottled(0.08, 7)),), (nod,))


def _cell(x: float, y: float, side: int) -> Shape:
    """A six-sided hollow in the wax, seen from the front (side 1) or the back (-1)."""
    turns = np.radians(np.arange(6) * 60 + 30)
    ring = np.stack([x + 0.030 * np.cos(turns), y + 0.030 * np.sin(turns), np.full(6, side * 0.070)], axis=1)
    vertices = np.concatenate([ring, [[x, y, side * 0.0605]]])
    around = np.arange(6)
    faces = np.stack([around, (around + 1) % 6, np.full(6, 6)], axis=1)[:, ::side]
    return solid(vertices, faces, "#b8691a" if (round(x * 40) + round(y * 30)) % 3 else "#ffdf8e")


def comb() -> Model:
    """The half-moon comb of the giant honey bee (Apis dorsata), hung from its straight upper edge."""
    outline = [(0.36 * math.cos(math.radians(a)), 0.40 + 0.40 * math.sin(math.radians(a))) for a in range(180, 361, 15)]
    outline += [(0.30, 0.45), (-0.30, 0.45)]
    wax = slab(HONEY, outline, 0.12).faded("#e08f22", "#ffc75a").mottled(0.06, 2)
    cells = []
    for row in range(8):
        for column in range(-6, 7):
            x, y = column * 0.066 + (0.033 if row % 2 else 0), 0.385 - row * 0.057
            if math.hypot(x / 0.36, (y - 0.40) / 0.40) < 0.88:
                cells += [_cell(x, y, 1), _cell(x, y, -1)]
    drop = lathe("#ffb52e", [(0.0, -0.055), (0.022, -0.03), (0.016, 0.0), (0.004, 0.03)], 6).at(0.05, 0.02, 0)
    hang = clip(
        "drip",
        3,
        ("drop", "translation", lambda p: (0.05, 0.02 - 0.06 * min(1, 1.6 * p) * (p < 0.98), 0)),
        ("drop", "scale", lambda p: (min(1, 1.6 * p) + 0.01,) * 3 if p < 0.95 else (0.01, 0.01, 0.01)),
    )
    parts = (Part("comb", glued(wax, *cells), at=(0, 0.06, 0)), Part("drop", drop, at=(0, 0.06, 0)))
    return Model("comb", parts, (hang,))


def _bee_body() -> Shape:
    path = [(0, 0, z) for z in (-0.16, -0.12, -0.055, 0.0, 0.055, 0.11, 0.15)]
    tail = tube("#f8bd45", path, [0.03, 0.085, 0.115, 0.125, 0.12, 0.095, 0.05], sides=12)
    tail = tail.painted(
        "#3a2a22", lambda middle: np.isin(np.digitize(middle[:, 2], [-0.12, -0.055, 0, 0.055]), [0, 1, 3])
    )
    tail = tail.painted("#f8bd45", lambda middle: (middle[:, 2] > -0.15) & (middle[:, 2] < -0.12)).mottled(0.05, 1)
    sting = tube("#3a2a22", [(0, 0, -0.13), (0, 0, -0.20)], [0.022, 0.002], 5)
    head = ball("#4a362b", 0.075, 0.072, 0.065, detail=1).at(0, 0.025, 0.17)
    eye = glued(
        ball("#ffffff", 0.030, 0.036, 0.02).at(0, 0, 0), ball("#1a1414", 0.018, 0.023, 0.012).at(-0.003, 0, 0.014)
    )
    eyes = glued(eye.at(0.038, 0.045, 0.215), eye.mirrored().at(-0.038, 0.045, 0.215))
    feeler = tube("#3a2a22", [(0.03, 0.08, 0.18), (0.05, 0.14, 0.22), (0.06, 0.15, 0.26)], [0.007, 0.006, 0.012], 4)
    return glued(tail, sting, head, eyes, feeler, feeler.mirrored())


def bee() -> Model:
    """A bee with the clip fly: a figure of eight in the air with whirring wings."""
    wing = ball("#e6f4f4", 0.15, 0.010, 0.085).at(0.14, 0, 0).turned(y=24)

    def path(p: float) -> tuple[float, float, float]:
        return 0.30 * math.sin(2 * math.pi * p), 0.05 * math.sin(6 * math.pi * p), 0.16 * math.sin(4 * math.pi * p)

    def heading(p: float) -> tuple[float, float, float]:
        return 0, 40 * math.cos(2 * math.pi * p), -12 * math.cos(2 * math.pi * p)

    def flap(side: int, p: float) -> tuple[float, float, float]:
        return 0, 0, side * (32 + 30 * math.cos(2 * math.pi * 24 * p))

    fly = clip("fly", 4, ("bee", "translation", path), ("bee", "rotation", heading), keys=48)
    whirr = clip(
        "fly",
        4,
        ("wing-left", "rotation", lambda p: flap(1, p)),
        ("wing-right", "rotation", lambda p: flap(-1, p)),
        keys=96,
    )
    parts = (
        Part("bee", _bee_body()),
        Part("wing-left", wing, at=(0.03, 0.085, 0.03), turn=(0, 0, 25), parent="bee"),
        Part("wing-right", wing.mirrored(), at=(-0.03, 0.085, 0.03), turn=(0, 0, -25), parent="bee"),
    )
    return Model("bee", parts, (type(fly)("fly", fly.tracks + whirr.tracks),))
