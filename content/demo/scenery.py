"""Ground and far lands of the pictures, and their weathers. None of it is uploaded; it is only painted."""

import numpy as np

from content.demo.book import Backdrop
from content.demo.colour import Colour
from content.demo.model import Model, Part, Triple
from content.demo.paint import Weather
from content.demo.shape import Array, ball, glued, sheet

Placed = tuple[str, Triple, float, float]

MORNING = Weather("#a9d8dc", "#fff3d9", haze=0.42)
NOON = Weather("#8fcfd6", "#fdf6e3", haze=0.38)
NIGHT = Weather(
    "#141f3d",
    "#44618c",
    sun="#b9ccff",
    towards_sun=(-0.4, 0.8, 0.5),
    sunlight=0.7,
    above="#7189c4",
    below="#3b4a70",
    ambient=0.95,
    haze=0.45,
    stars=70,
)
DAWN = Weather(
    "#5d79b5",
    "#ffc48a",
    sun="#ffd9a8",
    towards_sun=(0.15, 0.45, 0.35),
    sunlight=0.8,
    above="#cfc4dc",
    below="#b98d78",
    ambient=0.62,
    haze=0.5,
)
SUNRISE = Weather("#7cc3cf", "#ffdfa0", sun="#ffe2ab", towards_sun=(0.5, 0.6, 0.5), sunlight=0.9, haze=0.45)


def _far(x: Array, z: Array, start: float, end: float) -> Array:
    """0 near the middle and before it, 1 far behind."""
    return np.clip((np.hypot(0.55 * x, np.minimum(z, 0)) - start) / (end - start), 0, 1) ** 1.4


def meadow() -> Model:
    def rolling(x: Array, z: Array) -> Array:
        return np.asarray(_far(x, z, 0.25, 1.5) * (0.34 + 0.12 * np.sin(3.1 * x + 1) + 0.08 * np.sin(5 * z + 2 * x)))

    grass = sheet("#7fb24f", 3.4, 3.4, rolling, 44).faded("#8fbd58", "#3f8a4a").mottled(0.07, 11)
    return Model("meadow", (Part("meadow", grass),))


def sea() -> Model:
    def waves(x: Array, z: Array) -> Array:
        return np.asarray(0.010 + 0.006 * np.sin(22 * x + 9 * z) + 0.004 * np.sin(31 * z - 8 * x))

    water = sheet("#2f9d98", 3.4, 3.4, waves, 56).faded("#1f8f8a", "#58bdb3").mottled(0.06, 12)
    return Model("sea", (Part("sea", water),))


def shore() -> Model:
    """Mud of the mangrove before, water of the bay behind."""

    def bank(x: Array, z: Array) -> Array:
        return np.asarray(
            0.03 * np.clip((z + 0.16 + 0.05 * np.sin(4 * x)) / 0.1, 0, 1) + 0.002 * np.sin(25 * x + 13 * z)
        )

    ground = sheet("#d8c193", 3.4, 3.4, bank, 60).mottled(0.05, 13)
    return Model(
        "shore", (Part("shore", ground.painted("#37a39d", lambda middle: middle[:, 1] < 0.016).mottled(0.04, 14)),)
    )


def desert() -> Model:
    def dunes(x: Array, z: Array) -> Array:
        return np.asarray(
            0.006 * np.sin(26 * z + 4 * np.sin(3 * x)) + 0.006 + 0.05 * _far(x, z, 0.5, 1.6) * (1 + np.sin(3 * x))
        )

    return Model(
        "desert", (Part("sand", sheet("#e6cfa2", 3.4, 3.4, dunes, 60).faded("#dcc193", "#f3e2bd").mottled(0.03, 15)),)
    )


def _range(name: str, low: Colour, high: Colour) -> Model:
    """A long ridge that closes the view."""

    def wall(x: Array, z: Array) -> Array:
        top = 0.20 + 0.05 * np.sin(4 * x) + 0.03 * np.sin(11 * x + 2) + 0.02 * np.sin(23 * x)
        return np.asarray(top * np.clip(1 - np.abs(z) / 0.22, 0, 1) ** 0.7)

    return Model(name, (Part(name, sheet(low, 3.0, 0.44, wall, 44).faded(low, high).mottled(0.09, 16)),))


def cliffs() -> Model:
    """The wall of the caldera."""
    return _range("cliffs", "#a39a6c", "#5f8a55")


