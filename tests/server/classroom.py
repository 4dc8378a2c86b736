"""A library with a published book, people, and children on sockets; for the tests of live groups."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from channels.testing import WebsocketCommunicator
from django.test import Client as Browser

import arlearn.asgi  # noqa: F401  (sets Django up as a server does)
from arlearn.live import actions, hubs
from arlearn.live.asking import reading
from arlearn.live.consumers import live
from arlearn.live.log import log
from arlearn.live.models import GroupSession
from arlearn.live.schemas import Joined
from arlearn.people.actions import open_library
from arlearn.people.models import Library, Membership, Role, User
from content.models import Book, Page, Scene, SceneRevision

Said = dict[str, Any]
ask = reading
"""ask(function, *arguments): asks the database without holding up the sockets."""
SCENE: Said = {
    "version": 1,
    "title": {"id": "Beruang Madu", "en": "The Sun Bear"},
    "story": {"id": ["Beruang mencari madu."], "en": ["The bear looks for honey."]},
    "nodes": [],
    "tasks": [
        {
            "kind": "choice",
            "id": "food",
            "prompt": {"id": "Apa yang dicari beruang?", "en": "What does the bear look for?"},
            "options": [
                {"id": "honey", "text": {"id": "Madu", "en": "Honey"}},
                {"id": "fish", "text": {"id": "Ikan", "en": "Fish"}},
            ],
            "answer": "honey",
        },
        {"kind": "spell", "id": "word", "prompt": {"id": "Eja: madu"}, "word": {"id": "madu"}},
    ],
}
REVISION = "a" * 64


@dataclass
class Shelf:
    """A library of one educator, with one book of `pages`."""

    library: Library
    educator: User
    book: Book
    pages: list[Page]

    @property
    def page(self) -> str:
        return str(self.pages[0].id)


def shelf(slug: str = "kota", pages: int = 2) -> Shelf:
    library = open_library("Perpustakaan Kota", slug)
    educator = User.objects.create(username=f"guru-{slug}")
    Membership.objects.create(library=library, user=educator, role=Role.EDUCATOR)
    book = Book.objects.create(
        library=library, slug=f"beruang-{slug}", title="Beruang Madu", level="A", languages=["id", "en"]
    )
    made = [publish(book, number) for number in range(1, pages + 1)]
    return Shelf(library, educator, book, made)


def publish(book: Book, number: int) -> Page:
    page = Page.objects.create(book=book, number=number)
    scene = Scene.objects.create(page=page, draft=SCENE)
    scene.published = SceneRevision.objects.create(scene=scene, number=1, sha256=REVISION, document=SCENE)
    scene.save()
    return page


def republish(page: Page, sha256: str, answer: str) -> None:
    """Another revision of the page, in which another option of the choice is right."""
    choice, *others = SCENE["tasks"]
    document = {**SCENE, "tasks": [{**choice, "answer": answer}, *others]}
    scene = page.scene
    scene.published = SceneRevision.objects.create(scene=scene, number=2, sha256=sha256, document=document)
    scene.save()


def open_group(shelf: Shelf) -> GroupSession:
    return actions.open_group(shelf.educator, shelf.book.id)


async def reload() -> None:
    """What a restart of the server does: nothing is left in memory."""
    if hubs._current is not None and hubs._current.loop is asyncio.get_running_loop():
        await hubs._current.stop()
    hubs._current = None
    await asyncio.to_thread(log.stop)


class Socket:
    """One client's end of a connection."""

    def __init__(self, user: User | None = None, **headers: str) -> None:
        sent = {"host": "testserver", "accept-language": "en", **headers}
        self.user, self.browser = user, Browser()
        self.wire = WebsocketCommunicator(
            live, "/live", headers=[(name.encode(), value.encode()) for name, value in sent.items()]
        )
        self.heard: list[Said] = []

    async def connect(self) -> None:
        if self.user is not None:
            await ask(self.browser.force_login, self.user)
            cookie = f"sessionid={self.browser.cookies['sessionid'].value}"
            self.wire.scope["headers"].append((b"cookie", cookie.encode()))
        accepted, _ = await self.wire.connect(timeout=5)
        assert accepted

    async def say(self, **message: Any) -> None:
        await self.wire.send_json_to(message)

    async def say_text(self, text: str) -> None:
        await self.wire.send_to(text_data=text)

    async def hear(self, kind: str, within: float = 5, where: Callable[[Said], bool] = lambda _: True) -> Said:
        """The next message of the kind; others before it are kept in `heard`."""
        end = time.monotonic() + within
        while True:
            message = await self.next(end - time.monotonic())
            if message["kind"] == kind and where(message):
                return message
            await self.passed_over(message)

    async def passed_over(self, message: Said) -> None:
        """A message came that was not waited for."""

    async def next(self, within: float = 5) -> Said:
        # Not the communicator's own way: that one ends the application when nothing comes.
        output = await asyncio.wait_for(self.wire.output_queue.get(), max(within, 0.001))
        if output["type"] == "websocket.close":
            message = {"kind": "closed", "code": output["code"]}
        else:
            message = json.loads(output["text"])
        self.heard.append(message)
        return message

    async def quiet(self, seconds: float = 0.3) -> None:
        """Asserts that nothing comes."""
        assert await self.rest(seconds) == []

    async def rest(self, seconds: float = 0.3) -> list[Said]:
        """What comes until nothing has come for so long."""
        came = []
        with contextlib.suppress(TimeoutError):
            while True:
                came.append(await self.next(seconds))
        return came

    async def close(self) -> None:
        await self.wire.disconnect(timeout=5)


