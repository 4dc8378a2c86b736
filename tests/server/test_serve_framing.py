"""Frames good and bad over a bare socket: sizes, pings, reserved bits and opcodes, fragments, limits."""

import random
import struct
import time

import pytest

from arlearn.serve.sockets import TURN
from tests.server.raw import BINARY, CLOSE, CONTINUATION, MASK, PING, PONG, TEXT, Probe, SocketClient, frame
from tests.server.socket_cases import Case, Heard, play, ways

KB64 = 64 * 1024
HELLO = frame(TEXT, b"halo")
SAID = (TEXT, b"halo")


def fragments(opcode: int, *parts: bytes) -> bytes:
    """One message in as many frames."""
    whole = b""
    for at, part in enumerate(parts):
        whole += frame(CONTINUATION if at else opcode, part, last=at == len(parts) - 1)
    return whole


def cut(payload: bytes, size: int) -> list[bytes]:
    return [payload[at : at + size] for at in range(0, len(payload), size)]


def head(first: int, length: bytes) -> bytes:
    """A frame's beginning as no library would write it."""
    return bytes([first]) + length + MASK


def sizes() -> list[Case]:
    lengths = (0, 1, 125, 126, 127, 128, 65535, 65536)
    kinds = ((1, TEXT, b"*"), (2, BINARY, b"\xfe"))
    return [
        Case(f"1.{number} opcode {kind} of {size}", frame(kind, fill * size), ((kind, fill * size),))
        for number, kind, fill in kinds
        for size in lengths
    ]


def pings() -> list[Case]:
    ten: list[Heard] = [(PONG, b"ping %d" % number) for number in range(10)]
    return [
        Case("2.1 empty", frame(PING), ((PONG, b""),)),
        Case("2.2 text", frame(PING, b"halo"), ((PONG, b"halo"),)),
        Case("2.3 no text", frame(PING, b"\x00\xff\xfe\xfd"), ((PONG, b"\x00\xff\xfe\xfd"),)),
        Case("2.4 of 125", frame(PING, b"\xfe" * 125), ((PONG, b"\xfe" * 125),)),
        Case("2.5 of 126", frame(PING, b"\xfe" * 126), code=1002),
        Case("2.7 an empty pong that nobody asked for", frame(PONG)),
        Case("2.8 a pong that nobody asked for", frame(PONG, b"halo")),
        Case("2.9 such a pong, then a ping", frame(PONG, b"halo") + frame(PING, b"dua"), ((PONG, b"dua"),)),
        Case("2.10 ten", b"".join(frame(PING, payload) for _, payload in ten), tuple(ten)),
        Case("2.x between texts", HELLO + frame(PING, b"?") + HELLO, (SAID, (PONG, b"?"), SAID)),
        Case("2.x a pong of 126", frame(PONG, b"\xfe" * 126), code=1002),
    ]


def reserved_bits() -> list[Case]:
    after = HELLO + frame(TEXT, b"halo", reserved=2) + frame(PING)
    return [
        Case("3.1 1 in a text", frame(TEXT, b"halo", reserved=1), code=1002),
        Case("3.2 2 in the second text", after, (SAID,), 1002),
        Case("3.3 3 in an empty text", frame(TEXT, reserved=3), code=1002),
        Case("3.4 4 in a text, as of compression", frame(TEXT, b"\xf2\x48\xcd", reserved=4), code=1002),
        Case("3.5 5 in a binary message", frame(BINARY, b"\xff" * 8, reserved=5), code=1002),
        Case("3.6 6 in a ping", frame(PING, b"halo", reserved=6), code=1002),
        Case("3.7 7 in a close frame", frame(CLOSE, b"\x03\xe8", reserved=7), code=1002),
    ]


def reserved_opcodes() -> list[Case]:
    return [
        case
        for group, opcodes in (("4.1", range(3, 8)), ("4.2", range(11, 16)))
        for opcode in opcodes
        for case in (
            Case(f"{group} {opcode} empty", frame(opcode), code=1002),
            Case(f"{group} {opcode} after a text", HELLO + frame(opcode, b"payload") + frame(PING), (SAID,), 1002),
        )
    ]


def fragmentation() -> list[Case]:
    first, second = frame(TEXT, b"ma", last=False), frame(CONTINUATION, b"du")
    open_end = frame(CONTINUATION, b"du", last=False)
    joined, pong = (TEXT, b"madu"), (PONG, b"?")
    ping = frame(PING, b"?")
    five = [frame(TEXT, b"f1", last=False), frame(CONTINUATION, b"f2", last=False), ping]
    five += [frame(CONTINUATION, b"f3", last=False), frame(CONTINUATION, b"f4", last=False), ping]
    five += [frame(CONTINUATION, b"f5")]
    return [
        Case("5.1 a ping in two", frame(PING, b"a", last=False) + frame(CONTINUATION, b"b"), code=1002),
        Case("5.2 a pong in two", frame(PONG, b"a", last=False) + frame(CONTINUATION, b"b"), code=1002),
        Case("5.3 a text in two", first + second, (joined,)),
        Case("5.3 a binary message in two", fragments(BINARY, b"\xff", b"\xfe"), ((BINARY, b"\xff\xfe"),)),
        Case("5.6 a ping between", first + ping + second, (pong, joined)),
        Case("5.9 a last part of nothing", frame(CONTINUATION, b"x") + HELLO, code=1002),
        Case("5.12 a part of nothing", open_end + HELLO, code=1002),
        Case("5.15 a part after the last", first + second + open_end + HELLO, (joined,), 1002),
        Case("5.16 parts of nothing around a text", open_end + first + second, code=1002),
        Case("5.18 a text within a text", first + HELLO, code=1002),
        Case("5.18 a binary message within a text", first + frame(BINARY, b"x"), code=1002),
        Case("5.19 five parts and two pings", b"".join(five), (pong, pong, (TEXT, b"f1f2f3f4f5"))),
        Case("5.x empty parts", fragments(TEXT, b"", b"", b""), ((TEXT, b""),)),
        Case("5.x whole texts after parts", first + second + HELLO * 3, (joined, SAID, SAID, SAID)),
    ]


