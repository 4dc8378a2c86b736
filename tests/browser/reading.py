"""What a child does in tests: opens a book, answers a puzzle, goes to the stamp; and what the page tells of itself."""

import json
import time
import urllib.request
from typing import Any

from playwright.sync_api import Page

from tests.running import ROOT

AXE = ROOT / "webclient" / "node_modules" / "axe-core" / "axe.min.js"
BOOK = "tanda-kuning-momo"


def fetch(url: str) -> Any:
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def begin(page: Page, camera: bool = False) -> None:
    page.click("[data-action=start]")
    # Who chose a way to read on this device before is not asked again.
    until(page, "document.querySelector('.why') || document.documentElement.dataset.rung")
    answer = page.locator("[data-action=camera]" if camera else "[data-action=no-camera]")
    if answer.is_visible():
        answer.click()
    until(page, "document.documentElement.dataset.rung")


def until(page: Page, expression: str, within: float = 15) -> None:
    """Waits until it is true in the page. (Playwright's own way needs `eval`, which the page's policy forbids.)"""
    end = time.monotonic() + within
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never came true: {expression}"
        page.wait_for_timeout(50)


def hide(page: Page, hidden: bool = True) -> None:
    """The page is not seen any more, or again: as the browser tells it of another tab, a call, a locked screen."""
    page.evaluate(
        """(hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event('visibilitychange')); }""",
        hidden,
    )


def refuse_camera(page: Page, times: int | None, why: str = "NotReadableError") -> None:
    """The next openings of the camera fail with that DOMException, as another app's does; None: all."""
    page.evaluate(
        """([times, why]) => {
        const { mediaDevices } = navigator;
        const open = MediaDevices.prototype.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = (wish) => (times === null || times-- > 0)
          ? Promise.reject(new DOMException('not now', why)) : open(wish); }""",
        [times, why],
    )


def state(page: Page) -> dict[str, str]:
    return dict(page.evaluate("({...document.documentElement.dataset})"))


def axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:160]}" for violation in found["violations"] for node in violation["nodes"]
    ]


def solve(page: Page, task: dict[str, Any]) -> None:
    """Answers the puzzle that is shown, as a child without a finger for the scene would."""
    if task["kind"] == "spell":
        page.keyboard.type(task["word"]["id"])
        return
    listed = page.locator(".find > .press")
    if listed.is_visible():
        listed.click()
    page.locator(f".option[data-value={task['answer']}]").click()


def finish(page: Page, tasks: list[dict[str, Any]]) -> None:
    """From the story to the stamp."""
    page.click("[data-action=next]")
    for task in tasks:
        solve(page, task)
        page.locator(".kind.right").wait_for()
        page.click("[data-action=next]")
