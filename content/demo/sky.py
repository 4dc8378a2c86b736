"""Lights of the sky: a sun with a face of rays, a crescent moon on its cloud, fireflies."""

import math

import numpy as np

from content.demo.model import Model, Move, Part, Triple, clip, swing
from content.demo.shape import Shape, ball, glued, loft, slab


def cloud(seed: int = 0, colour: str = "#fffaf0") -> Shape:
    """Four puffs in a row, a metre wide."""
    puffs = ((-0.32, 0.13, 0.17), (-0.08, 0.19, 0.23), (0.18, 0.16, 0.2), (0.38, 0.10, 0.13))
    return glued(
        *(ball(colour, r, r * 0.85, r * 0.8).at(x, y, 0.03 * (n % 2)) for n, (x, y, r) in enumerate(puffs))
    ).shaded(0.78)


def _rays() -> Shape:
    rays = []
    for step in range(12):
        long = 0.50 if step % 2 == 0 else 0.43
        ray = slab("#f7a531", [(-0.055, 0.33), (0.055, 0.33), (0, long)], 0.05)
        rays.append(ray.turned(z=step * 30).at(0, 0.5, 0))
    return glued(*rays).shining()


def sun() -> Model:
    """A sun of folded paper; the clip rise lifts it from the ground while its rays turn, shine only turns them."""
    disc = ball("#ffcf4d", 0.31, 0.31, 0.14, detail=2).faded("#ff9f3a", "#ffe07a").shining()
    turn: Move = ("rays", "rotation", lambda p: (0, 0, -60 * p))
    pulse: Move = ("sun", "scale", lambda p: (1 + 0.03 * swing(p),) * 3)

    def lift(p: float) -> Triple:
        return 0, -0.62 * (1 - min(1.0, 1.7 * p)) ** 2, 0

    rise = clip("rise", 8, ("sun", "translation", lambda p: lift(p) if p < 1 else lift(0)), turn, keys=48)
    shine = clip("shine", 4, turn, pulse, keys=16)
    rays = Part("rays", _rays().at(0, -0.5, 0), at=(0, 0, 0), parent="middle")
    parts = (Part("sun"), Part("middle", at=(0, 0.5, 0), parent="sun"), Part("disc", disc, parent="middle"), rays)
    return Model("sun", parts, (shine, rise))


def moon() -> Model:
    """A crescent moon that rocks above a cloud, with two stars; clip rock."""
    rings = []
    for step in range(17):
        part = step / 16
        angle = math.radians(-65 + 250 * part + 20)
        wide, thick = 0.005 + 0.115 * math.sin(math.pi * part), 0.004 + 0.075 * math.sin(math.pi * part)
        middle = np.array([0.30 * math.cos(angle), 0.30 * math.sin(angle), 0])
        out, deep = np.array([math.cos(angle), math.sin(angle), 0]), np.array([0, 0, 1.0])
        turns = np.radians(np.arange(8) * 45)
        rings.append(middle + np.outer(np.cos(turns) * wide, out) + np.outer(np.sin(turns) * thick, -deep))
    crescent = loft("#ffe7a3", rings).faded("#efb748", "#ffe7a6").shining().turned(z=70).at(0, 0, 0)
    star = slab("#ffd978", [(r * math.sin(a), r * math.cos(a)) for r, a in _star()], 0.03).shining()
    rock = clip(
        "rock",
        5,
        ("moon", "rotation", lambda p: (0, 10 * swing(p, 1, 0.25), 5 * swing(p))),
        ("star-1", "scale", lambda p: (1 + 0.25 * swing(p, 2),) * 3),
        ("star-2", "scale", lambda p: (1 - 0.25 * swing(p, 2),) * 3),
        ("cloud", "translation", lambda p: (0.04 * swing(p), 0.0, 0.10)),
    )
    parts = (
        Part("moon", crescent, at=(0, 0.55, 0)),
        Part("cloud", cloud(1, "#c9d3e6").scaled(0.8), at=(0, 0, 0.10)),
        Part("star-1", star.scaled(0.09), at=(0.40, 0.80, 0)),
        Part("star-2", star.scaled(0.06), at=(0.08, 0.62, 0.02)),
    )
    return Model("moon", parts, (rock,))


def full_moon() -> Model:
    """The full moon over a cloud that drifts by; clip drift."""
    disc = ball("#ffeebb", 0.30, detail=2).faded("#f8d88c", "#fff6da").mottled(0.05, 8).shining()
    drift = clip("drift", 6, ("cloud", "translation", lambda p: (0.10 * swing(p), 0.0, 0.24)))
    parts = (Part("moon", disc, at=(0, 0.42, 0)), Part("cloud", cloud(2, "#aebbd6").scaled(0.85), at=(0, 0, 0.24)))
    return Model("full-moon", parts, (drift,))


def _star() -> list[tuple[float, float]]:
    """Radius and angle of the ten corners of a five-pointed star, counter-clockwise."""
    return [(1.0 if step % 2 == 0 else 0.45, -math.pi * step / 5) for step in range(10)]


def fireflies() -> Model:
    """Seven fireflies (kunang-kunang) that drift and glimmer; clip glow."""
    parts = [Part("swarm")]
    moves: list[Move] = []
    for step in range(7):
        angle, high = 2.4 * step, 0.12 + 0.13 * step
        spot = (0.42 * math.cos(angle), high, 0.30 * math.sin(angle))
        light = ball("#fff2a0", 0.035 + 0.006 * (step % 3), detail=1).shining()
        parts.append(Part(f"firefly-{step + 1}", light, at=spot, parent="swarm"))

        def glimmer(p: float, step: int = step) -> Triple:
            return (0.65 + 0.45 * swing(p, 2, step / 7),) * 3

        def drift(p: float, step: int = step, spot: Triple = spot) -> Triple:
            return spot[0] + 0.08 * swing(p, 1, step / 7), spot[1] + 0.06 * swing(p, 1, step / 5), spot[2]

        moves += [(f"firefly-{step + 1}", "scale", glimmer), (f"firefly-{step + 1}", "translation", drift)]
    return Model("fireflies", tuple(parts), (clip("glow", 6, *moves),))
