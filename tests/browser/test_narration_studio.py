"""A voice is made in the studio, in Chromium with a microphone of tones: by sentences, in one go, from a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.reading import axe, begin, fetch, until
from tests.browser.voice import REST, SYLLABLE, WATCH, sentence, spoken
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
CATCH = """() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.voice = this; return play.call(this); };
}"""
TAP = """async (moments) => {
  const area = document.querySelector('.tap-area');
  const until = async (what) => {
    while (area.isConnected && !what()) await new Promise((done) => setTimeout(done, 5));
  };
  await until(() => window.voice.duration > 0);
  const taps = [];
  for (const moment of moments ?? [0.1, 0.26, 0.42, 0.58, 0.74].map((part) => part * 1000 * window.voice.duration)) {
    await until(() => window.voice.currentTime * 1000 >= moment);
    area.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true }));
    taps.push(window.voice.currentTime * 1000);
  }
  return taps;
}"""
"""A finger that hears the voice."""
LOOP = 2_000
"""ms of what the microphone says, with both of its rests."""


@pytest.fixture
def microphone(launch: Callable[..., Browser], tmp_path: Path) -> Browser:
    """Chromium that hears, over and over, two words of two and three syllables and a rest."""
    return launch(microphone=spoken(tmp_path / "heard.wav", sentence(2, 3)))


def record(page: Page, at: int | None, lasts: int = LOOP) -> None:
    """The sentence that is due, or for None all of them, by the keyboard alone, until the microphone has said it at
    least once. A busy machine's microphone stutters; what was not heard is asked for again."""
    taken = page.get_by_role("button", name="Dengarkan rekaman")
    if at is not None:
        taken = page.locator(".take-list li").nth(at).locator(".icon").first
    unheard = page.get_by_role("alert").filter(has_text="tidak terdengar")
    for _ in range(5):
        page.locator(".record button").focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Berhenti")).to_be_focused()
        page.wait_for_timeout(lasts)
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


def in_one_go(page: Page) -> Any:
    """The English voice, recorded as a whole and tapped along over all of its sentences."""
    page.get_by_role("button", name="Rekam suara, Inggris").click()
    page.get_by_role("button", name="Rekam sekaligus").click()
    expect(page.locator(".due")).to_have_text("Momo wakes. It is day.")
    record(page, None, lasts=2_600)
    page.get_by_role("button", name="Pakai rekaman ini").click()
    expect(page.locator(".voice-heard")).to_be_visible()
    taps = tap_all(page)
    voice = voice_of(page, "en")
    assert [len(words) for words in voice["sentences"]] == [2, 3]
    moved = [word[0] - tap for word, tap in zip(words_of(voice), taps, strict=True)]
    # A tap is taken for the end of a pause that is near.
    assert min(moved) >= -300
    assert max(moved) <= 170
    hear(page, "Momo", "wakes.", "It", "is", "day.")
    return voice


def from_a_file(page: Page, file: Path) -> Any:
    """The English voice from a file instead. Each word begins when it is tapped, however it was guessed."""
    spoken(file, sentence(2, 3), sentence(1, 1, 2))
    begins = [round(1000 * (rest * REST + said * SYLLABLE)) for rest, said in ((1, 0), (1, 2), (2, 5), (2, 6), (2, 7))]
    page.get_by_text("Suara lain").click()
    page.get_by_label("Unggah berkas suara").and_(page.locator("input")).set_input_files(file)
    expect(page.locator("select[data-where='narration.en.asset.licence']")).to_have_value("")
    taps = tap_all(page, [begin + 40 for begin in begins])
    voice = voice_of(page, "en")
    for at, ((found, _), spoken_at, tap) in enumerate(zip(words_of(voice), begins, taps, strict=True)):
        # After a pause the sound itself says when the word begins; within a sentence only the finger does.
        after_a_pause = at in (0, 2) and tap - spoken_at < 200
        assert abs(found - (spoken_at if after_a_pause else tap)) <= 60, (at, found, spoken_at, tap)
    page.locator("select[data-where='narration.en.asset.licence']").select_option("own-work")
    return voice


def test_R82_R83_R84_a_creator_records_corrects_and_publishes(
    server: RunningServer, visit: Visit, microphone: Browser, tmp_path: Path
) -> None:
    page = visit(f"{server.url}/studio", "phone", browser=microphone)
    sign_in(page, *server.sign_in("creator"))
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

    # In the other language in one go, and then from a file.
    told = in_one_go(page)
    other = from_a_file(page, tmp_path / "voice.wav")
    assert other["asset"] != told["asset"]
    page.get_by_role("button", name="Selesai").last.click()

    page.get_by_role("button", name="Terbitkan", exact=True).click()
    page.locator(".of-publish").get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("status").filter(has_text="Halaman 1 terbit")).to_be_visible()
    [card] = [card for card in fetch(f"{server.url}/api/books") if card["title"] == TITLE]
    book = fetch(f"{server.url}/api/books/{card['id']}")
    assert book["pages"][0]["scene"]["narration"] == {"id": again, "en": other}
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


def tap_all(page: Page, moments: list[float] | None = None) -> list[float]:
    """Taps every word of the story, each when the voice is at its moment, ms; five at even distances without them.

    When it was done, ms.
    """
    page.get_by_label("Ketuk dengan suara lambat").uncheck()
    page.evaluate(CATCH)
    page.get_by_role("button", name="Ketuk kata demi kata").click()
    taps: list[float] = page.evaluate(TAP, moments)
    expect(page.locator(".voice-heard")).to_be_visible()
    return taps


def words_of(voice: Any) -> list[Any]:
    return [word for words in voice["sentences"] for word in words]


def voice_of(page: Page, language: str = "id") -> Any:
    """The voice of the draft in a language, once it is saved as it is on the screen."""
    expect(page.locator("[data-save=saved]")).to_have_count(1)
    draft = page.evaluate(
        "fetch(`/api/studio/pages/${location.pathname.split('/').at(-1)}/draft`).then((answer) => answer.json())"
    )
    return draft["document"]["narration"][language]
