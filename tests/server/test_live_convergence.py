"""Two processes lead one group, and everything happens in any order: what they tell each other is lost, doubled and
late, children change from one to the other, panels draw when they like and come back. In the end all show the same."""

import asyncio
import json
import random
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from arlearn.live import actions, queries
from arlearn.live.control import Attend, OpenPage, Order, Pause, Praise, Remove, Resume, Spotlight
from arlearn.live.facts import EDUCATOR, Answered, Consented, Fact, Line, Ordered, PageOpened
from arlearn.live.hub import Hub
from arlearn.live.link import EducatorLink, LearnerLink, Wire
from arlearn.live.log import Entry, append
from arlearn.live.news import Packet, decode, encode
from arlearn.live.presence import screen_of
from arlearn.live.protocol import Mark, Presence
from arlearn.live.rights import Leader, Right
from arlearn.people.models import User
from tests.server.classroom import REVISION, Room, Said, ask, classroom

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = 150
WEIGHTS = [8, 5, 3, 4, 2, 2, 6, 2, 8]
AFTER = 6
"""Rounds in which each process tells the other all that it knows, when nothing is lost any more."""


async def nowhere(_: object) -> None:
    raise AssertionError("what is sent at once waits for nobody")


class Panel:
    """Draws what comes, and gives credit when it likes."""

    def __init__(self, hub: Hub, before: "Panel | None" = None) -> None:
        self.rows: dict[str, Said] = {}
        self.control: Said = {}
        self.came: list[int] = []
        self.mark: Mark | None = None
        if before is not None:
            self.rows, self.mark = dict(before.rows), before.mark
        self.hub = hub
        leader = Leader(hub.group, Right(User(id=1), hub.state.book, "key", ""))
        self.link = EducatorLink(Wire(nowhere, nowhere, self.hear), "en", leader)
        self.link.push(hub.educator_welcome(self.mark))
        hub.enter(self.link)

    def hear(self, text: str) -> bool:
        message = json.loads(text)
        if message["kind"] == "welcome":
            if message["whole"]:
                self.rows = {}
            self.mark = Mark(**message["mark"])
        else:
            assert self.mark is not None
            self.mark = Mark(hub=self.mark.hub, frame=message["frame"])
            self.came.append(message["frame"])
        self.rows |= {row["learner"]["id"]: row for row in message["rows"]}
        for gone in message["gone"]:
            self.rows.pop(gone, None)
        self.control = message["control"] or self.control
        return True

    def draw(self) -> None:
        if self.came:
            self.hub.panels.credit(self.link, self.came[-1])

    def leave(self) -> None:
        self.hub.leave(self.link)


class Child:
    """One child on one connection at a time; its page may be loaded anew, and then counts anew."""

    def __init__(self, learner: UUID) -> None:
        self.learner = learner
        self.n = self.sent = 0
        self.link: LearnerLink | None = None
        self.hub: Hub | None = None
        self.last: Presence | None = None

    def come(self, hub: Hub, anew: bool) -> None:
        self.go()
        if self.learner not in hub.state.learners:
            return
        welcome = hub.learner_welcome(self.learner)
        self.n = welcome.presence if anew else max(self.n, welcome.presence)
        self.hub, self.last = hub, None
        self.link = LearnerLink(Wire(nowhere, nowhere, lambda _: True), "en", hub.attendance.seat(self.learner))
        hub.enter(self.link)

    def go(self) -> None:
        if self.hub is not None and self.link is not None:
            self.hub.leave(self.link)
        self.hub = self.link = None

    def show(self, page: UUID, up: bool) -> None:
        if self.hub is not None and self.link is not None:
            self.n += 1
            self.last = Presence(n=self.n, page=page, view="tracking", rung="live", help=up)
            self.hub.attendance.show(self.link, self.n, screen_of(self.last))


