"""WebSockets as our server takes them: texts by a short path, and what Autobahn leaves open put right."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from autobahn.twisted import websocket as autobahn
from daphne.ws_protocol import WebSocketFactory

from arlearn.metrics import REFUSED
from arlearn.serve import handshake
from arlearn.serve.flow import Gate, Message, SocketInbox
from arlearn.serve.frames import text_frame, whole_text
from arlearn.serve.line import Line

log = logging.getLogger(__name__)

Base: Any = autobahn.WebSocketServerProtocol
"""Its types end where Twisted's do, who says of a transport only that it can write."""

RESTARTING = 1012
"""Close code "service restart" (IANA's WebSocket registry): the client comes back by itself."""
BROKEN = 1011
OUT_OF_PROTOCOL = {1002: "protocol_broken", 1007: "not_utf8", 1009: "too_large"}
"""Close codes for frames that are not as RFC 6455 wants them, and as what each is counted."""
NO_CODE = 1005
"""For the application: the client closed without a code."""
TURN = 100
"""Frames that Autobahn may handle for one client before it is somebody else's turn, 50 µs each."""
MOST_FRAGMENTS = 4096
"""Frames of one message; empty ones would otherwise be collected without end."""
MOST_EARLY = 64 * 1024
"""Bytes that a client may send before it is accepted."""
ROOT_PATH = b"daphne-root-path"
"""A header by which daphne lets anybody say where the application is mounted."""
LINGER = 2
"""Seconds that a closed connection is given to take what was sent to it."""

INBOX, OTHERS = 1, 2
"""Why a client is not read from: the application is behind, or it is others' turn."""


