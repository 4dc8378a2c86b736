"""The rung WebXR: an emulated phone on a table, and an emulated headset, by IWER from node_modules."""

import io
import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.educator import Educator
from tests.browser.reading import BOOK, axe, begin, state, until
from tests.recording import Recorder
from tests.running import ROOT, RunningServer

IWER = ROOT / "webclient" / "node_modules" / "iwer" / "build" / "iwer.min.js"
ROOM = ROOT / "tests" / "browser" / "emulated-room.js"
PHONE = {"modes": ["immersive-ar"], "features": ["local-floor", "hit-test", "anchors", "dom-overlay"], "overlay": True}
HEADSET = {"modes": ["immersive-vr"], "features": ["local-floor"], "headset": True}
EYE, LOOK, FIELD, TABLE = np.array([0, 1.3, 0]), math.radians(40), 1.0, 0.7
"""Where the device is, m; how far down it looks, its field of view, radians; height of the table, m."""

Enter = Callable[..., Page]

LAGOON = np.array([0x0B, 0x7A, 0x75])
"""The one strong button on the board."""


@pytest.fixture
def enter(visit: Callable[..., Page], shared_server: RunningServer, recorded: Recorder) -> Enter:
    """enter(device, path) → the page behind its cover, on the rung View, before the room."""

    def go(device: dict[str, Any], path: str = f"/b/{BOOK}/2") -> Page:
        recorded.allow(shared_server.url)
        page = visit("about:blank", rung="view", reduced_motion="reduce")
        page.add_init_script(f"{IWER.read_text()};{ROOM.read_text()};emulateRoom({json.dumps(device)})")
        page.goto(shared_server.url + path)
        begin(page)
        return page

    return go


def seen_at(page: Page, placing: dict[str, Any], node: dict[str, Any]) -> tuple[float, float]:
    """The px at which the middle of a node is, by the room's geometry alone."""
    size = page.viewport_size
    assert size is not None
    x, y, z = node["position"]
    y += node["size"] * 0.4
    c, s = math.cos(placing["turn"]), math.sin(placing["turn"])
    room = np.array(placing["at"]) + np.array([c * x + s * z, y, c * z - s * x]) * placing["scale"] / 1000
    right, up, back = room - EYE
    high = up * math.cos(LOOK) - back * math.sin(LOOK)
    deep = -(up * math.sin(LOOK) + back * math.cos(LOOK))
    focal = size["height"] / 2 / math.tan(FIELD / 2)
    return size["width"] / 2 + focal * right / deep, size["height"] / 2 - focal * high / deep


def into_the_room(page: Page, door: str = "[data-action=room]") -> None:
    page.click(door)
    page.click("[data-action=enter-room]")


