"""One serving process: the whole server, or one of several under a parent (arlearn.commands.workers).

The parent is at the other end of a line of words. It says `end`, `stop` or `hurry`, and `gone NAME` when another
process has died; the worker says `ready NAME` when it listens. When the line breaks the parent is dead, and the worker
ends.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import django

from arlearn.live.problems import SERVER_RESTARTS
from arlearn.serve.doors import LOCAL
from arlearn.serve.relay import Relay, Siblings
from arlearn.serve.server import REACTOR, Limits, Listener, Server

FORM = 64 * 1024
"""Bytes of an upload's form around its file."""
AT_ONCE = 0.5
"""Seconds that requests get after Ctrl-C."""


def server(listeners: list[Listener], ready: Callable[[], None]) -> Server:
    """Ours, with the limits that the settings name. Django is set up before."""
    # Both read the settings, which the environment makes.
    from django.conf import settings  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415

    from arlearn.asgi import application  # noqa: PLC0415
    from arlearn.live.polling import MOST_BYTES, PATH  # noqa: PLC0415

    # Loaded now, not while the first child waits.
    get_resolver().url_patterns  # noqa: B018
    limits = Limits(
        bodies={
            # The first that fits counts.
            "/api/studio/packages": settings.PACKAGE_MAX_BYTES + FORM,
            "/api/studio/": settings.UPLOAD_MAX_BYTES + FORM,
            PATH: MOST_BYTES,
        },
        by_address=settings.CONNECTIONS_BY_ADDRESS,
        uncounted=[*LOCAL, *settings.PROXIES],
    )
    return Server(application, listeners, limits, ready)


@dataclass(frozen=True)
class Place:
    """What a worker is told when it is started."""

    listeners: Sequence[Listener]
    sockets: Sequence[Path]
    """Of all workers, for what they pass on to each other."""
    number: int = 0
    """Of this one, from 0."""

    def command(self, number: int, line: int) -> list[str]:
        """Starts worker `number`, whose end of the line is this file descriptor."""
        told = json.dumps(astuple(replace(self, number=number)), default=str)
        return [sys.executable, "-m", "arlearn.commands.worker", str(line), told]


def placed(told: str) -> Place:
    listeners, sockets, number = json.loads(told)
    addresses = [
        Listener(host, port, certificate and Path(certificate), key and Path(key), shared)
        for host, port, certificate, key, shared in listeners
    ]
    return Place(addresses, [Path(socket) for socket in sockets], number)


class Worker:
    """Serves until its parent says so, or is no more."""

    def __init__(self, line: socket.socket, place: Place) -> None:
        from arlearn.live.polling import PATH  # noqa: PLC0415  (as above)

        self._line = line
        self._heard = b""
        self._ending = False
        own = place.sockets[place.number]
        # Of one that was killed.
        own.unlink(missing_ok=True)
        self._server = server([*place.listeners, Listener(str(own), 0)], self._ready)
        siblings = Siblings(PATH, place.sockets, place.number, SERVER_RESTARTS)
        self._server.application = Relay(self._server.application, siblings)

    def run(self) -> str | None:
        return self._server.run()

    def _ready(self) -> None:
        loop = REACTOR._asyncioEventloop
        # Who stops the whole service may signal every process of it, and the parent says it too: once is meant.
        loop.add_signal_handler(signal.SIGTERM, self._end, self._server.limits.drain)
        # Ctrl-C reaches every process at a terminal, and is the parent's to hear.
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._line.setblocking(False)
        loop.add_reader(self._line, self._hear)
        loop.call_soon(self._introduce)

    def _introduce(self) -> None:
        from arlearn.live.hubs import hubs  # noqa: PLC0415  (as above)

        self._line.send(f"ready {hubs().process}\n".encode())

    def _hear(self) -> None:
        data = self._line.recv(4096)
        if not data:
            REACTOR._asyncioEventloop.remove_reader(self._line)
            self._end(self._server.limits.drain)
        *words, self._heard = (self._heard + data).split(b"\n")
        for word in words:
            self._obey(word.decode())

    def _obey(self, word: str) -> None:
        from arlearn.live.hubs import hubs  # noqa: PLC0415  (as above)

        match word.split():
            case ["end"]:
                self._end(self._server.limits.drain)
            case ["stop"]:
                self._end(AT_ONCE)
            case ["hurry"]:
                self._end(AT_ONCE)
                self._server.shut(AT_ONCE)
            case ["gone", name]:
                hubs().lost(name)

    def _end(self, seconds: float) -> None:
        if not self._ending:
            self._ending = True
            self._server.shut(seconds)


def main(line: str, told: str) -> str | None:
    """Why it could not listen, or None."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arlearn.settings")
    django.setup()
    return Worker(socket.socket(fileno=int(line)), placed(told)).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
