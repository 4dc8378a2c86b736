"""Live tracking in Chromium: a film of two printed pages is its camera, and the truth of every frame is known."""

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.camera import Truth, film, page
from tests.browser.reading import hide

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "tracking"
WORDS = (0x9E4DB1C26A57, 0x15F3A86E0B9D)
MARKERS = [{"code": f"PAGE{i + 1}", "word": f"{word:012x}"} for i, word in enumerate(WORDS)]
REST, PAN, BARE = 2.0, 0.8, 1.5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the test page, built as the client is and served from this machine."""
    assert (ROOT / "webclient/src/tracking/wasm/tracker.wasm").exists(), "run webclient/native/build.py first"
    out = tmp_path_factory.mktemp("site")
    vite = [shutil.which("node") or "node", "node_modules/vite/bin/vite.js", "build", str(HERE)]
    options = ["--configLoader", "native", "--config", str(HERE / "vite.config.mjs"), "--outDir", str(out)]
    subprocess.run([*vite, *options], cwd=ROOT / "webclient", check=True, capture_output=True, timeout=120)
    handler = functools.partial(_Quiet, directory=str(out))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Says nothing of what was asked for."""


@dataclass(frozen=True)
class Film:
    path: Path
    truths: list[Truth]


@pytest.fixture(scope="module")
def two_pages(tmp_path_factory: pytest.TempPathFactory) -> Film:
    path = tmp_path_factory.mktemp("film") / "two-pages.y4m"
    sheets = [page(word, seed=i + 1) for i, word in enumerate(WORDS)]
    return Film(path, film(path, sheets, seed=7, hold=REST, pan=PAN, bare=BARE))


Frame = dict[str, Any]


def watch(opened: Page, frames: int, markers: list[dict[str, str]] = MARKERS) -> list[Frame]:
    """What the page noted of so many frames; by count, since a busy machine films slowly."""
    opened.evaluate("async (markers) => { window.live = await window.start(markers) }", markers)
    return more(opened, frames)


def more(opened: Page, frames: int) -> list[Frame]:
    opened.wait_for_function("(frames) => window.noted.length >= frames", arg=frames, timeout=90_000)
    noted: list[Frame] = opened.evaluate("window.noted")
    return noted


def errors(pose: dict[str, Any], truth: Truth, sheet: int) -> tuple[float, float]:
    """How far off a pose is: mm, degrees."""
    move = np.linalg.norm(np.array(pose["t"]) - truth.t[sheet])
    turn = np.array(pose["R"]).reshape(3, 3) @ truth.R.T
    return float(move), float(np.degrees(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1))))


def at_rest(noted: list[Frame], truths: list[Truth]) -> Iterator[tuple[Frame, Truth, int]]:
    """Frames that show a whole marker at which the camera has rested for a while, and which.

    0.6 s are two frames of a very busy machine: so many the reader takes to turn to another page.
    """
    for frame in noted:
        truth = truths[frame["number"]]
        settled = truth.frame >= 18 and truths[truth.frame - 18].rest == truth.rest  # the film plays in a loop
        if truth.rest is not None and settled and truth.inside[truth.rest]:
            yield frame, truth, truth.rest


def spread(values: Any) -> str:
    return f"{np.median(values):.2f} (95%: {np.percentile(values, 95):.2f}, most {np.max(values):.2f})"


def test_both_pages_are_found_where_they_are_and_held_when_lost(
    site: str, two_pages: Film, launch: Callable[..., Browser], visit: Callable[..., Page]
) -> None:
    noted = watch(visit(site, "laptop", launch(two_pages.path)), 200)
    assert {frame["kind"] for frame in noted} == {"VideoFrame"}
    assert noted[0]["size"] == [640, 480]
    assert all(frame["number"] is not None for frame in noted), "every frame carries its number"

    resting = list(at_rest(noted, two_pages.truths))
    assert {sheet for _, _, sheet in resting} == {0, 1}
    right = [f["raw"] is not None and f["marker"] == MARKERS[sheet]["code"] for f, _, sheet in resting]
    off = {
        kind: np.array([errors(f[kind], t, sheet) for (f, t, sheet), ok in zip(resting, right, strict=True) if ok])
        for kind in ("raw", "pose")
    }
    took = [frame["took"] for frame in noted]
    print(f"\nfound {np.mean(right):.1%} of {len(right)} frames, detector {spread(took)} ms")
    for kind, (mm, degrees) in ((kind, values.T) for kind, values in off.items()):
        print(f"{kind}: off by {spread(mm)} mm, {spread(degrees)} degrees")
        assert np.percentile(mm, 95) < 2
        assert np.max(mm) < 5
        assert np.percentile(degrees, 95) < 1.5
        assert np.max(degrees) < 3
    assert np.mean(right) > 0.95

    # The last second of the film shows the desk alone: the page before is kept, and its last pose.
    desk = [frame for frame in noted if frame["number"] >= len(two_pages.truths) - 25]
    assert desk
    assert {(f["state"], f["marker"]) for f in desk} == {("held", "PAGE2")}
    assert all(f["raw"] is None and f["pose"] is not None for f in desk)


