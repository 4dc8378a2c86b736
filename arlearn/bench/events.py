"""What children show during a measurement, and how a panel's picture tells which of their events it has come to. Pure.

A row of ours says what a child shows, not which message said so. So the n-th event of every child shows the n-th of 100
things, in a circle: turning the page after each 25, and looking at it in another way with each. From what is shown, and
from how many were sent, follows the number, as long as a panel is less than 100 events of one child behind.
"""

from typing import get_args

from arlearn.live.protocol import Rung, View

VIEWS: tuple[View, ...] = get_args(View)
RUNGS: tuple[Rung, ...] = get_args(Rung)


class Circle:
    """The things that are shown one after the other, over the pages of a book."""

    def __init__(self, pages: list[str]) -> None:
        things = [(page, rung, view) for page in pages for rung in RUNGS for view in VIEWS]
        self.size = len(things)
        self.tails = [
            f'"page":"{page}","view":"{view}","rung":"{rung}","help":false}}'.encode() for page, rung, view in things
        ]
        self._place = {thing: place for place, thing in enumerate(things)}

    def message(self, n: int) -> bytes:
        """A child's n-th event, as the protocol has it."""
        return b'{"kind":"presence","n":%d,%s' % (n, self.tails[n % self.size])

    def number(self, last: int, page: str, rung: str, view: str) -> int | None:
        """Which event shows this, when `last` was the last that was sent; None for what is not in the circle."""
        place = self._place.get((page, rung, view))  # type: ignore[arg-type]  # any strings may be looked up
        return None if place is None else last - (last - place) % self.size
