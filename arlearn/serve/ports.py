"""Ports that several processes of this machine listen on: the kernel deals new connections out among them."""

import socket
from typing import Any

from twisted.internet import tcp
from twisted.internet.endpoints import serverFromString
from twisted.protocols.tls import TLSMemoryBIOFactory

Port: Any = tcp.Port
from_text: Any = serverFromString
"""Twisted has types for some of it, which does not help with the rest."""


class SharedPort(Port):  # type: ignore[misc]  # as said there
    """One process's own queue of a shared address (SO_REUSEPORT); it is gone with its process, the others stay."""

    def createInternetSocket(self) -> socket.socket:  # noqa: N802  (the name is Twisted's)
        made: socket.socket = super().createInternetSocket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        return made


class SharingReactor:
    """What Twisted's endpoints ask of a reactor, with ports that are shared."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor

    # The names are Twisted's.
    def listenTCP(self, port: int, factory: Any, backlog: int, interface: str) -> SharedPort:  # noqa: N802
        listening = SharedPort(port, factory, backlog, interface, self._reactor)
        listening.startListening()
        return listening

    def listenSSL(  # noqa: N802
        self,
        port: int,
        factory: Any,
        contextFactory: Any,  # noqa: N803
        backlog: int,
        interface: str,
    ) -> SharedPort:
        return self.listenTCP(port, TLSMemoryBIOFactory(contextFactory, False, factory), backlog, interface)


def shared_endpoint(reactor: Any, description: str) -> Any:
    """As Twisted's `serverFromString`; an address of the network is shared, a socket of the file system is not."""
    return from_text(reactor if description.startswith("unix:") else SharingReactor(reactor), description)
