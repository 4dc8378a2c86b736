"""Who of a group is here: the sockets of this process, and what other processes say of theirs."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from arlearn.live.clock import now_ms
from arlearn.live.link import LearnerLink
from arlearn.live.presence import Seat, SeatNews, Tie
from arlearn.live.protocol import Presence

AWAY_AFTER = 10.0
"""Seconds of silence after which a child is shown as not connected; a client that lives says so more often."""
EMPTY = Seat()


class Attendance:
    def __init__(self, process: str, noticed: Callable[[UUID, bool], None]) -> None:
        """`process` names this one among others; `noticed` is called with a child whose seat has
        changed, and whether others are to be told."""
        self.process, self.noticed = process, noticed
        self.links: dict[UUID, set[LearnerLink]] = {}
        self._seats: dict[UUID, Seat] = {}
        self._clock = asyncio.get_running_loop().time

    def seat(self, learner: UUID) -> Seat:
        """To look at."""
        return self._seats.get(learner, EMPTY)

    def all_links(self) -> Iterator[LearnerLink]:
        for links in list(self.links.values()):
            yield from list(links)

    # Seen here

    def greet(self, learner: UUID) -> int:
        """A child is about to enter: the count that its next presence must exceed."""
        return self._own_seat(learner).greet()

    def enter(self, link: LearnerLink) -> None:
        self.links.setdefault(link.learner, set()).add(link)
        self.tie(link.learner)

    def leave(self, link: LearnerLink) -> None:
        links = self.links.get(link.learner, set())
        links.discard(link)
        if not links:
            self.links.pop(link.learner, None)
            self._own_seat(link.learner).own = None
        self.tie(link.learner)

    def show(self, learner: UUID, shown: Presence) -> None:
        """The child says what its screen shows."""
        seat = self._own_seat(learner)
        at = now_ms() if shown.help and seat.help_since is None else 0
        if seat.show(shown, self.process, at):
            self.noticed(learner, True)

    def alive(self, link: LearnerLink) -> None:
        """The child gave a sign of life."""
        link.heard = self._clock()
        tie = self.seat(link.learner).ties.get(self.process)
        if tie is None or not tie.connected:
            self.tie(link.learner)

    def tie(self, learner: UUID) -> None:
        """Looks whether the child is connected here, and says so when that has changed."""
        alive = self._clock() - AWAY_AFTER
        connected = any(link.heard > alive for link in self.links.get(learner, ()))
        known = self.seat(learner).ties.get(self.process)
        if (known.connected if known else False) != connected:
            now = now_ms()
            # From the time, as others may remember what an earlier hub of this process said.
            news = Tie(version=known.version + 1 if known else now, connected=connected, since=now)
            self._own_seat(learner).tie(self.process, news)
            self.noticed(learner, True)

    def tie_all(self) -> None:
        for learner in list(self.links):
            self.tie(learner)

    # Told to and by other processes

    def news(self, learners: Iterable[UUID]) -> list[SeatNews]:
        """What is known here of these children; of their sockets, what is known first-hand."""
        seats = ((learner, self.seat(learner)) for learner in learners)
        return [SeatNews(learner=who, shown=seat.told(), tie=seat.ties.get(self.process)) for who, seat in seats]

    def known(self) -> list[UUID]:
        """The children of whom there is something to say."""
        return list(self._seats)

    def hear(self, process: str, news: Iterable[SeatNews]) -> None:
        """Another process tells what it knows."""
        for item in news:
            seat = self._own_seat(item.learner)
            changed = item.tie is not None and seat.tie(process, item.tie)
            if item.shown is not None:
                changed = seat.hear(item.shown, self.process) or changed
            # It, too, is to know what is known here.
            behind = seat.is_behind(item.shown)
            if changed or behind:
                self.noticed(item.learner, behind)

    def forget(self, process: str) -> None:
        """A process is gone: its sockets are no more."""
        for learner, seat in self._seats.items():
            if seat.untie(process, now_ms()):
                self.noticed(learner, False)

    def _own_seat(self, learner: UUID) -> Seat:
        """To be changed."""
        seat = self._seats.get(learner)
        if seat is None:
            seat = self._seats[learner] = Seat()
        return seat
