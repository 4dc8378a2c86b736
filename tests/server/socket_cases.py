"""What a client may send over a WebSocket, and what it then has to hear: rows for tables, and how they are played.

Rows bear the numbers of the cases of the Autobahn test suite that they follow.
"""

import contextlib
import socket
import struct
from dataclasses import dataclass

import pytest

from tests.server.raw import CLOSE, TEXT, SocketClient

Heard = tuple[int, bytes]
"""Opcode and payload of a frame."""
NO_CODE = 0
"""A close frame with nothing in it."""
SMALL = 2000
"""Bytes that are worth sending one by one."""


@dataclass(frozen=True)
class Case:
    name: str
    sent: bytes
    heard: tuple[Heard, ...] = ()
    code: int | None = None
    """Of the close frame that follows. None: the socket goes on as if nothing had been."""

    def __str__(self) -> str:
        return self.name

    @property
    def chopped(self) -> int:
        """Bytes in each segment."""
        return 1 if len(self.sent) < SMALL else 997


def play(port: int, case: Case, size: int) -> None:
    """Sends the bytes, `size` in each segment, and listens.

    By the short way, on which an echo comes before the answer to whatever was sent after it.
    """
    with SocketClient(port, "/short") as client:
        # One that is already being shown out may find the door closed.
        with contextlib.suppress(ConnectionError) if case.code is not None else contextlib.nullcontext():
            client.send_in_pieces(case.sent, size)
        for frame in case.heard:
            assert client.receive() == frame
        if case.code is None:
            client.send(TEXT, b"still here")
            assert client.receive() == (TEXT, b"still here")
            return
        opcode, payload = client.receive()
        assert (opcode, code_in(payload)) == (CLOSE, case.code)
        with contextlib.suppress(OSError):
            client.link.shutdown(socket.SHUT_WR)
        with pytest.raises(ConnectionError):
            client.receive()


def code_in(payload: bytes) -> int:
    """The code of a close frame."""
    return int(struct.unpack("!H", payload[:2])[0]) if payload else NO_CODE


def ways(cases: list[Case]) -> list[object]:
    """Each case in one segment, and chopped up."""
    whole = [pytest.param(case, len(case.sent) or 1, id=f"{case.name}") for case in cases]
    chopped = [pytest.param(case, case.chopped, id=f"{case.name}, chopped") for case in cases]
    return [*whole, *chopped]
