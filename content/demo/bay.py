"""Balikpapan Bay: water, a klotok boat, a pesut (Irrawaddy dolphin), mangrove and the bekantan (proboscis monkey)."""

import math

import numpy as np

from content.demo.colour import CORAL, HONEY, LAGOON, PAPER
from content.demo.forest import foliage
from content.demo.model import Model, Part, clip, swing
from content.demo.shape import Shape, ball, both, box, glued, loft, slab, solid, tube


def water() -> Model:
    """A round pool of folded water, a metre across, with a pale rim."""
    rings, sides = 6, 20
    vertices, faces = [(0.0, 0.03, 0.0)], []
    for ring in range(1, rings + 1):
        for step in range(sides):
            angle = 2 * math.pi * (step + 0.5 * (ring % 2)) / sides
            lift = 0.03 + 0.014 * math.sin(3 * angle + 2.1 * ring) if ring < rings else 0.0
            vertices.append((0.5 * ring / rings * math.sin(angle), lift, 0.5 * ring / rings * math.cos(angle)))
    here = [1 + step for step in range(sides)]
    faces += [(0, here[step], here[(step + 1) % sides]) for step in range(sides)]
    for ring in range(1, rings):
        inner, outer = 1 + (ring - 1) * sides, 1 + ring * sides
        for step in range(sides):
            after, skew = (step + 1) % sides, ring % 2
            a, b, c, d = inner + step, outer + step, outer + after, inner + after
            faces += [(a, b, c), (a, c, d)] if skew == 0 else [(a, b, d), (d, b, c)]
    pool = solid(np.array(vertices), np.array(faces), "#2a9c97").faded("#1b8a86", "#5cc3b8").mottled(0.10, 4)
    pool = pool.painted("#bfe6dc", lambda middle: np.hypot(middle[:, 0], middle[:, 2]) > 0.435)
    ripple = clip("ripple", 4, ("water", "scale", lambda p: (1, 1 + 0.35 * swing(p), 1)))
    return Model("water", (Part("water", pool),), (ripple,))


def boat() -> Model:
    """A klotok, the wooden motor boat of the bay, that bobs."""
    rings = []
    for z, half, keel, top in (
        (-0.62, 0.17, 0.06, 0.30),
        (-0.3, 0.24, 0.0, 0.24),
        (0.1, 0.25, 0.0, 0.22),
        (0.45, 0.17, 0.03, 0.26),
        (0.74, 0.02, 0.2, 0.40),
    ):
        rings.append(np.array([(half, top, z), (half * 0.55, keel, z), (-half * 0.55, keel, z), (-half, top, z)])[::-1])
    hull = loft(CORAL, rings).painted("#f4e3c3", lambda middle: middle[:, 1] < 0.06)
    hull = hull.painted("#b98654", lambda middle: (middle[:, 1] > 0.20) & (middle[:, 2] < 0.6)).mottled(0.05, 1)
    rail = tube(
        HONEY,
        [(0.17, 0.31, -0.62), (0.245, 0.25, -0.3), (0.255, 0.23, 0.1), (0.175, 0.27, 0.45), (0.02, 0.42, 0.75)],
        [0.022] * 5,
        5,
    )
    posts = [box("#8a5f3c", 0.025, 0.32, 0.025).at(x, 0.21, z) for x in (-0.17, 0.17) for z in (-0.45, 0.15)]
    roof = slab(LAGOON, [(-0.25, 0), (0.25, 0), (0.20, 0.07), (0, 0.10), (-0.20, 0.07)], 0.78).at(0, 0.52, -0.15)
    roof = roof.faded("#0a655f", "#2aa39b").mottled(0.06, 2)
    pole = box("#8a5f3c", 0.018, 0.34, 0.018).at(0, 0.38, 0.60)
    red = slab(CORAL, [(0, 0), (0.2, 0), (0.2, 0.07), (0, 0.07)], 0.012).turned(y=90)
    white = slab(PAPER, [(0, -0.07), (0.2, -0.07), (0.2, 0), (0, 0)], 0.012).turned(y=90)
    flag = Part("flag", glued(red, white), at=(0, 0.65, 0.60), parent="boat")
    bob = clip(
        "bob",
        3.6,
        ("boat", "translation", lambda p: (0, 0.02 * swing(p), 0)),
        ("boat", "rotation", lambda p: (3 * swing(p, 1, 0.2), 0, 4 * swing(p))),
        ("flag", "rotation", lambda p: (0, 14 * swing(p, 3), 0)),
        keys=24,
    )
    return Model("boat", (Part("boat", glued(hull, both(rail), *posts, roof, pole)), flag), (bob,))