def limits() -> list[Case]:
    text, data = b"*" * KB64, b"\xfe" * KB64
    cases = [
        Case(f"9 {KB64} in parts of {size}", fragments(kind, *cut(whole, size)), ((kind, whole),))
        for kind, whole in ((TEXT, text), (BINARY, data))
        for size in (64, 256, 1024, 4096, 16384, 65535)
    ]
    for size in (0, 16, 64, 256, 1024):
        cases.append(
            Case(f"9.7 a hundred of {size} at once", frame(TEXT, b"*" * size) * 100, ((TEXT, b"*" * size),) * 100)
        )
    return [
        *cases,
        Case("9.x one over", frame(TEXT, text + b"*"), code=1009),
        Case("9.x one over, in two", fragments(BINARY, data, b"\xfe"), code=1009),
        Case("9.x announced, not sent", head(0x82, b"\xff" + struct.pack("!Q", 1 << 40)), code=1009),
        Case("9.x longer than there is a number for", head(0x82, b"\xff" + struct.pack("!Q", 1 << 63)), code=1002),
        Case("9.x parts without end", frame(TEXT, last=False) + frame(CONTINUATION, last=False) * 4096, code=1009),
    ]


def malformed() -> list[Case]:
    return [
        Case("unmasked", frame(TEXT, b"halo", mask=b""), code=1002),
        Case("unmasked and empty", frame(TEXT, mask=b""), code=1002),
        Case("unmasked after a good one", HELLO + frame(TEXT, b"halo", mask=b""), (SAID,), 1002),
        Case("an unmasked ping", frame(PING, mask=b""), code=1002),
        Case("a mask of zeros", frame(TEXT, b"halo", mask=bytes(4)), (SAID,)),
        Case("masks of all bits", frame(TEXT, b"halo" * 50, mask=b"\xff\x00\xff\x00"), ((TEXT, b"halo" * 50),)),
        Case("5 as two octets", head(0x81, b"\xfe\x00\x05") + b"hello", code=1002),
        Case("125 as two octets", head(0x81, b"\xfe\x00\x7d") + b"*" * 125, code=1002),
        Case("126 as eight octets", head(0x81, b"\xff" + struct.pack("!Q", 126)) + b"*" * 126, code=1002),
        Case("65535 as eight octets", head(0x82, b"\xff" + struct.pack("!Q", 65535)), code=1002),
    ]


@pytest.mark.parametrize(
    ("case", "size"),
    ways([*sizes(), *pings(), *reserved_bits(), *reserved_opcodes(), *fragmentation(), *limits(), *malformed()]),
)
def test_frames(shared_probe: Probe, case: Case, size: int) -> None:
    play(shared_probe.port, case, size)


def test_a_message_of_nothing_comes_back_though_its_head_was_the_last_of_a_turn(shared_probe: Probe) -> None:
    nothing = frame(BINARY)
    with SocketClient(shared_probe.port) as client:
        # A head that comes alone makes of the heads and ends that follow in twos an odd number for each turn.
        client.link.sendall(frame(PING) + frame(BINARY, b"x")[:6])
        assert client.receive() == (PONG, b"")
        time.sleep(0.05)
        client.link.sendall(frame(BINARY, b"x")[6:] + nothing * (TURN // 2))
        assert [client.receive() for _ in range(1 + TURN // 2)] == [(BINARY, b"x"), *[(BINARY, b"")] * (TURN // 2)]


@pytest.mark.parametrize("_time", range(5))
@pytest.mark.parametrize("path", ["/", "/short"])
def test_whatever_is_sent_in_whatever_pieces_comes_back_in_order(shared_probe: Probe, path: str, _time: int) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    chance = random.Random(seed)
    sent, texts, expected = b"", 'abc ñ 蜜 🐻\n"', []
    for _ in range(200):
        kind = chance.choice([TEXT, TEXT, TEXT, BINARY])
        size = chance.choice([0, 1, 5, 120, 126, 300, 3000])
        payload = "".join(chance.choices(texts, k=size)).encode() if kind == TEXT else chance.randbytes(size)
        expected.append((kind, payload))
        # A text may be cut within a letter.
        parts = cut(payload, max(1, size // chance.choice([1, 1, 1, 2, 3]))) or [b""]
        sent += fragments(kind, *parts)
        if chance.random() < 0.1:
            sent += frame(PONG, b"unasked")
    with SocketClient(shared_probe.port, path) as client:
        while sent:
            size = chance.choice([1, 2, 7, 50, 1000, 20_000])
            client.link.sendall(sent[:size])
            sent = sent[size:]
        for message in expected:
            assert client.receive() == message
