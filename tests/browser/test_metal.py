"""Metal on the stage and on the desk: a ball of it beside one of paper in its colour, by the pixels that are seen."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import trimesh
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import BOOK, begin, fetch, until
from tests.browser.studio import SLOW, new_page, upload
from tests.browser.test_reader_webxr import HEADSET, IWER, ROOM
from tests.running import RunningServer

HEAT = """(() => {
  const real = performance.now.bind(performance); let ahead = 0; performance.now = () => real() + ahead;
  window.PressureObserver = class {
    constructor(hear) { window.heat = () => { ahead += 11_000; hear([{ state: 'critical' }]); }; }
    async observe() {} disconnect() {}
  };
})()"""
"""The browser's own word that the phone is hot, and a clock that runs faster than the real one."""
LOSE = """() => new Promise((resolve) => {
  const canvas = document.querySelector('canvas.scene');
  const losing = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
  canvas.addEventListener('webglcontextrestored', () => resolve(), { once: true });
  losing.loseContext();
  setTimeout(() => losing.restoreContext(), 100);
})"""
GLOSSY = 2.5
"""So many times at least, where it mirrors anything."""


class Balls(NamedTuple):
    """What is seen of each: mean luminance, linear, and how many times brighter the metal's bright places are."""

    metal: float
    paper: float
    gloss: float


def two_balls() -> bytes:
    """Green ones, the left of metal: that is what a file means that does not say."""
    scene: Any = trimesh.Scene()
    visuals: Any = trimesh.visual  # which has no types
    for x, metal in ((-0.65, None), (0.65, 0.0)):
        ball: Any = trimesh.creation.icosphere(3, radius=0.5)
        ball.apply_translation([x, 0.5, 0])
        paint = visuals.material.PBRMaterial(
            baseColorFactor=[0.1, 0.7, 0.1, 1.0], metallicFactor=metal, roughnessFactor=0.4
        )
        ball.visual = visuals.TextureVisuals(material=paint)
        scene.add_geometry(ball)
    return bytes(scene.export(file_type="glb"))


Stage = Callable[..., Page]


@pytest.fixture
def stage(shared_server: RunningServer, visit: Callable[..., Page]) -> Stage:
    """stage(hour, script=HEAT) → the demo book's first page with nothing but the balls on it, in that light."""

    def open_stage(hour: str, script: str = HEAT) -> Page:
        manifest = fetch(f"{shared_server.url}/api/books/{BOOK}")
        scene = manifest["pages"][0]["scene"]
        node, origin = scene["nodes"][0], [0, 0, 0]
        scene["nodes"] = [node | {"position": origin, "rotation": origin, "size": 90, "animation": None}]
        scene |= {"light": hour, "tasks": []}
        file = manifest["assets"][node["asset"]]
        file["bounds"] = None
        page = visit(f"{shared_server.url}/", rung="view", reduced_motion="reduce")
        page.add_init_script(script)
        page.route(f"**/api/books/{BOOK}", lambda route: route.fulfill(body=json.dumps(manifest)))
        page.route(f"**{file['url']}", lambda route: route.fulfill(body=two_balls()))
        page.goto(f"{shared_server.url}/b/{BOOK}")
        begin(page)
        until(page, "document.querySelector('canvas.scene')?.drawn > 0")
        return page

    return open_stage


def seen(page: Page, canvas: Locator | None = None) -> Balls:
    """Waits until both are there."""
    canvas = canvas or page.locator("canvas.scene")
    for _ in range(60):
        page.wait_for_timeout(250)
        shot = np.asarray(Image.open(io.BytesIO(canvas.screenshot())).convert("RGB"), float)
        red, green, blue = np.moveaxis(shot, 2, 0)
        ball = (green > 1.2 * red) & (green > 1.2 * blue)
        middle = shot.shape[1] // 2
        if min(ball[:, :middle].sum(), ball[:, middle:].sum()) > 1500:
            light = ((shot / 255) ** 2.2) @ [0.2126, 0.7152, 0.0722]
            metal, paper = (light[:, at][ball[:, at]] for at in (slice(None, middle), slice(middle, None)))
            low, high = np.percentile(metal, (10, 90))
            return Balls(float(metal.mean()), float(paper.mean()), float(high / low))
    raise AssertionError("two green balls were never seen")


def is_like_paper(balls: Balls) -> bool:
    return 0.7 < balls.metal / balls.paper < 1.6


@pytest.mark.parametrize("hour", ["day", "morning", "evening", "night"])
def test_R120_metal_is_as_bright_as_paper_of_its_colour_at_every_hour(stage: Stage, hour: str) -> None:
    balls = seen(stage(hour))
    assert is_like_paper(balls), balls
    assert balls.gloss > GLOSSY, balls


def test_R120_R102_metal_stays_bright_on_another_canvas_after_a_loss_and_drawn_plainly(stage: Stage) -> None:
    page = stage("day")
    begun = seen(page)
    page.evaluate("window.first = document.querySelector('canvas.scene')")
    for _ in range(8):  # as many as there are steps
        if page.evaluate("document.querySelector('canvas.scene') !== window.first"):
            break
        page.evaluate("heat()")
    until(page, "!window.first.isConnected")
    on_another = seen(page)
    page.evaluate(LOSE)
    after_a_loss = seen(page)
    for balls in (begun, on_another, after_a_loss):
        assert is_like_paper(balls), balls
        assert balls.gloss > GLOSSY, balls
    drawn = page.evaluate("document.querySelector('canvas.scene').drawn")
    page.evaluate("heat()")
    until(page, f"document.querySelector('canvas.scene').drawn > {drawn}")
    plain = seen(page)
    assert is_like_paper(plain), plain
    assert plain.gloss < GLOSSY, plain


def test_R120_metal_is_bright_in_a_room_that_a_headset_shows(stage: Stage) -> None:
    page = stage("day", f"{IWER.read_text()};{ROOM.read_text()};emulateRoom({json.dumps(HEADSET)})")
    page.click("[data-action=menu]")
    page.click("[data-room-choice=immersive-vr]")
    expect(page.locator("html")).to_have_attribute("data-tracking", "tracking")
    balls = seen(page)
    assert is_like_paper(balls), balls
    assert balls.gloss > GLOSSY, balls


@pytest.mark.uploads
def test_R120_metal_is_bright_in_the_studio_in_the_light_that_is_chosen(
    server: RunningServer, create: Callable[..., Page], tmp_path: Path
) -> None:
    page = create(server)
    new_page(page, "Logam")
    file = tmp_path / "bola.glb"
    file.write_bytes(two_balls())
    upload(page, file)
    desk = page.locator(".desk canvas")
    expect(desk).to_have_attribute("data-models", "1", timeout=SLOW)
    by_day = seen(page, desk)
    page.locator("[data-where=light]").select_option("night")
    page.wait_for_timeout(500)
    at_night = seen(page, desk)
    assert at_night.metal < 0.6 * by_day.metal
    page.get_by_role("button", name="Bandingkan sebelum dan sesudah").click()
    shown = page.locator(".compare canvas")
    for side in (0, 1):
        expect(shown.nth(side)).to_have_attribute("data-models", "1", timeout=SLOW)
    for balls in (by_day, at_night, *(seen(page, shown.nth(side)) for side in (0, 1))):
        assert is_like_paper(balls), balls
        assert balls.gloss > GLOSSY, balls
