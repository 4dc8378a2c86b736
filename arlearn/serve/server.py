"""daphne, run by us: HTTP and HTTPS in one process, with backpressure, body limits and a drain at the end."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

# The first import of daphne chooses Twisted's reactor, so nothing of Twisted may come before it.
from daphne import server as daphne
from twisted.internet import reactor
from twisted.internet.defer import Deferred

from arlearn.metrics import NOT_READING, REFUSED
from arlearn.serve.doors import LOCAL, SPARE, Doors, raise_file_limit
from arlearn.serve.flow import Message, RequestInbox, SocketInbox
from arlearn.serve.forwarded import Network
from arlearn.serve.ports import shared_endpoint
from arlearn.serve.requests import Request, RequestFactory
from arlearn.serve.sockets import Socket, SocketFactory
from arlearn.serve.texts import EXTENSION

log = logging.getLogger(__name__)

REACTOR: Any = reactor
"""The asyncio reactor that daphne installs; Twisted types it as any reactor."""

BACKLOG = 1024
"""Connections the system holds until they are accepted; Twisted's 50 makes a class that comes back wait seconds."""


@dataclass(frozen=True)
class Listener:
    """An address to listen on. With a certificate and its key (PEM files) it speaks TLS. A host that begins with a
    slash is a socket of the file system, for this account alone."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    shared: bool = False
    """Other processes of this machine listen there too."""

    def endpoint(self) -> str:
        """Twisted's description of it."""
        if self.host.startswith("/"):
            return f"unix:{quoted(self.host)}:mode=600:lockfile=0:backlog={BACKLOG}"
        place = f"port={self.port}:interface={quoted(self.host)}:backlog={BACKLOG}"
        if self.certificate is None:
            return f"tcp:{place}"
        return f"ssl:{place}:privateKey={quoted(self.key)}:certKey={quoted(self.certificate)}"


def quoted(value: object) -> str:
    """A value inside one of Twisted's endpoint descriptions, where colons separate."""
    return str(value).replace("\\", "\\\\").replace(":", "\\:")


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes."""

    body: int = 16 * 1024 * 1024
    bodies: Mapping[str, int] = field(default_factory=dict)
    """Other limits, by the beginning of the path."""
    message: int = 64 * 1024
    stall: float = 15
    """A client that reads nothing for so long, or stops in the middle of a body, is dropped."""
    head: float = 10
    """In which a request's headers have to arrive."""
    idle: float = 75
    """How long a connection is kept for another request."""
    by_address: int = 600
    """Connections from one address at once, behind which a whole school may be; 0: any number."""
    uncounted: Sequence[Network] = LOCAL
    """From where there may be any number."""
    drain: float = 8
    """How long requests may go on after SIGTERM."""


