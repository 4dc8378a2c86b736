"""What looks like a marker and is none, by the shipped tracker and outside a browser.

`arlearn bench markers --hostile 300` does it at length.
"""

from arlearn.bench import hostile, markers
from arlearn.bench.markers_node import tracker


def test_R48_nothing_is_found_in_what_is_only_like_a_marker() -> None:
    words = [int(word, 16) for word in markers.WORDS.read_text("ascii").split()]
    with tracker() as shipped:
        shipped.words([f"{word:012x}" for word in words])

        def found(picture: hostile.Picture) -> list[int]:
            answer = shipped.look(picture.gray, markers.shot_of(picture.gray))
            return [one["index"] for one in answer["found"]]

        assert [(one.kind, found(one)) for one in hostile.hostile(24, 7, words) if found(one)] == []
        assert [found(one) for one in hostile.genuine(4, 7, words)] == [[0], [1], [2], [3]]
