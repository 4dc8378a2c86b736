"""A network between clients and a server that does as bad as it is told: a TCP proxy with weather."""

import asyncio
import contextlib
import random
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Literal

PIECE = 4096
SIGN_IN = b"<!doctype html><title>Wi-Fi</title><p>Please sign in to this network."
PORTAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(SIGN_IN), SIGN_IN)


@dataclass(frozen=True)
class Weather:
    """What the network does now. Fair, when nothing is said."""

    late: tuple[float, float] = (0.0, 0.0)
    """Seconds that each piece takes longer, from and to; pieces of one connection do not overtake each other."""
    rate: float = 0.0
    """Bytes a second of each connection and direction; 0: as fast as it goes."""
    torn: float = 0.0
    """How probably a connection breaks at a piece, of which some bytes still arrive."""
    held: bool = False
    """Nothing arrives now; all of it does later."""
    swallowed: Literal["", "requests", "answers", "all"] = ""
    """What goes into a black hole, without anybody being told. Such a connection never comes to life again."""
    closed: bool = False
    """New connections are refused."""
    portal: bool = False
    """The network answers by itself that one has to sign in."""
    no_upgrades: bool = False
    """A proxy that knows no WebSocket: it refuses the handshake."""


FAIR = Weather()


class Line:
    """One connection through the proxy."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.client, self.server = client, server
        self.lost: Literal["", "requests", "answers", "all"] = ""

    def cut(self) -> None:
        """Both ends get a reset."""
        for end in (self.client, self.server):
            raw = end.get_extra_info("socket")
            if raw is not None:
                with contextlib.suppress(OSError):
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            end.transport.abort()

    def half_close(self, way: Literal["requests", "answers"]) -> None:
        """One direction ends, as it does properly; the other stays."""
        if self.lost:
            self.cut()
            return
        self.lost = way
        end = self.server if way == "requests" else self.client
        with contextlib.suppress(OSError):
            end.write_eof()


class Proxy:
    """Listens at `url`, and passes on to a port of this machine."""

    def __init__(self, port: int, chance: random.Random) -> None:
        self._target, self._chance = port, chance
        self.port = 0
        self.lines: set[Line] = set()
        self.connections = self.broken = self.swallowed = 0
        """How many there were, how many it broke or refused, and bytes that never arrived."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._fair = asyncio.Event()
        self.weather = FAIR

    @staticmethod
    @asynccontextmanager
    async def before(port: int, chance: random.Random) -> AsyncIterator["Proxy"]:
        proxy = Proxy(port, chance)
        server = await asyncio.start_server(proxy._arrived, "127.0.0.1", 0, backlog=1024, limit=PIECE)
        proxy.port = server.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            server.close()
            for task in proxy._tasks:
                task.cancel()
            await asyncio.gather(*proxy._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def weather(self) -> Weather:
        return self._weather

    @weather.setter
    def weather(self, weather: Weather) -> None:
        self._weather = weather
        if weather.swallowed:
            for line in self.lines:
                line.lost = weather.swallowed
        if weather.held:
            self._fair.clear()
        else:
            self._fair.set()

    def cut(self, share: float = 1.0) -> None:
        """Resets so many of the connections that there are."""
        for line in self._some(share):
            self.broken += 1
            line.cut()

    def half_close(self, share: float = 1.0) -> None:
        for line in self._some(share):
            self.broken += 1
            line.half_close(self._chance.choice(["requests", "answers"]))

    def _some(self, share: float) -> Iterator[Line]:
        return (line for line in list(self.lines) if self._chance.random() < share)

    def _arrived(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        serving = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(serving)
        serving.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError):
                await self._connected(reader, writer)
        finally:
            writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        weather = self.weather
        if weather.closed or weather.portal:
            self.broken += 1
            if weather.portal:
                await reader.read(PIECE)
                writer.write(PORTAL)
                await writer.drain()
            return
        begin = await reader.read(PIECE) if weather.no_upgrades else b""
        if b"\r\nupgrade: websocket" in begin.lower():
            self.broken += 1
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return
        answers, server = await asyncio.open_connection("127.0.0.1", self._target, limit=PIECE)
        server.write(begin)
        line = Line(writer, server)
        line.lost = self.weather.swallowed
        self.lines.add(line)
        try:
            ways = [self._carry(line, "requests", reader, server), self._carry(line, "answers", answers, writer)]
            await asyncio.gather(*ways)
        finally:
            self.lines.discard(line)
            server.transport.abort()

    async def _carry(
        self,
        line: Line,
        way: Literal["requests", "answers"],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """One direction of a connection, to its end. Raises OSError when the connection breaks."""
        while piece := await reader.read(PIECE):
            weather = self.weather
            if weather.late[1]:
                await asyncio.sleep(self._chance.uniform(*weather.late))
            if weather.rate:
                await asyncio.sleep(len(piece) / weather.rate)
            await self._fair.wait()
            if line.lost in (way, "all"):
                self.swallowed += len(piece)
                continue
            if self._chance.random() < weather.torn:
                part = self._chance.randrange(len(piece))
                self.broken += 1
                self.swallowed += len(piece) - part
                writer.write(piece[:part])
                await writer.drain()
                # So that what was written leaves before the reset.
                await asyncio.sleep(0.005)
                line.cut()
                return
            writer.write(piece)
            await writer.drain()
        if not line.lost:
            writer.write_eof()


@contextmanager
def proxy_aside(port: int, weather: Weather) -> Iterator[Proxy]:
    """A proxy in a thread of its own, for tests without an event loop; its weather stays."""
    loop = asyncio.new_event_loop()
    started: asyncio.Future[Proxy] = asyncio.Future(loop=loop)
    stop = asyncio.Event()
    ready = threading.Event()

    async def run() -> None:
        async with Proxy.before(port, random.Random()) as proxy:
            proxy.weather = weather
            started.set_result(proxy)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield started.result()
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
