"""Sekar and her father, in the sarong that the Tengger people wear about their shoulders against the cold."""

import numpy as np

from content.demo.colour import CORAL, HONEY, LAGOON, Colour
from content.demo.model import Model, Part, clip, swing
from content.demo.shape import Array, Shape, ball, both, glued, lathe, tube

SKIN, HAIR, EYE, CHEEK = "#d79d70", "#2a211f", "#1a1414", "#dd8a6a"


def _bands(colours: tuple[Colour, Colour, Colour], shape: Shape) -> Shape:
    """Woven stripes: broad, narrow, narrow."""
    low, high = float(shape.vertices[:, 1].min()), float(shape.vertices[:, 1].max())

    def level(middle: Array) -> Array:
        return np.asarray((middle[:, 1] - low) / (high - low) * 3 % 1)

    striped = shape.painted(colours[1], lambda middle: (level(middle) > 0.34) & (level(middle) < 0.67))
    return striped.painted(colours[2], lambda middle: level(middle) >= 0.67)


def _cloak(colours: tuple[Colour, Colour, Colour]) -> Shape:
    """The sarong, tied at the neck, wider behind and shorter before."""
    rows = [(0.265 - 0.125 * t**1.6, 0.30 + 0.36 * t) for t in np.linspace(0, 1, 10)]
    cloth = _bands(colours, lathe(colours[0], rows, 14))
    cloth = cloth.moved(
        lambda p: (
            p
            + np.stack(
                [0 * p[:, 0], np.where(p[:, 2] > 0, 0.09, -0.03) * (0.66 - p[:, 1]) / 0.36, -0.02 + 0 * p[:, 0]], 1
            )
        )
    )
    knot = ball(colours[1], 0.05, 0.045, 0.04).at(0.05, 0.63, 0.14)
    end = tube(colours[1], [(0.05, 0.62, 0.15), (0.075, 0.55, 0.19), (0.085, 0.50, 0.20)], [0.02, 0.03, 0.012], 5)
    return glued(cloth, knot, end)


def _face() -> Shape:
    skull = ball(SKIN, 0.195, 0.19, 0.18, detail=2).faded("#cd9064", "#e2ac80").at(0, 0.17, 0)
    eye = glued(ball(EYE, 0.022, 0.03, 0.014), ball("#ffffff", 0.008, 0.009, 0.006, 0).at(0.007, 0.011, 0.011))
    eyes = glued(eye.at(0.07, 0.17, 0.166), eye.at(-0.07, 0.17, 0.166))
    smile = tube(
        "#8a4230", [(-0.045, 0.10, 0.162), (0, 0.078, 0.17), (0.045, 0.10, 0.162)], [0.006, 0.009, 0.006], 4, 2
    )
    nose = ball("#c08057", 0.022, 0.022, 0.02).at(0, 0.13, 0.182)
    cheek = ball(CHEEK, 0.032, 0.024, 0.012).turned(0, 35, 0).at(0.115, 0.115, 0.136)
    return glued(skull, eyes, smile, nose, both(cheek), both(ball(SKIN, 0.03, 0.045, 0.025).at(0.19, 0.155, 0)))


def _girl_head() -> Shape:
    hair = ball(HAIR, 0.208, 0.2, 0.195, detail=2).at(0, 0.185, -0.028)
    hair = hair.moved(lambda p: np.where((p[:, 2:3] > 0.02) & (p[:, 1:2] < 0.245), p * (1, 1, 0.3), p))
    plait = tube(HAIR, [(0.16, 0.08, -0.06), (0.20, 0.0, -0.02), (0.19, -0.10, 0.03)], [0.05, 0.045, 0.012], 6, 2)
    ribbon = ball(CORAL, 0.045, 0.022, 0.045).at(0.192, -0.06, 0.012)
    hat = lathe(HONEY, [(0.212, 0.0), (0.215, 0.045), (0.185, 0.11), (0.11, 0.165), (0.03, 0.185)], 14).at(
        0, 0.25, -0.015
    )
    hat = hat.painted(CORAL, lambda middle: middle[:, 1] < 0.29).mottled(0.05, 4)
    bobble = ball("#fff8ec", 0.055, detail=1).crumpled(0.006, 2).at(0, 0.45, -0.015)
    return glued(_face(), hair, both(plait), both(ribbon), hat, bobble)