def hills() -> Model:
    """The wooded far side of the bay."""
    return _range("hills", "#2f7a5d", "#3f8a57")


def fog() -> Model:
    """A lake of cloud, as it fills the caldera before sunrise."""
    random = np.random.default_rng(18)
    puffs = []
    for _ in range(90):
        x, z = float(random.uniform(-1.5, 1.5)), float(random.uniform(-1.5, 0.45))
        wide, high = float(random.uniform(0.14, 0.30)), float(random.uniform(0.03, 0.07))
        puffs.append(ball("#fdf3ea", wide, high, wide * 0.8).at(x, 0.05, z))
    floor = sheet("#f3e2da", 3.4, 3.4, lambda x, z: 0 * x + 0.04, 12)
    return Model("fog", (Part("fog", glued(floor, *puffs).mottled(0.02, 19)),))


def terraces() -> Model:
    """A mountain village's slopes."""

    def steps(x: Array, z: Array) -> Array:
        slope = _far(x, z, 0.30, 1.5) * (0.62 + 0.2 * np.sin(2.2 * x + 0.6))
        return np.asarray(np.round(slope * 14) / 14 * 0.9)

    ground = sheet("#86b356", 3.4, 3.4, steps, 60).faded("#8fb658", "#4f8f58").mottled(0.09, 17)
    return Model("terraces", (Part("terraces", ground),))


def forest(weather: Weather, *more: Placed) -> Backdrop:
    """A clearing with trees behind it."""
    trees: list[Placed] = [("meadow", (0, -2, -300), 0, 3400)]
    spots = (
        (-330, -210, 250),
        (-215, -330, 300),
        (-60, -430, 290),
        (120, -380, 320),
        (265, -260, 280),
        (380, -180, 230),
        (-470, -330, 330),
        (480, -350, 330),
        (20, -620, 340),
        (-280, -560, 350),
        (300, -560, 360),
    )
    trees += [("jungle-tree", (x, 0, z), 47.0 * number, size) for number, (x, z, size) in enumerate(spots)]
    ferns = ((-190, -90, 70), (185, -110, 80), (-260, 20, 60), (250, 0, 66), (90, -190, 70), (-110, -200, 64))
    trees += [("fern", (x, 0, z), 33.0 * number, size) for number, (x, z, size) in enumerate(ferns)]
    return Backdrop(weather, (*trees, *more))


def bay(weather: Weather, *more: Placed) -> Backdrop:
    """Open water with hills on the far side."""
    return Backdrop(weather, (("sea", (0, -14, -300), 0, 3400), ("hills", (100, -30, -1050), 0, 2600), *more))


def mangroves(weather: Weather, *more: Placed) -> Backdrop:
    trees: list[Placed] = [("shore", (0, -32, -100), 0, 3400), ("hills", (-200, -30, -1200), 0, 2600)]
    spots = (
        (-260, -150, 210),
        (-150, -290, 200),
        (235, -190, 230),
        (340, -330, 240),
        (60, -380, 190),
        (-390, -340, 230),
    )
    trees += [("mangrove", (x, -12, z), 61.0 * number, size) for number, (x, z, size) in enumerate(spots)]
    return Backdrop(weather, (*trees, *more))


def caldera(weather: Weather, *more: Placed) -> Backdrop:
    """The sea of sand within the walls of the caldera."""
    return Backdrop(weather, (("desert", (0, -10, -300), 0, 3400), ("cliffs", (-150, -12, -1250), 0, 3300), *more))


def mist(weather: Weather, *more: Placed) -> Backdrop:
    """Above the clouds."""
    return Backdrop(weather, (("fog", (0, -104, -300), 0, 3400), ("cliffs", (300, -90, -1300), 0, 3000), *more))


def village(weather: Weather, *more: Placed) -> Backdrop:
    houses: list[Placed] = [("terraces", (0, -2, -300), 0, 3400)]
    houses += [
        ("house", (-330, 60, -480), 35, 120),
        ("house", (330, 84, -560), -30, 120),
        ("house", (60, 150, -780), 10, 110),
    ]
    return Backdrop(weather, (*houses, *more))


def backdrops() -> dict[str, Model]:
    return {model.name: model for model in (meadow(), sea(), shore(), desert(), cliffs(), hills(), fog(), terraces())}
