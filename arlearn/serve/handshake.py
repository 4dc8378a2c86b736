"""The opening handshake of a WebSocket, the server's side (RFC 6455, 4.2): a question about a request's headers."""

import base64
import binascii
import hashlib
from collections.abc import Callable
from typing import NamedTuple

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
VERSION = b"13"

Values = Callable[[bytes], list[bytes]]
"""All values of a header, by its name in lower case."""


class Fault(NamedTuple):
    """Why there is no socket: a status of HTTP, as what it is counted, and what the client should have said."""

    status: int
    code: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


BAD_REQUEST = Fault(400, "handshake_malformed")
ENDING = Fault(503, "ending")
OTHER_VERSION = Fault(426, "handshake_version", ((b"Sec-WebSocket-Version", VERSION),))


def wants_socket(values: Values) -> bool:
    return b"websocket" in tokens(values(b"upgrade"))


def fault(method: bytes, version: bytes, values: Values) -> Fault | None:
    """What is wrong with a request that wants a socket; extensions it offers are declined by not being mentioned."""
    if method != b"GET" or version != b"HTTP/1.1" or len(values(b"host")) != 1:
        return BAD_REQUEST
    if b"upgrade" not in tokens(values(b"connection")):
        return BAD_REQUEST
    if values(b"sec-websocket-version") != [VERSION]:
        return OTHER_VERSION
    keys = values(b"sec-websocket-key")
    return None if len(keys) == 1 and is_key(keys[0]) else BAD_REQUEST


def is_key(key: bytes) -> bool:
    """16 bytes in base64."""
    try:
        return len(base64.b64decode(key.strip(), validate=True)) == 16
    except binascii.Error:
        return False


def subprotocols(values: Values) -> list[str]:
    """What the client offers to speak, in the order of its wishes."""
    offered = [
        name.strip().decode("latin-1") for value in values(b"sec-websocket-protocol") for name in value.split(b",")
    ]
    return [name for name in offered if name]


def acceptance(key: bytes, subprotocol: str | None) -> bytes:
    """The answer that opens the socket."""
    proof = base64.b64encode(hashlib.sha1(key.strip() + MAGIC, usedforsecurity=False).digest())
    spoken = b"Sec-WebSocket-Protocol: %s\r\n" % subprotocol.encode("latin-1") if subprotocol else b""
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    return b"%sSec-WebSocket-Accept: %s\r\n%s\r\n" % (head, proof, spoken)


def tokens(values: list[bytes]) -> list[bytes]:
    return [token.strip().lower() for value in values for token in value.split(b",")]
