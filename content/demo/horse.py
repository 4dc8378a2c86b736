"""A Tengger horse, small and sturdy, saddled for the ride over the sea of sand; clips nod and trot."""

from content.demo.colour import CORAL, HONEY, LAGOON
from content.demo.model import Model, Part, clip, swing
from content.demo.shape import Shape, ball, both, box, glued, tube

COAT, COAT_LOW, MANE, HOOF, NOSE = "#b06a3a", "#8c4f2b", "#3b2a25", "#2f2522", "#e6c3a0"


def _body() -> Shape:
    path = [(0, 0.86, 0.44), (0, 0.85, 0.30), (0, 0.83, 0.05), (0, 0.84, -0.22), (0, 0.88, -0.42), (0, 0.86, -0.54)]
    trunk = tube(COAT, path, [0.12, 0.205, 0.225, 0.215, 0.19, 0.08], 12, 2).faded(COAT_LOW, "#c07a45").mottled(0.05, 1)
    cloth = tube(
        CORAL,
        [(0, 0.845, 0.17), (0, 0.84, 0.11), (0, 0.835, 0), (0, 0.838, -0.11), (0, 0.84, -0.17)],
        [0.230, 0.236, 0.241, 0.236, 0.232],
        12,
    )
    cloth = cloth.painted(HONEY, lambda middle: middle[:, 2] > 0.115).painted(
        LAGOON, lambda middle: middle[:, 2] < -0.115
    )
    seat = ball("#6b4026", 0.13, 0.06, 0.17).at(0, 1.075, -0.01)
    pommel = ball("#52301c", 0.05, 0.06, 0.045).at(0, 1.11, 0.13)
    stirrup = box("#52301c", 0.02, 0.26, 0.03).at(0.245, 0.62, 0.03)
    return glued(trunk, cloth, seat, pommel, both(stirrup))


def _neck() -> Shape:
    """Neck, head and mane about the joint at the shoulders."""
    neck = tube(
        COAT, [(0, -0.02, -0.05), (0, 0.14, 0.06), (0, 0.32, 0.15), (0, 0.44, 0.19)], [0.165, 0.135, 0.105, 0.09], 9, 2
    )
    head = tube(
        COAT,
        [(0, 0.50, 0.13), (0, 0.47, 0.22), (0, 0.38, 0.36), (0, 0.31, 0.47), (0, 0.29, 0.51)],
        [0.08, 0.112, 0.092, 0.072, 0.04],
        9,
        2,
    )
    coat = glued(neck, head).faded(COAT_LOW, "#c07a45").mottled(0.05, 2)
    muzzle = ball(NOSE, 0.078, 0.068, 0.075).at(0, 0.305, 0.475)
    nostril = ball(HOOF, 0.012, 0.014, 0.01, 0).at(0.035, 0.33, 0.54)
    blaze = ball("#f5e6d0", 0.028, 0.09, 0.02).turned(-38, 0, 0).at(0, 0.47, 0.335)
    eye = glued(
        ball("#1a1414", 0.026, 0.032, 0.026), ball("#ffffff", 0.009, 0.009, 0.009, 0).at(0.016, 0.012, 0.012)
    ).at(0.088, 0.455, 0.285)
    ear = tube(COAT, [(0.055, 0.54, 0.15), (0.07, 0.61, 0.155), (0.065, 0.68, 0.17)], [0.035, 0.032, 0.004], 5)
    mane = [
        ball(MANE, 0.045, 0.095, 0.075).turned(-28, 0, 0).at(0, 0.10 + 0.105 * n, -0.085 + 0.052 * n) for n in range(5)
    ]
    mane.append(ball(MANE, 0.04, 0.075, 0.05).turned(35, 0, 0).at(0, 0.56, 0.225))
    strap = tube(CORAL, [(0, 0.43, 0.295), (0, 0.415, 0.315)], [0.113, 0.110], 9)
    return glued(coat, muzzle, both(nostril), blaze, both(eye), both(ear), *mane, strap)


def _leg(front: bool) -> Shape:
    lean = 0.0 if front else -0.05
    path = [(0, 0.04, 0), (0, -0.20, 0.01), (0, -0.38, lean), (0, -0.60, lean * 0.4), (0, -0.68, lean * 0.2 + 0.01)]
    leg = tube(COAT, path, [0.10, 0.082, 0.052, 0.045, 0.05], 8).faded("#4b3127", COAT)
    hoof = tube(HOOF, [(0, -0.66, lean * 0.2), (0, -0.75, lean * 0.2 + 0.02)], [0.055, 0.068], 8)
    return glued(leg, hoof)


def horse() -> Model:
    """A horse 1.5 m tall."""
    tail = tube(
        MANE, [(0, 0, 0), (0, -0.06, -0.10), (0, -0.28, -0.15), (0, -0.48, -0.12)], [0.04, 0.065, 0.07, 0.015], 7, 2
    )
    nod = clip(
        "nod",
        3.2,
        ("neck", "rotation", lambda p: (8 + 9 * swing(p), 5 * swing(p, 1, 0.3), 0)),
        ("tail", "rotation", lambda p: (0, 0, 16 * swing(p, 2))),
        ("leg-front-left", "rotation", lambda p: (-26 * max(0.0, swing(p, 1, 0.5)), 0, 0)),
        keys=24,
    )
    trot = clip(
        "trot",
        0.9,
        ("horse", "translation", lambda p: (0, 0.045 * abs(swing(p)), 0)),
        ("horse", "rotation", lambda p: (2 * swing(p, 2), 0, 0)),
        ("neck", "rotation", lambda p: (6 + 6 * swing(p, 2, 0.2), 0, 0)),
        ("tail", "rotation", lambda p: (26 + 8 * swing(p, 2), 0, 6 * swing(p))),
        ("leg-front-left", "rotation", lambda p: (-34 * swing(p), 0, 0)),
        ("leg-back-right", "rotation", lambda p: (-32 * swing(p), 0, 0)),
        ("leg-front-right", "rotation", lambda p: (34 * swing(p), 0, 0)),
        ("leg-back-left", "rotation", lambda p: (32 * swing(p), 0, 0)),
        keys=20,
    )
    parts = (
        Part("horse"),
        Part("body", _body(), parent="horse"),
        Part("neck", _neck(), at=(0, 0.90, 0.40), parent="horse"),
        Part("tail", tail, at=(0, 0.94, -0.52), parent="horse"),
        Part("leg-front-left", _leg(True), at=(0.11, 0.75, 0.30), parent="horse"),
        Part("leg-front-right", _leg(True), at=(-0.11, 0.75, 0.30), parent="horse"),
        Part("leg-back-left", _leg(False), at=(0.11, 0.75, -0.38), parent="horse"),
        Part("leg-back-right", _leg(False), at=(-0.11, 0.75, -0.38), parent="horse"),
    )
    return Model("horse", parts, (nod, trot))
