"""WebSockets as our server takes them: empty messages kept, every close code allowed, a slow reader waited for."""

from typing import Any

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol

from arlearn.serve.flow import Gate, Message

RESTARTING = 1012
"""Close code "service restart" (IANA's WebSocket registry): the client comes back by itself."""


class Socket(WebSocketProtocol):  # type: ignore[misc]  # daphne ships no types
    """One socket. Autobahn calls the methods with capitals."""

    gate: Gate | None = None

    def onOpen(self) -> None:  # noqa: N802
        super().onOpen()
        self.gate = Gate()
        # The HTTP channel that the socket grew out of is still registered.
        self.transport.unregisterProducer()
        self.transport.registerProducer(self.gate, True)

    def handle_reply(self, message: Message) -> None:
        if message["type"] != "websocket.send" or self.state == self.STATE_CONNECTING:
            super().handle_reply(message)
        elif self.state == self.STATE_OPEN:
            # An empty message is a message too; daphne would drop it.
            text, data = message.get("text"), message.get("bytes")
            self.sendMessage(data if text is None else text.encode(), isBinary=text is None)

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

    endless = False
    """It is closed at the end of the server, and ends by that."""

    def pause(self) -> None:
        if self.transport is not None:
            self.transport.pauseProducing()

    def resume(self) -> None:
        if self.transport is not None and self.state == self.STATE_OPEN:
            self.transport.resumeProducing()


class SocketFactory(WebSocketFactory):  # type: ignore[misc]  # as above
    """Makes our sockets. A message out of protocol is answered by a close frame that says why, not by a cut line."""

    protocol = Socket

    def setProtocolOptions(self, **options: Any) -> None:  # noqa: N802
        super().setProtocolOptions(**options, failByDrop=False, closeHandshakeTimeout=2)