def dolphin() -> Model:
    """A pesut (Orcaella brevirostris): round head, no beak; clip leap: out of the water and in again."""
    skin, belly = "#7f9bb0", "#dfe8ea"
    path = [
        (0, 0.30, 0.46),
        (0, 0.30, 0.38),
        (0, 0.29, 0.2),
        (0, 0.27, -0.02),
        (0, 0.25, -0.28),
        (0, 0.26, -0.5),
        (0, 0.29, -0.62),
    ]
    trunk = tube(skin, path, [0.06, 0.135, 0.165, 0.16, 0.105, 0.045, 0.025], 10)
    trunk = trunk.painted(belly, lambda middle: (middle[:, 1] < 0.22) & (middle[:, 2] > -0.35)).mottled(0.05, 6)
    fin = slab(skin, [(-0.07, 0), (0.07, 0), (-0.03, 0.09), (-0.075, 0.09)], 0.03).turned(y=-90).at(0, 0.40, -0.10)
    flipper = ball("#6d8a9f", 0.13, 0.02, 0.055).turned(0, 25, -28).at(0.19, 0.20, 0.14)
    fluke = ball("#6d8a9f", 0.13, 0.018, 0.06).turned(0, 24, 0).at(0.09, 0.29, -0.66)
    eye = glued(ball("#1d2733", 0.022, 0.028, 0.028), ball("#ffffff", 0.009, 0.009, 0.009, 0).at(0.016, 0.010, 0.012))
    eye = eye.at(0.128, 0.325, 0.375)
    smile = tube(
        "#4d6474",
        [(0.0, 0.245, 0.478), (0.055, 0.245, 0.462), (0.105, 0.265, 0.42), (0.128, 0.285, 0.38)],
        [0.009] * 4,
        5,
    )
    body = glued(trunk, fin, both(flipper), both(fluke), both(eye), both(smile)).at(0, -0.28, 0)

    def leap(p: float) -> tuple[float, float, float]:
        turn = 2 * math.pi * p
        return 0, 0.28 + 0.36 * math.cos(turn) - 0.1, 0.55 * math.sin(turn)

    def size(p: float) -> tuple[float, float, float]:
        gone = 0.36 < p < 0.64
        return (0.01, 0.01, 0.01) if gone else (1, 1, 1)

    clips = clip(
        "leap",
        3.2,
        ("pesut", "translation", leap),
        ("pesut", "scale", size),
        ("pesut", "rotation", lambda p: (115 * math.sin(math.pi * (p if p < 0.5 else p - 1)) * 0.9, 0, 0)),
        keys=32,
    )
    return Model("pesut", (Part("pesut", body, at=(0, 0.28, 0)),), (clips,))


def mangrove() -> Model:
    """A mangrove on its stilt roots, with seedlings that hang like pencils."""
    roots = []
    for angle in range(0, 360, 45):
        reach = 0.36 + 0.07 * math.sin(angle)
        bow = [(0, 0.50, 0), (reach * 0.45, 0.42, 0), (reach * 0.85, 0.22, 0), (reach, 0, 0)]
        roots.append(tube("#7d5a44", bow, [0.035, 0.034, 0.028, 0.022], 5).turned(y=angle + 10))
    trunk = tube("#8a664d", [(0, 0.42, 0), (0.02, 0.72, 0), (-0.03, 1.02, 0)], [0.075, 0.062, 0.05], 7)
    branch = tube("#8a664d", [(0, 0.72, 0), (0.16, 0.88, 0.04), (0.30, 0.98, 0.06)], [0.04, 0.032, 0.02], 5)
    wood = glued(*roots, trunk, branch).faded("#5e4233", "#a98765")
    leaves = [
        foliage(0.40, 0.26, 0.38, 2).at(-0.08, 1.14, 0),
        foliage(0.26, 0.18, 0.26, 0).at(0.32, 1.06, 0.06),
        foliage(0.22, 0.16, 0.22, 1).at(-0.30, 1.0, 0.16),
    ]
    seedling = tube("#8fbf58", [(0, 0, 0), (0, -0.09, 0), (0, -0.17, 0)], [0.012, 0.016, 0.003], 5)
    hanging = [
        seedling.at(x, y, z)
        for x, y, z in ((0.30, 0.92, 0.2), (0.42, 0.95, 0.05), (-0.24, 0.88, 0.26), (-0.02, 0.94, 0.30))
    ]
    sway = clip("sway", 4.5, ("crown", "rotation", lambda p: (swing(p, 2), 0, 1.5 * swing(p))))
    return Model("mangrove", (Part("roots", wood), Part("crown", glued(*leaves, *hanging))), (sway,))


