"""What one server carries: the same steps for every server, once per round."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from arlearn.bench import serving, watch
from arlearn.bench.generators import Generators, Task
from arlearn.bench.histogram import Histogram
from arlearn.bench.rooms import Room, Rooms
from arlearn.bench.tasks import SETTLE, Answering, Come, Kind, Leave, Present, Round, Seating, Stall, Storm, merged

SHOWN_WITHIN, ACKNOWLEDGED_WITHIN = 0.25, 0.05
"""Seconds at the 99th percentile, up to which a load counts as carried."""
FIRST_EVENTS, FIRST_ANSWERS = 500.0, 100.0
"""A second, to begin with."""
FACTOR, BISECTIONS = 1.6, 3
"""By how much the next step is more; tries between the last two steps."""
KEPT_PACE = 0.95
"""Share of what should have been sent that must have been."""
BUSY = 0.95
"""Share of its core from which on the generator may be what limits."""
STALL_RATE = 25.0
"""Events a second of each child before a panel that has stopped reading; the server lets a child send 30 for long."""
ORDERS_EVERY = 3.0
"""Seconds between two orders of an educator."""
BREATH = 1.0
"""Seconds after which memory has settled."""

R = TypeVar("R")
Figures = dict[str, float]
"""By name, as in `report.LINES`; what was not measured is absent."""


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    groups: int
    learners: int
    seconds: float
    rounds: int

    @property
    def warm(self) -> float:
        return self.seconds / 3


@dataclass
class Ramp:
    """The highest load that was carried."""

    best: Round | None = None
    limited: bool = False
    """Whether it was the generator that had no more to give."""
    paced: bool = False
    """Whether the server let the children send no more."""

    def ended(self, by: Round) -> None:
        """This was not carried."""
        self.limited, self.paced = by.busy >= BUSY, by.sent_away > 0

    @property
    def rate(self) -> float:
        return self.best.rate if self.best else 0.0


@dataclass
class Subject:
    """A server under measurement, and where everything runs."""

    server: serving.Server
    kind: Kind
    cores: list[int]
    """The server's."""
    generators: Generators
    rooms: Rooms
    scale: Scale
    cookie: str = ""
    say: Callable[[str], None] = field(default=lambda _: None)
    """Told what is being measured, for the person who waits."""

    def seat(self) -> None:
        """Each generator gets its groups."""
        self.generators.do([self._seating(number) for number in range(len(self.generators))])

    def _seating(self, number: int) -> Seating:
        rooms = self.rooms
        own = rooms.rooms[number :: len(self.generators)]
        return Seating(self.kind, self.server.url, self.cookie, rooms.pages, rooms.questions, own)

    def groups(self, rooms: Sequence[Room]) -> frozenset[str]:
        return frozenset(room.group for room in rooms)

    def all(self, task: Task[R]) -> list[R]:
        return self.generators.all_do(task)

    def present(self, rate: float, seconds: float, orders: float = 0.0, settle: float = SETTLE) -> Round:
        """All children show things, `rate` a second together."""
        each = rate / len(self.generators)
        task = Present(each, self.scale.warm, seconds, self.server.pid, orders, settle=settle)
        return merged(self.all(task))

    def answering(self, rate: float, seconds: float) -> Round:
        return merged(self.all(Answering(rate / len(self.generators), self.scale.warm, seconds, self.server.pid)))

    @property
    def children(self) -> int:
        return sum(len(room.places) for room in self.rooms.rooms)


def measure(subject: Subject, expected: Figures) -> Figures:
    """One round with a server that runs, in which it is killed and started again.

    `expected`: figures of a round before.
    """
    subject.seat()
    figures = connections(subject)
    figures |= events(subject, expected.get("events", 0.0))
    if subject.kind == "arlearn":
        figures |= answers(subject, expected.get("answers", 0.0))
    figures |= stalled(subject)
    return figures | storm(subject)


def connections(subject: Subject) -> Figures:
    """Memory of each connection beyond the first group's."""
    subject.say("connections")
    first, *others = subject.rooms.rooms
    subject.all(Come(subject.groups([first])))
    if not others:
        return {}
    time.sleep(BREATH)
    before = watch.memory(subject.server.pid)
    count = sum(subject.all(Come(subject.groups(others))))
    time.sleep(BREATH)
    return {"connection_kb": (watch.memory(subject.server.pid) - before) / count / 1024}