class Server(daphne.Server):  # type: ignore[misc]  # daphne ships no types
    """Runs an ASGI application until a signal ends it."""

    def __init__(
        self, application: Any, listeners: list[Listener], limits: Limits, ready: Callable[[], None] | None = None
    ) -> None:
        super().__init__(
            application,
            endpoints=[listener.endpoint() for listener in listeners],
            signal_handlers=False,
            ready_callable=ready,
            server_name="",
            # Sockets live as long as their group; its own rule ends it, never a clock here.
            websocket_timeout=-1,
            websocket_max_message_size=limits.message,
            websocket_max_frame_size=limits.message,
        )
        self.limits = limits
        self.doors = Doors(limits.by_address, raise_file_limit() - SPARE, limits.uncounted)
        self.shared = any(listener.shared for listener in listeners)
        self.failed: str | None = None
        self._ports: list[Any] = []
        self._drain: float | None = None
        self._hurry = asyncio.Event()
        self._stopping = asyncio.Event()

    def run(self) -> str | None:
        """Serves until SIGINT or SIGTERM. Why it could not listen, or None."""
        # daphne takes its factories by these names.
        daphne.HTTPFactory, daphne.WebSocketFactory = RequestFactory, SocketFactory
        if self.shared:
            daphne.serverFromString = shared_endpoint
        loop = REACTOR._asyncioEventloop
        loop.add_signal_handler(signal.SIGTERM, self.shut, self.limits.drain)
        loop.add_signal_handler(signal.SIGINT, self.shut, 0.5)
        # What is loaded by now stays: it need not be looked through for garbage at every rush of connections.
        gc.collect()
        gc.freeze()
        super().run()
        return self.failed

    def shut(self, seconds: float) -> None:
        """Ends the server when its requests are answered, or after `seconds`; at once when called a second time."""
        if self._drain is None:
            self._drain = seconds
            # Requests that only wait for news need not be waited for.
            self._stopping.set()
            self.stop()
        else:
            self._hurry.set()

    @property
    def ending(self) -> bool:
        return self._drain is not None

    def body_limit(self, path: bytes) -> int:
        """Largest body in bytes for a request to this path."""
        for prefix, limit in self.limits.bodies.items():
            if path.startswith(prefix.encode()):
                return limit
        return self.limits.body

    def create_application(self, protocol: Request | Socket, scope: dict[str, Any]) -> Any:
        """Starts the application for a request or a socket; the inbox through which it hears of it."""
        if protocol not in self.connections:
            return None
        # A client may name no root path (daphne reads one from a header of the request).
        scope["root_path"] = self.root_path
        scope["asgi"] = {"version": "3.0"}
        scope["state"] = {"stopping": self._stopping}
        inbox: RequestInbox | SocketInbox
        if isinstance(protocol, Socket):
            inbox = SocketInbox(protocol.pause, protocol.resume)
            scope["extensions"] = {EXTENSION: protocol}
        else:
            inbox = RequestInbox(protocol.body)
        running = self.application(scope, inbox.get, partial(self.handle_reply, protocol))
        self.connections[protocol]["application_instance"] = asyncio.ensure_future(running)
        return inbox

    async def handle_reply(self, protocol: Request | Socket, message: Message) -> None:
        """What the application sends; it waits here while the client does not read."""
        if protocol not in self.connections or "disconnected" in self.connections[protocol]:
            # An application that sends on and on without hearing that its client left must not hold the loop.
            await asyncio.sleep(0)
            return
        await super().handle_reply(protocol, message)
        gate = protocol.gate
        if gate is not None and gate.shut and not await gate.passed(self.limits.stall):
            log.info("a client read nothing for %s s and was dropped", self.limits.stall)
            REFUSED.labels("socket" if isinstance(protocol, Socket) else "http", NOT_READING).inc()
            protocol.abort()

    def listen_success(self, port: Any) -> None:
        self._ports.append(port)
        super().listen_success(port)

    def listen_error(self, failure: Any) -> None:
        self.failed = failure.getErrorMessage()
        self.stop()

    def kill_all_applications(self) -> "Deferred[None]":
        """Called by daphne before the reactor stops, which waits for what this returns."""
        return Deferred.fromFuture(asyncio.ensure_future(self._end()))

    async def _end(self) -> None:
        for port in self._ports:
            port.stopListening()
        for protocol in list(self.connections):
            if isinstance(protocol, Socket):
                protocol.restart()
        until = time.monotonic() + (self._drain or 0)
        hurried: asyncio.Future[Any] = asyncio.ensure_future(self._hurry.wait())
        while (ending := self._running(endless=False)) and not self._hurry.is_set() and time.monotonic() < until:
            left = until - time.monotonic()
            await asyncio.wait([*ending, hurried], timeout=left, return_when=asyncio.FIRST_COMPLETED)
        # Twisted tells nobody when the last byte of an answer has left.
        while writing() and not self._hurry.is_set() and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        hurried.cancel()
        rest = self._running(endless=True)
        for application in rest:
            application.cancel()
        # An application that does not heed its cancelling may not hold up the end.
        if rest:
            await asyncio.wait(rest, timeout=1)

    def _running(self, endless: bool) -> list["asyncio.Future[Any]"]:
        """Applications at work; those that stream without an end only when asked for."""
        return [
            details["application_instance"]
            for protocol, details in self.connections.items()
            if "application_instance" in details
            and not details["application_instance"].done()
            and (endless or not protocol.endless)
        ]


def writing() -> bool:
    """Whether bytes of some answer are still to be taken by the system."""
    return bool(REACTOR.getWriters())
