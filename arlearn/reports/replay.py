"""A group's hour to be looked at again by all: who moved when, without names and without anybody's mistakes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from arlearn.live.control import (
    GoTo,
    OpenPage,
    Order,
    Pause,
    Resume,
)
from arlearn.live.facts import Answered, Fact, Joined, Line, Ordered, PageFinished, PageOpened

Happened = Literal["joined", "opened", "answered", "finished", "led", "paused", "resumed"]


@dataclass(frozen=True)
class Moment:
    """One thing that happened."""

    at: int
    """ms since the first event."""
    what: Happened
    who: int | None = None
    """A dot's number; None for what the educator did."""
    page: UUID | None = None


def replay(lines: Sequence[Line], dots: Sequence[int]) -> list[Moment]:
    """The moments in the order of the log, times never falling. `dots`: a number for each child in the order of
    joining, dealt by chance, so that no dot tells whose it is."""
    numbers: dict[str, int] = {}
    moments: list[Moment] = []
    start = latest = lines[0].at if lines else 0
    for line in lines:
        if isinstance(line.fact, Joined):
            numbers[line.source] = dots[len(numbers)]
        found = _moment(line.fact)
        if found is not None:
            what, page = found
            latest = max(latest, line.at)
            moments.append(Moment(latest - start, what, numbers.get(line.source), page))
    return moments


def joined(lines: Iterable[Line]) -> int:
    """How many dots there are."""
    return sum(isinstance(line.fact, Joined) for line in lines)


def _moment(fact: Fact) -> tuple[Happened, UUID | None] | None:
    if isinstance(fact, Joined):
        return "joined", None
    if isinstance(fact, PageOpened | Answered | PageFinished):
        return fact.kind, fact.page
    return _order(fact.order) if isinstance(fact, Ordered) else None


def _order(order: Order) -> tuple[Happened, UUID | None] | None:
    match order:
        case OpenPage(page=page, to=None) if page is not None:
            return "led", page
        case GoTo():
            return "led", None
        case Pause():
            return "paused", None
        case Resume():
            return "resumed", None
        case _:
            return None
