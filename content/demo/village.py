"""Made by people around Bromo: a mountain house, a field on the slope, a jeep, the temple, the offering; and edelweiss."""

import math

import numpy as np

from content.demo.colour import CORAL, HONEY, LAGOON, LEAF, PAPER
from content.demo.model import Model, Part, clip
from content.demo.shape import Shape, ball, both, box, glued, lathe, loft, slab, tube


def _swing(phase: float, turns: float = 1, shift: float = 0) -> float:
    return math.sin(2 * math.pi * (turns * phase + shift))


def house() -> Model:
    """A house in Ngadisari with smoke over the kitchen; clip smoke."""
    base = box("#8b8580", 1.08, 0.10, 0.84).mottled(0.08, 1)
    wall = box("#f4e0b8", 0.98, 0.46, 0.74).at(0, 0.10, 0)
    gable = slab("#f4e0b8", [(-0.37, 0), (0.37, 0), (0, 0.26)], 0.98).turned(y=90).at(0, 0.56, 0)
    side = box(CORAL, 1.16, 0.045, 0.56).at(0, -0.022, 0)
    roof = glued(side.turned(37, 0, 0).at(0, 0.70, 0.215), side.turned(-37, 0, 0).at(0, 0.70, -0.215)).faded("#a93a24", "#e5633f")
    door = glued(box("#0b7a75", 0.18, 0.33, 0.03), ball(HONEY, 0.016).at(0.055, 0.16, 0.02)).at(-0.12, 0.10, 0.372)
    frame = box(PAPER, 0.22, 0.20, 0.02)
    pane = glued(frame, box("#7fb6c4", 0.175, 0.155, 0.02).at(0, 0.022, 0.006), box(PAPER, 0.015, 0.16, 0.02).at(0, 0.022, 0.010))
    chimney = box("#8b8580", 0.10, 0.24, 0.10).at(0.30, 0.78, -0.10)
    pots = [glued(lathe("#b85c38", [(0.035, 0), (0.05, 0.08)], 7), ball(LEAF, 0.07, 0.06, 0.07).at(0, 0.12, 0)).at(x, 0, 0.48) for x in (-0.33, 0.10)]
    step = box("#a59d95", 0.26, 0.05, 0.14).at(-0.12, 0, 0.47)
    windows = glued(pane.at(0.22, 0.26, 0.372), pane.at(-0.38, 0.26, 0.372).scaled(1, 1, 1))
    puffs, moves = [], []
    for number in range(3):
        def place(p: float, number: int = number) -> tuple[float, float, float]:
            age = (p + number / 3) % 1
            return 0.30 + 0.10 * age, 1.03 + 0.34 * age, -0.10

        def size(p: float, number: int = number) -> tuple[float, float, float]:
            age = (p + number / 3) % 1
            return (max(0.02, (0.5 + 0.6 * age) * min(1, 5 * age, 5 * (1 - age))),) * 3

        name = f"puff-{number + 1}"
        puffs.append(Part(name, ball("#f6efe6", 0.07).crumpled(0.006, number), at=place(0), scale=size(0)))
        moves += [(name, "translation", place), (name, "scale", size)]
    whole = glued(base, wall, gable, roof, door, windows, chimney, *pots, step)
    return Model("house", (Part("house", whole), *puffs), (clip("smoke", 5, *moves, keys=30),))  # type: ignore[arg-type]


