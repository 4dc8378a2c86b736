"""How long children stayed on pages, as far as the log tells. Pure.

A child is on a page from when it opened it, or did something there, until its next event. Nobody knows how long it
stayed after its last one: a page on which nothing followed has no time, rather than none. A longer silence than IDLE
counts as IDLE: the child looked at the paper, or went away. Events are timed as they arrive: of what a child did while
it was offline, which arrives all at once, the times are not known either (SHORTEST). Of a child with an answer card
only the educator's readings are known, and no time.
"""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from arlearn.live.facts import Answered, Joined, Line, PageFinished, PageOpened

IDLE = 180_000
"""ms."""
SHORTEST = 500
"""ms: nobody reads a page in less, so that such a stay tells when its events were sent, not how long it was."""


class Passed(NamedTuple):
    """What has passed since a child's event before."""

    page: UUID
    """On which it was."""
    ms: int
    stay: int
    """ms since it came to that page."""


@dataclass
class Stays:
    """To be told of every line of a log, in order."""

    _here: dict[str, tuple[UUID, int, int]] = field(default_factory=dict)
    """By child: its page, when something was last heard of it, and since it came there, ms."""
    _untimed: set[str] = field(default_factory=set)

    def follow(self, line: Line) -> Passed | None:
        """None for what is not a child's doing on a page, and for the first of that."""
        fact = line.fact
        if isinstance(fact, Joined) and fact.learner.card is not None:
            self._untimed.add(line.source)
        if not isinstance(fact, Answered | PageFinished | PageOpened) or line.source in self._untimed:
            return None
        before = self._here.get(line.source)
        if before is None:
            self._here[line.source] = (fact.page, line.at, 0)
            return None
        page, at, stay = before
        # A server whose clock was set back makes no time go backwards.
        ms = min(max(0, line.at - at), IDLE)
        self._here[line.source] = (fact.page, line.at, stay + ms if fact.page == page else 0)
        return Passed(page, ms, stay + ms)
