"""The two demo books, and the bytes of all that they show: models as GLB, pictures as WebP. Same code, same bytes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from hashlib import sha256

from content.demo import bay, bear, bromo, forest, horse, people, scenery, sky, temple, village
from content.demo.book import Backdrop, DemoBook, Spot, figures
from content.demo.glb import write_glb
from content.demo.model import Model, Part, bounds
from content.demo.paint import View, paint, webp
from content.demo.titles import MOMO, SEKAR
from content.scene import SceneDocument

BOOKS: tuple[DemoBook, ...] = (MOMO, SEKAR)

MAKERS: tuple[Callable[[], Model], ...] = (
    bear.sun_bear, bear.mother_bear, bear.honey_bear, bear.bear_asleep,
    forest.banggeris, forest.jungle_tree, forest.fern, forest.comb, forest.bee,
    bay.water, bay.boat, bay.dolphin, bay.mangrove, bay.monkey,
    sky.sun, sky.moon, sky.full_moon, sky.fireflies,
    bromo.bromo, bromo.semeru, bromo.sand_sea, bromo.ridge,
    horse.horse, people.sekar, people.father,
    village.house, village.field, village.jeep, temple.temple, temple.ongkek, temple.edelweiss,
)  # fmt: skip

PAGE_SIZE = (800, 600)
COVER_SIZE = (600, 800)
PAINTERS = 2
"""Threads; numpy lets go of the interpreter while it paints."""


def grounded(model: Model) -> Model:
    """The model in a frame of its own that stands it on y = 0 over the origin."""
    low, high = bounds(model)
    middle = (low + high) / 2
    stand = Part("stand", at=(-float(middle[0]), -float(low[1]), -float(middle[2])))
    parts = [replace(part, parent="stand") if part.parent is None else part for part in model.parts]
    return replace(model, parts=(stand, *parts))


@cache
def cast() -> dict[str, Model]:
    """Every model by its name."""
    return {model.name: grounded(model) for model in (maker() for maker in MAKERS)}


@cache
def models() -> dict[str, bytes]:
    """GLB files of the models that stand on pages, by name."""
    used = dict.fromkeys(name for book in BOOKS for name in book.models())
    return {name: write_glb(cast()[name]) for name in used}


@cache
def pictures() -> dict[str, bytes]:
    """WebP files by name: a cover for each book, a picture for each page."""
    everything = cast() | scenery.backdrops()
    orders = []
    for book in BOOKS:
        orders.append((book.cover_name, book.cover.spots, book.cover.backdrop, book.cover.view, COVER_SIZE))
        orders += [
            (page.picture_name(book.slug), page.spots, page.backdrop, page.view, PAGE_SIZE) for page in book.pages
        ]

    def painted(order: tuple[str, tuple[Spot, ...], Backdrop, View, tuple[int, int]]) -> bytes:
        _, spots, backdrop, view, (width, height) = order
        return webp(paint(figures(spots, backdrop, everything), view, backdrop.weather, width, height))

    with ThreadPoolExecutor(PAINTERS) as pool:
        return dict(zip((order[0] for order in orders), pool.map(painted, orders), strict=True))


def hashes() -> dict[str, str]:
    """SHA-256 of every model and picture by name."""
    return {name: sha256(data).hexdigest() for name, data in (models() | pictures()).items()}


def documents(book: DemoBook) -> list[SceneDocument]:
    """The scenes of a book, page by page."""
    assets = hashes()
    return [page.document(book.slug, assets) for page in book.pages]
