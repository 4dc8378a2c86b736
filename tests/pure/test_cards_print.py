"""Answer cards: which words are theirs, and what comes out of the printer."""

from itertools import combinations, pairwise

import numpy as np
import pypdfium2
import pytest

from arlearn.live.joining import deal, place_of
from markers.cards import COUNT, FAR_APART, LETTERS, NUMBERS
from markers.cards_pdf import cards_pdf, faces
from markers.cards_sheet import CARD, MARGIN, SIDE, UNREACHED
from markers.codes import cells, distance, own_distance
from markers.family import words
from markers.sheet import EXTENT, POINT, Paper
from tests.pure.test_marker_print import Picture, pictures

MEANT = {"A": (0.5, 0.03), "B": (0.97, 0.5), "C": (0.5, 0.97), "D": (0.03, 0.5)}
"""Where on the card each letter stands: A up, then clockwise."""


def test_M40_the_words_of_cards_are_far_apart_and_never_a_pages() -> None:
    mine = [words()[number] for number in NUMBERS]
    assert len(set(NUMBERS)) == COUNT == 40
    assert all(later < earlier for earlier, later in pairwise(NUMBERS))
    assert min(distance(a, b) for a, b in combinations(mine, 2)) >= FAR_APART
    assert min(own_distance(word) for word in mine) >= FAR_APART


def corner(paper: Paper, row: int) -> tuple[float, float]:
    width, height = EXTENT[paper]
    rows = max(1, int(height // CARD))
    return (width - CARD) / 2, (height - rows * CARD) / 2 + row * CARD


def word_on(sheet: Picture, paper: Paper, row: int, per_mm: int) -> int:
    """The 48 cells as they are printed, each by its middle."""
    left, top = corner(paper, row)
    unit, word = SIDE / 13, 0
    for column, line in cells():
        x, y = (left + MARGIN + (column + 0.5) * unit), (top + MARGIN + (line + 0.5) * unit)
        word = word << 1 | int(sheet[round(y * per_mm), round(x * per_mm)] > 128)
    return word


@pytest.mark.parametrize("paper", list(Paper))
def test_M41_a_card_bears_its_word_its_letters_and_stays_where_printers_print(paper: Paper) -> None:
    per_mm = 4
    pdf = cards_pdf(39, 30, paper, "id")
    sheets = pictures(pdf, per_mm)
    rows = int(EXTENT[paper][1] // CARD) or 1
    assert len(sheets) == -(-2 // rows)
    for place, number in enumerate((39, 40)):
        sheet, row = sheets[place // rows], place % rows
        assert word_on(sheet, paper, row, per_mm) == words()[NUMBERS[number - 1]]
        document = pypdfium2.PdfDocument(pdf)
        text = document[place // rows].get_textpage()
        left, top = corner(paper, row)
        for letter, (across, down) in MEANT.items():
            x, y = left + across * CARD, EXTENT[paper][1] - top - down * CARD
            box = [(x - 9) / POINT, (y - 9) / POINT, (x + 9) / POINT, (y + 9) / POINT]
            assert text.get_text_bounded(*box).strip() == letter
    for sheet in sheets:
        edge = round((UNREACHED - 0.5) * per_mm)
        inside = np.ones_like(sheet, bool)
        inside[edge:-edge, edge:-edge] = False
        # But for the broken lines between which a card is cut out.
        left = round(corner(paper, 0)[0] * per_mm)
        for x in (left, left + round(CARD * per_mm)):
            inside[:, x - 2 : x + 3] = False
        assert sheet[inside].min() == 255


def test_M41_each_letter_has_its_foot_to_the_middle() -> None:
    per_mm, half = 8, 4.5
    [sheet] = pictures(cards_pdf(1, 1, Paper.A4, "id"), per_mm)
    left, top = corner(Paper.A4, 0)
    card = sheet[round(top * per_mm) :, round(left * per_mm) :][: round(CARD * per_mm), : round(CARD * per_mm)]
    ink = {}
    for quarters, letter in enumerate(LETTERS):
        # Turned until this side is up: the strip between edge and ring.
        strip = np.rot90(card, quarters)[round(4 * per_mm) : round((MARGIN - 0.5) * per_mm)]
        middle = strip.shape[1] // 2
        found = strip[:, middle - round(half * per_mm) : middle + round(half * per_mm)] < 128
        ink[letter] = found[found.any(axis=1)][:, found.any(axis=0)]
    third = len(ink["A"]) // 3
    assert ink["A"][:third].sum() < 0.8 * ink["A"][-third:].sum(), "A comes to a point above"
    for letter in "BD":
        height, width = ink[letter].shape
        columns = ink[letter].sum(axis=0)
        assert columns[: width // 4].max() > 0.9 * height, "B and D have their stroke at the left"
        assert columns[-width // 8 :].max() < 0.9 * height
    middle_row = ink["C"][len(ink["C"]) // 2]
    assert middle_row[: len(middle_row) // 2].any(), "C is open at the right"
    assert not middle_row[len(middle_row) // 2 :].any()


def test_M41_a_card_bears_the_face_of_its_child() -> None:
    assert [(face["animal"], face["colour"]) for face in faces()] == [
        deal(place_of(card)) for card in range(1, COUNT + 1)
    ]
