"""A recorded voice in Chromium: made in the studio with a microphone of tones, and reading to a child."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.reading import BOOK, axe, begin, fetch, until
from tests.browser.voice import REST, SYLLABLE, sentence, spoken
from tests.running import RunningServer

pytestmark = pytest.mark.uploads

Visit = Callable[..., Page]
LIT = """() => {
  window.lit = [];
  new MutationObserver(() => {
    const word = document.querySelector('.voice-word.lit')?.textContent;
    if (word && word !== window.lit.at(-1)) window.lit.push(word);
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""
WATCH = """() => {
  window.said = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.voice = this; return play.call(this); };
  const at = (word) => [...document.querySelectorAll('.word')].indexOf(word);
  new MutationObserver(() => {
    const word = document.querySelector('.word.lit');
    if (word && window.said.at(-1)?.word !== at(word))
      window.said.push({word: at(word), ms: window.voice ? window.voice.currentTime * 1000 : null});
  }).observe(document.querySelector('.story'), {subtree: true, attributeFilter: ['class']});
}"""
"""Which word was lit when by the sound's own clock, from now on in `window.said`."""


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


@pytest.fixture
def microphone(launch: Callable[..., Browser], tmp_path: Path) -> Browser:
    """Chromium that hears, over and over, two words of two and three syllables and a rest."""
    return launch(microphone=spoken(tmp_path / "heard.wav", sentence(2, 3)))


def record(page: Page, at: int) -> None:
    """The sentence that is due, by the keyboard alone, until the microphone has said it at least once. A busy machine's
    microphone stutters; what was not heard is asked for again."""
    taken = page.locator(".take-list li").nth(at).locator(".icon").first
    unheard = page.get_by_role("alert").filter(has_text="tidak terdengar")
    for _ in range(5):
        page.locator(".record button").focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Berhenti")).to_be_focused()
        page.wait_for_timeout(LOOP)
        page.keyboard.press("Enter")
        expect(taken.or_(unheard).first).to_be_visible()
        if taken.is_visible():
            return
    raise AssertionError("the microphone was never heard")


def hear(page: Page, *words: str) -> None:
    """The voice with its words lit in their turn."""
    page.evaluate(LIT)
    page.get_by_role("button", name="Dengarkan", exact=True).click()
    until(page, f"window.lit.at(-1) === '{words[-1]}'")
    expect(page.locator("[data-playing=false]")).to_be_visible()
    # A busy browser may leave one out; none comes out of turn.
    lit, turn = page.evaluate("window.lit"), iter(words)
    assert len(lit) >= len(words) - 1
    assert all(word in turn for word in lit), lit


def test_R82_R83_R84_a_creator_records_corrects_and_publishes(
    server: RunningServer, visit: Visit, microphone: Browser
) -> None:
    page = visit(f"{server.url}/studio", "phone", browser=microphone)
    sign_in(page, server)
    new_page(page)
    page.get_by_role("button", name="Rekam suara, Indonesia").click()
    page.get_by_role("button", name="Rekam per kalimat").click()
    for at in (0, 1):
        record(page, at)
    page.get_by_role("button", name="Pakai rekaman ini").click()

    # It is heard with its words lit, none of which anybody has tapped.
    hear(page, "Momo", "bangun.", "Hari", "pagi.")
    first = voice_of(page)
    assert [len(words) for words in first["sentences"]] == [2, 2]

    # Tapping corrects one sentence, and leaves the other.
    tap_along(page, 2)
    tapped = voice_of(page)
    assert tapped["asset"] == first["asset"]
    assert tapped["sentences"][0] == first["sentences"][0]
    assert tapped["sentences"][1] != first["sentences"][1]
    assert not axe(page)
    page.get_by_role("button", name="Selesai").last.click()

    # What the text says more is asked for, and only that is recorded again.
    page.get_by_label("Cerita, Indonesia").fill("Momo bangun.\nHari masih pagi.")
    page.get_by_role("button", name="Perbaiki suara, Indonesia").click()
    page.get_by_role("button", name="Rekam ulang kalimat 2").click()
    expect(page.locator(".take-list .take .icon")).to_have_count(1)
    record(page, 1)
    page.get_by_role("button", name="Pakai rekaman ini").click()
    expect(page.locator(".voice-heard")).to_be_visible()
    again = voice_of(page)
    assert again["asset"] != first["asset"]
    assert [len(words) for words in again["sentences"]] == [2, 3]
    lengths = [[end - begin for begin, end in voice["sentences"][0]] for voice in (first, again)]
    assert lengths[0] == pytest.approx(lengths[1], abs=2)
    page.get_by_role("button", name="Selesai").last.click()

    page.get_by_role("button", name="Terbitkan", exact=True).click()
    page.locator(".of-publish").get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("status").filter(has_text="Halaman 1 terbit")).to_be_visible()
    [card] = [card for card in fetch(f"{server.url}/api/books") if card["title"] == TITLE]
    book = fetch(f"{server.url}/api/books/{card['id']}")
    assert book["pages"][0]["scene"]["narration"] == {"id": again}
    sound = book["assets"][again["asset"]]
    assert sound["media_type"] == "audio/mp4"

    child = visit(f"{server.url}/b/{card['slug']}/1", browser=microphone, rung="read")
    begin(child)
    child.evaluate(WATCH)
    child.click("[data-action=listen]")
    until(child, "window.said.length === 5")
    assert child.evaluate("window.said.map(({word}) => word)") == [0, 1, 2, 3, 4]
    expect(child.locator(".story")).to_have_attribute("data-voice", "recorded")


TITLE = "Suara di Hutan"
LOOP = 2_000
"""ms of what the microphone says, with both of its rests."""


def sign_in(page: Page, server: RunningServer) -> None:
    name, password = server.sign_in("creator")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("button[type=submit]").click()


def new_page(page: Page) -> None:
    """A new book with one page, whose texts are open in the editor."""
    page.get_by_role("button", name="Buku baru").click()
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_role("button", name="Buat buku").click()
    page.get_by_role("button", name="Tambah halaman").click()
    page.get_by_role("button", name="Teks", exact=True).click()
    for language, story in (("Indonesia", "Momo bangun.\nHari pagi."), ("Inggris", "Momo wakes.\nIt is day.")):
        page.get_by_label(f"Judul halaman, {language}").fill("Momo")
        page.get_by_label(f"Cerita, {language}").fill(story)


def tap_along(page: Page, sentence: int) -> None:
    """Both words of the sentence, by the keyboard."""
    page.get_by_role("button", name=f"Ketuk kata kalimat {sentence}").click()
    expect(page.get_by_role("button", name="Ketuk setiap kata")).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_timeout(500)
    page.keyboard.press("Space")
    page.get_by_role("button", name="Cukup").click()
    expect(page.locator(".voice-heard")).to_be_visible()


def voice_of(page: Page) -> Any:
    """The Indonesian voice of the draft, once it is saved as it is on the screen."""
    expect(page.locator("[data-save=saved]")).to_have_count(1)
    draft = page.evaluate(
        "fetch(`/api/studio/pages/${location.pathname.split('/').at(-1)}/draft`).then((answer) => answer.json())"
    )
    return draft["document"]["narration"]["id"]