def _monkey_head() -> Shape:
    coat, face = "#b9652f", "#e2a57c"
    skull = ball(coat, 0.15, 0.15, 0.14, detail=2).faded("#a5552a", "#cf7d3c").mottled(0.06, 3).at(0, 0.12, 0)
    visage = ball(face, 0.115, 0.115, 0.07, detail=1).at(0, 0.105, 0.085)
    ruff = both(ball("#e7c79b", 0.05, 0.085, 0.05).at(0.12, 0.06, 0.03))
    nose = tube(
        "#d88f6a",
        [(0, 0.135, 0.14), (0, 0.10, 0.20), (0, 0.035, 0.225), (0, -0.01, 0.21)],
        [0.022, 0.045, 0.058, 0.03],
        8,
    )
    eye = glued(ball("#1a1414", 0.022, 0.026, 0.014), ball("#ffffff", 0.008, 0.008, 0.006, 0).at(0.006, 0.009, 0.012))
    eyes = glued(eye.at(0.052, 0.155, 0.142), eye.at(-0.052, 0.155, 0.142))
    smile = tube("#7c3f2a", [(-0.045, 0.03, 0.15), (0, 0.012, 0.158), (0.045, 0.03, 0.15)], [0.006] * 3, 4)
    return glued(skull, visage, ruff, nose, eyes, smile, both(ball(face, 0.03, 0.04, 0.02).at(0.15, 0.12, 0)))


def monkey() -> Model:
    """A bekantan (Nasalis larvatus) that sits and eats a young leaf; clip munch."""
    coat, grey, cream = "#b9652f", "#b9b0a2", "#ecd5ae"
    belly = ball(cream, 0.19, 0.22, 0.17, detail=2).at(0, 0.24, 0.045).mottled(0.05, 1)
    back = ball(coat, 0.20, 0.26, 0.17, detail=2).faded("#8f4a26", "#c46f34").at(0, 0.28, -0.035).mottled(0.07, 2)
    leg = tube(
        grey,
        [(0.10, 0.14, 0.02), (0.22, 0.22, 0.16), (0.20, 0.05, 0.24), (0.20, 0.03, 0.34)],
        [0.08, 0.065, 0.045, 0.04],
        7,
        3,
    )
    foot = ball("#6f665c", 0.045, 0.03, 0.075).at(0.20, 0.03, 0.36)
    hand = ball("#6f665c", 0.045, 0.045, 0.045).at(-0.02, -0.09, 0.25)
    arm = tube(
        grey,
        [(0, 0, 0), (0.05, -0.11, 0.04), (0.02, -0.14, 0.15), (-0.02, -0.09, 0.24)],
        [0.055, 0.048, 0.04, 0.036],
        7,
        3,
    )
    shoulder = ball(grey, 0.07, 0.065, 0.065).at(0, -0.01, 0)
    arm = glued(arm, shoulder)
    stem = tube("#3f8f3a", [(-0.02, -0.12, 0.25), (-0.03, 0.0, 0.27)], [0.008, 0.006], 4)
    leaf = ball("#7cbf4d", 0.05, 0.085, 0.012, detail=1).turned(0, 0, 15).at(-0.01, 0.06, 0.275)
    tail = tube(
        cream,
        [(0, 0, 0), (0, 0.02, -0.16), (0.06, 0.16, -0.30), (0.12, 0.36, -0.30), (0.14, 0.52, -0.22)],
        [0.032, 0.03, 0.027, 0.025, 0.03],
        6,
        3,
    )
    munch = clip(
        "munch",
        2.4,
        ("head", "rotation", lambda p: (4 + 4 * swing(p, 3), 12 * swing(p), 3 * swing(p))),
        ("arm-left", "rotation", lambda p: (-16 + 14 * swing(p), 14, 0)),
        ("arm-right", "rotation", lambda p: (4 * swing(p), 0, 0)),
        ("tail", "rotation", lambda p: (0, 18 * swing(p), 6 * swing(p, 2))),
        keys=24,
    )
    parts = (
        Part("body", glued(belly, back, both(leg), both(foot))),
        Part("head", _monkey_head(), at=(0, 0.47, 0.02)),
        Part("arm-left", glued(arm, hand, stem, leaf), at=(0.17, 0.44, 0.03)),
        Part("arm-right", glued(arm, hand).mirrored(), at=(-0.17, 0.42, 0.03), turn=(12, 0, 0)),
        Part("tail", tail, at=(0, 0.08, -0.16)),
    )
    return Model("bekantan", parts, (munch,))
