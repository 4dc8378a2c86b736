"""Children and educators as a server meets them, by the hundred in one process: what a device does, without a screen.

A client comes with `come()`, and from then on stays: it comes back whenever the connection ends, as the web client
does, until `leave()` or until the server says not to come again. Everything runs on one event loop.
"""

import asyncio
import contextlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from arlearn.bench.frames import Wire, connect
from arlearn.bench.rooms import Place, Question

Said = dict[str, Any]
"""A message of arlearn.live.protocol, as it came."""
SILENCE = 4.0
"""Seconds without a word from us after which the server is told that we live; it shows who is silent for 10 as away."""
PATIENCE = 9.0
"""Seconds without a word from the server after which the connection is taken for dead."""
ACKNOWLEDGED = b'{"kind":"acknowledged","n":'

chance = random.Random()  # noqa: S311  (when to come back is no secret)


@dataclass(frozen=True)
class ComeBack:
    """Seconds until a client that was not told when tries again: doubled each time, and spread, as the web client's."""

    first: float = 0.6
    longest: float = 6.0

    def wait(self, tries: int) -> float:
        return min(self.longest, self.first * 2.0 ** min(tries, 10)) * chance.uniform(0.25, 1)


class Client:
    """What both sorts of clients have in common: a connection that is kept."""

    def __init__(self, url: str, come_back: ComeBack, headers: dict[str, str] | None = None) -> None:
        """`url`: the server's own, http://host:port."""
        self.url = url.replace("http", "ws", 1) + "/live"
        self.come_back = come_back
        self.headers = headers or {}
        self.wire: Wire | None = None
        """The connection after its welcome; None while there is none."""
        self.welcomed = asyncio.Event()
        """Set while there is a connection."""
        self.welcome: Said = {}
        """The last one."""
        self.welcomes = 0
        self.dismissed: str | None = None
        """The code of the problem for which the server sent us away for good."""
        self.heard: Callable[[Said], None] | None = None
        """Called with every message but acknowledgements, frames and pongs, after its effects."""
        self.spoke = self.listened = 0.0
        """When we last said and heard something; the loop's time, s."""
        self._loop = asyncio.get_running_loop()
        self._again: tuple[float, float] | None = None
        self._staying: asyncio.Task[None] | None = None

    async def come(self, within: float = 30.0) -> None:
        """Returns after the welcome. Raises TimeoutError, or PermissionError when the server wants nothing of us."""
        if self._staying is None:
            self._staying = asyncio.ensure_future(self._stay())
        here = asyncio.ensure_future(self.welcomed.wait())
        done, _ = await asyncio.wait([here, self._staying], timeout=within, return_when=asyncio.FIRST_COMPLETED)
        if here not in done:
            here.cancel()
            if self._staying in done:
                self._staying.result()
                raise PermissionError(self.dismissed)
            raise TimeoutError("no welcome came")

    async def leave(self) -> None:
        """Goes for good, with a close frame."""
        if self._staying is not None:
            self._staying.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._staying
            self._staying = None

    def cut(self) -> None:
        """The network is lost without a word; the client comes back."""
        if self.wire is not None:
            self.wire.cut()

    def say(self, message: bytes) -> None:
        """Sends if there is a connection. Sent does not mean arrived."""
        if self.wire is not None:
            self.spoke = self._loop.time()
            self.wire.say(message)

    # For the two sorts

    def hello(self) -> Said:
        raise NotImplementedError

    def take(self, message: Said) -> None:
        """A message, the welcome too, has come."""
        raise NotImplementedError

    # How it stays

    async def _stay(self) -> None:
        tries = 0
        while self.dismissed is None:
            welcomes, self._again = self.welcomes, None
            with contextlib.suppress(OSError):
                await self._visit()
            tries = 0 if self.welcomes > welcomes else tries + 1
            if self.dismissed is None:
                await asyncio.sleep(chance.uniform(*self._again) if self._again else self.come_back.wait(tries))

    async def _visit(self) -> None:
        """One connection, from its hello to its end."""
        wire = await connect(self.url, self._hear, self.headers)
        self._opening = wire
        try:
            wire.say(encoded(**self.hello()))
            self.spoke = self.listened = self._loop.time()
            self._look(wire)
            await wire.closed
        finally:
            self.wire = None
            self.welcomed.clear()
            wire.close()

    def _look(self, wire: Wire) -> None:
        """Is anybody there? And are we? Again and again, while the connection lasts."""
        if wire.closed.done():
            return
        self._loop.call_later(SILENCE / 2, self._look, wire)
        now = self._loop.time()
        if self.listened < now - PATIENCE and wire.transport.is_reading():
            wire.cut()
        elif self.wire is wire and (self.spoke < now - SILENCE or self.listened < now - SILENCE):
            self.say(b'{"kind":"ping"}')

    def _hear(self, text: bytes) -> None:
        self.listened = self._loop.time()
        message = json.loads(text)
        kind = message["kind"]
        if kind == "welcome":
            self.welcome, self.wire = message, self._opening
            self.welcomes += 1
        elif kind == "bye":
            if message["again"] is None:
                self.dismissed = message["code"]
            else:
                low, high = message["again"]
                self._again = (low / 1000, high / 1000)
        elif kind == "pong":
            return
        self.take(message)
        if kind == "welcome":
            self.welcomed.set()
        if self.heard is not None and kind != "frame":
            self.heard(message)


