"""Who of a group is here: the sockets of this process, and what other processes say of theirs."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from arlearn.live import presence
from arlearn.live.link import LearnerLink
from arlearn.live.presence import Seat, SeatNews, Tie
from arlearn.live.protocol import Presence

AWAY_AFTER = 10.0
"""Seconds of silence after which a child is shown as not connected; a client that lives says so more often."""
EMPTY = Seat()


def now_ms() -> int:
    """Unix time, ms."""
    return int(time.time() * 1000)


class Attendance:
    def __init__(self, process: str, noticed: Callable[[UUID, bool], None]) -> None:
        """`process` names this one among others; `noticed` is called with a child whose seat has changed, and whether
        that was seen here."""
        self.process, self.noticed = process, noticed
        self.links: dict[UUID, set[LearnerLink]] = {}
        self._seats: dict[UUID, Seat] = {}
        self._clock = asyncio.get_running_loop().time

    def seat(self, learner: UUID) -> Seat:
        return self._seats.get(learner, EMPTY)

    def all_links(self) -> Iterator[LearnerLink]:
        for links in list(self.links.values()):
            yield from list(links)

    # Seen here

    def enter(self, link: LearnerLink) -> None:
        self.links.setdefault(link.learner, set()).add(link)
        self.tie(link.learner)

    def leave(self, link: LearnerLink) -> None:
        links = self.links.get(link.learner, set())
        links.discard(link)
        if not links:
            self.links.pop(link.learner, None)
        self.tie(link.learner)

    def show(self, learner: UUID, shown: Presence) -> None:
        """The child says what its screen shows."""
        self._put(learner, presence.show(self.seat(learner), shown, now_ms()), own=True)

    def tie(self, learner: UUID) -> None:
        """Looks whether the child is connected here, and says so when that has changed."""
        alive = self._clock() - AWAY_AFTER
        connected = any(link.heard > alive for link in self.links.get(learner, ()))
        seat = self.seat(learner)
        known = seat.ties.get(self.process)
        if (known.connected if known else False) != connected:
            news = Tie(version=known.version + 1 if known else 1, connected=connected, since=now_ms())
            self._put(learner, presence.tie(seat, self.process, news), own=True)

    def tie_all(self) -> None:
        for learner in list(self.links):
            self.tie(learner)

    # Told to and by other processes

    def news(self, learners: Iterable[UUID]) -> list[SeatNews]:
        """What this process knows first-hand of the children."""
        seats = ((learner, self.seat(learner)) for learner in learners)
        return [
            SeatNews(learner=who, shown=seat.shown, help_since=seat.help_since, tie=seat.ties.get(self.process))
            for who, seat in seats
        ]

    def own(self) -> list[UUID]:
        """The children of whom this process has something to say."""
        return [learner for learner, seat in self._seats.items() if self.process in seat.ties]

    def hear(self, process: str, news: Iterable[SeatNews]) -> None:
        """Another process spoke of its sockets."""
        for item in news:
            seat = presence.hear(self.seat(item.learner), item)
            self._put(item.learner, presence.tie(seat, process, item.tie), own=False)

    def forget(self, process: str) -> None:
        """A process is gone: its sockets are no more."""
        for learner, seat in list(self._seats.items()):
            self._put(learner, presence.untie(seat, process, now_ms()), own=False)

    def _put(self, learner: UUID, seat: Seat, own: bool) -> None:
        if seat is not self.seat(learner):
            self._seats[learner] = seat
            self.noticed(learner, own)
