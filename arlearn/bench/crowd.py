"""Children and educators as a server meets them, by the hundred in one process: what a device does, without a screen.

Everything runs on one event loop.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from arlearn.bench.client import Client, ComeBack, Said, chance, encoded
from arlearn.bench.rooms import Place, Question

__all__ = ["Client", "ComeBack", "Learner", "Panel", "Said", "all_come", "all_leave"]

ACKNOWLEDGED = b'{"kind":"acknowledged","n":'


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
        self.say(text)
        return self.last

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
        for gone in message["gone"]:
            self.rows.pop(gone, None)
        self.control, self.seq = message["control"] or self.control, message["seq"]

    def _credit(self) -> None:
        if self.draws and self._frame is not None:
            self.say(b'{"kind":"credit","frame":%d}' % self._frame)


async def all_come(clients: list[Learner] | list[Panel], at_once: int = 100, within: float = 60.0) -> None:
    """They come, not more than so many at the same time. Raises as `come` does."""
    door = asyncio.Semaphore(at_once)

    async def one(client: Client) -> None:
        async with door:
            await client.come(within)

    await asyncio.gather(*(one(client) for client in clients))


async def all_leave(clients: list[Learner] | list[Panel]) -> None:
    await asyncio.gather(*(client.leave() for client in clients))
