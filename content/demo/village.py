"""Made by people around Bromo: a mountain house, a field on the slope, a jeep."""

import numpy as np

from content.demo.colour import CORAL, HONEY, LAGOON, LEAF, PAPER
from content.demo.model import Model, Move, Part, clip, swing
from content.demo.shape import Shape, ball, both, box, glued, lathe, slab, tube


def house() -> Model:
    """A house in Ngadisari with smoke over the kitchen; clip smoke."""
    base = box("#8b8580", 1.08, 0.10, 0.84).mottled(0.08, 1)
    wall = box("#f4e0b8", 0.98, 0.46, 0.74).at(0, 0.10, 0)
    gable = slab("#f4e0b8", [(-0.37, 0), (0.37, 0), (0, 0.26)], 0.98).turned(y=90).at(0, 0.56, 0)
    side = box(CORAL, 1.16, 0.045, 0.56).at(0, -0.022, 0)
    roof = glued(side.turned(37, 0, 0).at(0, 0.70, 0.215), side.turned(-37, 0, 0).at(0, 0.70, -0.215)).faded(
        "#a93a24", "#e5633f"
    )
    door = glued(box("#0b7a75", 0.18, 0.33, 0.03), ball(HONEY, 0.016).at(0.055, 0.16, 0.02)).at(-0.12, 0.10, 0.372)
    frame = box(PAPER, 0.22, 0.20, 0.02)
    pane = glued(
        frame, box("#7fb6c4", 0.175, 0.155, 0.02).at(0, 0.022, 0.006), box(PAPER, 0.015, 0.16, 0.02).at(0, 0.022, 0.010)
    )
    chimney = box("#8b8580", 0.10, 0.24, 0.10).at(0.30, 0.78, -0.10)
    pots = [
        glued(lathe("#b85c38", [(0.035, 0), (0.05, 0.08)], 7), ball(LEAF, 0.07, 0.06, 0.07).at(0, 0.12, 0)).at(
            x, 0, 0.48
        )
        for x in (-0.33, 0.10)
    ]
    step = box("#a59d95", 0.26, 0.05, 0.14).at(-0.12, 0, 0.47)
    windows = glued(pane.at(0.22, 0.26, 0.372), pane.at(-0.38, 0.26, 0.372).scaled(1, 1, 1))
    puffs: list[Part] = []
    moves: list[Move] = []
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
    return Model("house", (Part("house", whole), *puffs), (clip("smoke", 5, *moves, keys=30),))


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
                leaf = tube("#6fae5a", [(0, 0, 0), (0, 0.06, 0), (0.02, 0.13, 0)], [0.014, 0.012, 0.002], 4).faded(
                    "#e9efcf", "#3f8f3a"
                )
                plants += [leaf.turned(y=turn).at(float(x), y, z) for turn in (0, 120, 240)]
    return Model("field", (Part("field", glued(*plants)),))


def jeep() -> Model:
    """The jeep that crosses the sand; clip drive: it rocks and its wheels turn."""
    low = box(CORAL, 0.66, 0.30, 1.42).at(0, 0.24, 0).mottled(0.04, 1)
    nose = box("#e25a3a", 0.56, 0.08, 0.46).at(0, 0.54, 0.46)
    cabin = box("#bfe0e4", 0.58, 0.26, 0.84).at(0, 0.54, -0.24)
    roof = box(PAPER, 0.66, 0.06, 0.92).at(0, 0.80, -0.25)
    pillars = [box(CORAL, 0.05, 0.27, 0.05).at(x, 0.54, z) for x in (-0.28, 0.28) for z in (-0.65, -0.22, 0.17)]
    guard = (
        both(box("#3a3f47", 0.16, 0.05, 0.44).at(0.33, 0.40, 0.44)),
        both(box("#3a3f47", 0.16, 0.05, 0.44).at(0.33, 0.40, -0.42)),
    )
    grill = glued(
        box(PAPER, 0.48, 0.15, 0.02).at(0, 0.32, 0.71),
        *(box("#3a3f47", 0.025, 0.11, 0.025).at(x, 0.34, 0.712) for x in (-0.08, -0.027, 0.027, 0.08)),
    )
    lamp = both(lathe("#ffe9a8", [(0.055, 0), (0.05, 0.03)], 10).turned(90, 0, 0).at(0.17, 0.395, 0.715))
    bumper = box("#3a3f47", 0.70, 0.07, 0.06).at(0, 0.22, 0.74)
    spare = (
        lathe("#2b2e33", [(0.15, 0), (0.17, 0.03), (0.17, 0.09), (0.15, 0.12)], 12).turned(-90, 0, 0).at(0, 0.48, -0.71)
    )
    load = glued(box(HONEY, 0.22, 0.10, 0.26).at(-0.12, 0.86, -0.3), box(LAGOON, 0.24, 0.13, 0.2).at(0.13, 0.86, -0.15))
    body = glued(low, nose, cabin, roof, *pillars, *guard, grill, lamp, bumper, spare, load)
    tyre = lathe("#2b2e33", [(0.15, -0.06), (0.19, -0.035), (0.19, 0.035), (0.15, 0.06)], 12)
    hub = lathe("#e9e2d4", [(0.085, -0.07), (0.085, 0.07)], 6)
    wheel = glued(tyre, hub).turned(0, 0, 90)
    drive = clip(
        "drive",
        1.6,
        ("body", "translation", lambda p: (0, 0.018 * swing(p, 3), 0)),
        ("body", "rotation", lambda p: (1.5 * swing(p, 2), 0, 1.8 * swing(p, 1))),
        *((f"wheel-{n}", "rotation", lambda p: (360 * p, 0, 0)) for n in range(1, 5)),
        keys=24,
    )
    spots = ((0.32, 0.46), (-0.32, 0.46), (0.32, -0.43), (-0.32, -0.43))
    wheels = [Part(f"wheel-{n}", wheel, at=(x, 0.19, z)) for n, (x, z) in enumerate(spots, 1)]
    return Model("jeep", (Part("body", body), *wheels), (drive,))
