"""Momo the sun bear (Helarctos malayanus): black coat, pale muzzle, small round ears, and the mark on her chest."""

import math

import numpy as np

from content.demo.colour import HONEY, Colour
from content.demo.model import Clip, Model, Part, Triple, clip, swing
from content.demo.shape import Shape, ball, both, glued, lathe, tube

FUR, FUR_LOW, MUZZLE, NOSE, EYE = "#54443d", "#332926", "#e3b98a", "#231b1a", "#1a1414"
CLAW, TONGUE, PAD, MARK = "#f3e3c4", "#e8798a", "#7a5a4c", "#f7c667"

BODY = [
    (0.10, 0.16),
    (0.22, 0.17),
    (0.285, 0.25),
    (0.30, 0.36),
    (0.28, 0.48),
    (0.235, 0.60),
    (0.18, 0.70),
    (0.10, 0.76),
]
"""(radius, height) of the trunk."""
FLAT = 0.86
"""Front to back over left to right."""


def _front(x: float, y: float, lift: float) -> tuple[float, float, float]:
    """The point on the chest before (x, y), `lift` metres above the coat."""
    heights, radii = [height for _, height in BODY], [radius for radius, _ in BODY]
    radius = float(np.interp(y, heights, radii))
    return x, y, FLAT * math.sqrt(max(radius**2 - x**2, 1e-4)) + lift


def _mark(colour: Colour, sweep: float, width: float) -> Shape:
    """A horseshoe, `sweep` degrees of a ring that is open above, widest in the middle and pointed at both ends."""
    path, radii = [], []
    for step in range(15):
        part = step / 14
        angle = math.radians(270 + sweep * (part - 0.5))
        path.append(_front(0.155 * math.cos(angle), 0.60 + 0.135 * math.sin(angle), 0.004))
        radii.append(0.006 + width * math.sin(math.pi * part) ** 0.7)
    return tube(colour, path, radii, sides=6)


def _body(mark: Shape) -> Shape:
    trunk = lathe(FUR, BODY, sides=14).scaled(1, 1, FLAT).faded(FUR_LOW, FUR).mottled(0.07, 1)
    tail = ball(FUR_LOW, 0.05).at(0, 0.27, -0.25)
    return glued(trunk, mark, tail)


def _head() -> Shape:
    skull = ball(FUR, 0.245, 0.215, 0.22, detail=2).faded(FUR_LOW, "#54453f").mottled(0.06, 2).at(0, 0.17, 0)
    ear = glued(ball(FUR, 0.07, 0.07, 0.04), ball(PAD, 0.043, 0.043, 0.03).at(0, -0.004, 0.025))
    brow = ball("#b98d66", 0.062, 0.05, 0.03).turned(-18, 20, 0).at(0.092, 0.205, 0.183)
    muzzle = ball(MUZZLE, 0.128, 0.098, 0.12, detail=2).faded("#d3a273", "#edcda2").at(0, 0.105, 0.185)
    nose = ball(NOSE, 0.045, 0.032, 0.03).at(0, 0.155, 0.292)
    smile = tube(
        NOSE, [(-0.06, 0.083, 0.275), (-0.03, 0.066, 0.296), (0, 0.075, 0.303)], [0.004, 0.007, 0.007], sides=4
    )
    line = tube(NOSE, [(0, 0.075, 0.303), (0, 0.11, 0.305), (0, 0.14, 0.3)], [0.006, 0.006, 0.006], sides=4)
    return glued(skull, both(ear.at(0.19, 0.325, -0.01)), both(brow), muzzle, nose, both(smile), line)


def _eyes() -> Shape:
    eye = ball(EYE, 0.03, 0.035, 0.02)
    shine = ball("#ffffff", 0.010, 0.010, 0.008, detail=0).at(0.009, 0.013, 0.017)
    left = glued(eye, shine).turned(-8, 18, 0).at(0.092, 0, 0)
    right = glued(eye, shine).turned(-8, -18, 0).at(-0.092, 0, 0)
    return glued(left, right)


def _arm() -> Shape:
    """The right one of the picture's view (+x), hanging from its shoulder."""
    limb = tube(
        FUR,
        [(0, 0.02, 0), (0.05, -0.09, 0.015), (0.085, -0.22, 0.03), (0.09, -0.33, 0.06)],
        [0.075, 0.088, 0.078, 0.07],
    )
    shoulder = ball(FUR, 0.088, 0.085, 0.088).at(0.005, -0.01, 0)
    paw = ball(FUR, 0.082, 0.07, 0.088).at(0.09, -0.36, 0.075)
    claw = tube(CLAW, [(0, 0, 0), (0, -0.035, 0.018), (0, -0.062, 0.012)], [0.013, 0.01, 0.002], sides=4)
    claws = [claw.at(0.09 + 0.033 * step, -0.385, 0.125 - 0.006 * step**2) for step in (-1.4, -0.5, 0.5, 1.4)]
    return glued(glued(limb, shoulder, paw).faded(FUR_LOW, FUR).mottled(0.06, 3), *claws)