def pixels(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def last(page: Page) -> dict[str, Any]:
    return dict(page.evaluate("window.placings.at(-1)"))


def to_find(page: Page, manifest: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Goes on to the page's puzzle that is tapped; the task and the node that is its answer."""
    scene = manifest["pages"][1]["scene"]
    at = next(i for i, task in enumerate(scene["tasks"]) if task["kind"] == "find")
    for _ in range(at + 1):
        page.evaluate("document.querySelector('[data-action=next]').click()")
    task = scene["tasks"][at]
    return task, next(node for node in scene["nodes"] if node["id"] == task["answer"])


def turn_and_size(page: Page) -> None:
    """From the size in the book to twice that, by every hand."""
    # A finger over the glass turns and is no tap.
    page.mouse.move(100, 250)
    page.mouse.down()
    page.mouse.move(195, 250, steps=4)
    page.mouse.up()
    assert last(page)["turn"] == pytest.approx(math.pi / 4, abs=0.25)
    page.click("[data-action=larger]")
    expect(page.locator(".room-size")).to_have_text("1,5 kali besarnya di buku")
    page.locator(".room-glass").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    expect(page.locator(".room-size")).to_have_text("2 kali besarnya di buku")

    # Two fingers that come to be twice as far apart.
    page.evaluate(
        """() => { const glass = document.querySelector('.room-glass');
        const touch = (type, pointerId, clientX) => glass.dispatchEvent(
          new PointerEvent(type, { pointerId, clientX, clientY: 200, bubbles: true }));
        touch('pointerdown', 7, 100); touch('pointerdown', 8, 140); touch('pointermove', 8, 180);
        touch('pointercancel', 7, 100); touch('pointercancel', 8, 180); }"""
    )
    expect(page.locator(".room-size")).to_have_text("4 kali besarnya di buku")
    page.click("[data-action=smaller]")
    page.click("[data-action=smaller]")


def test_R71_R72_R73_R74_a_child_puts_the_scene_on_its_table(enter: Enter, manifest: Any, educator: Educator) -> None:
    page = enter(PHONE, f"/j/{educator.open(manifest['book']['id'])}")
    educator.order("open_page", page=manifest["pages"][1]["id"])
    expect(page.get_by_role("heading", level=1)).to_have_text(manifest["pages"][1]["scene"]["title"]["id"])
    html = page.locator("html")
    assert state(page)["rung"] == "view", "nobody is put into a room unasked"
    into_the_room(page)
    expect(html).to_have_attribute("data-rung", "webxr")
    expect(html).to_have_attribute("data-room", "ar")
    expect(page.locator("[data-action=put]")).to_have_text("Taruh di sini")
    assert page.evaluate("window.asked") == {"mode": "immersive-ar", "active": True, "root": "BODY"}
    assert state(page)["tracking"] == "searching"
    spot = last(page)["spot"]
    # The middle of the view meets the table 0.6 m below the eye.
    assert spot == pytest.approx([0, TABLE, -0.6 / math.tan(LOOK)], abs=1e-3)

    page.touchscreen.tap(180, 330)
    expect(html).to_have_attribute("data-tracking", "tracking")
    placing = last(page)
    assert placing["at"] == pytest.approx(spot, abs=1e-3)
    assert (placing["turn"], placing["scale"]) == (pytest.approx(0, abs=1e-6), 1)
    expect(page.locator(".room-size")).to_have_text("Sebesar di buku")
    educator.row(lambda row: row["rung"] == "webxr" and row["view"] == "tracking")
    # The runtime's own container, which no real browser has, is no part of the page.
    assert [barrier for barrier in axe(page) if "webxr_runtime" not in barrier] == []

    turn_and_size(page)
    _, node = to_find(page, manifest)
    page.click("[data-action=fold]")
    assert page.locator(".kind").text_content() == ""
    page.touchscreen.tap(*seen_at(page, last(page), node))
    page.click("[data-action=fold]")
    expect(page.locator(".kind.right")).to_be_visible()

    page.click("[data-action=leave]")
    expect(html).to_have_attribute("data-rung", "view")
    assert "tracking" not in state(page)
    assert "room" not in state(page)
    expect(page.locator(".kind.right")).to_be_visible()
    educator.row(lambda row: row["rung"] == "view")
    drawn = page.evaluate("document.querySelector('canvas.scene').drawn")
    page.click("[data-action=back]")
    page.evaluate("document.querySelector('canvas.scene').focus()")
    page.keyboard.press("ArrowLeft")
    until(page, f"document.querySelector('canvas.scene').drawn > {drawn}")


def test_R70_R71_R74_without_surfaces_it_stands_before_the_child_and_ends_with_the_room(enter: Enter) -> None:
    page = enter({**PHONE, "features": ["dom-overlay"]})
    html = page.locator("html")
    page.click("[data-action=menu]")
    into_the_room(page, "[data-rung-choice=webxr]")
    # Nothing is tapped: there is no floor known either, so the table is taken to be half a metre below the eyes.
    expect(html).to_have_attribute("data-tracking", "tracking")
    expect(page.locator(".room-hint")).to_contain_text("Gambarnya kutaruh di depanmu")
    at = last(page)["at"]
    assert math.hypot(at[0], at[2]) == pytest.approx(0.6, abs=0.02)
    page.evaluate("window.immersion.end()")
    expect(html).to_have_attribute("data-rung", "view")
    assert page.locator(".room-glass, .room-tools, .room-put").count() == 0

    page.evaluate("window.room.refusal = 'NotAllowedError'")
    page.click("[data-action=room]")
    expect(page.locator("[data-problem=room_refused]")).to_be_visible()
    assert state(page)["rung"] == "view"
    page.click("[data-action=good]")
    expect(page.locator("[data-action=room]")).to_be_visible()

    page.evaluate("window.room.forget()")
    expect(page.locator("[data-action=room]")).to_have_count(0)
    page.click("[data-action=menu]")
    expect(page.locator("[data-rung-choice=live]")).to_be_visible()
    assert page.locator("[data-rung-choice=webxr]").count() == 0


def test_R71_R73_in_a_headset_the_page_lies_on_a_desk_with_a_board(enter: Enter, manifest: Any) -> None:
    page = enter(HEADSET)
    page.click("[data-action=menu]")
    page.click("[data-room-choice=immersive-vr]")
    expect(page.locator("html")).to_have_attribute("data-room", "vr")
    expect(page.locator("html")).to_have_attribute("data-tracking", "tracking")
    placing = last(page)
    assert placing["at"][1] == pytest.approx(TABLE, abs=1e-3)
    assert placing["at"][2] < -0.4, "before the child"

    # The one strong button of the board is teal: point there, and the story is read.
    page.evaluate("window.room.look(-5)")
    until(page, "document.querySelector('.story') !== null")
    teal = np.abs(pixels(_settled(page)) - LAGOON).max(axis=2) < 12
    rows, columns = np.nonzero(teal)
    assert len(rows) > 40, "no strong button is seen on the board"
    # Of the button, not of its letters, which are paper.
    middle = (int(np.median(columns)), int(np.median(rows)))
    page.evaluate("([x, y]) => { window.room.aim(x, y); window.room.select(); }", middle)
    expect(page.locator(".story.reading")).to_have_count(1)

    page.evaluate("window.room.look(-40)")
    _, node = to_find(page, manifest)
    aim = seen_at(page, placing, node)
    page.evaluate("([x, y]) => { window.room.aim(x, y); window.room.select(); }", list(aim))
    expect(page.locator(".kind.right")).to_have_count(1)


def _settled(page: Page) -> bytes:
    """A picture of the screen when nothing in it changes any more."""
    before = b""
    for _ in range(20):
        now = page.screenshot()
        if now == before:
            break
        before = now
        page.wait_for_timeout(120)
    return before
