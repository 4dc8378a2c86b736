"""The client's end of a WebSocket (RFC 6455), as cheap as Python makes it.

Not a library's, since the crowd shares its machine with the server that it measures: to send 120 bytes costs 4 µs
beside the system's own work, and 20 with `websockets`. Text only, no extensions, no TLS.
"""

import asyncio
import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A
"""First bytes of frames that are whole messages (5.2)."""
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
KEY = base64.b64encode(b"a crowd's socket")
ACCEPT = base64.b64encode(hashlib.sha1(KEY + GUID).digest())  # noqa: S324  (RFC 6455, 4.2.2)
MASK = b"\x37\xfa\x21\x3d"
"""One for all frames: nothing between us and the server needs protecting. Not zero, for which some servers save
themselves the unmasking."""
LONGEST = 8192
"""Bytes of a message that can be sent."""
SHORT = 126
"""Bytes from which on a frame says its length in two more bytes (5.2)."""
GONE = 1006
"""Close code for a connection that ended without one."""


def key_of(size: int) -> int:
    """The mask, repeated over so many bytes, as one number: one XOR then masks them all (5.3)."""
    return int.from_bytes((MASK * (size // 4 + 1))[:size], "little")


KEYS = [key_of(size) for size in range(SHORT)]
HEADS = [bytes((TEXT, 0x80 | size)) + MASK for size in range(SHORT)]
"""Of short texts, by length."""


def frame(first: int, payload: bytes) -> bytes:
    """A masked frame; `first` is its first byte."""
    size = len(payload)
    if size > LONGEST:
        raise ValueError(f"a message of {size} bytes is longer than {LONGEST}")
    length = bytes((0x80 | size,)) if size < SHORT else bytes((0xFE, size >> 8, size & 255))
    covered = (int.from_bytes(payload, "little") ^ key_of(size)).to_bytes(size, "little")
    return bytes((first,)) + length + MASK + covered


class Wire(asyncio.Protocol):
    """One connection. `heard` is called with the bytes of each text message; it may be set anew at any time."""

    transport: asyncio.Transport

    def __init__(self, request: bytes, heard: Callable[[bytes], None]) -> None:
        loop = asyncio.get_running_loop()
        self.heard = heard
        self.opened: asyncio.Future[None] = loop.create_future()
        self.closed: asyncio.Future[int] = loop.create_future()
        """The server's close code, when the connection has ended."""
        self._request = request
        self._code = GONE
        self._rest = b""
        self._parts = b""
        """The beginning of a message that comes in several frames."""

    def say(self, payload: bytes) -> None:
        """Sends a text message; nothing happens when the connection is gone."""
        size = len(payload)
        if size < SHORT:
            covered = (int.from_bytes(payload, "little") ^ KEYS[size]).to_bytes(size, "little")
            self.transport.write(HEADS[size] + covered)
        else:
            self.transport.write(frame(TEXT, payload))

    def close(self, code: int = 1000) -> None:
        if not self.transport.is_closing():
            self.transport.write(frame(CLOSE, code.to_bytes(2, "big")))
            self.transport.close()

    def cut(self) -> None:
        """Ends the connection as a lost network does: without a word."""
        self.transport.abort()

    # Called by asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._request)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("the server ended the connection before it was a WebSocket"))
        if not self.closed.cancelled():
            self.closed.set_result(self._code)

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
        if not self.opened.done() and (data := self._upgraded(data)) == b"":
            return
        at, end = 0, len(data)
        while end - at >= 2:
            first, size = data[at], data[at + 1]
            start = at + 2
            if size == 126:
                start += 2
                size = int.from_bytes(data[at + 2 : start], "big")
            elif size == 127:
                start += 8
                size = int.from_bytes(data[at + 2 : start], "big")
            if end < start + size:
                break
            at = start + size
            if first == TEXT:
                self.heard(data[start:at])
            else:
                self._unusual(first, data[start:at])
        self._rest = data[at:]

    def _upgraded(self, data: bytes) -> bytes:
        """Reads the answer to the handshake (4.2.2); what follows it."""
        head, blank, rest = data.partition(b"\r\n\r\n")
        self._rest = b"" if blank else data
        if not blank:
            return b""
        if b" 101 " not in head.split(b"\r\n", 1)[0] or ACCEPT not in head:
            self.opened.set_exception(ConnectionRefusedError(head.decode("latin-1")))
            self.transport.abort()
            return b""
        self.opened.set_result(None)
        return rest

    def _unusual(self, first: int, payload: bytes) -> None:
        """Frames that are not a whole text."""
        if first == PING:
            self.transport.write(frame(PONG, payload))
        elif first == CLOSE:
            self._code = int.from_bytes(payload[:2], "big") if payload else 1005
            self.close(self._code if payload else 1000)
        elif first & 0x0F < 2:
            # The first frame of a text, one in its middle, or (FIN) its last.
            self._parts += payload
            if first & 0x80:
                whole, self._parts = self._parts, b""
                self.heard(whole)


async def connect(
    url: str, heard: Callable[[bytes], None], headers: Mapping[str, str] | None = None, within: float = 10.0
) -> Wire:
    """An open WebSocket to `ws://host:port/path`. Raises OSError or TimeoutError when there is none to be had."""
    parts = urlsplit(url)
    lines = [
        f"GET {parts.path or '/'}{'?' + parts.query if parts.query else ''} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {KEY.decode()}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    request = "\r\n".join([*lines, "", ""]).encode("latin-1")
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(within):
        _, wire = await loop.create_connection(
            lambda: Wire(request, heard), parts.hostname or "localhost", parts.port or 80
        )
        try:
            await wire.opened
        except BaseException:
            wire.transport.abort()
            raise
    return wire
