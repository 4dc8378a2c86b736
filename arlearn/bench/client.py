"""A client that stays: it comes back whenever the connection ends, as the web client does.

It comes with `come()`, and stays until `leave()`, or until the server says not to come again. What it says and what it
makes of what it hears is its sort's, in `crowd`.
"""

import asyncio
import contextlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from arlearn.bench.frames import Wire, connect

Said = dict[str, Any]
"""A message of arlearn.live.protocol, as it came."""
SILENCE = 4.0
"""Seconds without a word from us after which the server is told that we live; it shows who is silent for 10 as away."""
PATIENCE = 9.0
"""Seconds without a word from the server after which the connection is taken for dead."""

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
        wire = await self._connect()
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

    async def _connect(self) -> Wire:
        """Raises OSError or TimeoutError."""
        return await connect(self.url, self._hear, self.headers)

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


def encoded(**message: Any) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode()
