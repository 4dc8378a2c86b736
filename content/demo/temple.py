"""What the Tengger people honour: the temple on the sand, the Kasada offering; and the edelweiss that nobody picks."""

import math

import numpy as np

from content.demo.colour import HONEY, PAPER
from content.demo.model import Model, Part, clip, swing
from content.demo.shape import Shape, ball, both, box, glued, lathe, tube


def _half_gate() -> Shape:
    """One half of the split gate: straight within, stepped without."""
    stone, parts = "#8d8a88", []
    for level, (wide, tall) in enumerate(
        (
            (0.36, 0.14),
            (0.27, 0.34),
            (0.32, 0.06),
            (0.22, 0.18),
            (0.26, 0.05),
            (0.16, 0.15),
            (0.19, 0.04),
            (0.11, 0.14),
            (0.05, 0.12),
        )
    ):
        y = sum((0.14, 0.34, 0.06, 0.18, 0.05, 0.15, 0.04, 0.14, 0.12)[:level])
        depth = 0.30 - 0.022 * level
        parts.append(box(stone, wide, tall, depth).at(0.17 + wide / 2, y, 0))
    return glued(*parts).faded("#5f5d5e", "#b1aca6").mottled(0.09, 3)


def _umbrella(colour: str) -> Shape:
    shade = lathe(colour, [(0.20, 0.0), (0.19, 0.03), (0.10, 0.09), (0.01, 0.13)], 10).at(0, 0.72, 0)
    fringe = lathe(PAPER, [(0.20, -0.035), (0.203, 0.0)], 10).at(0, 0.72, 0)
    return glued(
        shade, fringe, tube("#a9764a", [(0, 0, 0), (0, 0.75, 0)], [0.013, 0.013], 5), ball(HONEY, 0.022).at(0, 0.86, 0)
    )


def temple() -> Model:
    """Pura Luhur Poten, the Hindu temple on the sea of sand: split gate, walls, shrine and ceremonial umbrellas."""
    floor = box("#a39d97", 1.9, 0.06, 1.2).mottled(0.06, 1)
    wall = (
        both(box("#807c7b", 0.42, 0.26, 0.12).at(0.74, 0.06, 0.36)),
        both(box("#807c7b", 0.12, 0.26, 0.9).at(0.89, 0.06, -0.08)),
    )
    cap = (
        both(box("#c2bbb2", 0.46, 0.05, 0.16).at(0.74, 0.32, 0.36)),
        both(box("#c2bbb2", 0.16, 0.05, 0.94).at(0.89, 0.32, -0.08)),
    )
    shrine = glued(
        *(
            box("#8d8a88", w, h, w).at(0, y, 0)
            for w, h, y in (
                (0.46, 0.18, 0),
                (0.36, 0.26, 0.18),
                (0.42, 0.06, 0.44),
                (0.26, 0.2, 0.50),
                (0.32, 0.05, 0.70),
            )
        )
    )
    chair = glued(
        box("#8d8a88", 0.06, 0.22, 0.24).turned(y=90).at(0, 0.75, -0.09),
        both(box("#8d8a88", 0.04, 0.12, 0.2).at(0.11, 0.75, 0)),
    )
    shrine = glued(shrine, chair).scaled(0.9, 0.78, 0.9).faded("#857b70", "#d8cfc0").mottled(0.08, 5)
    cloth = lathe("#f6c445", [(0.262, 0.0), (0.262, 0.12)], 4).turned(y=45).scaled(0.9, 0.78, 0.9).at(0, 0.19, 0)
    stone = glued(
        floor, *wall, *cap, both(_half_gate().at(0, 0.06, 0.36)), shrine.at(0, 0.06, -0.28), cloth.at(0, 0.06, -0.28)
    )
    sway = clip(
        "sway",
        4,
        ("umbrella-left", "rotation", lambda p: (2 * swing(p, 2), 0, 3 * swing(p))),
        ("umbrella-right", "rotation", lambda p: (2 * swing(p, 2, 0.3), 0, 3 * swing(p, 1, 0.2))),
    )
    parts = (
        Part("temple", stone),
        Part("umbrella-left", _umbrella("#f3b62f"), at=(0.52, 0.06, 0.02)),
        Part("umbrella-right", _umbrella("#fdf3dd"), at=(-0.52, 0.06, 0.02)),
    )
    return Model("temple", parts, (sway,))