class Learner(Client):
    """A child. What it answers stays in its outbox until the server acknowledges it, over any number of connections."""

    def __init__(self, url: str, place: Place, come_back: ComeBack | None = None) -> None:
        super().__init__(url, come_back or ComeBack())
        self.place = place
        self.outbox: dict[int, bytes] = {}
        """Not acknowledged yet, by number, in order."""
        self.last = 0
        """Number of what it sent last into the log."""
        self.acknowledged = 0
        """Everything up to this number is in the log, or was refused for good."""
        self.shown = 0
        """Number of its last presence."""
        self.refused: dict[int, str] = {}
        """Codes, by number."""
        self.settled: Callable[[int], None] | None = None
        """Called with the number up to which everything is acknowledged now."""
        self._empty = asyncio.Event()
        self._empty.set()

    def show(
        self,
        page: str | None,
        view: str = "reading",
        rung: str = "read",
        help: bool = False,  # noqa: A002
    ) -> None:
        """Says what the screen shows; passing, so it is lost when there is no connection."""
        self.shown += 1
        self.say(
            b'{"kind":"presence","n":%d,"page":%s,"view":"%s","rung":"%s","help":%s}'
            % (
                self.shown,
                b"null" if page is None else b'"%s"' % page.encode(),
                view.encode(),
                rung.encode(),
                b"true" if help else b"false",
            )
        )

    def answer(self, question: Question, right: bool = True) -> int:
        """Its number."""
        return self.put(
            kind="answer",
            page=question.page,
            revision=question.revision,
            task=question.task,
            language=question.language,
            value=question.right if right else question.wrong,
        )

    def finish(self, question: Question) -> int:
        """Has read the page of the question to its end; the number."""
        return self.put(kind="finished", page=question.page, revision=question.revision)

    def put(self, **message: Any) -> int:
        """Keeps a message for the log until it is acknowledged, and sends it; its number."""
        self.last += 1
        self.outbox[self.last] = text = encoded(n=self.last, **message)
        self._empty.clear()
        self.say(text)
        return self.last

    async def emptied(self, within: float = 30.0) -> None:
        """Returns when everything is acknowledged. Raises TimeoutError."""
        async with asyncio.timeout(within):
            await self._empty.wait()

    def hello(self) -> Said:
        return {
            "kind": "hello",
            "role": "learner",
            "version": 1,
            "group": self.place.group,
            "token": self.place.token,
        }

    def take(self, message: Said) -> None:
        if message["kind"] == "welcome":
            self._acknowledge(message["acknowledged"])
            self.last = max(self.last, self.acknowledged)
            self.shown = max(self.shown, message["presence"])
            for text in self.outbox.values():
                self.say(text)
        elif message["kind"] == "refused" and message.get("n") is not None:
            self.refused[message["n"]] = message["code"]

    def _hear(self, text: bytes) -> None:
        # By far the most of what a child hears: read without a parser.
        if text.startswith(ACKNOWLEDGED):
            self.listened = self._loop.time()
            self._acknowledge(int(text[len(ACKNOWLEDGED) : -1]))
        else:
            super()._hear(text)

    def _acknowledge(self, n: int) -> None:
        self.acknowledged = max(self.acknowledged, n)
        while self.outbox and (first := next(iter(self.outbox))) <= n:
            del self.outbox[first]
        if not self.outbox:
            self._empty.set()
        if self.settled is not None:
            self.settled(n)


