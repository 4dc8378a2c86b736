"""A socket's TCP connection, read and written without Twisted's bookkeeping, which costs as much as a short message.

Twisted stays in charge of it: it meets every end and error itself, and takes what the system does not take at once.
"""

import logging
from collections.abc import Callable
from typing import Any

from twisted.internet.tcp import Connection

log = logging.getLogger(__name__)

PIECE = 64 * 1024
"""Bytes read at a time, as Twisted does."""


class Line:
    def __init__(self, transport: Connection, take: Callable[[bytes], None]) -> None:
        self._transport: Any = transport
        self._take = take
        self._receive = transport.socket.recv
        self._send = transport.socket.send

    @classmethod
    def over(cls, transport: object, take: Callable[[bytes], None]) -> "Line | None":
        """None for TLS, which is not a connection but a layer over one."""
        return cls(transport, take) if isinstance(transport, Connection) and not transport.TLS else None

    def read(self) -> None:
        """Reads from now on, until Twisted stops reading; it then takes this reader away as if it were its own."""
        transport = self._transport
        if transport.connected and not transport.disconnecting:
            transport.startReading()
            transport.reactor._asyncioEventloop.add_reader(transport.fileno(), self._readable)

    def write(self, raw: bytes) -> None:
        """Sends at once; what the system does not take is left to Twisted, and so is everything behind it."""
        transport = self._transport
        # Twisted keeps no other sign of an empty buffer.
        if transport.dataBuffer or transport._tempDataBuffer or not transport.connected:
            transport.write(raw)
            return
        try:
            sent = self._send(raw)
        except OSError:
            sent = 0
        if sent < len(raw):
            transport.write(raw[sent:])

    def _readable(self) -> None:
        transport = self._transport
        try:
            data = self._receive(PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            # The end is still there when Twisted looks.
            transport.stopReading()
            transport.startReading()
            return
        try:
            self._take(data)
        except Exception:
            log.exception("what a socket sent could not be handled")
            transport.abortConnection()
