"""Answer cards across a room, by the shipped tracker and outside a browser."""

from markers.family import words
from tests.browser.far import measure
from tests.browser.room import Shot


def test_L66_thirty_cards_are_read_at_four_metres_and_nothing_else_is() -> None:
    """Each frame by itself; the panel needs three that agree."""
    score = measure(Shot(near=4000), seeds=(1, 2), others=words()[:6])
    assert score.wrong == 0
    assert score.right >= 0.98 * score.held
