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
    Plan,
    Resume,
)
from arlearn.live.facts import Answered, Fact, Joined, Line, Ordered, PageFinished, PageOpened, Planned

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
    hour = _Hour()
    for line in lines:
        if isinstance(line.fact, Joined):
            numbers[line.source] = dots[len(numbers)]
        found = hour.moment(line.fact)
        if found is not None:
            what, page = found
            latest = max(latest, line.at)
            moments.append(Moment(latest - start, what, numbers.get(line.source), page))
    return moments


def joined(lines: Iterable[Line]) -> int:
    """How many dots there are."""
    return sum(isinstance(line.fact, Joined) for line in lines)


class _Hour:
    """Follows where the educator leads: a step names no page by itself, its plan does."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._by_step = False

    def moment(self, fact: Fact) -> tuple[Happened, UUID | None] | None:
        """What is told of a fact. Led to no page: everybody is free."""
        match fact:
            case Joined():
                return "joined", None
            case PageOpened() | Answered() | PageFinished():
                return fact.kind, fact.page
            case Planned(plan=plan):
                led, self._plan, self._by_step = self._by_step, plan, False
                return ("led", None) if led else None
            case Ordered(order=order):
                return self._order(order)
            case _:
                return None

    def _order(self, order: Order) -> tuple[Happened, UUID | None] | None:
        match order:
            case OpenPage(page=page, to=None):
                self._by_step = False
                return "led", page
            case GoTo(step=step) if self._plan is not None and step < len(self._plan.steps):
                self._by_step = True
                return "led", self._plan.steps[step].page
            case Pause():
                return "paused", None
            case Resume():
                return "resumed", None
            case _:
                return None