def field() -> Model:
    """Terraces with rows of leek and cabbage, as they climb the slopes."""
    plants: list[Shape] = []
    for level in range(3):
        z, y = 0.28 - 0.28 * level, 0.06 + 0.11 * level
        plants.append(box(("#8c6243", "#7e573b", "#714d34")[level], 1.0, y, 0.30).at(0, 0, z).mottled(0.06, level))
        for row, x in enumerate(np.linspace(-0.42, 0.42, 8)):
            if (level + row // 4) % 2:
                head = ball("#a9cf7a", 0.052, 0.045, 0.052).faded("#5f9f4c", "#cbe39a")
                plants.append(head.at(float(x), y + 0.03, z))
            else:
                leaf = tube("#6fae5a", [(0, 0, 0), (0, 0.06, 0), (0.02, 0.13, 0)], [0.014, 0.012, 0.002], 4).faded("#e9efcf", "#3f8f3a")
                plants += [leaf.turned(y=turn).at(float(x), y, z) for turn in (0, 120, 240)]
    return Model("field", (Part("field", glued(*plants)),))


def jeep() -> Model:
    """The jeep that crosses the sand; clip drive: it rocks and its wheels turn."""
    low = box(CORAL, 0.66, 0.30, 1.42).at(0, 0.24, 0).mottled(0.04, 1)
    nose = box("#e25a3a", 0.56, 0.08, 0.46).at(0, 0.54, 0.46)
    cabin = box("#bfe0e4", 0.58, 0.26, 0.84).at(0, 0.54, -0.24)
    roof = box(PAPER, 0.66, 0.06, 0.92).at(0, 0.80, -0.25)
    pillars = [box(CORAL, 0.05, 0.27, 0.05).at(x, 0.54, z) for x in (-0.28, 0.28) for z in (-0.65, -0.22, 0.17)]
    guard = both(box("#3a3f47", 0.16, 0.05, 0.44).at(0.33, 0.40, 0.44)), both(box("#3a3f47", 0.16, 0.05, 0.44).at(0.33, 0.40, -0.42))
    grill = glued(box(PAPER, 0.48, 0.15, 0.02).at(0, 0.32, 0.71), *(box("#3a3f47", 0.025, 0.11, 0.025).at(x, 0.34, 0.712) for x in (-0.08, -0.027, 0.027, 0.08)))
    lamp = both(lathe("#ffe9a8", [(0.055, 0), (0.05, 0.03)], 10).turned(90, 0, 0).at(0.17, 0.395, 0.715))
    bumper = box("#3a3f47", 0.70, 0.07, 0.06).at(0, 0.22, 0.74)
    spare = lathe("#2b2e33", [(0.15, 0), (0.17, 0.03), (0.17, 0.09), (0.15, 0.12)], 12).turned(-90, 0, 0).at(0, 0.48, -0.71)
    load = glued(box(HONEY, 0.22, 0.10, 0.26).at(-0.12, 0.86, -0.3), box(LAGOON, 0.24, 0.13, 0.2).at(0.13, 0.86, -0.15))
    body = glued(low, nose, cabin, roof, *pillars, *guard, grill, lamp, bumper, spare, load)
    tyre = lathe("#2b2e33", [(0.15, -0.06), (0.19, -0.035), (0.19, 0.035), (0.15, 0.06)], 12)
    hub = lathe("#e9e2d4", [(0.085, -0.07), (0.085, 0.07)], 6)
    wheel = glued(tyre, hub).turned(0, 0, 90)
    drive = clip(
        "drive", 1.6,
        ("body", "translation", lambda p: (0, 0.018 * _swing(p, 3), 0)),
        ("body", "rotation", lambda p: (1.5 * _swing(p, 2), 0, 1.8 * _swing(p, 1))),
        *((f"wheel-{n}", "rotation", lambda p: (360 * p, 0, 0)) for n in range(1, 5)),
        keys=24,
    )
    spots = ((0.32, 0.46), (-0.32, 0.46), (0.32, -0.43), (-0.32, -0.43))
    wheels = [Part(f"wheel-{n}", wheel, at=(x, 0.19, z)) for n, (x, z) in enumerate(spots, 1)]
    return Model("jeep", (Part("body", body), *wheels), (drive,))


def _half_gate() -> Shape:
    """One half of the split gate: straight within, stepped without."""
    stone, parts = "#8d8a88", []
    for level, (wide, tall) in enumerate(((0.36, 0.14), (0.27, 0.34), (0.32, 0.06), (0.22, 0.18), (0.26, 0.05), (0.16, 0.15), (0.19, 0.04), (0.11, 0.14), (0.05, 0.12))):
        y = sum((0.14, 0.34, 0.06, 0.18, 0.05, 0.15, 0.04, 0.14, 0.12)[:level])
        depth = 0.30 - 0.022 * level
        parts.append(box(stone, wide, tall, depth).at(0.17 + wide / 2, y, 0))
    return glued(*parts).faded("#5f5d5e", "#b1aca6").mottled(0.09, 3)


def _umbrella(colour: str) -> Shape:
    shade = lathe(colour, [(0.20, 0.0), (0.19, 0.03), (0.10, 0.09), (0.01, 0.13)], 10).at(0, 0.72, 0)
    fringe = lathe(PAPER, [(0.20, -0.035), (0.203, 0.0)], 10).at(0, 0.72, 0)
    return glued(shade, fringe, tube("#a9764a", [(0, 0, 0), (0, 0.75, 0)], [0.013, 0.013], 5), ball(HONEY, 0.022).at(0, 0.86, 0))


def temple() -> Model:
    """Pura Luhur Poten, the Hindu temple on the sea of sand: split gate, walls, shrine and ceremonial umbrellas."""
    floor = box("#a39d97", 1.9, 0.06, 1.2).mottled(0.06, 1)
    wall = both(box("#807c7b", 0.42, 0.26, 0.12).at(0.74, 0.06, 0.36)), both(box("#807c7b", 0.12, 0.26, 0.9).at(0.89, 0.06, -0.08))
    cap = both(box("#c2bbb2", 0.46, 0.05, 0.16).at(0.74, 0.32, 0.36)), both(box("#c2bbb2", 0.16, 0.05, 0.94).at(0.89, 0.32, -0.08))
    shrine = glued(*(box("#8d8a88", w, h, w).at(0, y, 0) for w, h, y in ((0.46, 0.18, 0), (0.36, 0.26, 0.18), (0.42, 0.06, 0.44), (0.26, 0.2, 0.50), (0.32, 0.05, 0.70))))
    chair = glued(box("#8d8a88", 0.06, 0.22, 0.24).turned(y=90).at(0, 0.75, -0.09), both(box("#8d8a88", 0.04, 0.12, 0.2).at(0.11, 0.75, 0)))
    shrine = glued(shrine, chair).scaled(0.9, 0.78, 0.9).faded("#857b70", "#d8cfc0").mottled(0.08, 5)
    cloth = lathe("#f6c445", [(0.262, 0.0), (0.262, 0.12)], 4).turned(y=45).scaled(0.9, 0.78, 0.9).at(0, 0.19, 0)
    stone = glued(floor, *wall, *cap, both(_half_gate().at(0, 0.06, 0.36)), shrine.at(0, 0.06, -0.28), cloth.at(0, 0.06, -0.28))
    sway = clip(
        "sway", 4,
        ("umbrella-left", "rotation", lambda p: (2 * _swing(p, 2), 0, 3 * _swing(p))),
        ("umbrella-right", "rotation", lambda p: (2 * _swing(p, 2, 0.3), 0, 3 * _swing(p, 1, 0.2))),
    )
    parts = (
        Part("temple", stone),
        Part("umbrella-left", _umbrella("#f3b62f"), at=(0.52, 0.06, 0.02)),
        Part("umbrella-right", _umbrella("#fdf3dd"), at=(-0.52, 0.06, 0.02)),
    )
    return Model("temple", parts, (sway,))


def ongkek() -> Model:
    """An ongkek, the decorated carrying frame of the Kasada offering, hung with the harvest; clip swing."""
    arch = tube("#b58a4c", [(0.46, 0, 0), (0.46, 0.5, 0), (0.30, 0.86, 0), (0, 1.0, 0), (-0.30, 0.86, 0), (-0.46, 0.5, 0), (-0.46, 0, 0)], [0.028] * 7, 6, 3)
    bar = tube("#8f6a38", [(0.62, 0.46, 0), (0, 0.49, 0), (-0.62, 0.46, 0)], [0.026] * 3, 6)
    leaves = []
    for step in range(13):
        angle = math.radians(15 + 12.5 * step)
        leaf = ball(("#5da348", "#f0c23c", "#86bf53")[step % 3], 0.035, 0.12, 0.02).turned(0, 0, math.degrees(angle) - 90)
        leaves.append(leaf.at(0.50 * math.cos(angle), 0.55 + 0.52 * math.sin(angle), 0.0))
    flowers = [ball(("#f2a93b", "#fff3e0", "#d9482b")[n % 3], 0.05).crumpled(0.006, n).at(0.42 * math.cos(a), 0.55 + 0.43 * math.sin(a), 0.04) for n, a in enumerate(np.radians(np.arange(20, 165, 20)))]
    basket = lathe("#d7a861", [(0.17, 0), (0.24, 0.10), (0.25, 0.18)], 12).mottled(0.1, 2).painted("#b07f3f", lambda middle: middle[:, 1] < 0.06)
    harvest = [
        ball("#e2803a", 0.10, 0.085, 0.10).at(0.09, 0.22, 0.06), ball("#b9d584", 0.11, 0.09, 0.11).at(-0.09, 0.22, 0.04),
        ball("#c99a5b", 0.07, 0.055, 0.06).at(0.0, 0.22, 0.16), ball("#c99a5b", 0.06, 0.05, 0.055).at(-0.13, 0.21, 0.14),
        ball("#c43d3d", 0.06).at(0.15, 0.21, 0.15), ball("#7d4f9e", 0.06, 0.075, 0.06).at(0.02, 0.24, -0.09),
        *(tube("#f4d24f", [(0.02 * k, 0.20, 0.02), (0.04 * k, 0.30, 0.05), (0.07 * k, 0.37, 0.03)], [0.03, 0.035, 0.012], 6) for k in (-1, 0, 1)),
        *(tube("#e2722e", [(-0.2, 0.20, 0.03 * k), (-0.25, 0.28, 0.05 * k)], [0.03, 0.012], 6) for k in (-1, 1)),
    ]
    rope = both(tube("#8f6a38", [(0.23, 0.17, 0), (0.12, 0.30, 0), (0, 0.44, 0)], [0.009] * 3, 4))
    load = glued(basket, *harvest, rope).at(0, -0.42, 0)
    swing = clip("swing", 3, ("load", "rotation", lambda p: (3 * _swing(p, 1, 0.2), 0, 5 * _swing(p))))
    foot = both(box("#8f6a38", 0.10, 0.04, 0.30).at(0.46, 0, 0))
    parts = (Part("frame", glued(arch, bar, foot, *leaves, *flowers)), Part("load", load, at=(0, 0.48, 0)))
    return Model("ongkek", parts, (swing,))


def _bloom(x: float, z: float, tall: float) -> Shape:
    """A stalk with a round head of small papery flowers."""
    lean = (x * 0.5, tall, z * 0.5)
    stalk = tube("#9db08a", [(x * 0.2, 0, z * 0.2), (x * 0.7, tall * 0.5, z * 0.7), (x + lean[0] * 0.2, tall, z + lean[2] * 0.2)], [0.014, 0.012, 0.010], 5)
    top = np.array([x * 1.1, tall, z * 1.1])
    florets = []
    for step in range(8):
        angle, far = 2.4 * step, 0.041 * math.sqrt(step)
        petal = lathe("#fffdf4", [(0.008, -0.02), (0.048, 0.004), (0.030, 0.018)], 6)
        heart = lathe("#f4c33f", [(0.020, 0.016), (0.010, 0.03)], 5)
        tilt = glued(petal, heart).turned(far * 300 * math.sin(angle), 0, -far * 300 * math.cos(angle))
        florets.append(tilt.at(float(top[0]) + far * math.cos(angle), float(top[1]) + 0.04 - 2.6 * far**2, float(top[2]) + far * math.sin(angle)))
    leaves = [ball("#b9c7a3", 0.014, 0.008, 0.075, 0).at(0, 0, 0.07).turned(-30, turn, 0).at(x * 0.5, tall * 0.3 + 0.05 * n, z * 0.5) for n, turn in enumerate((0, 137, 274, 51))]
    return glued(stalk, *leaves, *florets)


def edelweiss() -> Model:
    """Javanese edelweiss (Anaphalis javanica), which does not wilt; clip sway."""
    stalks = [(0.02, 0.0, 0.62), (0.18, 0.06, 0.50), (-0.17, 0.08, 0.47), (0.06, 0.20, 0.38), (-0.09, -0.14, 0.54), (0.15, -0.13, 0.42)]
    blooms = glued(*(_bloom(x, z, tall) for x, z, tall in stalks))
    stone = [ball("#8b857f", r, r * 0.6, r * 0.9).crumpled(0.012, n).at(x, r * 0.35, z) for n, (x, z, r) in enumerate(((0.24, 0.2, 0.10), (-0.25, 0.16, 0.08), (-0.2, -0.18, 0.11)))]
    earth = lathe("#8d7152", [(0.40, 0), (0.34, 0.05), (0.16, 0.09)], 12).mottled(0.08, 1)
    sway = clip("sway", 4, ("blooms", "rotation", lambda p: (2.5 * _swing(p, 2), 0, 4 * _swing(p))))
    return Model("edelweiss", (Part("earth", glued(earth, *stone)), Part("blooms", blooms, at=(0, 0.06, 0))), (sway,))
