"""Who is measured in one process, and the clocks: when each event was sent, and how long until a panel showed it."""

import asyncio
import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from arlearn.bench.crowd import Learner, Panel, Said
from arlearn.bench.events import Circle
from arlearn.bench.histogram import Histogram
from arlearn.bench.relayed import Dialect, Relayed, shown
from arlearn.bench.rooms import Place, Question, Room

KEPT = 128
"""Of how many of a child's last events the time is known; a panel that is further behind is hopelessly late anyway."""


class Seat:
    """One child, what it sent when, and how far its panel has followed."""

    def __init__(self, group: str, client: "Learner | Relayed", say: Callable[[bytes], None]) -> None:
        self.group, self.client, self.say = group, client, say
        self.sent = 0
        self.seen = 0
        self.times = array("d", bytes(8 * KEPT))
        """When the last events were sent, by their number modulo KEPT; the loop's time, s."""
        self.answered: dict[int, float] = {}
        """When answers were sent that are not acknowledged yet."""


class Screen:
    """One panel, and when its last order went out."""

    def __init__(self, client: "Panel | Relayed") -> None:
        self.client = client
        self.ordered = 0.0
        self.paused = False


@dataclass
class Meter:
    """Everybody in this process, by group, and what was measured since `begin`."""

    circle: Circle
    questions: list[Question]
    seats: dict[str, Seat] = field(default_factory=dict)
    screens: dict[str, Screen] = field(default_factory=dict)
    since: float = math.inf
    """Only what was sent later counts; the loop's time, s."""
    until: float = math.inf
    shown: Histogram = field(default_factory=Histogram)
    """Of events: until the panel showed it, or something newer of the same child."""
    ordered: Histogram = field(default_factory=Histogram)
    """Of orders: until each child had it."""
    acknowledged: Histogram = field(default_factory=Histogram)
    """Of answers."""

    sent_away: int = 0
    """Children whom the server sent away, for sending more than any child needs."""

    def __post_init__(self) -> None:
        self._now = asyncio.get_running_loop().time

    def warm_up(self) -> None:
        """Nothing counts until `begin`. What is still missing from before is missing for good."""
        self.since = self.until = math.inf
        self.sent_away = 0
        self.shown, self.ordered, self.acknowledged = Histogram(), Histogram(), Histogram()
        for seat in self.seats.values():
            seat.seen = seat.sent

    def begin(self) -> None:
        """What is sent from now on counts."""
        self.since = self._now()

    def end(self) -> None:
        """What is sent from now on does not count."""
        self.until = self._now()

    # Who is here

    def add_ours(self, url: str, cookie: str, room: Room) -> None:
        panel = Panel(url, cookie, room.group)
        panel.drawn = self._drawn
        self.screens[room.group] = Screen(panel)
        for place in room.places:
            learner = Learner(url, place)
            seat = self.seats[place.learner] = Seat(room.group, learner, learner.say)
            learner.heard = self._hears(place)
            learner.settled = self._settles(seat)

    def add_relayed(self, url: str, dialect: Dialect, room: Room) -> None:
        panel = Relayed(url, dialect, room.group, "panel", "-")
        panel.taken = self._relayed
        self.screens[room.group] = Screen(panel)
        for place in room.places:
            child = Relayed(url, dialect, room.group, "child", place.learner)
            self.seats[place.learner] = Seat(room.group, child, partial(child.say, b"shown"))
            child.taken = self._obeys(place)

    # What they do

    def event(self, seat: Seat) -> None:
        """The child's next event."""
        seat.sent += 1
        seat.times[seat.sent % KEPT] = self._now()
        seat.say(self.circle.message(seat.sent))

    def order(self, group: str) -> None:
        """The educator asks for eyes to the front, or lets them go again."""
        screen = self.screens[group]
        screen.paused = not screen.paused
        screen.ordered = self._now()
        what = b'{"do":"pause"}' if screen.paused else b'{"do":"resume"}'
        name = f"{screen.ordered:020.6f}".replace(".", "-").encode()
        text = b'{"kind":"command","id":"%s","order":%s}' % (name, what)
        if isinstance(screen.client, Panel):
            screen.client.say(text)
        else:
            screen.client.say(b"order", text)

    def answer(self, seat: Seat, turn: int) -> None:
        """The child's next answer."""
        if isinstance(seat.client, Learner):
            question, now = self.questions[turn % len(self.questions)], self._now()
            seat.answered[seat.client.answer(question, right=turn % 3 > 0)] = now

    def behind(self) -> int:
        """Events that no panel has shown yet, nor anything newer."""
        return sum(seat.sent - seat.seen for seat in self.seats.values())

    # What they hear

    def _saw(self, learner: str, n: int) -> None:
        seat = self.seats.get(learner)
        if seat is None or n <= seat.seen or n > seat.sent:
            return
        now, times = self._now(), seat.times
        for number in range(seat.seen + 1, n + 1):
            sent = times[max(number, seat.sent - KEPT + 1) % KEPT]
            if self.since <= sent < self.until:
                self.shown.add(now - sent)
        seat.seen = n

    def _drawn(self, frame: Said) -> None:
        for row in frame["rows"]:
            learner = row["learner"]["id"]
            seat = self.seats.get(learner)
            if seat is not None:
                number = self.circle.number(seat.sent, row["page"], row["rung"], row["view"])
                if number is not None:
                    self._saw(learner, number)

    def _relayed(self, text: bytes) -> None:
        found = shown(text)
        if found:
            self._saw(*found)

    def _hears(self, place: Place) -> Callable[[Said], None]:
        def heard(message: Said) -> None:
            if message["kind"] == "control":
                self._obeyed(place.group)
            elif message["kind"] == "bye":
                self.sent_away += 1

        return heard

    def _obeys(self, place: Place) -> Callable[[bytes], None]:
        return lambda _: self._obeyed(place.group)

    def _obeyed(self, group: str) -> None:
        ordered = self.screens[group].ordered
        if self.since <= ordered < self.until:
            self.ordered.add(self._now() - ordered)

    def _settles(self, seat: Seat) -> Callable[[int], None]:
        def settled(n: int) -> None:
            now = self._now()
            while seat.answered and (first := next(iter(seat.answered))) <= n:
                sent = seat.answered.pop(first)
                if self.since <= sent < self.until:
                    self.acknowledged.add(now - sent)

        return settled
