"""How a socket closes: who says what with which code, and what nobody hears any more."""

import struct

import pytest

from tests.server.raw import BINARY, CLOSE, CONTINUATION, PING, TEXT, Probe, SocketClient, frame
from tests.server.socket_cases import NO_CODE, Case, play, ways

HELLO = frame(TEXT, b"halo")
SAID = (TEXT, b"halo")
ALLOWED = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4999)
"""By RFC 6455, 7.4, and IANA's registry."""
FORBIDDEN = (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)


def closing(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, struct.pack("!H", code) + reason)


def handshakes() -> list[Case]:
    normal = closing(1000)
    part = frame(TEXT, b"a", last=False)
    return [
        Case("7.1.1 after a text", HELLO + normal, (SAID,), 1000),
        Case("7.1.2 twice", normal + normal, code=1000),
        Case("7.1.3 a ping after it", normal + frame(PING, b"?"), code=1000),
        Case("7.1.4 a text after it", normal + HELLO, code=1000),
        Case("7.1.5 within a message", part + normal + frame(CONTINUATION, b"b"), code=1000),
        Case(
            "7.1.6 after a large text", frame(TEXT, b"*" * 65536) + normal + frame(PING), ((TEXT, b"*" * 65536),), 1000
        ),
        Case("7.1.x nonsense after it", normal + b"\xff" * 50, code=1000),
        Case("7.3.1 without a code", frame(CLOSE), code=NO_CODE),
        Case("7.3.2 with half a code", frame(CLOSE, b"\x03"), code=1002),
        Case("7.3.4 with a reason", closing(1000, "sampai jumpa 🐻".encode()), code=1000),
        Case("7.3.5 with the longest reason", closing(1000, b"*" * 123), code=1000),
        Case("7.3.6 with a reason too long", closing(1000, b"*" * 124), code=1002),
        Case("7.5.1 with a reason that is no text", closing(1000, b"\xce\xba\xed\xa0\x80"), code=1007),
        Case("7.5.x with a reason that breaks off", closing(1000, b"\xce"), code=1007),
        *[Case(f"7.7 {code}", closing(code), code=code) for code in ALLOWED],
        *[Case(f"7.9 {code}", closing(code), code=1002) for code in FORBIDDEN],
    ]


@pytest.mark.parametrize(("case", "size"), ways(handshakes()))
def test_closing(shared_probe: Probe, case: Case, size: int) -> None:
    play(shared_probe.port, case, size)


@pytest.mark.parametrize("code", [1000, 1008, 1011, 1012, 4001])
@pytest.mark.parametrize("path", ["/", "/short"])
def test_an_application_may_close_with_any_code(shared_probe: Probe, path: str, code: int) -> None:
    with SocketClient(shared_probe.port, path) as client:
        client.send(TEXT, f"close {code}".encode())
        client.send(BINARY, b"too late")
        assert client.close_code() == code
        client.send(CLOSE, struct.pack("!H", code))
        with pytest.raises(ConnectionError):
            client.receive()


@pytest.mark.parametrize(("path", "text"), [("/", b"fail"), ("/short", b"fail at once")])
def test_when_an_application_fails_its_client_hears_1011_at_once(shared_probe: Probe, path: str, text: bytes) -> None:
    with SocketClient(shared_probe.port, path) as client:
        client.link.settimeout(1.5)
        client.send(TEXT, text)
        assert client.close_code() == 1011


def test_one_who_does_not_answer_a_close_frame_is_cut_off(shared_probe: Probe) -> None:
    with SocketClient(shared_probe.port) as client:
        client.send(TEXT, b"close 1000")
        assert client.close_code() == 1000
        with pytest.raises(ConnectionError):
            client.receive()
