"""How tests take hold of a model on the studio's desk, and of the knobs around it: with a mouse, or with a finger."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.studio import SLOW, number

Point = tuple[float, float]
Drag = Callable[[Page, Point, Point], None]
"""Drags from a point of the screen by so much, CSS px."""


def by_mouse(page: Page, at: Point, by: Point) -> None:
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + by[0], at[1] + by[1], steps=6)
    page.mouse.up()


def by_finger(page: Page, at: Point, by: Point) -> None:
    """By the browser's own reading of touches, which scrolls wherever a page lets it."""
    screen = page.context.new_cdp_session(page)

    def touch(kind: str, *fingers: Point) -> None:
        points = [{"x": x, "y": y} for x, y in fingers]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", at)
    for step in range(1, 7):
        touch("touchMove", (at[0] + by[0] * step / 6, at[1] + by[1] * step / 6))
    touch("touchEnd")
    screen.detach()


def drag_model(page: Page, drag: Drag = by_mouse) -> None:
    """Takes the model in the middle of the canvas and moves it to the right."""
    canvas = page.locator(".desk canvas")
    expect(canvas).to_have_attribute("data-models", "1", timeout=SLOW)
    box = canvas.bounding_box()
    assert box
    drag(page, (box["x"] + box["width"] / 2, box["y"] + (box["height"] - 56) / 2), (60, 0))
    expect(number(page, "Kanan (mm)")).not_to_have_value("0")
    assert float(number(page, "Kanan (mm)").input_value()) > 5
    assert float(number(page, "Atas (mm)").input_value()) == 0


def drag_knobs(page: Page, drag: Drag = by_mouse) -> None:
    """Turns, scales and lifts the model by what stands around it, and sets it down again."""
    canvas = page.locator(".desk canvas")
    for knob, field, by in (
        ("lift", "Atas (mm)", (0, -30)),
        ("turn", "Putar (°)", (50, 0)),
        ("scale", "Ukuran (mm)", (40, -10)),
    ):
        before = float(number(page, field).input_value())
        box = canvas.bounding_box()
        assert box
        x, y = json.loads(canvas.get_attribute("data-knobs") or "")[knob]
        drag(page, (box["x"] + x, box["y"] + y), by)
        expect(number(page, field)).not_to_have_value(f"{before:g}")
        drawn = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        page.evaluate(drawn)  # the knobs go with the model
    assert float(number(page, "Atas (mm)").input_value()) > 0
    number(page, "Atas (mm)").fill("0")
