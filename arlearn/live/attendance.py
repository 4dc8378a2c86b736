"""Who of a group is here: the sockets of this process, and what other processes say of theirs."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from uuid import UUID

from arlearn.live.clock import now_ms
from arlearn.live.link import LearnerLink
from arlearn.live.presence import Screen, Seat, SeatNews, Tie
from arlearn.metrics import EVENTS

AWAY_AFTER = 10.0
"""Seconds of silence after which a child is shown as not connected; a client that lives says so more often."""


class Attendance:
    def __init__(self, process: str, noticed: Callable[[Seat, bool], None]) -> None:
        """`process` names this one among others; `noticed` is called with a seat that has changed,
        and whether others are to be told."""
        self.process, self.noticed = process, noticed
        self.links: dict[UUID, set[LearnerLink]] = {}
        self._seats: dict[UUID, Seat] = {}

    def seat(self, learner: UUID) -> Seat:
        seat = self._seats.get(learner)
        if seat is None:
            seat = self._seats[learner] = Seat(learner)
        return seat

    def seats(self) -> list[Seat]:
        return list(self._seats.values())

    def all_links(self) -> Iterator[LearnerLink]:
        for links in list(self.links.values()):
            yield from list(links)

    # Seen here

    def greet(self, learner: UUID) -> int:
        """A child is about to enter: the count that its next presence must exceed."""
        return self.seat(learner).greet()

    def enter(self, link: LearnerLink) -> None:
        self.links.setdefault(link.learner, set()).add(link)
        self.tie(link.seat)

    def leave(self, link: LearnerLink) -> None:
        links = self.links.get(link.learner, set())
        links.discard(link)
        if not links:
            self.links.pop(link.learner, None)
            link.seat.own = None
        self.tie(link.seat)

    def show(self, link: LearnerLink, n: int, screen: Screen) -> None:
        """The child says what its screen shows, for the `n`th time."""
        EVENTS.counts["presence"] += 1
        seat = link.seat
        if not seat.here:
            self.tie(seat)
        at = now_ms() if screen.help and seat.help_since is None else 0
        if seat.show(n, screen, self.process, at):
            self.noticed(seat, True)

    def tie(self, seat: Seat) -> None:
        """Looks whether the child is connected here, and says so when that has changed."""
        alive = monotonic() - AWAY_AFTER
        connected = any(link.heard > alive for link in self.links.get(seat.learner, ()))
        if seat.here != connected:
            known, now = seat.ties.get(self.process), now_ms()
            # From the time, as others may remember what an earlier hub of this process said.
            version = known.version + 1 if known else now
            seat.here = connected
            seat.tie(self.process, Tie(version=version, connected=connected, since=now))
            self.noticed(seat, True)

    def tie_all(self) -> None:
        for learner in list(self.links):
            self.tie(self.seat(learner))

    # Told to and by other processes

    def hear(self, process: str, news: Iterable[SeatNews]) -> None:
        """Another process tells what it knows."""
        for item in news:
            seat = self.seat(item.learner)
            changed = item.tie is not None and seat.tie(process, item.tie)
            if item.shown is not None:
                changed = seat.hear(item.shown) or changed
            # It, too, is to know what is known here.
            behind = seat.stand(self.process) or seat.is_behind(item.shown)
            if changed or behind:
                self.noticed(seat, behind)

    def forget(self, process: str) -> None:
        """A process is gone: its sockets are no more."""
        for seat in self._seats.values():
            if seat.untie(process, now_ms()):
                self.noticed(seat, seat.stand(self.process))