class Panel(Client):
    """An educator. Keeps its picture of the room as the real panel does: rows by child, replaced whole."""

    def __init__(self, url: str, cookie: str, group: str, come_back: ComeBack | None = None) -> None:
        """`cookie`: of the signed-in educator, as `door.sign_in` returns it."""
        super().__init__(url, come_back or ComeBack(), {"Cookie": cookie, "Origin": url})
        self.cookie, self.group, self.server = cookie, group, url
        self.resumes = True
        """Whether it asks, on coming back, only for what it missed."""
        self.draws = True
        """Whether it gives credit for the frames that come; a page in the background does not."""
        self.rows: dict[str, Said] = {}
        self.control: Said = {}
        self.seq = 0
        self.frames = 0
        """How many came."""
        self.drawn: Callable[[Said], None] | None = None
        """Called with every frame."""
        self._frame: int | None = None
        self._mark: Said | None = None
        self._ordered: dict[str, tuple[bytes, asyncio.Future[None]]] = {}

    async def order(self, **order: Any) -> None:
        """Returns when the order is in the log; sends it again after a lost connection.

        Raises ValueError with the code when it was refused.
        """
        name = f"{chance.getrandbits(128):032x}"
        text = encoded(kind="command", id=name, order=order)
        done: asyncio.Future[None] = self._loop.create_future()
        self._ordered[name] = text, done
        self.say(text)
        await done

    def stall(self, how: Literal["draws nothing", "reads nothing"]) -> None:
        """From now on it gives no credit, or does not even take bytes from the network, until `go_on`."""
        self.draws = False
        if how == "reads nothing" and self.wire is not None:
            self.wire.transport.pause_reading()

    def go_on(self) -> None:
        self.draws = True
        if self.wire is not None:
            self.wire.transport.resume_reading()
        self._credit()

    async def differences(self) -> list[str]:
        """In what this panel's picture differs from that of one which comes now: learners' ids, 'control', 'seq'."""
        fresh = Panel(self.server, self.cookie, self.group, self.come_back)
        await fresh.come()
        await fresh.leave()
        wrong = [who for who in {**self.rows, **fresh.rows} if self.rows.get(who) != fresh.rows.get(who)]
        wrong += ["control"] if self.control != fresh.control else []
        return wrong + (["seq"] if self.seq != fresh.seq else [])

    def hello(self) -> Said:
        hello = {"kind": "hello", "role": "educator", "version": 1, "group": self.group}
        return {**hello, "resume": self._mark} if self.resumes and self._mark else hello

    def take(self, message: Said) -> None:
        match message["kind"]:
            case "welcome":
                self._mark = message["mark"]
                self._picture(message, message["whole"])
                for text, _ in self._ordered.values():
                    self.say(text)
            case "frame":
                self.frames += 1
                self._frame = message["frame"]
                if self._mark is not None:
                    self._mark["frame"] = self._frame
                self._picture(message, whole=False)
                self._credit()
                if self.drawn is not None:
                    self.drawn(message)
            case "done" | "refused":
                _, done = self._ordered.pop(message["id"], (b"", None))
                if done is not None and not done.done():
                    wrong = ValueError(message["code"]) if message["kind"] == "refused" else None
                    done.set_exception(wrong) if wrong else done.set_result(None)

    def _picture(self, message: Said, whole: bool) -> None:
        rows = {row["learner"]["id"]: row for row in message["rows"]}
        if whole:
            self.rows.clear()
        self.rows.update(rows)
        self.control, self.seq = message["control"] or self.control, message["seq"]

    def _credit(self) -> None:
        if self.draws and self._frame is not None:
            self.say(b'{"kind":"credit","frame":%d}' % self._frame)


def encoded(**message: Any) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode()


async def all_come(clients: list[Learner] | list[Panel], at_once: int = 100, within: float = 60.0) -> None:
    """They come, not more than so many at the same time. Raises as `come` does."""
    door = asyncio.Semaphore(at_once)

    async def one(client: Client) -> None:
        async with door:
            await client.come(within)

    await asyncio.gather(*(one(client) for client in clients))


async def all_leave(clients: list[Learner] | list[Panel]) -> None:
    await asyncio.gather(*(client.leave() for client in clients))