class Child(Socket):
    def __init__(self, place: Joined, **headers: str) -> None:
        super().__init__(None, **headers)
        self.place = place
        self.n = 0
        self.welcome: Said = {}

    async def greet(self) -> Said:
        await self.say(kind="hello", role="learner", version=1, group=str(self.place.group), token=self.place.token)
        self.welcome = await self.hear("welcome")
        return self.welcome

    async def answer(self, page: str, value: str = "honey", n: int | None = None, task: str = "food") -> int:
        self.n = n or self.n + 1
        await self.say(kind="answer", n=self.n, page=page, revision=REVISION, task=task, language="id", value=value)
        return self.n

    async def finish(self, page: str) -> int:
        self.n += 1
        await self.say(kind="finished", n=self.n, page=page, revision=REVISION)
        return self.n

    async def show(self, n: int, page: str | None, **fields: Any) -> None:
        await self.say(
            kind="presence", **{"n": n, "page": page, "view": "reading", "rung": "read", "help": False, **fields}
        )


class Panel(Socket):
    """Keeps its picture of the room as the real one does: rows by learner, replaced whole; draws and gives credit."""

    def __init__(self, user: User | None, group: UUID, **headers: str) -> None:
        super().__init__(user, **headers)
        self.group = group
        self.rows: dict[str, Said] = {}
        self.control: Said = {}
        self.mark: Said = {}
        self.seq = 0

    async def greet(self, before: "Panel | None" = None) -> Said:
        """`before`: the same panel on a connection that is no more; goes on from where that one was."""
        hello: Said = {"kind": "hello", "role": "educator", "version": 1, "group": str(self.group)}
        await self.say(**hello, **({"resume": before.mark} if before else {}))
        welcome = await self.hear("welcome")
        self.rows = dict(before.rows) if before and not welcome["whole"] else {}
        self.put(welcome)
        self.control, self.seq, self.mark = welcome["control"], welcome["seq"], welcome["mark"]
        return welcome

    async def order(self, id: str, **order: Any) -> None:  # noqa: A002
        await self.say(kind="command", id=id, order=order)

    async def sees(self, what: Callable[["Panel"], bool], within: float = 5) -> None:
        """Takes frames until the picture is so."""
        end = time.monotonic() + within
        while not what(self):
            frame = await self.hear("frame", end - time.monotonic())
            self.draw(frame)
            await self.say(kind="credit", frame=frame["frame"])

    async def follow(self) -> None:
        """Draws what comes, until cancelled."""
        with contextlib.suppress(TimeoutError):
            await self.sees(lambda _: False, within=60)

    async def catch_up(self) -> None:
        """Draws what comes until nothing comes any more."""
        while frames := [message for message in await self.rest() if message["kind"] == "frame"]:
            for frame in frames:
                self.draw(frame)
            await self.say(kind="credit", frame=frames[-1]["frame"])

    async def next(self, within: float = 5) -> Said:
        message = await super().next(within)
        if message["kind"] == "frame":
            # Also one that a test passes over.
            self.draw(message)
        return message

    async def passed_over(self, message: Said) -> None:
        if message["kind"] == "frame":
            await self.say(kind="credit", frame=message["frame"])

    def put(self, news: Said) -> None:
        self.rows |= {row["learner"]["id"]: row for row in news["rows"]}
        for gone in news["gone"]:
            self.rows.pop(gone, None)

    def draw(self, frame: Said) -> None:
        self.put(frame)
        self.control, self.seq = frame["control"] or self.control, frame["seq"]
        self.mark = self.mark | {"frame": frame["frame"]}

    def row(self, child: Child) -> Said:
        return self.rows[str(child.place.learner.id)]


S = TypeVar("S", bound=Socket)


class Room:
    """An open group with sockets."""

    def __init__(self, shelf: Shelf, group: GroupSession) -> None:
        self.shelf, self.group = shelf, group
        self.sockets: list[Socket] = []

    async def child(self, place: Joined | None = None) -> Child:
        if place is None:
            place = await ask(actions.join, self.group.code)
        child = Child(place)
        await self.connect(child)
        await child.greet()
        return child

    async def connect(self, socket: S) -> S:
        """Opens a socket that has not said hello, and sees to its end."""
        await socket.connect()
        self.sockets.append(socket)
        return socket

    async def panel(self) -> Panel:
        panel = Panel(self.shelf.educator, self.group.id)
        await self.connect(panel)
        await panel.greet()
        return panel


@asynccontextmanager
async def classroom(pages: int = 2) -> AsyncIterator[Room]:
    books = await ask(shelf, "kota", pages)
    room = Room(books, await ask(open_group, books))
    try:
        yield room
    finally:
        for socket in room.sockets:
            await socket.close()
        await reload()
