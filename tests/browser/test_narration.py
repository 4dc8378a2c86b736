"""A recorded voice in Chromium, reading to a child."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.reading import BOOK, begin, until
from tests.browser.voice import REST, SYLLABLE, WATCH, sentence, spoken
from tests.running import RunningServer

Visit = Callable[..., Page]


class Told:
    """A page of the demo book that somebody has recorded: every word of one syllable."""

    def __init__(self, manifest: Any, folder: Path) -> None:
        self.manifest = json.loads(json.dumps(manifest))
        scene = self.manifest["pages"][0]["scene"]
        counts = [len(line.split()) for line in scene["story"]["id"]]
        self.file = spoken(folder / "voice.wav", *(sentence(*[1] * count) for count in counts))
        self.times: list[list[list[int]]] = []
        at = REST
        for count in counts:
            begins = [round((at + SYLLABLE * i) * 1000) for i in range(count)]
            self.times.append([[begin, begin + round(SYLLABLE * 1000)] for begin in begins])
            at += count * SYLLABLE + REST
        scene["narration"] = {"id": {"asset": "e" * 64, "sentences": self.times}}
        file = {"url": f"/media/{'e' * 64}.wav", "media_type": "audio/wav", "size": self.file.stat().st_size}
        self.manifest["assets"]["e" * 64] = {**file, "bounds": None, "animations": []}

    def begins(self) -> list[int]:
        return [begin for line in self.times for begin, _ in line]


@pytest.fixture
def told(manifest: Any, tmp_path: Path) -> Told:
    return Told(manifest, tmp_path)


@pytest.fixture
def listen(shared_server: RunningServer, visit: Visit, told: Told) -> Callable[..., Page]:
    """listen(sound=True) → the recorded page, before it is read; without a sound there is no file for it."""

    def serve(route: Route) -> None:
        route.fulfill(path=told.file, content_type="audio/wav")

    def go(sound: bool = True) -> Page:
        page = visit(f"{shared_server.url}/api/books", rung="read")  # where nothing is fetched besides
        page.route(f"**/api/books/{BOOK}", lambda route: route.fulfill(json=told.manifest))
        page.route("**/media/eeee*", serve if sound else lambda route: route.fulfill(status=404))
        page.goto(f"{shared_server.url}/b/{BOOK}/1")
        begin(page)
        page.evaluate(WATCH)
        return page

    return go


def test_R80_R81_a_recorded_voice_reads_and_its_clock_lights_the_words(listen: Callable[..., Page], told: Told) -> None:
    page = listen()
    fetched = page.evaluate("performance.getEntriesByType('resource').filter(({name}) => name.includes('eeee')).length")
    until(page, "performance.getEntriesByType('resource').some(({name}) => name.includes('eeee'))")
    assert fetched <= 1
    # It is kept on the device: the network may go.
    page.context.set_offline(True)
    page.click("[data-action=listen]")
    expect(page.locator(".story")).to_have_attribute("data-voice", "recorded")
    expect(page.get_by_text("tidak punya suara")).to_be_hidden()

    # Cut off in its second sentence, it goes on with that.
    first = len(told.times[0])
    until(page, f"window.said.some(({{word}}) => word === {first + 1})")
    page.click("[data-action=listen]")
    assert page.evaluate("window.voice.paused")
    expect(page.locator(".word.lit")).to_have_count(0)
    before = page.evaluate("window.said.splice(0).map(({word}) => word)")
    assert before == list(range(before[-1] + 1))
    page.click("[data-action=listen]")
    expect(page.locator("[data-action=next].primary")).to_be_visible()
    page.context.set_offline(False)
    after = page.evaluate("window.said")
    begins = told.begins()
    assert [one["word"] for one in after] == list(range(first, len(begins)))
    lags = [one["ms"] - begins[one["word"]] for one in after]
    assert min(lags) >= -5, "lit before it was spoken"
    # However busy the machine: what it was late for is made up for, and does not add up.
    assert min(lags[-5:]) <= 900, lags


def test_R80_without_its_sound_the_device_reads(listen: Callable[..., Page], told: Told) -> None:
    page = listen(sound=False)
    page.click("[data-action=listen]")
    expect(page.locator(".story")).to_have_attribute("data-voice", "device")
    until(page, "window.said.length >= 3")
    assert page.evaluate("window.said.slice(0, 3).map(({word}) => word)") == [0, 1, 2]
