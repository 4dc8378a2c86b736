"""The words of ring13, the codes of addresses, and the vectors that the web client reads too."""

import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest

from markers import family
from markers.artwork import address, marker_boxes, qr_modules
from markers.codes import (
    ALPHABET,
    BITS,
    COUNT,
    FAR_IN_BOOK,
    FAR_IN_FAMILY,
    FIRST,
    SIDE,
    all_turns,
    cells,
    distance,
    is_busy,
    new_code,
    normal_code,
    own_distance,
    pick,
    to_hex,
    turns,
)

VECTORS = Path(__file__).parents[1] / "vectors" / "ring13.json"


def test_M1_first_words_are_16_apart_in_any_turn() -> None:
    first = family.words()[:FIRST]
    for place, word in enumerate(first):
        assert own_distance(word) >= FAR_IN_BOOK
        assert all(distance(word, other) >= FAR_IN_BOOK for other in first[:place])


def test_M1_all_words_are_12_apart_in_any_turn() -> None:
    words = np.array(family.words(), np.uint64)
    assert len(words) == len(set(family.words())) == COUNT
    assert min(map(own_distance, family.words())) >= FAR_IN_FAMILY
    turned = all_turns(words)
    for place in range(1, COUNT):
        assert np.bitwise_count(turned[:, :place] ^ words[place]).min() >= FAR_IN_FAMILY


def test_every_word_looks_like_a_marker() -> None:
    assert all(map(is_busy, family.words()))
    assert not is_busy(0xAAAAAAAAAAAA & ~0xFFF8_0000_0000)  # its first side is one black bar
    assert not is_busy((1 << 24) - 1)  # two sides white, two black


def test_the_file_is_what_the_seed_gives() -> None:
    assert family.make(count=300) == list(family.words()[:300])


def test_a_turn_of_the_paper_turns_the_word() -> None:
    word = family.words()[7]
    side = SIDE
    grid = dict(zip(cells(), f"{word:048b}", strict=True))
    for turned in turns(word):
        assert "".join(grid[cell] for cell in cells()) == f"{turned:048b}"
        grid = {(row, side - 1 - column): bit for (column, row), bit in grid.items()}  # a quarter turn anticlockwise


def drawn(seed: int) -> list[int]:
    return Random(seed).sample(range(COUNT), COUNT)


def near_each_other(numbers: Iterable[int]) -> list[tuple[int, int]]:
    words = family.words()
    return [pair for pair in combinations(numbers, 2) if distance(words[pair[0]], words[pair[1]]) < FAR_IN_BOOK]


def test_M2_words_of_a_book_are_far_apart_and_passed_over_ones_stay_free() -> None:
    words = family.words()
    used = set(range(1000))  # other books have them, and none is far from them all
    book = pick(words, used, [], 60, range(COUNT))
    assert len(book) == 60
    assert not near_each_other(book)
    passed_over = set(range(1000, max(book))) - set(book)
    assert passed_over, "with so many words some are too near"
    assert pick(words, used | set(book), [], 1, range(COUNT)) == [min(passed_over)]
    again = pick(words, used | set(book), book, 1, range(COUNT))
    assert again[0] > max(book), "in the book itself they are passed over again"


def test_M44_the_words_of_a_small_server_are_all_far_apart_and_those_of_two_servers_are_others() -> None:
    servers = []
    for seed in (1, 2):
        given: list[int] = []
        for _book in range(12):
            given += pick(family.words(), given, [], 10, drawn(seed))
        assert len(given) == 120
        assert not near_each_other(given)
        servers.append(given)
    assert len(set(servers[0]) & set(servers[1])) < 8


def test_M44_a_book_that_grows_finds_words_for_very_many_pages() -> None:
    book: list[int] = []
    for seed in range(18):
        book += pick(family.words(), book, book, 10, drawn(seed))
    assert len(book) == 180


def test_too_few_words_give_fewer() -> None:
    assert pick(family.words()[:5], {0, 1}, [], 9, range(5)) == [2, 3, 4]


