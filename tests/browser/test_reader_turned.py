"""The child's phone is turned while the camera runs: what is drawn stays on the paper, and the screen is full of it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.reading import begin
from tests.browser.stills import registered, show, view, word

DRAWN = Path(__file__).with_name("measure-drawn.js").read_text()
UPRIGHT, ACROSS = (360, 640), (640, 360)
FAR = 400.0
"""So far away, mm, that the middle of the scene is seen however the phone is held."""


def drawn(page: Page, like: dict[str, Any] | None) -> dict[str, Any]:
    """What is drawn once the picture lies where it should, and the scene in it where it lay before, to 3 of 800 px."""
    end = time.monotonic() + 30
    while True:
        seen: dict[str, Any] = page.evaluate(DRAWN)
        there = seen["size"] > 0.02 and seen["shift"] == [0, 0] and seen["clearly"] > 1.1
        stays = like is None or (
            seen["place"] == pytest.approx(like["place"], abs=0.004)
            and seen["size"] == pytest.approx(like["size"], rel=0.05)
        )
        if there and stays:
            return seen
        assert time.monotonic() < end, (seen, like)


def test_R96_the_scene_stays_on_its_page_when_the_phone_is_turned_and_back(
    open_book: Callable[..., Page], own: list[dict[str, str]]
) -> None:
    """The camera's picture turns with most phones; a tablet's stand may hold it as it was."""
    page = open_book(reduced_motion="reduce")
    begin(page, camera=True)
    first = None
    turns = [(UPRIGHT, (480, 640)), (ACROSS, (640, 480)), (UPRIGHT, (480, 640)), (ACROSS, (480, 640))]
    for (width, height), picture in turns:
        page.set_viewport_size({"width": width, "height": height})
        show(page, view([(word(own[0]), 0.0, 0.0)], picture, distance=FAR))
        registered(page, picture, distance=FAR)
        seen = drawn(page, first)
        first = first or seen
        assert seen["filled"]
        assert seen["canvas"] == seen["stage"] == [0, 0, width, height]
