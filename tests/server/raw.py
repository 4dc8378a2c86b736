"""The probe's process, and clients of bare sockets that can misbehave as no library would let them."""

import contextlib
import json
import os
import signal
import socket
import ssl
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import cycle
from operator import xor
from pathlib import Path

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
"""Opcodes of RFC 6455, 5.2."""
MASK = b"\x37\xfa\x21\x3d"
"""That of the examples in RFC 6455, 5.7."""
UPGRADE = {
    "Host": "x",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
"""Headers of the example in RFC 6455, 1.3."""


class Probe:
    """tests.server.probe in a process of its own."""

    def __init__(self, *tls: str, files: int = 0, **limits: float) -> None:
        """`files`: how many it may have open. `limits` are those of the server that differ from the probe's own."""
        self.port = free_port()
        allowed = ["prlimit", f"--nofile={files // 2}:{files}"] if files else []
        command = [*allowed, sys.executable, "-m", "tests.server.probe", json.dumps(limits), str(self.port), *tls]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"

    def memory(self) -> int:
        """Resident memory in bytes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def worked(self) -> float:
        """Seconds of a processor that it has used."""
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def ask(self, head: str, body: bytes = b"") -> tuple[str, bytes]:
        """Sends a request of these header lines; the answer's head and body, read until the server closes."""
        with self.connect() as link:
            link.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
            return split(read_all(link))

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Exit status, and the seconds until it ended."""
        started = time.monotonic()
        self.process.send_signal(how)
        return self.process.wait(20), time.monotonic() - started


@contextlib.contextmanager
def running_probe(*tls: str, files: int = 0, **limits: float) -> Iterator[Probe]:
    probe = Probe(*tls, files=files, **limits)
    try:
        yield probe
    finally:
        probe.process.kill()
        probe.process.wait()


def read_all(link: socket.socket) -> bytes:
    """Everything until the other side closes; a reset counts as closing."""
    got = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := link.recv(65536):
            got += piece
    return got


def split(answer: bytes) -> tuple[str, bytes]:
    """Head and body; a chunked body is put together."""
    head, _, body = answer.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        whole, rest = b"", body
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            whole, rest = whole + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
        body = whole
    return head.decode("latin-1"), body


def frame(opcode: int, payload: bytes = b"", *, last: bool = True, reserved: int = 0, mask: bytes = MASK) -> bytes:
    """One frame of a client. `reserved`: the three bits, as a number; an empty mask is none."""
    first = (0x80 if last else 0) | reserved << 4 | opcode
    bit = 0x80 if mask else 0
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", first, bit | size)
    elif size < 65536:
        head = struct.pack("!BBH", first, bit | 126, size)
    else:
        head = struct.pack("!BBQ", first, bit | 127, size)
    return head + mask + (masked(payload, mask) if mask else payload)


def masked(payload: bytes, mask: bytes) -> bytes:
    """RFC 6455, 5.3, octet by octet as it is written there."""
    return bytes(map(xor, payload, cycle(mask)))


class SocketClient:
    """A WebSocket client that sends frames as it is told to."""

    def __init__(
        self, port: int, path: str = "/", tls: ssl.SSLContext | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        """`headers` are said instead of those of UPGRADE, or besides them; one that is empty is left out."""
        self.link = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.link = tls.wrap_socket(self.link, server_hostname="127.0.0.1")
        said = {**UPGRADE, **(headers or {})}
        lines = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
        self.link.sendall(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            piece = self.link.recv(65536)
            if not piece:
                raise ConnectionError("closed")
            self.buffer += piece
        self.head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")

    def __enter__(self) -> "SocketClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.link.close()

    def send(self, opcode: int, payload: bytes = b"", *, last: bool = True, mask: bytes = MASK) -> None:
        """One frame."""
        self.link.sendall(frame(opcode, payload, last=last, mask=mask))

    def send_in_pieces(self, data: bytes, size: int) -> None:
        """Bytes as they stand, each `size` of them in a segment of its own."""
        for at in range(0, len(data), size):
            self.link.sendall(data[at : at + size])

    def receive(self) -> tuple[int, bytes]:
        """Opcode and payload of the next frame; ConnectionError when there is none any more."""
        first, second = self._take(2)
        assert first & 0xF0 == 0x80, "only whole messages without extensions are sent by our server"
        assert second < 0x80, "a server masks nothing"
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack("!H", self._take(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._take(8))
        return first & 0x0F, self._take(size)

    def close_code(self) -> int:
        """Reads on to the close frame; its code."""
        while True:
            opcode, payload = self.receive()
            if opcode == CLOSE:
                return int(struct.unpack("!H", payload[:2])[0])

    def _take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            piece = self.link.recv(65536)
            if not piece:
                raise ConnectionError("closed")
            self.buffer += piece
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken
