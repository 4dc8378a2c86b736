"""HTTP requests as our server takes them: bodies capped and kept out of memory, answers held back for a slow client."""

import time
from io import BytesIO
from typing import Any, BinaryIO

from daphne.http_protocol import HTTPFactory, WebRequest

from arlearn.errors import TOO_LARGE, ProblemKind
from arlearn.metrics import REFUSED
from arlearn.serve import handshake
from arlearn.serve.channel import Channel, told
from arlearn.serve.flow import Gate, Message

DISCARD = 4
"""A body over its limit is read on, and thrown away, up to this many times the limit: a browser shows the answer only
once it has sent all."""


class Request(WebRequest):  # type: ignore[misc]  # daphne ships no types
    """One request. Twisted calls the methods with capitals."""

    gate: Gate | None = None
    content: BinaryIO
    body: BinaryIO = BytesIO()
    limit = 0
    _received = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Twisted would read a form's body as a whole into memory, files and all, and nobody asks it for them.
        self._parsePOSTFormSubmission = False

    @property
    def too_large(self) -> bool:
        return self._received > self.limit

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        """The headers are read. `length` is what Content-Length says; None for a chunked body."""
        path = getattr(self.channel, "_path", b"")
        self.limit = self.server.body_limit(path)
        if length is not None and length > self.limit:
            self._received = length
            self._count_large()
        # Twisted keeps a body of 100 kB or more, and one of unknown length, in a file.
        super().gotLength(0 if self.too_large else length)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if not self.too_large:
            self._received += len(data)
            if not self.too_large:
                super().handleContentChunk(data)
                return
            self._count_large()
            self.content.truncate(0)
            self._received = self.limit + 1
        self._discarded = getattr(self, "_discarded", 0) + len(data)
        if self._discarded > DISCARD * self.limit:
            self.channel.transport.abortConnection()

    def _count_large(self) -> None:
        """As soon as it is known: who goes on sending is never answered."""
        REFUSED.labels("http", TOO_LARGE.code).inc()

    def process(self) -> Any:
        """The body is there. It stays in its file, from which the application reads as it goes."""
        self.body = self.content
        self.content = BytesIO()
        self.body.seek(0)
        if self.too_large:
            return self.refuse(TOO_LARGE)
        if handshake.wants_socket(self.values):
            return self.become_socket()
        return super().process()

    def values(self, name: bytes) -> list[bytes]:
        """All values of a header."""
        return self.requestHeaders.getRawHeaders(name) or []

    def refuse(self, problem: ProblemKind) -> None:
        """In the form of every refusal, and the connection is closed."""
        accept = b",".join(self.values(b"accept-language")).decode("latin-1")
        kind = (b"Content-Type", b"application/json; charset=utf-8")
        self.end_with(problem.status, (kind,), told(problem, accept))

    def end_with(self, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes = b"") -> None:
        """Answers without an application, and closes the connection."""
        self.request_start = time.time()
        # The header alone closes nothing in Twisted.
        self.channel.persistent = False
        self.handle_reply(
            {"type": "http.response.start", "status": status, "headers": [*headers, (b"Connection", b"close")]}
        )
        self.handle_reply({"type": "http.response.body", "body": body})

    def become_socket(self) -> None:
        """Hands the connection over. daphne would write the request down again for Autobahn to read it once more."""
        wrong = handshake.fault(self.method, self.clientproto, self.values)
        if wrong is None and not self.uri.isascii():
            wrong = handshake.BAD_REQUEST
        elif self.server.ending:
            wrong = handshake.ENDING
        if wrong is not None:
            REFUSED.labels("connect", wrong.code).inc()
            self.end_with(wrong.status, wrong.headers)
            return
        transport, channel = self.transport, self.channel
        socket = channel.socket = self.server.ws_factory.buildProtocol(transport.getPeer())
        if hasattr(transport, "wrappedProtocol"):
            transport.wrappedProtocol = socket
        else:
            transport.protocol = socket
        self.server.protocol_disconnected(self)
        channel.requests.clear()
        socket.makeConnection(transport)
        socket.open_for(self)

    def handle_reply(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self.gate is None and self.channel and not self.finished:
            self.gate = Gate()
            self.registerProducer(self.gate, True)
        super().handle_reply(message)

    def finish(self) -> None:
        if self.gate is not None and not self._disconnected:
            self.unregisterProducer()
            # There is no more to come, so nobody waits; the connection's own deadline is for what is still to leave.
            self.gate.stopProducing()
        super().finish()

    def abort(self) -> None:
        """Ends the connection without waiting for what was not sent."""
        # Twisted takes it away from a request that is finished.
        if getattr(self, "channel", None) is not None:
            self.channel.transport.abortConnection()

    @property
    def endless(self) -> bool:
        """Whether the answer is a stream that ends only when somebody ends it."""
        kinds = self.responseHeaders.getRawHeaders(b"content-type", [b""])
        return bool(kinds[0].startswith(b"text/event-stream"))


class RequestFactory(HTTPFactory):  # type: ignore[misc]  # as above
    """Makes our connections and their requests, for the server that it is given."""

    protocol = Channel

    def acceptableProtocols(self) -> list[bytes]:  # noqa: N802
        """What is agreed on over TLS."""
        return [b"http/1.1"]

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802
        protocol = super().buildProtocol(addr)
        protocol.requestFactory, protocol.timeOut = Request, None
        return protocol