def test_words_that_are_near_to_others_of_the_server_are_given_when_there_are_no_better() -> None:
    words = family.words()
    used = set(range(7000))
    assert len(pick(words, used, [], 60, drawn(3))) == 60


def test_codes_cannot_be_misread() -> None:
    random = Random(1)
    codes = {new_code(random.choice) for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 6 and set(code) <= set(ALPHABET) for code in codes)
    assert not set(ALPHABET) & set("0O1IL2Z5SBUVAEI")
    assert all(normal_code(f" {code.lower()} ") == code for code in codes)


@pytest.mark.parametrize(
    ("base", "expected", "size"),
    [
        ("http://192.168.1.10:8000", "HTTP://192.168.1.10:8000/M/K7WQ4D", 25),
        ("http://10.0.0.2/", "HTTP://10.0.0.2/M/K7WQ4D", 25),
        ("https://baca.perpustakaan-balikpapan.go.id", "HTTPS://BACA.PERPUSTAKAAN-BALIKPAPAN.GO.ID/M/K7WQ4D", 29),
        ("https://kota.example/Baca", "https://kota.example/Baca/m/K7WQ4D", 29),
    ],
)
def test_M6_address_in_upper_case_and_the_smallest_qr(base: str, expected: str, size: int) -> None:
    said = address(base, "K7WQ4D")
    assert said == expected
    assert len(qr_modules(said)) == size


def test_boxes_do_not_overlap_and_cover_the_black() -> None:
    word, modules = family.words()[3], qr_modules("HTTP://10.0.0.2/M/K7WQ4D")
    # At this side a cell is 33 long and a module 9, so that every edge falls on a whole number.
    boxes = marker_boxes(word, modules, side=13.0 * 33)
    pixels = np.zeros((13 * 33, 13 * 33), int)
    for box in boxes:
        edges = np.array([box.x, box.y, box.x + box.width, box.y + box.height])
        assert np.allclose(edges, edges.round())
        left, top, right, bottom = edges.round().astype(int)
        pixels[top:bottom, left:right] += 1
    assert pixels.max() == 1
    expected = np.kron(np.array([[look == "#" for look in row] for row in rows(word)]), np.ones((33, 33), int))
    start = 2 * 33 + 4 * 9
    expected[start : start + 25 * 9, start : start + 25 * 9] = np.kron(np.array(modules), np.ones((9, 9), int))
    assert (pixels == expected).all()


def test_vectors_say_what_is_printed() -> None:
    """The tracker's tests read the same file. `python -m tests.pure.test_marker_words` writes it."""
    assert json.loads(VECTORS.read_text()) == vectors()


def vectors() -> dict[str, object]:
    """Some words, and how their ring looks row by row: # black, . white, a blank where the QR code's square is."""
    numbers = [0, 1, 2, 3, 255, 256, 4000, COUNT - 1]
    return {
        "family": "ring13",
        "version": 1,
        "side": SIDE,
        "bits": BITS,
        "cells": [list(cell) for cell in cells()],
        "words": [
            {
                "number": number,
                "word": to_hex(family.words()[number]),
                "turns": [to_hex(turned) for turned in turns(family.words()[number])],
                "rows": rows(family.words()[number]),
            }
            for number in numbers
        ],
    }


def rows(word: int) -> list[str]:
    white = {cell for place, cell in enumerate(cells()) if word >> (BITS - 1 - place) & 1}
    last = SIDE - 1

    def look(column: int, row: int) -> str:
        if {column, row} & {0, last}:
            return "." if (column, row) in white else "#"
        return "#" if {column, row} & {1, last - 1} else " "

    return ["".join(look(column, row) for column in range(SIDE)) for row in range(SIDE)]


if __name__ == "__main__":
    lines = (f'"{name}": {json.dumps(value)}' for name, value in vectors().items())
    VECTORS.write_text("{\n" + ",\n".join(lines).replace('{"number"', '\n  {"number"') + "\n}\n")