class Socket(Base):  # type: ignore[misc]  # as said there
    """One socket. Autobahn calls the methods with capitals; it has the options from the class, see SocketFactory."""

    CONFIG_ATTRS = ()
    data = b""
    inbox: SocketInbox
    gate: Gate | None = None
    endless = False
    """It is closed at the end of the server, and ends by that."""
    _line: Line | None = None
    _held = 0
    _fragments = 0
    _owed: bytes | None = None

    # How it begins

    def connectionMade(self) -> None:  # noqa: N802
        """Without Autobahn's account of the connection, which nobody reads and which took half of a handshake."""
        self._connectionMade()

    def open_for(self, request: Any) -> None:
        """Starts the application for a request that may become a socket. The answer is the application's."""
        self.server = request.server
        self.server.protocol_connected(self)
        self._key = request.values(b"sec-websocket-key")[0]
        self._offered = handshake.subprotocols(request.values)
        self.heard = time.time()
        path, _, query = request.uri.partition(b"?")
        headers = [
            (name.lower(), value) for name, values in request.requestHeaders.getAllRawHeaders() for value in values
        ]
        self.inbox = self.server.create_application(
            self,
            {
                "type": "websocket",
                "http_version": "1.1",
                "scheme": "wss" if request.isSecure() else "ws",
                "path": unquote(path.decode("ascii")),
                "raw_path": path,
                "query_string": query,
                # Names with a line could be mistaken for others with a dash (CVE-2015-0219).
                "headers": [(name, value) for name, value in headers if b"_" not in name and name != ROOT_PATH],
                "client": address(request.client),
                "server": address(request.host),
                "subprotocols": self._offered,
            },
        )
        self.inbox.put_nowait({"type": "websocket.connect"})

    def accept(self, subprotocol: str | None) -> None:
        if subprotocol is not None and subprotocol not in self._offered:
            raise ValueError("an application accepted a subprotocol that was not offered")
        self._write(handshake.acceptance(self._key, subprotocol))
        # What Autobahn sets when it has done this itself.
        self.state, self.websocket_version = self.STATE_OPEN, 13
        self.inside_message, self.current_frame = False, None
        del self._key, self._offered
        self.gate = Gate(self._pay)
        # The HTTP channel that the socket grew out of is still registered.
        self.transport.unregisterProducer()
        self.transport.registerProducer(self.gate, True)
        self._line = Line.over(self.transport, self.dataReceived)
        self._release(0)

    def reject(self, status: int, reason: str) -> None:
        self.failHandshake(reason, status, [("Content-Length", "0"), ("Connection", "close")])

    # How bytes come in

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        self.data = self.data + data if self.data else data
        if self.state != self.STATE_CONNECTING:
            self.consumeData()
        elif len(data) > MOST_EARLY:
            self._count("too_early")
            self.abort()

    def consumeData(self) -> None:  # noqa: N802
        if self.state not in (self.STATE_OPEN, self.STATE_CLOSING):
            return
        for _ in range(TURN):
            if self.current_frame is None and not self.inside_message:
                self._take_texts()
                if not self.data:
                    return
            if self._held or self.state == self.STATE_CLOSED or not self.processData():
                return
        self._hold(OTHERS)
        asyncio.get_running_loop().call_soon(self._release, OTHERS)

    def _take_texts(self) -> None:
        """The short path: whole text messages at the beginning of what has come. Autobahn meets what is left."""
        data, at = self.data, 0
        while not self._held and self.state == self.STATE_OPEN:
            found = whole_text(data, at, self.maxMessagePayloadSize)
            if found is None:
                break
            text, at = found
            self._put_text(text)
        if at:
            self.data = data[at:]
            self.heard = time.time()
            if self.autoPingTimeoutCall:
                self._cancelAutoPingTimeoutCall()

    def _put_text(self, text: str) -> None:
        try:
            self.inbox.put_text(text)
        except Exception:
            log.exception("an application failed over a message")
            self.close(BROKEN)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N802, N803
        if self.state != self.STATE_OPEN:
            return
        self.heard = time.time()
        if isBinary:
            self.inbox.put_nowait({"type": "websocket.receive", "bytes": payload})
        else:
            self._put_text(payload.decode())

    def onMessageFrameBegin(self, length: int) -> None:  # noqa: N802
        self._fragments = self._fragments + 1 if self.message_data else 1
        if self._fragments > MOST_FRAGMENTS and not self.failedByMe:
            self._max_message_size_exceeded(self._fragments, MOST_FRAGMENTS, "too many fragments")
        super().onMessageFrameBegin(length)

    def onPing(self, payload: bytes) -> None:  # noqa: N802
        """A client that does not read is owed one pong, the last (RFC 6455, 5.5.3)."""
        if self.gate is not None and self.gate.shut:
            self._owed = payload
        else:
            super().onPing(payload)

    def _pay(self) -> None:
        owed, self._owed = self._owed, None
        if owed is not None:
            self.sendPong(owed)

    # Whether it is read from

    def pause(self) -> None:
        self._hold(INBOX)

    def resume(self) -> None:
        self._release(INBOX)

    def _hold(self, reason: int) -> None:
        if not self._held and self.transport is not None:
            self.transport.pauseProducing()
        self._held |= reason

    def _release(self, reason: int) -> None:
        self._held &= ~reason
        if self._held or self.transport is None or self.state not in (self.STATE_OPEN, self.STATE_CLOSING):
            return
        # Of a frame of nothing there are no bytes left when its head was read last.
        if self.data or self.current_frame is not None:
            self.consumeData()
        if self._held:
            return
        if self._line is not None:
            self._line.read()
        else:
            self.transport.resumeProducing()

    # How messages go out

    def follow(self, take: Callable[[str], bool]) -> None:
        """See texts.Texts."""
        self.inbox.take = take

    def send_now(self, text: str) -> bool:
        """See texts.Texts."""
        if self.state != self.STATE_OPEN or self.gate is None or self.gate.shut:
            return False
        self._write(text_frame(text))
        return True

    def handle_reply(self, message: Message) -> None:
        """What the application sends (ASGI)."""
        connecting, opened = self.state == self.STATE_CONNECTING, self.state == self.STATE_OPEN
        kind, text = message["type"], message.get("text")
        if kind == "websocket.send" and opened:
            # An empty message is a message too.
            if text is None:
                self.sendFrame(2, message["bytes"])
            else:
                self._write(text_frame(text))
        elif kind == "websocket.accept" and connecting:
            self.accept(message.get("subprotocol"))
        elif kind == "websocket.close" and connecting:
            self.reject(403, "Forbidden")
        elif kind == "websocket.close":
            self.close(message.get("code") or 1000)
        elif connecting:
            raise ValueError(f"an application may not begin with {kind}")

    def sendData(self, data: bytes, sync: bool = False, chopsize: int | None = None) -> None:  # noqa: N802
        """All that Autobahn sends. Without its account of it."""
        self._write(data)

    def _write(self, raw: bytes) -> None:
        if self._line is not None:
            self._line.write(raw)
        else:
            self.transport.write(raw)

    # How it ends

    def _fail_connection(self, code: int = 1001, reason: str = "") -> None:
        """Autobahn's answer to frames out of protocol; what follows one that is closed for it is not another."""
        if self.state == self.STATE_OPEN and code in OUT_OF_PROTOCOL:
            self._count(OUT_OF_PROTOCOL[code])
        super()._fail_connection(code, reason)

    def _count(self, code: str) -> None:
        REFUSED.labels("socket", code).inc()

    def close(self, code: int) -> None:
        """Autobahn's own sendClose refuses codes such as 1008, 1011 and 1012 that a server has to use."""
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code=code)

    def handle_exception(self, exception: BaseException) -> None:
        """The application failed; daphne has logged it."""
        if self.state == self.STATE_CONNECTING:
            self.reject(500, "Internal Server Error")
        else:
            self.close(BROKEN)

    def check_timeouts(self) -> None:
        """Called by daphne every two seconds."""
        silent = time.time() - self.heard
        if self.state == self.STATE_CONNECTING and silent > self.server.websocket_connect_timeout:
            self.reject(503, "Service Unavailable")
        elif self.state == self.STATE_OPEN and silent > self.server.ping_interval:
            self._sendAutoPing()
            self.heard = time.time()

    def restart(self) -> None:
        """Tells the client that the server goes away for a moment."""
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code=RESTARTING, reasonUtf8=b"restart")

    def abort(self) -> None:
        """Ends the connection without waiting for what was not sent."""
        self.transport.abortConnection()

    def _closeConnection(self, abort: bool = False) -> None:  # noqa: N802
        """Autobahn cuts the line after a client's close frame, and so a close frame of ours that is on its way."""
        transport = self.transport
        if abort and not self.wasClean:
            transport.abortConnection()
        else:
            transport.loseConnection()
            asyncio.get_running_loop().call_later(LINGER, transport.abortConnection)

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        self.server.doors.leave(self.transport)
        self._line = None
        self._connectionLost(reason)

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:  # noqa: N802, N803
        self.server.protocol_disconnected(self)
        if hasattr(self, "inbox"):
            self.inbox.put_nowait({"type": "websocket.disconnect", "code": code or NO_CODE})


def address(end: Any) -> tuple[str, int] | None:
    """Host and port of an end of a connection; None for a socket of the file system."""
    return (str(end.host), end.port) if hasattr(end, "port") else None


class SocketFactory(WebSocketFactory):  # type: ignore[misc]  # as above
    """Makes our sockets. A message out of protocol is answered by a close frame that says why, not by a cut line."""

    def setProtocolOptions(self, **options: Any) -> None:  # noqa: N802
        # The request is whole when a socket is made of it, and daphne itself waits for the application.
        given = {**options, "failByDrop": False, "closeHandshakeTimeout": LINGER, "openHandshakeTimeout": 0}
        super().setProtocolOptions(**given, echoCloseCodeReason=True)
        # Autobahn copies forty options into each socket; the class has them for all.
        shared = {name: getattr(self, name) for name in Base.CONFIG_ATTRS}
        fixed = {name: staticmethod(value) if callable(value) else value for name, value in shared.items()}
        self.protocol = type("Socket", (Socket,), fixed)
