"""What looks like a marker and is none, and markers that have seen much, by the shipped tracker and outside a browser.

`arlearn bench markers --hostile 300` does it at length: drawing so many takes half a minute.
"""

from collections.abc import Iterator

import pytest

from arlearn.bench import hostile, markers, markers_hostile
from arlearn.bench.markers_node import Tracker, tracker
from arlearn.bench.worn import STATES, worn

WORDS = [int(word, 16) for word in markers.study()]


@pytest.fixture(scope="module")
def shipped() -> Iterator[Tracker]:
    with tracker() as one:
        one.words([f"{word:012x}" for word in WORDS])
        yield one


def test_R48_nothing_is_found_in_what_is_only_like_a_marker(shipped: Tracker) -> None:
    def found(picture: hostile.Picture) -> list[int]:
        found: list[int] = markers_hostile.asked(shipped, picture.gray, picture.kind)["found"]
        return found

    both_sizes, small = hostile.hostile(24, 7, WORDS), hostile.hostile(96, 8, WORDS, [(640, 480)])
    told = [(one.kind, found(one)) for one in (*both_sizes, *small)]
    assert [(kind, indices) for kind, indices in told if indices] == []
    assert [found(one) for one in hostile.genuine(4, 7, WORDS)] == [[0], [1], [2], [3]]


def test_R112_a_worn_marker_is_found_as_itself_or_not_at_all(shipped: Tracker) -> None:
    seen = [(one, markers_hostile.asked(shipped, one.gray, one.state)["found"]) for one in worn(18, 7, WORDS)]
    assert [(one.state, one.index, found) for one, found in seen if found not in ([], [one.index])] == []
    # Of each some are found, and some have lost too much: otherwise it would be no trial.
    for state in STATES:
        assert sum(bool(found) for one, found in seen if one.state == state) >= 2, state
    assert sum(not found for _, found in seen) >= 2
