"""Flow control between an application and a slow client: nobody's unread data piles up in the server's memory."""

import asyncio
from collections.abc import Callable
from typing import Any, BinaryIO

from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

CHUNK = 64 * 1024
"""Bytes of a request's body handed to the application at a time."""
MOST_WAITING = 64
"""Messages of one socket that may wait for the application before its client is no longer read from."""

Message = dict[str, Any]


@implementer(IPushProducer)
class Gate:
    """Shut by the transport while its buffer is full, 64 kB in Twisted; the application waits before it.

    There is one for every connection, so it is lists and not asyncio.Event, which is three times the size.
    """

    def __init__(self, opened: Callable[[], None] | None = None) -> None:
        """`opened` is called when the client reads again."""
        self.shut = False
        self._opened = opened
        self._waiting: list[asyncio.Future[None]] = []

    async def passed(self, seconds: float) -> bool:
        """Waits until the client has read; False when it did not within `seconds`."""
        if not self.shut:
            return True
        until = asyncio.get_running_loop().create_future()
        self._waiting.append(until)
        try:
            await asyncio.wait_for(until, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.remove(until)
        return True

    # The names are Twisted's.
    def pauseProducing(self) -> None:  # noqa: N802
        self.shut = True

    def resumeProducing(self) -> None:  # noqa: N802
        self.stopProducing()
        if self._opened is not None:
            self._opened()

    def stopProducing(self) -> None:  # noqa: N802
        """The connection is gone: nobody needs to wait for it any more."""
        self.shut = False
        wake(self._waiting)


def wake(sleepers: list["asyncio.Future[None]"]) -> None:
    for sleeper in sleepers:
        if not sleeper.done():
            sleeper.set_result(None)


class RequestInbox:
    """What the application receives of an HTTP request: its body piece by piece from a file, then the client's leaving.

    daphne hands over a body as messages that are all made at once; they are left aside, and made here when asked for.
    """

    def __init__(self, body: BinaryIO) -> None:
        self._body: BinaryIO | None = body
        self._left: asyncio.Queue[Message] = asyncio.Queue()

    def put_nowait(self, message: Message) -> None:
        if message["type"] != "http.request":
            self._left.put_nowait(message)

    async def get(self) -> Message:
        if self._body is None or not self._left.empty():
            return await self._left.get()
        chunk = self._body.read(CHUNK)
        more = len(chunk) == CHUNK
        if not more:
            self._body = None
        return {"type": "http.request", "body": chunk, "more_body": more}


class SocketInbox:
    """What the application receives of a socket. A client that sends faster than it is served is not read from."""

    def __init__(self, pause: Callable[[], None], resume: Callable[[], None]) -> None:
        self.take: Callable[[str], bool] | None = None
        """Offered every text while nothing is on its way to the application; see `texts.Texts`."""
        self._pause, self._resume = pause, resume
        self._paused = False
        self._waiting: list[Message] = []
        self._receiving: list[asyncio.Future[None]] = []

    def put_text(self, text: str) -> None:
        """A text message has come. What is with the application already must not be overtaken."""
        if self.take is None or self._waiting or not self._receiving or not self.take(text):
            self.put_nowait({"type": "websocket.receive", "text": text})

    def put_nowait(self, message: Message) -> None:
        self._waiting.append(message)
        wake(self._receiving)
        if not self._paused and len(self._waiting) >= MOST_WAITING:
            self._paused = True
            self._pause()

    async def get(self) -> Message:
        while not self._waiting:
            until = asyncio.get_running_loop().create_future()
            self._receiving.append(until)
            try:
                await until
            finally:
                self._receiving.remove(until)
        message = self._waiting.pop(0)
        if self._paused and len(self._waiting) <= MOST_WAITING // 2:
            self._paused = False
            self._resume()
        return message
