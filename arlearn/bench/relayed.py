"""Children and panels of the servers in `peers`, over the same sockets as ours: plain WebSocket, or Socket.IO's."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from arlearn.bench.frames import Wire, connect

SHOWN = re.compile(rb'"learner":"([^"]+)".*?"n":(\d+)')


@dataclass(frozen=True)
class Dialect:
    """How a server writes what all of them say. `socketio` wraps it in packets of Engine.IO 4 and Socket.IO 5.

    https://socket.io/docs/v4/engine-io-protocol/, https://socket.io/docs/v4/socket-io-protocol/
    """

    socketio: bool

    def url(self, server: str, group: str, role: str, learner: str) -> str:
        base = server.replace("http", "ws", 1)
        if self.socketio:
            return f"{base}/socket.io/?EIO=4&transport=websocket&group={group}&role={role}&learner={learner}"
        return f"{base}/{group}/{role}/{learner}"

    def said(self, event: bytes, message: bytes) -> bytes:
        return b'42["%s",%s]' % (event, message) if self.socketio else message


class Relayed:
    """One connection. It does not come back by itself."""

    def __init__(self, server: str, dialect: Dialect, group: str, role: str, learner: str) -> None:
        self.url, self.dialect = dialect.url(server, group, role, learner), dialect
        self.group, self.learner = group, learner
        self.taken: Callable[[bytes], None] | None = None
        """Called with every message but the welcome and what only keeps the connection."""
        self.wire: Wire | None = None
        self._welcomed = asyncio.Event()

    async def come(self, within: float = 60.0) -> None:
        """Returns after the server's welcome. Tries again while it is not there; raises TimeoutError."""
        self._welcomed.clear()
        async with asyncio.timeout(within):
            while not self._welcomed.is_set():
                try:
                    self.wire = await connect(self.url, self._hear)
                    if self.dialect.socketio:
                        self.wire.say(b"40")  # enters the namespace of Socket.IO
                    await self._welcomed.wait()
                except OSError:
                    await asyncio.sleep(0.05)

    async def leave(self) -> None:
        if self.wire is not None:
            self.wire.close()
            self.wire = None

    def say(self, event: bytes, message: bytes) -> None:
        if self.wire is not None:
            self.wire.say(self.dialect.said(event, message))

    def _hear(self, text: bytes) -> None:
        if text.startswith((b'{"kind":"welcome"', b'42["welcome"')):
            self._welcomed.set()
        elif text == b"2" and self.wire is not None:
            self.wire.say(b"3")
        elif self.taken is not None and not text.startswith((b"0", b"40")):
            self.taken(text)


def shown(text: bytes) -> tuple[str, int] | None:
    """Which child's event a message passes on, by the child's own number of it."""
    found = SHOWN.search(text)
    return (found[1].decode(), int(found[2])) if found else None
