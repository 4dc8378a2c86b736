"""Who is connected and what their screens show: registers that converge whatever order they arrive in. Pure.

What a child's screen shows is written by that child alone, under its own counter. Whether it is connected is said by
each server process of its own sockets alone, under that process's counter. A register replaces an older one and
ignores a same or an older one, so that neither repeats nor the order of arrival matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from arlearn.live.protocol import Message, Presence


class Tie(Message):
    """What one process says of its own sockets of one child."""

    version: int
    connected: bool
    since: int
    """When it became so; Unix time, ms."""


@dataclass(frozen=True)
class Seat:
    """All that is known of one child's presence."""

    shown: Presence | None = None
    help_since: int | None = None
    """Since when the hand of `shown` is up; Unix time, ms. Said by the process that saw it go up."""
    ties: Mapping[str, Tie] = field(default_factory=dict)
    """By process."""

    @property
    def connected(self) -> bool:
        return any(tie.connected for tie in self.ties.values())

    @property
    def away_since(self) -> int | None:
        """Since when no process has it connected; None while one has, and when it was never seen."""
        if self.connected or not self.ties:
            return None
        return max(tie.since for tie in self.ties.values())


class SeatNews(Message):
    """Some of what is known of a child, on its way to another process."""

    learner: UUID
    shown: Presence | None = None
    help_since: int | None = None
    tie: Tie | None = None


def show(seat: Seat, shown: Presence, at: int) -> Seat:
    """The seat after the child said, at `at` (Unix time, ms), what its screen shows; the same object when that was
    nothing new."""
    if seat.shown is not None and shown.n <= seat.shown.n:
        return seat
    up = (seat.help_since or at) if shown.help else None
    return replace(seat, shown=shown, help_since=up)


def hear(seat: Seat, news: SeatNews) -> Seat:
    """The seat after another process told what the child showed it; the same object when that was nothing new."""
    if news.shown is None or (seat.shown is not None and news.shown.n <= seat.shown.n):
        return seat
    return replace(seat, shown=news.shown, help_since=news.help_since)


def tie(seat: Seat, process: str, news: Tie | None) -> Seat:
    """The seat after a process spoke of its sockets; the same object when that was nothing new."""
    known = seat.ties.get(process)
    if news is None or (known is not None and news.version <= known.version):
        return seat
    return replace(seat, ties={**seat.ties, process: news})


def untie(seat: Seat, process: str, at: int) -> Seat:
    """The seat after a process fell silent, at `at` (Unix time, ms): what it said of its sockets holds no more.

    The version goes back by one, so that its last word counts again if it should speak again.
    """
    known = seat.ties.get(process)
    if known is None or not known.connected:
        return seat
    return replace(seat, ties={**seat.ties, process: Tie(version=known.version - 1, connected=False, since=at)})