class World:
    def __init__(self, room: Room, learners: list[UUID], rng: random.Random) -> None:
        self.room, self.rng = room, rng
        self.pages = [page.id for page in room.shelf.pages]
        self.children = [Child(learner) for learner in learners]
        self.newsy: set[Hub] = set()
        self.under_way: list[tuple[Hub, bytes]] = []
        self.hubs: dict[str, Hub] = {}
        self.panels: list[Panel] = []
        self.orders = 0

    async def open(self) -> None:
        for name in "ab":
            loaded = await ask(queries.load, self.room.group.id)
            assert loaded is not None
            self.hubs[name] = Hub(name, loaded, self.newsy.add)
            self.hubs[name].ask()
        self.panels = [Panel(hub) for hub in self.hubs.values() for _ in range(2)]

    def other(self, hub: Hub) -> Hub:
        return self.hubs["b" if hub is self.hubs["a"] else "a"]

    def speak(self) -> None:
        """What there is to tell goes on its way."""
        for hub in list(self.newsy):
            self.newsy.discard(hub)
            news, seats = hub.news()
            packet = encode(Packet(hub.attendance.process, [(hub.group, news, seats)]))
            self.under_way.append((self.other(hub), packet))

    def deliver(self, place: int, keep: bool = False) -> None:
        hub, packet = self.under_way[place] if keep else self.under_way.pop(place)
        told = decode(packet, hub.attendance.process, lambda group: group == hub.group)
        assert told is not None
        for _, news, seats in told.news:
            hub.hear(told.process, news, seats)

    async def write(self, hub: Hub, source: str, client_id: str, fact: Fact) -> None:
        def commit() -> Any:
            with transaction.atomic():
                return append([Entry(hub.group, source, client_id, fact)])[0]

        outcome = await ask(commit)
        if isinstance(outcome, Line):
            hub.wrote([outcome])
        else:
            hub.reach(outcome.seq)

    async def answer(self, child: Child) -> None:
        hub = child.hub or self.rng.choice(list(self.hubs.values()))
        page, correct = self.rng.choice(self.pages), self.rng.random() < 0.5
        # Sometimes what was sent before is sent again.
        if child.sent == 0 or self.rng.random() < 0.8:
            child.sent += 1
        known = hub.state.learners.get(child.learner)
        asked = known.own.asked if known else None
        facts: list[Fact] = [
            Answered(page=page, revision=REVISION, task="food", language="id", value="honey", correct=correct),
            PageOpened(page=page, revision=REVISION),
            Consented(asked=asked or 1, agree=correct),
        ]
        await self.write(hub, str(child.learner), str(child.sent), self.rng.choice(facts))

    async def order(self) -> None:
        self.orders += self.rng.random() < 0.8
        child = self.rng.choice(self.children).learner
        orders: list[Order] = [
            Pause(),
            Resume(),
            Praise(to=child),
            Attend(to=child),
            Spotlight(learner=child),
            OpenPage(page=self.rng.choice(self.pages)),
            OpenPage(page=self.rng.choice(self.pages), to=[child]),
        ]
        if self.rng.random() < 0.1:
            orders = [Remove(to=[child])]
        hub = self.rng.choice(list(self.hubs.values()))
        await self.write(hub, EDUCATOR, f"order-{self.orders}", Ordered(order=self.rng.choice(orders)))

    async def step(self) -> None:
        rng, child = self.rng, self.rng.choice(self.children)
        panel = rng.randrange(len(self.panels))
        (what,) = rng.choices(["show", "answer", "order", "come", "go", "again", "draw", "wait", "tell"], WEIGHTS)
        match what:
            case "show":
                child.show(rng.choice(self.pages), rng.random() < 0.5)
            case "answer":
                await self.answer(child)
            case "order":
                await self.order()
            case "come":
                child.come(rng.choice(list(self.hubs.values())), anew=rng.random() < 0.5)
            case "go":
                child.go()
            case "again":
                self.panels[panel].leave()
                self.panels[panel] = Panel(self.panels[panel].hub, before=self.panels[panel])
            case "draw":
                self.panels[panel].draw()
            case _:
                await self.tell() if what == "tell" else await asyncio.sleep(0.06)

    async def tell(self) -> None:
        """What is on its way arrives, or is lost, or arrives and comes again; in any order."""
        self.speak()
        if self.under_way:
            fate, place = self.rng.random(), self.rng.randrange(len(self.under_way))
            if fate < 0.3:
                self.under_way.pop(place)
            else:
                self.deliver(place, keep=fate < 0.5)

    async def calm(self) -> None:
        """Nothing is lost any more, and the processes look at the log and repeat themselves, as they do every while."""
        self.under_way.clear()
        positions = await ask(queries.positions, [self.room.group.id])
        for hub in self.hubs.values():
            await hub.caught_up(positions[hub.group].seq)
        for _ in range(AFTER):
            for hub in self.hubs.values():
                hub.repeat()
            self.speak()
            while self.under_way:
                self.deliver(0)
            for hub in self.hubs.values():
                hub.look()
        for _ in range(3):
            await asyncio.sleep(0.06)
            for panel in self.panels:
                panel.draw()


@pytest.mark.parametrize("number", range(2))
async def test_L13_two_processes_come_to_the_same_whatever_happens_on_the_way(number: int) -> None:
    seed = random.randrange(10**9)
    print("seed", seed)
    async with classroom() as room:
        places = [await ask(actions.join, room.group.code) for _ in range(5)]
        world = World(room, [place.learner.id for place in places], random.Random(seed))
        await world.open()
        for _ in range(STEPS):
            await world.step()
        await world.calm()
        one, other = world.hubs.values()
        truth = await ask(queries.load, room.group.id)
        assert truth is not None
        assert one.state == other.state == truth.state
        for child in world.children:
            seats = [hub.attendance.seat(child.learner) for hub in (one, other)]
            assert seats[0].told() == seats[1].told()
            assert [seat.connected for seat in seats] == [child.hub is not None] * 2
            # Of one who has left, the last that its process came to tell is shown.
            if child.hub is not None and child.last is not None:
                assert seats[0].screen is screen_of(child.last)
        for panel in world.panels:
            fresh = Panel(panel.hub)
            assert panel.rows == fresh.rows
            assert panel.control == fresh.control
            assert panel.mark == fresh.mark
        for child in world.children:
            child.go()
