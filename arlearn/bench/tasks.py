"""What generators are asked to do: come, show things, answer, stop reading, leave. Each returns what it measured."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from arlearn.bench import watch
from arlearn.bench.crowd import Panel
from arlearn.bench.events import Circle
from arlearn.bench.generators import Stage
from arlearn.bench.histogram import Histogram
from arlearn.bench.meter import Meter, Screen, Seat
from arlearn.bench.relayed import Dialect
from arlearn.bench.rooms import Question, Room

TURN = 0.002
"""Seconds between looks at what is due."""
AT_ONCE = 100
"""Connections that are opened at the same time when nothing is measured."""
SETTLE = 10.0
"""Seconds that what was sent may take to arrive."""
Kind = Literal["arlearn", "channels", "socketio", "ws"]


@dataclass(frozen=True)
class Seating:
    """Makes clients for these rooms; nobody connects yet."""

    kind: Kind
    url: str
    cookie: str
    pages: list[str]
    questions: list[Question]
    rooms: list[Room]

    async def run(self, stage: Stage) -> None:
        stage.meter = Meter(Circle(self.pages), self.questions)
        for room in self.rooms:
            if self.kind == "arlearn":
                stage.meter.add_ours(self.url, self.cookie, room)
            else:
                stage.meter.add_relayed(self.url, Dialect(self.kind == "socketio"), room)


@dataclass(frozen=True)
class Come:
    """Panels and children of these groups come; returns how many connections that is."""

    groups: frozenset[str]

    async def run(self, stage: Stage) -> int:
        clients = _clients(stage.meter, self.groups)
        door = asyncio.Semaphore(AT_ONCE)

        async def one(client: Any) -> None:
            async with door:
                await client.come(60)

        await asyncio.gather(*(one(client) for client in clients))
        return len(clients)


@dataclass(frozen=True)
class Leave:
    """Everybody goes."""

    async def run(self, stage: Stage) -> None:
        await asyncio.gather(*(client.leave() for client in _clients(stage.meter)))


@dataclass(frozen=True)
class Storm:
    """Everybody comes at the moment at which the server listens again; how long until the last one is welcomed."""

    host: str
    port: int
    within: float = 90.0

    async def run(self, stage: Stage) -> float:
        end = time.monotonic() + self.within
        while True:
            try:
                _, writer = await asyncio.open_connection(self.host, self.port)
            except OSError:
                if time.monotonic() > end:
                    raise
                await asyncio.sleep(0.005)
            else:
                break
        listening = time.monotonic()
        writer.close()
        await asyncio.gather(*(client.come(self.within) for client in _clients(stage.meter)))
        return time.monotonic() - listening


@dataclass
class Round:
    """What was measured over a while. Rounds of several generators add up."""

    sent: int
    seconds: float
    shown: Histogram = field(default_factory=Histogram)
    ordered: Histogram = field(default_factory=Histogram)
    acknowledged: Histogram = field(default_factory=Histogram)
    sent_away: int = 0
    """Children whom the server sent away."""
    busy: float = 0.0
    """Share of its core that the busiest generator used."""
    server: float = 0.0
    """CPU seconds of the server meanwhile."""

    @property
    def rate(self) -> float:
        """A second."""
        return self.sent / self.seconds

    def merge(self, other: "Round") -> None:
        self.sent += other.sent
        self.shown.merge(other.shown)
        self.ordered.merge(other.ordered)
        self.acknowledged.merge(other.acknowledged)
        self.sent_away += other.sent_away
        self.busy = max(self.busy, other.busy)


@dataclass(frozen=True)
class Present:
    """Children show things, so many a second, and educators give orders; measured after a warm-up."""

    rate: float
    """Events a second, of all children of this generator."""
    warm: float
    seconds: float
    pid: int
    """Of the server."""
    orders_every: float = 0.0
    """Seconds between two orders of one educator; 0 for none."""
    groups: frozenset[str] = frozenset()
    """Only in these; none named is all."""
    settle: float = SETTLE

    async def run(self, stage: Stage) -> Round:
        meter = stage.meter
        seats = _seats(meter, self.groups)
        groups = sorted(meter.screens)
        ordering = asyncio.ensure_future(_orders(meter, groups, self.orders_every)) if self.orders_every else None
        turns = itertools.cycle(seats)
        measured = await _paced(meter, self, lambda: meter.event(next(turns)))
        if ordering is not None:
            ordering.cancel()
        await _settled(lambda: meter.behind() == 0, self.settle)
        measured.shown, measured.ordered = meter.shown, meter.ordered
        measured.shown.never(measured.sent - measured.shown.total)
        return measured


@dataclass(frozen=True)
class Answering:
    """Children answer, so many times a second; measured after a warm-up."""

    rate: float
    warm: float
    seconds: float
    pid: int
    settle: float = SETTLE

    async def run(self, stage: Stage) -> Round:
        meter = stage.meter
        seats = _seats(meter, frozenset())
        turn = itertools.count()

        def answer() -> None:
            number = next(turn)
            # Everybody answers the first question, then everybody the second.
            meter.answer(seats[number % len(seats)], number // len(seats))

        measured = await _paced(meter, self, answer)
        await _settled(lambda: not any(seat.answered for seat in seats), self.settle)
        measured.acknowledged = meter.acknowledged
        measured.acknowledged.never(measured.sent - measured.acknowledged.total)
        return measured


@dataclass(frozen=True)
class Stall:
    """The panels of these groups stop reading, or read again; how many of them were here."""

    groups: frozenset[str]
    reading: bool

    async def run(self, stage: Stage) -> int:
        screens = [stage.meter.screens[group] for group in self.groups if group in stage.meter.screens]
        for screen in screens:
            _read(screen, self.reading)
        return len(screens)


def _read(screen: Screen, reading: bool) -> None:
    client = screen.client
    if isinstance(client, Panel):
        client.go_on() if reading else client.stall("reads nothing")
    elif client.wire is not None:
        client.wire.transport.resume_reading() if reading else client.wire.transport.pause_reading()


async def _paced(meter: Meter, how: "Present | Answering", act: Callable[[], None]) -> Round:
    """Acts as often as it should, evenly; what was acted after the warm-up."""
    loop = asyncio.get_running_loop()
    meter.warm_up()
    begin = loop.time()
    acted = await _keep_pace(how.rate, 0, begin, begin + how.warm, act)
    own, server, since = time.process_time(), watch.cpu_seconds(how.pid), loop.time()
    meter.begin()
    until = begin + how.warm + how.seconds
    sent = await _keep_pace(how.rate, acted, begin, until, act) - acted
    meter.end()
    seconds = loop.time() - since
    busy = (time.process_time() - own) / seconds
    spent = watch.cpu_seconds(how.pid) - server
    return Round(sent, seconds, sent_away=meter.sent_away, busy=busy, server=spent)


async def _keep_pace(rate: float, acted: int, begin: float, until: float, act: Callable[[], None]) -> int:
    """Acts `rate` times a second of the time since `begin`, of which `acted` are done; how many are done `until`."""
    loop = asyncio.get_running_loop()
    while (now := loop.time()) < until:
        for _ in range(int((now - begin) * rate) - acted):
            act()
            acted += 1
        await asyncio.sleep(TURN)
    return acted


async def _orders(meter: Meter, groups: list[str], every: float) -> None:
    """Each educator gives an order now and then, one after the other."""
    for group in itertools.cycle(groups):
        await asyncio.sleep(every / len(groups))
        meter.order(group)


async def _settled(done: Callable[[], bool], within: float) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while not done() and loop.time() < end:  # noqa: ASYNC110  (a panel that follows tells nobody)
        await asyncio.sleep(0.02)


def _clients(meter: Meter, groups: frozenset[str] = frozenset()) -> list[Any]:
    """Panels first: a child that comes is seen by somebody."""
    panels = [screen.client for group, screen in meter.screens.items() if not groups or group in groups]
    return [*panels, *(seat.client for seat in _seats(meter, groups))]


def _seats(meter: Meter, groups: frozenset[str]) -> list[Seat]:
    """Children of the groups, in an order in which no group's children come together."""
    seats = [seat for seat in meter.seats.values() if not groups or seat.group in groups]
    random.Random(1).shuffle(seats)  # noqa: S311  (the same in every run)
    return seats


def merged(rounds: list[Round]) -> Round:
    """What several generators measured at the same time. The server is looked at by all; one of them is enough."""
    first, *others = rounds
    for other in others:
        first.merge(other)
    return first
