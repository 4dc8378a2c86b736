"""Two processes that lead one group, and their clients, in a world where everything is lost, comes late or comes twice.

Clients speak the protocol in whole messages through a real Conversation. What a step does follows from the seed and the
number of the step alone, so that a seed does the same again, as far as a machine's clock and threads allow it.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

from arlearn.live import queries
from arlearn.live.conversation import Client, Conversation
from arlearn.live.hub import Hub
from arlearn.live.link import Wire
from arlearn.live.news import Packet, decode, encode
from arlearn.live.schemas import Joined
from tests.server.classroom import REVISION, Said, ask

AFTER = 6
"""Rounds in which each process tells the other all that it knows, when nothing is lost any more."""
HELD = 6
"""Old texts that a network may bring once more."""


class Process:
    """As a Conversation sees it: where to find the group."""

    def __init__(self, name: str, loaded: queries.Loaded, changed: Callable[[Hub], None]) -> None:
        self.hub = Hub(name, loaded, changed)
        self.hub.ask()

    async def open(self, _group: UUID, _prepare: object) -> Hub:
        return self.hub


class Device:
    """One connection at a time; what it has to say again after it has a new one is in `kept`, in order."""

    def __init__(self, world: "World", sign_in: str) -> None:
        self.world, self.sign_in = world, sign_in
        self.talk: Conversation | None = None
        self.process: Process | None = None
        self.kept: dict[Any, Said] = {}
        self.late: deque[str] = deque(maxlen=HELD)

    def hello(self) -> Said:
        raise NotImplementedError

    def hear(self, message: Said) -> None:
        raise NotImplementedError

    async def come(self, process: Process, leave: bool = True) -> None:
        """A new connection. Without `leave` the server has not noticed yet that the old one is no more."""
        if self.talk is not None and not leave:
            self.world.ghosts.append((self.talk, list(self.late)))
            self.talk = None
        self.go()
        self.process = process

        def send(text: str) -> bool:
            # A connection that was given up is heard by nobody.
            if self.talk is talk:
                self.hear(json.loads(text))
            return True

        async def close(_code: int) -> None:
            if self.talk is talk:
                self.go()

        async def wait(text: str) -> None:
            send(text)

        talk = self.talk = Conversation(Client(self.sign_in, "en"), Wire(wait, close, send))
        self.world.spoken_to = process
        await self.say(self.hello())
        for message in list(self.kept.values()):
            await self.say(message)

    def go(self) -> None:
        talk, self.talk, self.process = self.talk, None, None
        if talk is not None:
            talk.leave()

    async def say(self, message: Said) -> None:
        """Lost when there is no connection."""
        if self.talk is None:
            return
        self.world.said[type(self)].add(message["kind"])
        text = json.dumps(message)
        if message["kind"] != "hello":
            self.late.append(text)
        await deliver(self.talk, text)


async def deliver(talk: Conversation | None, text: str) -> None:
    """As a transport does it."""
    if talk is not None and not talk.take_now(text):
        await talk.take(text)


async def settled(*devices: Device) -> None:
    """Returns when all that they kept is acknowledged."""
    end = asyncio.get_running_loop().time() + 20
    while any(device.kept for device in devices):
        assert asyncio.get_running_loop().time() < end, "something is never acknowledged"
        await asyncio.sleep(0.02)


class Child(Device):
    """Its page may be loaded anew; its outbox outlives that."""

    def __init__(self, world: "World", place: Joined) -> None:
        super().__init__(world, "")
        self.place = place
        self.sent = self.shown = 0
        self.control: Said = {"version": -1}
        self.own: Said = {"version": -1}
        self.last: Said | None = None
        """What it showed on this connection."""
        self.refused: set[int] = set()
        self.acknowledged = 0
        self.removed = False
        """It was told that it is not in the group any more."""

    def hello(self) -> Said:
        place = self.place
        return {"kind": "hello", "role": "learner", "version": 1, "group": str(place.group), "token": place.token}

    def hear(self, message: Said) -> None:
        if message.get("code") == "place_given_up":
            self.removed, self.kept = True, {}
        if message["kind"] == "welcome":
            self.last, self.shown = None, max(self.shown, message["presence"])
        if message["kind"] == "refused" and message["n"] is not None:
            self.refused.add(message["n"])
        for name in ("control", "own"):
            if message.get(name, {"version": -1})["version"] > getattr(self, name)["version"]:
                setattr(self, name, message[name])
        upto: int = message["n"] if message["kind"] == "acknowledged" else message.get("acknowledged", 0)
        assert upto <= self.sent
        self.acknowledged = max(self.acknowledged, upto)
        self.kept = {n: kept for n, kept in self.kept.items() if n > self.acknowledged}

    def reload(self) -> None:
        """Its page is loaded anew, and counts what it shows anew."""
        self.go()
        self.shown = 0

    async def show(self, **screen: Any) -> None:
        if self.talk is not None:
            self.shown += 1
            self.last = screen
            await self.say({"kind": "presence", "n": self.shown, **screen})

    async def keep(self, **message: Any) -> None:
        """Says what it must not lose."""
        self.sent += 1
        self.kept[self.sent] = {**message, "n": self.sent}
        await self.say(self.kept[self.sent])


class Panel(Device):
    """Draws what comes, and gives credit when it likes."""

    def __init__(self, world: "World", sign_in: str) -> None:
        super().__init__(world, sign_in)
        self.rows: dict[str, Said] = {}
        self.control: Said = {}
        self.mark: Said | None = None
        self.came = 0
        self.done: set[str] = set()
        self.refused: set[str] = set()

    def hello(self) -> Said:
        group = str(self.world.group)
        return {"kind": "hello", "role": "educator", "version": 1, "group": group, "resume": self.mark}

    def hear(self, message: Said) -> None:
        match message["kind"]:
            case "welcome":
                self.rows = {} if message["whole"] else self.rows
                self.mark = message["mark"]
            case "frame":
                assert self.mark is not None
                self.mark = {**self.mark, "frame": message["frame"]}
                self.came = message["frame"]
            case "done" | "refused":
                self.kept.pop(message["id"], None)
                (self.done if message["kind"] == "done" else self.refused).add(message["id"] or "")
        self.rows |= {row["learner"]["id"]: row for row in message.get("rows", [])}
        for gone in message.get("gone", []):
            self.rows.pop(gone, None)
        self.control = message.get("control") or self.control

    async def draw(self) -> None:
        if self.came:
            await self.say({"kind": "credit", "frame": self.came})

    async def order(self, command: str, order: Said) -> None:
        self.kept[command] = {"kind": "command", "id": command, "order": order}
        await self.say(self.kept[command])


class World:
    """The two processes, what is on its way between them, and everybody who speaks to them."""

    def __init__(self, group: UUID) -> None:
        self.group = group
        self.newsy: set[Hub] = set()
        self.under_way: list[tuple[Hub, bytes]] = []
        self.processes: list[Process] = []
        self.spoken_to: Process | None = None
        self.said: dict[type[Device], set[str]] = {Child: set(), Panel: set()}
        self.children: list[Child] = []
        self.panels: list[Panel] = []
        self.ghosts: list[tuple[Conversation, list[str]]] = []
        """Connections that were given up, and what may still arrive over them."""

    @property
    def hubs(self) -> list[Hub]:
        return [process.hub for process in self.processes]

    async def open(self) -> None:
        for name in "ab":
            loaded = await ask(queries.load, self.group)
            assert loaded is not None
            self.processes.append(Process(name, loaded, self.newsy.add))

    def speak(self) -> None:
        """What there is to tell goes on its way."""
        for hub in list(self.newsy):
            self.newsy.discard(hub)
            news, seats = hub.news()
            packet = encode(Packet(hub.attendance.process, [(hub.group, news, seats)]))
            self.under_way += [(other, packet) for other in self.hubs if other is not hub]

    def deliver(self, place: int, keep: bool = False) -> None:
        hub, packet = self.under_way[place] if keep else self.under_way.pop(place)
        told = decode(packet, hub.attendance.process, lambda group: group == hub.group)
        assert told is not None
        for _, news, seats in told.news:
            hub.hear(told.process, news, seats)

    def tell(self, dice: Random) -> None:
        """What is on its way arrives, or is lost, or arrives and comes again; in any order."""
        fate, where = dice.random(), dice.random()
        self.speak()
        if self.under_way:
            place = int(where * len(self.under_way))
            if fate < 0.3:
                self.under_way.pop(place)
            else:
                self.deliver(place, keep=fate < 0.5)

    async def haunt(self, dice: Random) -> None:
        """Of a connection that was given up something arrives, or its end is noticed at last."""
        what, where = dice.random(), dice.random()
        if self.ghosts:
            talk, texts = self.ghosts[int(where * len(self.ghosts))]
            if what < 0.6 and texts:
                await deliver(talk, texts[int(what / 0.6 * len(texts))])
            else:
                talk.leave()
                self.ghosts.remove((talk, texts))

    async def calm(self) -> None:
        """Nothing is lost any more, everybody comes back, and the processes look at the log and repeat themselves, as
        they do every while."""
        await self._come_back()
        self.under_way.clear()
        position = (await ask(queries.positions, [self.group]))[self.group]
        for hub in self.hubs:
            await hub.caught_up(position.seq)
        for _ in range(AFTER):
            for hub in self.hubs:
                hub.repeat()
            self.speak()
            while self.under_way:
                self.deliver(0)
            for hub in self.hubs:
                hub.look()
        for _ in range(3):
            await asyncio.sleep(0.06)
            for panel in self.panels:
                await panel.draw()

    async def _come_back(self) -> None:
        """Everybody is connected, and all that they kept is acknowledged."""
        while self.ghosts:
            self.ghosts.pop()[0].leave()
        devices = [*self.children, *self.panels]
        for number, device in enumerate(devices):
            # A child that was removed while it was away does not know it yet.
            if device.talk is None or device.kept:
                await device.come(self.processes[number % 2])
        for device in devices:
            await device.say({"kind": "ping"})
        await settled(*devices)

    def leave(self) -> None:
        for device in [*self.children, *self.panels]:
            device.go()


def reading(page: str, **more: Any) -> Said:
    return {"page": page, "revision": REVISION, **more}