def _leg() -> Shape:
    thigh = tube(FUR, [(0, 0.05, 0), (0.015, -0.06, 0.02), (0.02, -0.16, 0.03)], [0.12, 0.115, 0.09])
    foot = ball(FUR, 0.095, 0.06, 0.135).at(0.025, -0.18, 0.075)
    claw = tube(CLAW, [(0, 0, 0), (0, -0.012, 0.032)], [0.013, 0.003], sides=4)
    claws = [claw.at(0.025 + 0.036 * step, -0.185, 0.195 - 0.008 * step**2) for step in (-1.5, -0.5, 0.5, 1.5)]
    return glued(glued(thigh, foot).faded(FUR_LOW, FUR).mottled(0.06, 4), *claws)


def _honey() -> Shape:
    comb = ball(HONEY, 0.085, 0.07, 0.045, detail=1).faded("#d98a1f", "#ffcb62").mottled(0.1, 5)
    drop = ball("#ffb938", 0.02, 0.032, 0.02).at(0.02, -0.075, 0.01)
    return glued(comb, drop)


def _blink(phase: float) -> Triple:
    return (1, 0.12, 1) if 0.86 < phase < 0.91 else (1, 1, 1)


def _breath(phase: float) -> Triple:
    return 1 + 0.012 * swing(phase), 1 + 0.018 * swing(phase), 1 + 0.02 * swing(phase)


def _lick() -> Clip:
    return clip(
        "lick",
        2.0,
        ("arm-right", "rotation", lambda p: (-69 + 5 * swing(p, 2), 0, 33)),
        ("arm-left", "rotation", lambda p: (-20 + 4 * swing(p), 0, 6)),
        ("tongue", "translation", lambda p: (0, 0.055, 0.20 + 0.10 * max(0.0, swing(p, 2)))),
        ("tongue", "rotation", lambda p: (10 + 16 * swing(p, 2, 0.1), 0, 0)),
        ("head", "rotation", lambda p: (8 + 5 * swing(p, 2), -8, 3 * swing(p))),
        ("eyes", "scale", _blink),
    )


def _clips() -> tuple[Clip, ...]:
    idle = clip(
        "idle",
        4,
        ("body", "scale", _breath),
        ("head", "rotation", lambda p: (3 * swing(p, 2), 16 * swing(p), 3 * swing(p, 1, 0.2))),
        ("eyes", "scale", _blink),
        keys=32,
    )
    wave = clip(
        "wave",
        2.4,
        ("body", "scale", _breath),
        ("arm-left", "rotation", lambda p: (-14, 0, 132 + 20 * swing(p, 3))),
        ("arm-right", "rotation", lambda p: (4 * swing(p), 0, 4 * swing(p))),
        ("head", "rotation", lambda p: (2 * swing(p, 2), 5 * swing(p), -7 + 3 * swing(p))),
        ("eyes", "scale", _blink),
        keys=32,
    )
    climb = clip(
        "climb",
        1.8,
        ("root", "translation", lambda p: (0.012 * swing(p), 0.03 + 0.03 * swing(p, 2), 0)),
        ("arm-left", "rotation", lambda p: (-128 + 26 * swing(p), 0, 10)),
        ("arm-right", "rotation", lambda p: (-128 - 26 * swing(p), 0, -10)),
        ("leg-left", "rotation", lambda p: (-34 - 22 * swing(p), 0, 12)),
        ("leg-right", "rotation", lambda p: (-34 + 22 * swing(p), 0, -12)),
        ("head", "rotation", lambda p: (-22 + 4 * swing(p, 2), 10 * swing(p), 0)),
    )
    walk = clip(
        "walk",
        1.2,
        ("root", "translation", lambda p: (0, 0.016 * abs(swing(p)), 0)),
        ("root", "rotation", lambda p: (4, 0, 4 * swing(p))),
        ("arm-left", "rotation", lambda p: (30 * swing(p), 0, 8)),
        ("arm-right", "rotation", lambda p: (-30 * swing(p), 0, -8)),
        ("leg-left", "rotation", lambda p: (-28 * swing(p), 0, 0)),
        ("leg-right", "rotation", lambda p: (28 * swing(p), 0, 0)),
        ("head", "rotation", lambda p: (2 * swing(p, 2), 6 * swing(p), -3 * swing(p))),
    )
    return idle, wave, climb, walk


def sun_bear() -> Model:
    """Momo, with a narrow mark; clips idle, wave, climb and walk."""
    return _bear("sun-bear", _mark(MARK, 196, 0.034), _clips())


def mother_bear() -> Model:
    """Her mother, whose mark is paler, broader and more open, as no two are alike; clips idle and wave."""
    mark = _mark("#fbdc9c", 150, 0.058)
    standing = _bear("mother-bear", mark, _clips()[:2])
    kept = [part for part in standing.parts if not part.name.startswith(("body", "leg"))]
    return Model(standing.name, (kept[0], _rooted(standing, mark), *kept[1:]), standing.clips)


