"""A room without phones: the educator's phone reads a film of children who hold up answer cards."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from markers.cards import NUMBERS
from markers.family import words
from tests.browser.educator import Educator
from tests.browser.panel import Book, axe
from tests.browser.reading import hide, refuse_camera
from tests.browser.room import Held, room, shown
from tests.running import RunningServer

CARDS = [words()[number] for number in NUMBERS]
IN_THE_ROOM = 32


def hands(seed: int, count: int, letters: int) -> dict[int, int]:
    """Some of the cards, by number, each with one of the first letters up (0 to 3)."""
    rng = np.random.default_rng(seed)
    return {int(card) + 1: int(rng.integers(0, letters)) for card in rng.permutation(len(CARDS))[:count]}


def held(up: dict[int, int]) -> list[Held]:
    return [Held(CARDS[card - 1], letter) for card, letter in up.items()]


@pytest.fixture(scope="module")
def truth() -> dict[int, int]:
    return hands(seed=5, count=IN_THE_ROOM, letters=2)


@pytest.fixture(scope="module")
def footage(truth: dict[int, int], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cards at 3 to 4 m, and on the wall a page of a book."""
    path: Path = tmp_path_factory.mktemp("film") / "room.y4m"
    shown(path, room([*held(truth), Held(words()[3], 0)], seed=5), seed=5)
    return path


def letters(up: dict[int, int]) -> dict[int, str]:
    return {card: "ABCD"[letter] for card, letter in up.items()}


def test_L61_L63_L67_R122_a_room_of_cards_is_read_closed_and_taken_back(
    shared_server: RunningServer,
    educator: Educator,
    educate: Callable[..., Page],
    launch: Callable[..., Browser],
    book: Book,
    footage: Path,
    truth: dict[int, int],
) -> None:
    educator.open(book.manifest["book"]["id"])
    panel = educate(shared_server, "phone", browser=launch(footage))
    panel.goto(f"{shared_server.url}/panel/{educator.group['id']}/cards")
    panel.get_by_label("Kartu yang dibagikan").select_option("40")
    question = panel.get_by_label("Pertanyaan")
    question.select_option(f"{book.page['id']}/{book.task['id']}")
    start = panel.get_by_role("button", name="Nyalakan kamera")
    expect(start.or_(panel.locator('[data-camera="on"]')).first).to_be_visible()
    if start.is_visible():
        start.click()
    expect(panel.locator(".cards-count")).to_have_attribute("data-read", str(IN_THE_ROOM))
    read = panel.locator('[data-card][data-is="read"]').evaluate_all("all => all.map((one) => +one.dataset.card)")
    assert sorted(read) == sorted(truth)
    # Nobody in the room sees how the others answered before the educator wants it.
    expect(panel.locator(".cards-asked [data-count]")).to_have_count(0)
    assert panel.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(panel) == []
    # The screen is locked, and a call has the camera still when it is opened.
    camera = panel.locator(".cards-camera")
    refuse_camera(panel, times=3)
    hide(panel)
    hide(panel, hidden=False)
    expect(camera).to_have_attribute("data-camera", "away")
    expect(panel.get_by_text("Nanti menyala sendiri")).to_be_visible()
    expect(camera).to_have_attribute("data-camera", "on")
    expect(panel.locator(".cards-count")).to_have_attribute("data-read", str(IN_THE_ROOM))

    panel.get_by_role("button", name="Tutup pertanyaan").click()
    expect(panel.locator(".cards-saved")).to_have_attribute("data-saved", "true")
    # Nothing is read now, and the camera is there.
    refuse_camera(panel, times=2)
    hide(panel)
    hide(panel, hidden=False)
    expect(camera).to_have_attribute("data-camera", "away")
    expect(camera).to_have_attribute("data-camera", "on")
    panel.get_by_role("button", name="Lihat jumlah").click()
    counts = panel.locator(".cards-asked [data-count]").evaluate_all("all => all.map((one) => +one.dataset.count)")
    assert counts[:2] == [list(truth.values()).count(0), list(truth.values()).count(1)]
    options = [option["id"] for option in book.task["options"]]
    educator.row(lambda row: row["learner"]["card"] == max(truth) and row["tries"] == 1)
    rows = {row["learner"]["card"]: row for row in educator.rows.values()}
    assert {card: row["last"]["value"] for card, row in rows.items()} == {
        card: options[up] for card, up in truth.items()
    }

    panel.get_by_role("button", name="Batalkan").click()
    educator.row(lambda row: row["learner"]["card"] == max(truth) and row["tries"] == 0)
    # It goes on from where it was. Who is not there is not waited for.
    count = panel.locator(".cards-count")
    expect(count).to_contain_text(f"{IN_THE_ROOM} dari 40 kartu")
    panel.locator('[data-is="missing"] button').first.click()
    expect(count).to_contain_text(f"{IN_THE_ROOM} dari 39 kartu")
    panel.get_by_role("button", name="Tutup pertanyaan").click()
    expect(panel.locator(".cards-saved")).to_have_attribute("data-saved", "true")
    # On another phone, or a page that was loaded anew, the question is not asked again by mistake.
    panel.reload()
    expect(panel.get_by_text(f"{IN_THE_ROOM} anak sudah menjawab pertanyaan ini")).to_be_visible()
