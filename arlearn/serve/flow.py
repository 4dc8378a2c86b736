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
    """Shut by the transport while its buffer is full, 64 kB in Twisted; the application waits before it."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()

    @property
    def shut(self) -> bool:
        return not self._open.is_set()

    async def passed(self, seconds: float) -> bool:
        """Waits until the client has read; False when it did not within `seconds`."""
        try:
            await asyncio.wait_for(self._open.wait(), seconds)
        except TimeoutError:
            return False
        return True

    # The names are Twisted's.
    def pauseProducing(self) -> None:  # noqa: N802
        self._open.clear()

    def resumeProducing(self) -> None:  # noqa: N802
        self._open.set()

    def stopProducing(self) -> None:  # noqa: N802
        """The connection is gone: nobody needs to wait for it any more."""
        self._open.set()


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


class SocketInbox(asyncio.Queue[Message]):
    """What the application receives of a socket. A client that sends faster than it is served is not read from."""

    def __init__(self, pause: Callable[[], None], resume: Callable[[], None]) -> None:
        super().__init__()
        self._pause = pause
        self._resume = resume
        self._paused = False

    def put_nowait(self, item: Message) -> None:
        super().put_nowait(item)
        if not self._paused and self.qsize() >= MOST_WAITING:
            self._paused = True
            self._pause()

    async def get(self) -> Message:
        item = await super().get()
        if self._paused and self.qsize() <= MOST_WAITING // 2:
            self._paused = False
            self._resume()
        return item