def events(subject: Subject, expected: float) -> Figures:
    """The highest load of events, and how it is at half of that, with orders going the other way."""
    subject.say("events")
    start = max(FIRST_EVENTS, expected / 2)
    ramp = climb(start, lambda rate: subject.present(rate, subject.scale.seconds), carried_events)
    if ramp.best is None:
        return {"events": 0.0}
    subject.say("half of that")
    half = subject.present(ramp.rate / 2, subject.scale.seconds * 2, ORDERS_EVERY)
    return {
        "events": ramp.rate,
        "events_limited": float(ramp.limited),
        "events_paced": float(ramp.paced),
        "event_us": half.server / half.sent * 1e6,
        **quantiles("shown", half.shown),
        **quantiles("ordered", half.ordered),
    }


def answers(subject: Subject, expected: float) -> Figures:
    """The highest load of durable answers, and their acknowledgements at it."""
    subject.say("answers")
    start = max(FIRST_ANSWERS, expected / 2)
    ramp = climb(start, lambda rate: subject.answering(rate, subject.scale.seconds), carried_answers)
    if ramp.best is None:
        return {"answers": 0.0}
    cost = ramp.best.server / ramp.best.sent * 1e6
    limited = {"answers": ramp.rate, "answers_limited": float(ramp.limited), "answer_us": cost}
    return {**limited, **quantiles("acknowledged", ramp.best.acknowledged)}


def climb(start: float, step: Callable[[float], Round], carried: Callable[[Round, float], bool]) -> Ramp:
    """Up from `start` until a load is not carried, twice, since anything may disturb one step; and then nearer."""
    ramp, low, high = Ramp(), 0.0, start
    while high >= 1:
        measured = step(high)
        if carried(measured, high) or carried(measured := step(high), high):
            ramp.best, low, high = measured, high, high * FACTOR
        elif low:
            ramp.ended(measured)
            break
        else:
            high /= 4
    for _ in range(BISECTIONS if low else 0):
        between = math.sqrt(low * high)
        measured = step(between)
        if carried(measured, between):
            ramp.best, low = measured, between
        else:
            ramp.ended(measured)
            high = between
    return ramp


def carried_events(measured: Round, rate: float) -> bool:
    kept = measured.rate >= KEPT_PACE * rate and not measured.sent_away
    return kept and measured.shown.percentile(99) <= SHOWN_WITHIN


def carried_answers(measured: Round, rate: float) -> bool:
    return measured.rate >= KEPT_PACE * rate and measured.acknowledged.percentile(99) <= ACKNOWLEDGED_WITHIN


def quantiles(name: str, of: Histogram) -> Figures:
    """p50 and p99 in ms, where anything was measured."""
    if not of.total:
        return {}
    return {f"{name}_p50": of.percentile(50) * 1000, f"{name}_p99": of.percentile(99) * 1000}


def stalled(subject: Subject) -> Figures:
    """What the server grows by when one panel stops reading while its children go on."""
    subject.say("a panel that stops reading")
    room = subject.rooms.rooms[0]
    groups, pid, scale = subject.groups([room]), subject.server.pid, subject.scale
    rate = len(room.places) * STALL_RATE
    # The other generators have no children in it.
    own = [groups & self_groups for self_groups in shares(subject)]

    def play(seconds: float, settle: float) -> None:
        tasks = [Present(rate if mine else 0, 0, seconds, pid, 0, groups, settle) for mine in own]
        subject.generators.do(tasks)

    play(scale.seconds, 1)
    before = watch.memory(pid)
    subject.all(Stall(groups, reading=False))
    play(scale.seconds * 4, 0)
    grown = watch.memory(pid) - before
    subject.all(Stall(groups, reading=True))
    return {"stalled_mb": max(0, grown) / 1024**2, "stalled_events": rate * scale.seconds * 4}


def shares(subject: Subject) -> list[frozenset[str]]:
    """The groups of each generator."""
    count = len(subject.generators)
    return [subject.groups(subject.rooms.rooms[number::count]) for number in range(count)]


def storm(subject: Subject) -> Figures:
    """Everybody comes back after the server was killed and started again."""
    subject.say("kill -9, and everybody back")
    subject.server.kill()
    subject.all(Leave())
    subject.generators.start([Storm("127.0.0.1", subject.server.port)] * len(subject.generators))
    subject.server.start(subject.cores)
    seconds = max(subject.generators.results([Storm("127.0.0.1", subject.server.port)] * len(subject.generators)))
    subject.all(Leave())
    return {"storm_s": seconds, "storm_connections": float(subject.children + len(subject.rooms.rooms))}