def _rooted(bear: Model, mark: Shape) -> Part:
    """The body of a bear who goes nowhere: her legs are one with it, and drawn with it."""
    legs = [part.shape.at(*part.at) for part in bear.parts if part.name.startswith("leg") and part.shape]
    return Part("body", glued(_body(mark), *legs), parent="root")


def honey_bear() -> Model:
    """Momo with a piece of comb in her paw; clip lick."""
    standing = sun_bear()
    body = _rooted(standing, _mark(MARK, 196, 0.034))
    right = glued(_arm().mirrored(), _honey().at(-0.09, -0.42, 0.12))
    tongue = tube(TONGUE, [(0, 0, 0), (0, -0.008, 0.07), (0, -0.035, 0.13)], [0.024, 0.026, 0.012], sides=6)
    kept = [part for part in standing.parts if part.name in ("head", "eyes", "arm-left")]
    parts = (
        Part("root"),
        body,
        *kept,
        Part("arm-right", right, at=(-0.195, 0.64, 0.02), turn=(-69, 0, 33), parent="root"),
        Part("tongue", tongue.scaled(1, 0.7, 1), at=(0, 0.055, 0.20), parent="head"),
    )
    return Model("honey-bear", parts, (_lick(),))


def _bear(name: str, mark: Shape, clips: tuple[Clip, ...]) -> Model:
    """A bear 1.1 m tall on her hind legs."""
    parts = (
        Part("root"),
        Part("body", _body(mark), parent="root"),
        Part("head", _head(), at=(0, 0.70, 0.03), parent="root"),
        Part("eyes", _eyes(), at=(0, 0.205, 0.212), parent="head"),
        Part("arm-left", _arm(), at=(0.195, 0.64, 0.02), parent="root"),
        Part("arm-right", _arm().mirrored(), at=(-0.195, 0.64, 0.02), parent="root"),
        Part("leg-left", _leg(), at=(0.14, 0.24, 0.02), parent="root"),
        Part("leg-right", _leg().mirrored(), at=(-0.14, 0.24, 0.02), parent="root"),
    )
    return Model(name, parts, clips)


def bear_asleep() -> Model:
    """The same bear curled up on her nest of leaves, as sun bears sleep high in a tree; clip sleep."""
    trunk = ball(FUR, 0.34, 0.23, 0.29, detail=2).faded(FUR_LOW, FUR).mottled(0.07, 1).at(0.06, 0.27, -0.02)
    haunch = ball(FUR, 0.19, 0.17, 0.2, detail=2).faded(FUR_LOW, FUR).mottled(0.07, 2).at(0.24, 0.21, 0.12)
    foot = ball(FUR_LOW, 0.10, 0.06, 0.07).at(0.12, 0.12, 0.29)
    skull = ball(FUR, 0.2, 0.165, 0.185, detail=2).faded(FUR_LOW, "#5e4c44").mottled(0.06, 3)
    ear = glued(ball(FUR, 0.06, 0.06, 0.035), ball(PAD, 0.037, 0.037, 0.026).at(0, -0.003, 0.02))
    muzzle = ball(MUZZLE, 0.105, 0.078, 0.10, detail=2).faded("#d3a273", "#edcda2").at(0, -0.05, 0.155)
    nose = ball(NOSE, 0.038, 0.026, 0.026).at(0, -0.012, 0.245)
    lid = tube(EYE, [(0.045, 0.035, 0.182), (0.072, 0.018, 0.178), (0.10, 0.038, 0.163)], [0.007, 0.009, 0.007], 4, 2)
    head = glued(skull, both(ear.at(0.15, 0.125, 0.0)), muzzle, nose, both(lid))
    arm = tube(
        FUR,
        [(-0.22, 0.20, 0.12), (-0.24, 0.12, 0.28), (-0.10, 0.105, 0.34), (0.04, 0.11, 0.31)],
        [0.08, 0.07, 0.062, 0.05],
        8,
        2,
    )
    arm = arm.faded(FUR_LOW, FUR)
    twigs = []
    for step in range(18):
        angle, high = math.radians(step * 20 + 7 * (step % 3)), 0.05 + 0.035 * (step % 3)
        leaf = ball(("#4b8b3c", "#6fae4b", "#8a6a45")[step % 3], 0.16, 0.03, 0.07).turned(
            0, math.degrees(-angle) + 90 + 12 * (step % 2), 9
        )
        twigs.append(leaf.at(0.42 * math.cos(angle), high, 0.36 * math.sin(angle)))
    bed = ball("#5c8a41", 0.44, 0.09, 0.38).at(0, 0.075, 0)
    sleep = clip(
        "sleep",
        4,
        ("body", "scale", lambda p: (1 + 0.01 * swing(p), 1 + 0.045 * swing(p), 1 + 0.015 * swing(p))),
        ("head", "rotation", lambda p: (2 + 2 * swing(p), -14, 11)),
    )
    parts = (
        Part("nest", glued(bed, *twigs, arm)),
        Part("body", glued(trunk, haunch, foot)),
        Part("head", head, at=(-0.15, 0.255, 0.20), turn=(2, -14, 11)),
    )
    return Model("bear-asleep", parts, (sleep,))
