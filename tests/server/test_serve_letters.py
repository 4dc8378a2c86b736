"""Texts over a bare socket are UTF-8 and nothing else, and the first octet that cannot be is the last that is read.

The sequences are those of Markus Kuhn's stress test for decoders, as the Autobahn test suite has them in its group 6.
"""

import pytest

from tests.server.raw import CONTINUATION, TEXT, Probe, frame
from tests.server.socket_cases import Case, play, ways

GREEK = "κόσμε".encode()

VALID = {
    "6.1 nothing": b"",
    "6.2 Hello-µ@ßöäüàá-UTF-8!!": "Hello-µ@ßöäüàá-UTF-8!!".encode(),
    "6.5 Greek": GREEK,
    "6.7 first of one": b"\x00",
    "6.7 first of two": b"\xc2\x80",
    "6.7 first of three": b"\xe0\xa0\x80",
    "6.7 first of four": b"\xf0\x90\x80\x80",
    "6.9 last of one": b"\x7f",
    "6.9 last of two": b"\xdf\xbf",
    "6.9 last of three": b"\xef\xbf\xbf",
    "6.9 last of four": b"\xf4\x8f\xbf\xbf",
    "6.11 before the surrogates": b"\xed\x9f\xbf",
    "6.11 after the surrogates": b"\xee\x80\x80",
    "6.11 the replacement character": b"\xef\xbf\xbd",
    "6.22 no characters, but allowed": b"".join(chr(plane << 16 | 0xFFFE).encode() for plane in range(17)),
    "6.22 the last of each plane": b"".join(chr(plane << 16 | 0xFFFF).encode() for plane in range(17)),
    "6.23 specials": "\ufff9\ufffa\ufffb\ufffc\ufffd".encode(),
    "the longest letters": "🐻".encode() * 1000,
}
INVALID = {
    "6.3 a surrogate in Greek": GREEK + b"\xed\xa0\x80edited",
    "6.8 first of five": b"\xf8\x88\x80\x80\x80",
    "6.8 first of six": b"\xfc\x84\x80\x80\x80\x80",
    "6.10 last of what were four": b"\xf7\xbf\xbf\xbf",
    "6.10 last of five": b"\xfb\xbf\xbf\xbf\xbf",
    "6.10 last of six": b"\xfd\xbf\xbf\xbf\xbf\xbf",
    "6.11 after the last plane": b"\xf4\x90\x80\x80",
    "6.12 a continuation": b"\x80",
    "6.12 the last continuation": b"\xbf",
    "6.12 continuations": b"\x80\xbf\x80\xbf\x80\xbf\x80",
    "6.12 all continuations": bytes(range(0x80, 0xC0)),
    "6.13 all starts of two": b"".join(bytes([start, 0x20]) for start in range(0xC0, 0xE0)),
    "6.13 all starts of three": b"".join(bytes([start, 0x20]) for start in range(0xE0, 0xF0)),
    "6.13 all starts of four": b"".join(bytes([start, 0x20]) for start in range(0xF0, 0xF8)),
    "6.14 two without the last": b"\xc2",
    "6.14 three without the last": b"\xe0\xa0",
    "6.14 four without the last": b"\xf0\x90\x80",
    "6.14 Greek without the last": GREEK[:-1] + b"\xce",
    "6.15 unfinished ones in a row": b"\xc0\xe0\x80\xf0\x80\x80\xf8\x80\x80\x80\xfc\x80\x80\x80\x80",
    "6.16 fe": b"\xfe",
    "6.16 ff": b"\xff",
    "6.16 fe fe ff ff": b"\xfe\xfe\xff\xff",
    "6.17 a slash in two": b"\xc0\xaf",
    "6.17 a slash in three": b"\xe0\x80\xaf",
    "6.17 a slash in four": b"\xf0\x80\x80\xaf",
    "6.17 a slash in five": b"\xf8\x80\x80\x80\xaf",
    "6.17 a slash in six": b"\xfc\x80\x80\x80\x80\xaf",
    "6.18 too long in two": b"\xc1\xbf",
    "6.18 too long in three": b"\xe0\x9f\xbf",
    "6.18 too long in four": b"\xf0\x8f\xbf\xbf",
    "6.19 nothing in two": b"\xc0\x80",
    "6.19 nothing in three": b"\xe0\x80\x80",
    "6.19 nothing in four": b"\xf0\x80\x80\x80",
    "6.20 the first surrogate": b"\xed\xa0\x80",
    "6.20 the last of the high": b"\xed\xaf\xbf",
    "6.20 the first of the low": b"\xed\xb0\x80",
    "6.20 the last surrogate": b"\xed\xbf\xbf",
    "6.21 a pair of surrogates": b"\xed\xa0\x80\xed\xb0\x80",
    "6.21 the last pair": b"\xed\xaf\xbf\xed\xbf\xbf",
}


def octets(payload: bytes) -> bytes:
    """A text with each octet in a frame of its own."""
    opcodes = [TEXT, *[CONTINUATION] * len(payload)]
    each = [payload[at : at + 1] for at in range(len(payload))]
    sent = b"".join(frame(opcode, octet, last=False) for opcode, octet in zip(opcodes, each, strict=False))
    return sent + frame(CONTINUATION if payload else TEXT)


def taken() -> list[Case]:
    whole = [Case(name, frame(TEXT, text), ((TEXT, text),)) for name, text in VALID.items()]
    parted = [Case(f"{name}, in parts", octets(text), ((TEXT, text),)) for name, text in VALID.items()]
    return [*whole, *parted]


def refused() -> list[Case]:
    whole = [Case(name, frame(TEXT, text), code=1007) for name, text in INVALID.items()]
    parted = [Case(f"{name}, in parts", octets(text), code=1007) for name, text in INVALID.items()]
    within = [
        Case(f"{name}, within", frame(TEXT, b"a" * 200 + text + b"z"), code=1007) for name, text in INVALID.items()
    ]
    return [*whole, *parted, *within]


def refused_at_once() -> list[Case]:
    """What follows is never sent: the answer has to come before it."""
    wrong = GREEK + b"\xf4\x90"
    return [
        Case("6.4.1 in the second part", frame(TEXT, GREEK, last=False) + frame(0, b"\xf4\x90", last=False), code=1007),
        Case(
            "6.4.2 a letter that two parts share",
            frame(TEXT, wrong[:-1], last=False) + frame(0, b"\x90", last=False),
            code=1007,
        ),
        Case("6.4.3 within a frame", frame(TEXT, wrong + b"\x80\x80edited")[: 6 + len(wrong)], code=1007),
        Case(
            "6.4.4 within a long frame", frame(TEXT, b"a" * 300 + wrong + b"a" * 300)[: 8 + 300 + len(wrong)], code=1007
        ),
    ]


@pytest.mark.parametrize(("case", "size"), ways([*taken(), *refused(), *refused_at_once()]))
def test_letters(shared_probe: Probe, case: Case, size: int) -> None:
    play(shared_probe.port, case, size)