def ongkek() -> Model:
    """An ongkek, the decorated carrying frame of the Kasada offering, hung with the harvest; clip swing."""
    arch = tube(
        "#b58a4c",
        [(0.46, 0, 0), (0.46, 0.5, 0), (0.30, 0.86, 0), (0, 1.0, 0), (-0.30, 0.86, 0), (-0.46, 0.5, 0), (-0.46, 0, 0)],
        [0.028] * 7,
        6,
        3,
    )
    bar = tube("#8f6a38", [(0.62, 0.46, 0), (0, 0.49, 0), (-0.62, 0.46, 0)], [0.026] * 3, 6)
    leaves = []
    for step in range(13):
        angle = math.radians(15 + 12.5 * step)
        leaf = ball(("#5da348", "#f0c23c", "#86bf53")[step % 3], 0.035, 0.12, 0.02).turned(
            0, 0, math.degrees(angle) - 90
        )
        leaves.append(leaf.at(0.50 * math.cos(angle), 0.55 + 0.52 * math.sin(angle), 0.0))
    flowers = [
        ball(("#f2a93b", "#fff3e0", "#d9482b")[n % 3], 0.05)
        .crumpled(0.006, n)
        .at(0.42 * math.cos(a), 0.55 + 0.43 * math.sin(a), 0.04)
        for n, a in enumerate(np.radians(np.arange(20, 165, 20)))
    ]
    basket = (
        lathe("#d7a861", [(0.17, 0), (0.24, 0.10), (0.25, 0.18)], 12)
        .mottled(0.1, 2)
        .painted("#b07f3f", lambda middle: middle[:, 1] < 0.06)
    )
    harvest = [
        ball("#e2803a", 0.10, 0.085, 0.10).at(0.09, 0.22, 0.06),
        ball("#b9d584", 0.11, 0.09, 0.11).at(-0.09, 0.22, 0.04),
        ball("#c99a5b", 0.07, 0.055, 0.06).at(0.0, 0.22, 0.16),
        ball("#c99a5b", 0.06, 0.05, 0.055).at(-0.13, 0.21, 0.14),
        ball("#c43d3d", 0.06).at(0.15, 0.21, 0.15),
        ball("#7d4f9e", 0.06, 0.075, 0.06).at(0.02, 0.24, -0.09),
        *(
            tube(
                "#f4d24f",
                [(0.02 * k, 0.20, 0.02), (0.04 * k, 0.30, 0.05), (0.07 * k, 0.37, 0.03)],
                [0.03, 0.035, 0.012],
                6,
            )
            for k in (-1, 0, 1)
        ),
        *(tube("#e2722e", [(-0.2, 0.20, 0.03 * k), (-0.25, 0.28, 0.05 * k)], [0.03, 0.012], 6) for k in (-1, 1)),
    ]
    rope = both(tube("#8f6a38", [(0.23, 0.17, 0), (0.12, 0.30, 0), (0, 0.44, 0)], [0.009] * 3, 4))
    load = glued(basket, *harvest, rope).at(0, -0.42, 0)
    rocking = clip("swing", 3, ("load", "rotation", lambda p: (3 * swing(p, 1, 0.2), 0, 5 * swing(p))))
    foot = both(box("#8f6a38", 0.10, 0.04, 0.30).at(0.46, 0, 0))
    parts = (Part("frame", glued(arch, bar, foot, *leaves, *flowers)), Part("load", load, at=(0, 0.48, 0)))
    return Model("ongkek", parts, (rocking,))


def _bloom(x: float, z: float, tall: float) -> Shape:
    """A stalk with a round head of small papery flowers."""
    lean = (x * 0.5, tall, z * 0.5)
    stalk = tube(
        "#9db08a",
        [(x * 0.2, 0, z * 0.2), (x * 0.7, tall * 0.5, z * 0.7), (x + lean[0] * 0.2, tall, z + lean[2] * 0.2)],
        [0.014, 0.012, 0.010],
        5,
    )
    top = np.array([x * 1.1, tall, z * 1.1])
    florets = []
    for step in range(8):
        angle, far = 2.4 * step, 0.041 * math.sqrt(step)
        petal = lathe("#fffdf4", [(0.008, -0.02), (0.048, 0.004), (0.030, 0.018)], 6)
        heart = lathe("#f4c33f", [(0.020, 0.016), (0.010, 0.03)], 5)
        tilt = glued(petal, heart).turned(far * 300 * math.sin(angle), 0, -far * 300 * math.cos(angle))
        florets.append(
            tilt.at(
                float(top[0]) + far * math.cos(angle),
                float(top[1]) + 0.04 - 2.6 * far**2,
                float(top[2]) + far * math.sin(angle),
            )
        )
    leaves = [
        ball("#b9c7a3", 0.014, 0.008, 0.075, 0)
        .at(0, 0, 0.07)
        .turned(-30, turn, 0)
        .at(x * 0.5, tall * 0.3 + 0.05 * n, z * 0.5)
        for n, turn in enumerate((0, 137, 274, 51))
    ]
    return glued(stalk, *leaves, *florets)


def edelweiss() -> Model:
    """Javanese edelweiss (Anaphalis javanica), which does not wilt; clip sway."""
    stalks = [
        (0.02, 0.0, 0.62),
        (0.18, 0.06, 0.50),
        (-0.17, 0.08, 0.47),
        (0.06, 0.20, 0.38),
        (-0.09, -0.14, 0.54),
        (0.15, -0.13, 0.42),
    ]
    blooms = glued(*(_bloom(x, z, tall) for x, z, tall in stalks))
    stone = [
        ball("#8b857f", r, r * 0.6, r * 0.9).crumpled(0.012, n).at(x, r * 0.35, z)
        for n, (x, z, r) in enumerate(((0.24, 0.2, 0.10), (-0.25, 0.16, 0.08), (-0.2, -0.18, 0.11)))
    ]
    earth = lathe("#8d7152", [(0.40, 0), (0.34, 0.05), (0.16, 0.09)], 12).mottled(0.08, 1)
    sway = clip("sway", 4, ("blooms", "rotation", lambda p: (2.5 * swing(p, 2), 0, 4 * swing(p))))
    return Model("edelweiss", (Part("earth", glued(earth, *stone)), Part("blooms", blooms, at=(0, 0.06, 0))), (sway,))
