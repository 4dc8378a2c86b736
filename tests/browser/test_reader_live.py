"""Live AR in the child's reader: a film of two printed pages is Chromium's camera."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.camera import Truth, film
from tests.browser.camera import page as printed
from tests.browser.reading import BOOK, axe, begin, fetch, hide, refuse_camera, state, until
from tests.running import RunningServer

REST, PAN, BARE = 4.0, 0.8, 5.0
PAGES = (2, 3)
"""The demo book's pages 3 and 4 lie under the camera."""


@pytest.fixture(scope="module")
def book(shared_server: RunningServer) -> Any:
    manifest = fetch(f"{shared_server.url}/api/books/{BOOK}")
    markers = fetch(f"{shared_server.url}/api/markers/books/{manifest['book']['id']}")["markers"]
    return manifest, {marker["page"]: marker for marker in markers}


@pytest.fixture(scope="module")
def shot(book: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    manifest, markers = book
    words = [int(markers[manifest["pages"][i]["id"]]["word"], 16) for i in PAGES]
    path: Path = tmp_path_factory.mktemp("film") / "book.y4m"
    truths = film(path, [printed(word, seed=i) for i, word in enumerate(words)], seed=3, hold=REST, pan=PAN, bare=BARE)
    return path, truths


@pytest.fixture
def child(
    launch: Callable[..., Browser], shot: Any, visit: Callable[..., Page], shared_server: RunningServer, book: Any
) -> Page:
    """A child that scanned page 3 and said yes to the camera; `window.poses` holds what the page told of its frames."""
    manifest, markers = book
    code = markers[manifest["pages"][PAGES[0]]["id"]]["code"]
    page = visit(f"{shared_server.url}/m/{code}", "phone-wide", launch(shot[0]))
    page.evaluate(
        """() => { window.poses = []; window.tracks = [];
        const { mediaDevices } = navigator; const open = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = async (wish) => {
          const stream = await open(wish); window.tracks.push(...stream.getTracks()); return stream; };
        document.documentElement.addEventListener('arlearn:pose', ({ detail }) => window.poses.push(detail)); }"""
    )
    begin(page, camera=True)
    return page


def test_R8_R9_R13_pages_follow_the_camera_and_the_last_is_held(child: Page, book: Any) -> None:
    manifest, markers = book
    assert state(child)["rung"] == "live"
    expect(child.locator("html")).to_have_attribute("data-tracking", "tracking")
    seen: set[tuple[str, str]] = set()
    for _ in range(600):
        # In one go: between two questions the camera may have moved on.
        now = state(child)
        seen.add((now["tracking"], now["scene"]))
        if now["tracking"] == "tracking":
            assert now["marker"] == markers[now["scene"]]["code"]
        if now["tracking"] == "held" and len({page for kind, page in seen if kind == "tracking"}) == 2:
            break
        child.wait_for_timeout(50)
    both = {manifest["pages"][i]["id"] for i in PAGES}
    assert {page for kind, page in seen if kind == "tracking"} == both
    assert "held" in {kind for kind, _ in seen}
    heading = next(page for page in manifest["pages"] if page["id"] == state(child)["scene"])["scene"]["title"]["id"]
    expect(child.get_by_role("heading", level=1)).to_have_text(heading)


TINTS = """() => new Promise((resolve, reject) => {
  setTimeout(reject, 30000, 'no frame');
  const pen = Object.assign(document.createElement('canvas'), { width: 16, height: 16 }).getContext('2d');
  // Red and blue less green, as most of the px have them: all of the film is in the light of the same lamp.
  const tint = (image, width, height) => {
    pen.drawImage(image, 0, 0, 0.12 * width, height, 0, 0, 16, 16);
    const { data } = pen.getImageData(0, 0, 16, 16);
    const usual = (of) =>
      Array.from({ length: 256 }, (_, i) => data[4 * i + of] - data[4 * i + 1]).sort((a, b) => a - b)[128];
    return [usual(0), usual(2)];
  };
  document.documentElement.addEventListener('arlearn:pose', ({ detail: { image, width, height } }) => {
    const canvas = document.querySelector('canvas.scene');
    resolve([tint(canvas, canvas.width, canvas.height), tint(image, width, height)]);
  }, { once: true });
})"""
"""What tint the page drew for a frame and what tint Chromium gives it, along the left edge, where few figures are."""


def apart(pose: dict[str, Any], truth: Truth) -> float:
    """Millimetres to the nearest sheet of the frame, and two for each degree of turn."""
    turned = np.array(pose["R"]).reshape(3, 3).T @ truth.R
    angle = np.degrees(np.arccos(min(1.0, (np.trace(turned) - 1) / 2)))
    return min(float(np.linalg.norm(np.array(pose["t"]) - place)) for place in truth.t) + 2 * float(angle)


def test_R101_the_pose_and_the_colours_that_were_drawn_are_those_of_the_film(child: Page, shot: Any) -> None:
    """Chromium gives no frame numbers: each pose must be that of some frame of the film, and near it."""
    _, truths = shot
    drawn, given = child.evaluate(f"({TINTS})()")
    assert max(given) - min(given) > 10, "the film has no colour"
    assert np.abs(np.subtract(drawn, given)).max() < 4
    until(child, "window.poses.filter((seen) => seen.raw).length >= 10", within=40)
    poses = [seen["raw"] for seen in child.evaluate("window.poses") if seen["raw"]]
    wrong = sum(min(apart(pose, truth) for truth in truths) > 10 for pose in poses)
    assert wrong <= len(poses) // 10, f"{wrong} of {len(poses)} poses are none of the film's"


def test_R50_an_interrupted_camera_comes_back_by_itself(child: Page) -> None:
    html = child.locator("html")
    expect(html).to_have_attribute("data-tracking", "tracking")
    # As a call does it: the camera is taken away, and for a while every wish for it is refused.
    child.evaluate(
        """() => { const { mediaDevices } = navigator; const open = mediaDevices.getUserMedia.bind(mediaDevices);
        let refusals = 1;
        mediaDevices.getUserMedia = (wish) => refusals-- > 0
          ? Promise.reject(new DOMException('busy', 'NotReadableError')) : open(wish);
        window.tracks.at(-1).dispatchEvent(new Event('ended')); }"""
    )
    expect(html).to_have_attribute("data-camera", "interrupted")
    expect(html).not_to_have_attribute("data-camera", "interrupted")
    child.evaluate("window.poses.length = 0")
    until(child, "window.poses.some((seen) => seen.raw)", within=30)
    assert state(child)["rung"] == "live"


def test_R122_R123_a_hidden_page_gets_its_camera_back_and_says_when_it_does_not(child: Page) -> None:
    html = child.locator("html")
    expect(html).to_have_attribute("data-tracking", "tracking")
    child.evaluate(
        """() => { window.told = [];
        const { dataset } = document.documentElement;
        new MutationObserver(() => window.told.push(dataset.camera ?? null))
          .observe(document.documentElement, { attributeFilter: ['data-camera'] }); }"""
    )
    refuse_camera(child, times=2)
    hide(child)
    assert child.evaluate("window.tracks.every((track) => track.readyState === 'ended')")
    child.wait_for_timeout(500)
    assert child.evaluate("window.told") == []
    # A video call has it still.
    hide(child, hidden=False)
    until(child, "window.told.length === 2", within=30)
    assert child.evaluate("window.told") == ["interrupted", None]
    child.evaluate("window.poses.length = 0")
    until(child, "window.poses.some((seen) => seen.raw)", within=30)
    # It was a plugged one, and somebody takes it along.
    hide(child)
    refuse_camera(child, times=None, why="NotFoundError")
    hide(child, hidden=False)
    expect(child.locator("[data-problem=camera_none]")).to_be_visible()
    assert axe(child) == []
    refuse_camera(child, times=0)
    child.evaluate("window.poses.length = 0")
    child.click("[data-action=again]")
    until(child, "window.poses.some((seen) => seen.raw)", within=30)
    assert state(child)["rung"] == "live"


def test_R51_a_refused_camera_is_explained_and_the_next_rung_offered(
    shared_server: RunningServer, visit: Callable[..., Page]
) -> None:
    page = visit(shared_server.url)
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page.goto(f"{shared_server.url}/b/{BOOK}")
    begin(page, camera=True)
    expect(page.locator("html")).to_have_attribute("data-rung", "photo")
    assert "tracking" not in state(page)
    expect(page.locator("[data-problem=camera_denied]")).to_be_visible()
    assert axe(page) == []
    page.click("[data-action=without]")
    expect(page.locator("html")).to_have_attribute("data-photo", "ask")
    page.click("[data-action=menu]")
    expect(page.locator("[data-rung-choice=live]")).to_contain_text("Kamera belum diizinkan")
    expect(page.locator("[data-rung-choice=live]")).to_be_enabled()