def _father_head() -> Shape:
    hair = ball(HAIR, 0.203, 0.17, 0.19, detail=2).at(0, 0.20, -0.03)
    hair = hair.moved(lambda p: np.where((p[:, 2:3] > 0.02) & (p[:, 1:2] < 0.25), p * (1, 1, 0.3), p))
    band = (
        lathe("#3b2f4a", [(0.203, 0.0), (0.212, 0.04), (0.19, 0.10), (0.12, 0.135), (0.02, 0.14)], 14)
        .turned(-6, 0, 0)
        .at(0, 0.235, -0.01)
    )
    band = band.painted("#c9a24a", lambda middle: middle[:, 1] < 0.262)
    peak = tube("#3b2f4a", [(0, 0.29, 0.17), (0.01, 0.36, 0.19), (0.03, 0.43, 0.17)], [0.05, 0.04, 0.006], 6)
    brow = tube(HAIR, [(0.04, 0.222, 0.168), (0.075, 0.232, 0.162), (0.11, 0.218, 0.146)], [0.007, 0.01, 0.007], 4)
    beard = tube(HAIR, [(-0.055, 0.118, 0.166), (0, 0.110, 0.178), (0.055, 0.118, 0.166)], [0.006, 0.012, 0.006], 4)
    return glued(_face(), hair, band, peak, both(brow), beard)


def _figure(name: str, head: Shape, coat: Colour, sarong: tuple[Colour, Colour, Colour], tall: float) -> Model:
    """A person with chibi proportions, 1.15 m times `tall`; clips idle and wave."""
    trousers, boot = "#39435a", "#5b4130"
    jacket = lathe(coat, [(0.15, 0.24), (0.175, 0.30), (0.165, 0.45), (0.13, 0.60), (0.08, 0.66)], 12).faded(
        "#2c3f55", coat
    )
    leg = glued(
        tube(trousers, [(0, 0.28, 0), (0.005, 0.16, 0), (0.005, 0.06, 0)], [0.085, 0.075, 0.065], 8),
        ball(boot, 0.078, 0.06, 0.11).at(0.008, 0.045, 0.03),
    ).at(0.085, 0, 0)
    arm = glued(
        tube(coat, [(0, 0, 0), (0.07, -0.10, 0.02), (0.10, -0.22, 0.05)], [0.062, 0.060, 0.055], 8, 2),
        ball(SKIN, 0.052, 0.055, 0.05).at(0.105, -0.26, 0.06),
    )
    body = glued(jacket, both(leg), _cloak(sarong)).scaled(1, tall, 1)
    shoulder = 0.57 * tall
    idle = clip(
        "idle",
        4,
        ("body", "scale", lambda p: (1 + 0.012 * swing(p), 1 + 0.008 * swing(p), 1 + 0.012 * swing(p))),
        ("head", "rotation", lambda p: (3 * swing(p, 2), 18 * swing(p), 0)),
        keys=24,
    )
    wave = clip(
        "wave",
        2.4,
        ("arm-left", "rotation", lambda p: (-6, 0, 104 + 17 * swing(p, 3))),
        ("arm-left", "translation", lambda p: (0.15, shoulder + 0.02, 0.05)),
        ("head", "rotation", lambda p: (2 * swing(p, 2), 6 * swing(p), -6)),
        ("body", "scale", lambda p: (1, 1 + 0.008 * swing(p), 1)),
        keys=32,
    )
    parts = (
        Part("body", body),
        Part("head", head, at=(0, 0.645 * tall, 0)),
        Part("arm-left", arm, at=(0.13, shoulder, 0.02)),
        Part("arm-right", arm.mirrored(), at=(-0.13, shoulder, 0.02)),
    )
    return Model(name, parts, (idle, wave))


def sekar() -> Model:
    return _figure("sekar", _girl_head(), "#3f7f9a", (CORAL, HONEY, "#fff1d6"), 1.0)


def father() -> Model:
    return _figure("father", _father_head(), "#4b5a4a", (LAGOON, "#114f57", HONEY), 1.28)