def test_only_the_pages_of_the_book_are_found(
    site: str, two_pages: Film, launch: Callable[..., Browser], visit: Callable[..., Page]
) -> None:
    opened = visit(site, "laptop", launch(two_pages.path))
    stranger = [{"code": "OTHER", "word": "c6197d4ae853"}]
    assert {(f["state"], f["marker"], f["pose"]) for f in watch(opened, 60, stranger)} == {("searching", None, None)}
    opened.evaluate("(markers) => window.live.know(markers)", MARKERS)
    opened.wait_for_function("() => window.noted.at(-1).state === 'tracking'", timeout=60_000)


def test_a_browser_without_video_frames_tracks_by_canvas(
    site: str, two_pages: Film, launch: Callable[..., Browser], visit: Callable[..., Page]
) -> None:
    opened = visit(site, "laptop", launch(two_pages.path))
    opened.evaluate("() => { delete window.VideoFrame }")
    noted = watch(opened, 100)
    assert {frame["kind"] for frame in noted} == {"HTMLCanvasElement"}
    off = np.array([errors(f["raw"], t, sheet) for f, t, sheet in at_rest(noted, two_pages.truths) if f["raw"]])
    assert len(off) > 20
    assert np.percentile(off[:, 0], 95) < 2
    assert np.percentile(off[:, 1], 95) < 1.5


def test_a_hidden_page_lets_go_of_the_camera_and_takes_it_again(
    site: str, two_pages: Film, launch: Callable[..., Browser], visit: Callable[..., Page]
) -> None:
    opened = visit(site, "laptop", launch(two_pages.path))
    watch(opened, 10)
    track = opened.evaluate_handle("() => document.querySelector('video').srcObject.getVideoTracks()[0]")
    hide(opened)
    assert track.evaluate("(track) => track.readyState") == "ended"
    assert opened.evaluate("() => document.querySelector('video').srcObject") is None
    opened.wait_for_timeout(300)
    before = opened.evaluate("() => window.noted.length")
    hide(opened, hidden=False)
    more(opened, before + 10)
    opened.evaluate("() => window.live.stop()")
    assert opened.evaluate("() => document.querySelector('video').srcObject") is None
    assert opened.evaluate("() => window.failures") == []


def test_lenses_can_be_listed_and_the_chosen_one_is_remembered(
    site: str, two_pages: Film, launch: Callable[..., Browser], visit: Callable[..., Page]
) -> None:
    opened = visit(site, "laptop", launch(two_pages.path))
    watch(opened, 5)
    lenses = opened.evaluate("() => window.live.lenses()")
    assert len(lenses) == 1
    assert lenses[0]["label"]
    opened.evaluate("(id) => window.live.useLens(id)", lenses[0]["id"])
    assert opened.evaluate("() => localStorage.getItem('arlearn.lens')") == lenses[0]["id"]
    more(opened, opened.evaluate("() => window.noted.length") + 5)
    assert opened.evaluate("() => window.live.torch(true)") is False, "this camera has no lamp"


def refusing(name: str) -> str:
    return f"() => {{ navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{name}')) }}"


@pytest.mark.parametrize(
    ("how", "failure"),
    [
        (refusing("NotAllowedError"), "refused"),
        (refusing("NotReadableError"), "busy"),
        ("() => { Object.defineProperty(navigator, 'mediaDevices', { value: undefined }) }", "unsupported"),
        ("() => { Object.defineProperty(window, 'isSecureContext', { value: false }) }", "insecure"),
        ("() => undefined", "none"),
    ],
)
def test_a_camera_that_cannot_be_had_is_named(site: str, visit: Callable[..., Page], how: str, failure: str) -> None:
    """The last one is real: this Chromium has no camera. The others answer as other devices do."""
    opened = visit(site, "laptop", permissions=["camera"])
    opened.evaluate(how)
    opened.evaluate("async (markers) => { window.live = await window.start(markers) }", MARKERS)
    assert opened.evaluate("() => window.failures") == [failure]
    assert opened.evaluate("() => window.noted") == []
