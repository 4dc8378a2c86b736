"""A connection that speaks HTTP: who may have one, and how long it may take to say what it wants."""

import asyncio
import enum
import json
import re
from http import HTTPStatus
from typing import Any

from twisted.web import http

from arlearn.errors import ProblemKind, language_of
from arlearn.metrics import REFUSED
from arlearn.serve.problems import HEAD_TOO_LARGE, TOO_SLOW

Base: Any = http.HTTPChannel
"""Twisted has types for some of it, which does not help with the rest."""
LINGER = 2
"""Seconds for a client that is turned away to take the answer."""
RETRY = 5
"""Seconds after which one for whom there was no room may ask again."""


class Phase(enum.Enum):
    HEAD = enum.auto()
    """A request's headers are on their way."""
    BODY = enum.auto()
    ANSWER = enum.auto()
    """The application has the request."""
    IDLE = enum.auto()
    """Kept alive for another request."""
    OVER = enum.auto()
    """Turned away: nothing more is heard."""


class Channel(Base):  # type: ignore[misc]  # as said there
    """Twisted calls the methods with capitals. `factory.server` is the Server."""

    maxHeaders = 100  # noqa: N815
    totalHeadersSize = 16 * 1024  # noqa: N815
    timeOut = None  # noqa: N815
    """Twisted's own timers, which are found again by looking through all of them, are not used."""
    socket: Any = None
    """What the connection has become, after a request for a WebSocket."""
    _phase = Phase.HEAD
    _refused: ProblemKind | None = None
    _deadline: asyncio.TimerHandle | None = None

    def connectionMade(self) -> None:  # noqa: N802
        super().connectionMade()
        server = self.factory.server
        self._refused = server.doors.enter(self.transport, getattr(self.transport.getPeer(), "host", ""))
        if self._refused is not None:
            # Here, because it may never say anything to which this could be the answer.
            count(self._refused)
        self._expect_within(LINGER if self._refused else server.limits.head)

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        self._expect_within(None)
        self.factory.server.doors.leave(self.transport)
        super().connectionLost(reason)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._phase is Phase.OVER:
            return
        if self._refused is not None:
            self._tell(self._refused, data)
            return
        # A head has to be whole in time, however busily it drips in; a body has to go on.
        if self._phase is Phase.BODY:
            self._expect_within(self.factory.server.limits.stall)
        elif self._phase is Phase.IDLE:
            self._phase = Phase.HEAD
            self.factory.server.doors.stir(self.transport)
            self._expect_within(self.factory.server.limits.head)
        super().dataReceived(data)

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        if self._receivedHeaderSize + len(line) > self.totalHeadersSize or self._receivedHeaderCount >= self.maxHeaders:
            self._turn_away(HEAD_TOO_LARGE)
        else:
            super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802
        self._turn_away(HEAD_TOO_LARGE)

    def rawDataReceived(self, data: bytes) -> None:  # noqa: N802
        if self.socket is not None:
            # Sent along with the request for the socket.
            self.socket.dataReceived(data)
        else:
            super().rawDataReceived(data)

    def allHeadersReceived(self) -> None:  # noqa: N802
        self._phase = Phase.BODY
        self._expect_within(self.factory.server.limits.stall)
        super().allHeadersReceived()

    def allContentReceived(self) -> None:  # noqa: N802
        self._phase = Phase.ANSWER
        self.factory.server.doors.stir(self.transport)
        self._expect_within(None)
        super().allContentReceived()

    def requestDone(self, request: Any) -> None:  # noqa: N802
        # Before Twisted goes on, which may have the next request already.
        server = self.factory.server
        self._phase = Phase.IDLE
        self._expect_within(server.limits.idle)
        server.doors.rest(self.transport, self._end)
        super().requestDone(request)

    def _expect_within(self, seconds: float | None) -> None:
        """When nothing changes for so long, the connection is closed."""
        if self._deadline is not None:
            self._deadline.cancel()
        later = asyncio.get_running_loop().call_later
        self._deadline = None if seconds is None else later(seconds, self._expired)

    def _expired(self) -> None:
        if self._phase is Phase.BODY or (self._phase is Phase.HEAD and (self.requests or self._buffer)):
            self._turn_away(TOO_SLOW)
        else:
            self._end()

    def _end(self) -> None:
        self._phase = Phase.OVER
        self.loseConnection()
        asyncio.get_running_loop().call_later(LINGER, self.transport.abortConnection)

    def _turn_away(self, problem: ProblemKind) -> None:
        count(problem)
        self._tell(problem)

    def _tell(self, problem: ProblemKind, head: bytes = b"") -> None:
        self._phase = Phase.OVER
        self._expect_within(None)
        asked = re.search(rb"\r\naccept-language:([^\r]*)", head, re.IGNORECASE)
        body = told(problem, asked[1].decode("latin-1") if asked else "")
        status = HTTPStatus(problem.status)
        again = b"Retry-After: %d\r\n" % RETRY if status == HTTPStatus.SERVICE_UNAVAILABLE else b""
        lines = (
            b"HTTP/1.1 %d %s" % (status, status.phrase.encode()),
            b"Content-Type: application/json; charset=utf-8",
            b"Content-Length: %d" % len(body),
            b"Connection: close",
        )
        self.transport.write(b"\r\n".join(lines) + b"\r\n" + again + b"\r\n" + body)
        self._end()


def count(problem: ProblemKind) -> None:
    REFUSED.labels("connect", problem.code).inc()


def told(problem: ProblemKind, accept_language: str) -> bytes:
    """A refusal in the form of every other over HTTP."""
    text = {"code": problem.code, "message": problem().message(language_of(accept_language)), "where": []}
    return json.dumps(text).encode()
