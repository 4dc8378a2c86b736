"""The child's reader in Chromium, against a real server with the demo books: reading, listening, puzzles."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import BOOK, begin, finish, solve, state, until
from tests.running import RunningServer

Visit = Callable[..., Page]


def test_a_child_reads_a_page_to_its_stamp(enter: Callable[..., Page], manifest: Any) -> None:
    page = enter(f"/b/{BOOK}/3")
    tasks = manifest["pages"][2]["scene"]["tasks"]
    expect(page.get_by_role("heading", level=1)).to_have_text(manifest["pages"][2]["scene"]["title"]["id"])
    finish(page, tasks)
    expect(page.get_by_role("heading", name="Halaman ini selesai!")).to_be_visible()
    expect(page.locator(".stamp")).to_be_visible()
    page.click("[data-action=page]")
    expect(page.get_by_role("heading", level=1)).to_have_text(manifest["pages"][3]["scene"]["title"]["id"])
    expect(page.locator(".footprints")).to_have_attribute("aria-label", "Halaman 4 dari 8. 1 halaman selesai.")


def test_R4_a_wrong_try_is_answered_kindly_and_costs_nothing(enter: Callable[..., Page], manifest: Any) -> None:
    page = enter(f"/b/{BOOK}/3")
    for task in manifest["pages"][2]["scene"]["tasks"]:
        page.click("[data-action=next]")
        if task["kind"] == "choice":
            wrong = next(option for option in task["options"] if option["id"] != task["answer"])
            page.locator(f".option[data-value={wrong['id']}]").click()
            said = page.locator(".kind.almost")
            expect(said).to_contain_text("Hampir")
            assert "salah" not in said.inner_text().lower()
            solve(page, task)
            expect(page.locator(".kind.right")).to_be_visible()
            return
    raise AssertionError("the page has no choice task")


def watch_words(page: Page) -> None:
    """Keeps every word that is lit from now on in `window.lit`."""
    page.evaluate(
        """() => { window.lit = [];
        new MutationObserver(() => { const word = document.querySelector('.word.lit');
          if (word && window.lit.at(-1) !== word) window.lit.push(word); })
          .observe(document.querySelector('.story'), {subtree: true, attributeFilter: ['class']}); }"""
    )


def test_R5_words_are_lit_in_order_without_a_voice(enter: Callable[..., Page], manifest: Any) -> None:
    page = enter(f"/b/{BOOK}/1")
    watch_words(page)
    page.click("[data-action=listen]")
    expect(page.get_by_text("tidak punya suara")).to_be_visible()
    until(page, "window.lit.length >= 6")
    words = page.evaluate("[...document.querySelectorAll('.word')].map((word) => word.textContent)")
    lit = page.evaluate("window.lit.map((word) => word.textContent)")
    assert lit == words[: len(lit)]
    page.click("[data-action=listen]")
    expect(page.locator(".word.lit")).to_have_count(0)


def test_R6_a_tapped_word_grows_and_shows_its_syllables(enter: Callable[..., Page]) -> None:
    page = enter(f"/b/{BOOK}/1")
    word = page.locator(".word", has_text="beruang").first
    word.click()
    expect(page.locator(".bubble .syllable")).to_have_text(["be", "ru", "ang"])
    assert page.locator(".bubble").bounding_box() is not None
    page.locator("h1").first.click()
    expect(page.locator(".bubble")).to_have_count(0)


def test_R13_the_root_element_tells_the_rung_and_the_scene(enter: Callable[..., Page], manifest: Any) -> None:
    page = enter()
    assert state(page) == {"rung": "view", "scene": manifest["pages"][0]["id"]}
    page.click("[data-action=menu]")
    page.click("[data-rung-choice=read]")
    until(page, "document.documentElement.dataset.rung === 'read'")
    expect(page.locator(".print img")).to_have_attribute(
        "alt", manifest["pages"][0]["scene"]["picture"]["description"]["id"]
    )
    assert "tracking" not in state(page)


def test_R10_a_scene_at_rest_is_not_drawn_again(enter: Callable[..., Page]) -> None:
    page = enter(reduced_motion="reduce")
    canvas = page.locator("canvas.scene")
    drawn = "(document.querySelector('canvas.scene')?.drawn ?? 0)"
    until(page, f"{drawn} > 0")
    # What comes late (a font, a label) is drawn once more. What moves by itself never comes to rest.
    before, end = 0, time.monotonic() + 20
    while (now := page.evaluate(drawn)) > before:
        assert time.monotonic() < end, "drawn again and again"
        before = now
        page.wait_for_timeout(1200)
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    until(page, f"{drawn} > {before}")


def test_find_is_solved_by_a_tap_in_the_scene(enter: Callable[..., Page], manifest: Any) -> None:
    pages = manifest["pages"]
    number, index = next(
        (page["number"], i) for page in pages for i, task in enumerate(page["scene"]["tasks"]) if task["kind"] == "find"
    )
    page = enter(f"/b/{BOOK}/{number}", reduced_motion="reduce")
    until(page, "document.querySelector('canvas.scene')?.drawn > 0")
    for _ in range(index + 1):
        page.click("[data-action=next]")
    page.wait_for_timeout(1500)
    box = page.locator("canvas.scene").bounding_box()
    assert box is not None
    # A child pokes around in the picture until it has found it.
    for y in (0.3, 0.24, 0.36, 0.42):
        for x in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
            page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
            if page.locator(".kind.right").is_visible():
                return
    raise AssertionError("nothing in the picture was what the puzzle asks for")


VOICE = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voice = { lang: 'id-ID', localService: true, name: 'Suara' };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [voice], addEventListener() {}, removeEventListener() {},
  cancel() { this.now = null; },
  async speak(utterance) {
    if (utterance.volume === 0) return;
    window.spoken.push(utterance.text);
    this.now = utterance;
    if (!SPEAKS) return;
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    await rest(20);
    if (this.now === utterance) utterance.onstart?.({});
    for (const word of utterance.text.matchAll(/\\S+/g)) {
      if (this.now === utterance) utterance.onboundary?.({ name: 'word', charIndex: word.index });
      await rest(60);
    }
    if (this.now === utterance) utterance.onend?.({});
  } } });
"""
"""A voice as Chrome has it on Android: reports each word that it speaks, or, with SPEAKS false, never begins."""


@pytest.mark.parametrize("speaks", [True, False])
def test_R5_words_follow_the_voice_and_do_without_a_broken_one(
    shared_server: RunningServer, visit: Visit, manifest: Any, speaks: bool
) -> None:
    page = visit(shared_server.url)
    page.add_init_script(VOICE.replace("SPEAKS", json.dumps(speaks)))
    page.goto(f"{shared_server.url}/b/{BOOK}/1")
    begin(page)
    watch_words(page)
    page.click("[data-action=listen]")
    until(page, "window.lit.length >= 5", within=20)
    words = page.evaluate("[...document.querySelectorAll('.word')].map((word) => word.textContent)")
    lit = page.evaluate("window.lit.map((word) => word.textContent)")
    assert lit == words[: len(lit)]
    sentences = manifest["pages"][0]["scene"]["story"]["id"]
    spoken = page.evaluate("window.spoken")
    assert spoken == sentences[: len(spoken)]
    expect(page.get_by_text("tidak punya suara")).to_be_hidden()
    if speaks:
        expect(page.locator("[data-action=next].primary")).to_be_visible(timeout=20_000)
        assert page.evaluate("window.lit.length") == len(words)
