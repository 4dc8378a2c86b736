"""WebSockets as our server takes them: texts by a short path, and what Autobahn leaves open put right."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from autobahn.websocket.protocol import WebSocketServerProtocol
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol

from arlearn.serve.flow import Gate, Message, SocketInbox
from arlearn.serve.frames import text_frame, whole_text
from arlearn.serve.line import Line

log = logging.getLogger(__name__)

RESTARTING = 1012
"""Close code "service restart" (IANA's WebSocket registry): the client comes back by itself."""
TOO_BIG = 1009
BROKEN = 1011
TURN = 100
"""Frames that Autobahn may handle for one client before it is somebody else's turn, 50 µs each."""
MOST_FRAGMENTS = 4096
"""Frames of one message; empty ones would otherwise be collected without end."""
LINGER = 2
"""Seconds that a closed connection is given to take what was sent to it."""

INBOX, OTHERS = 1, 2
"""Why a client is not read from: the application is behind, or it is others' turn."""


class Socket(WebSocketProtocol):  # type: ignore[misc]  # daphne ships no types
    """One socket. Autobahn calls the methods with capitals; it has the options from the class, see SocketFactory."""

    CONFIG_ATTRS = ()
    application_queue: SocketInbox
    gate: Gate | None = None
    endless = False
    """It is closed at the end of the server, and ends by that."""
    _line: Line | None = None
    _held = 0
    _fragments = 0
    _owed: bytes | None = None

    # How bytes come in

    def connectionMade(self) -> None:  # noqa: N802
        """Without Autobahn's account of the connection, which nobody reads and which took half of a handshake."""
        self._connectionMade()

    def onOpen(self) -> None:  # noqa: N802
        super().onOpen()
        self.gate = Gate(self._pay)
        # The HTTP channel that the socket grew out of is still registered.
        self.transport.unregisterProducer()
        self.transport.registerProducer(self.gate, True)
        self._line = Line.over(self.transport, self.dataReceived)
        if self._line is not None and not self._held:
            self._line.read()

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        self.data = self.data + data if self.data else data
        self.consumeData()

    def consumeData(self) -> None:  # noqa: N802
        if self.state not in (self.STATE_OPEN, self.STATE_CLOSING):
            super().consumeData()
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
            self.last_ping = time.time()
            if self.autoPingTimeoutCall:
                self._cancelAutoPingTimeoutCall()

    def _put_text(self, text: str) -> None:
        try:
            self.application_queue.put_text(text)
        except Exception:
            log.exception("an application failed over a message")
            self.serverClose(BROKEN)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N802, N803
        if isBinary:
            super().onMessage(payload, isBinary)
        elif self.state == self.STATE_OPEN:
            self.last_ping = time.time()
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
        if self.data:
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
        self.application_queue.take = take

    def send_now(self, text: str) -> bool:
        """See texts.Texts."""
        if self.state != self.STATE_OPEN or self.gate is None or self.gate.shut:
            return False
        self._write(text_frame(text))
        return True

    def handle_reply(self, message: Message) -> None:
        if message["type"] != "websocket.send" or self.state == self.STATE_CONNECTING:
            super().handle_reply(message)
        elif self.state == self.STATE_OPEN:
            # An empty message is a message too; daphne would drop it.
            text = message.get("text")
            if text is None:
                self.sendMessage(message.get("bytes"), isBinary=True)
            else:
                self._write(text_frame(text))

    def sendData(self, data: bytes, sync: bool = False, chopsize: int | None = None) -> None:  # noqa: N802
        """All that Autobahn sends. Without its account of it."""
        self._write(data)

    def _write(self, raw: bytes) -> None:
        if self._line is not None:
            self._line.write(raw)
        else:
            self.transport.write(raw)

    # How it ends

    def serverClose(self, code: int | None = None) -> None:  # noqa: N802
        """Autobahn's own sendClose refuses codes such as 1008, 1011 and 1012 that a server has to use."""
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code=1000 if code is None else code)

    def restart(self) -> None:
        """Tells the client that the server goes away for a moment."""
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code=RESTARTING, reasonUtf8=b"restart")

    def abort(self) -> None:
        """Ends the connection without waiting for what was not sent."""
        self.transport.abortConnection()

    def _closeConnection(self, abort: bool = False) -> None:  # noqa: N802
        """Autobahn cuts the line after the client's close frame, and with it a close frame of ours that is on its way."""
        transport = self.transport
        if abort and not self.wasClean:
            transport.abortConnection()
        else:
            transport.loseConnection()
            asyncio.get_running_loop().call_later(LINGER, transport.abortConnection)

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        self._line = None
        self._connectionLost(reason)


class SocketFactory(WebSocketFactory):  # type: ignore[misc]  # as above
    """Makes our sockets. A message out of protocol is answered by a close frame that says why, not by a cut line."""

    def setProtocolOptions(self, **options: Any) -> None:  # noqa: N802
        # The request is whole when a socket is made of it, and daphne itself waits for the application.
        given = {**options, "failByDrop": False, "closeHandshakeTimeout": LINGER, "openHandshakeTimeout": 0}
        super().setProtocolOptions(**given, versions=[13])
        # Autobahn copies forty options into each socket; the class has them for all.
        shared = {name: getattr(self, name) for name in WebSocketServerProtocol.CONFIG_ATTRS}
        fixed = {name: staticmethod(value) if callable(value) else value for name, value in shared.items()}
        self.protocol = type("Socket", (Socket,), fixed)
