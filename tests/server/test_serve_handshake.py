"""How a WebSocket opens, and what is no request for one."""

import json
import re

import pytest

from tests.server.raw import PING, PONG, TEXT, UPGRADE, Probe, SocketClient, frame

ACCEPTED = "sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="
"""Of the example in RFC 6455, 1.3."""


def opened(probe: Probe, **headers: str) -> SocketClient:
    """A socket; headers with lines for dashes."""
    client = SocketClient(probe.port, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert client.head.startswith(b"HTTP/1.1 101 "), client.head
    return client


def answer(probe: Probe, line: str = "GET / HTTP/1.1", **headers: str) -> str:
    """What comes to a request that differs from a good one, in small letters."""
    said = {**UPGRADE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = "".join(f"\n{name}: {value}" for name, value in said.items() if value)
    return probe.ask(line + lines)[0].lower()


def test_the_answer_proves_that_the_question_was_read(shared_probe: Probe) -> None:
    with opened(shared_probe) as client:
        head = client.head.decode().lower()
        assert ACCEPTED in head
        assert "\r\nupgrade: websocket" in head
        assert "\r\nconnection: upgrade" in head


@pytest.mark.parametrize("name", ["Daphne-Root-Path", "daphne-root-path", "Daphne_Root_Path"])
def test_a_client_may_not_name_its_root_path(shared_probe: Probe, name: str) -> None:
    with SocketClient(shared_probe.port, headers={name: "/evil"}) as client:
        client.send(TEXT, b"scope")
        told = json.loads(client.receive()[1])
    assert told["root"] == ""
    assert [header for header in told["headers"] if "root" in header] == []


def test_the_server_does_not_name_itself(shared_probe: Probe) -> None:
    with opened(shared_probe) as client:
        assert b"\nserver:" not in client.head.lower()


@pytest.mark.parametrize(
    "headers", [{"Connection": "keep-alive, Upgrade"}, {"Upgrade": "WebSocket"}, {"Connection": "UPGRADE"}]
)
def test_words_count_in_any_case_and_company(shared_probe: Probe, headers: dict[str, str]) -> None:
    opened(shared_probe, **headers).link.close()


@pytest.mark.parametrize(
    "offer",
    [
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits; server_no_context_takeover, permessage-deflate",
        "permessage-deflate; client_max_window_bits=99",
        'permessage-bzip2, x-webkit-deflate-frame, "',
    ],
)
def test_compression_is_declined(shared_probe: Probe, offer: str) -> None:
    with opened(shared_probe, Sec_WebSocket_Extensions=offer) as client:
        assert b"extensions" not in client.head.lower()
        client.send(TEXT, b"a" * 1000)
        assert client.receive() == (TEXT, b"a" * 1000)


def test_a_subprotocol_is_agreed_on_or_left_out(shared_probe: Probe) -> None:
    with opened(shared_probe, Sec_WebSocket_Protocol="superchat, chat") as client:
        assert b"\r\nSec-WebSocket-Protocol: chat" in client.head
    with opened(shared_probe, Sec_WebSocket_Protocol="superchat") as client:
        assert b"\r\nsec-websocket-protocol" not in client.head.lower()


def test_frames_sent_along_with_the_request_are_not_lost(shared_probe: Probe) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in UPGRADE.items())
    with shared_probe.connect() as link:
        link.sendall(f"GET / HTTP/1.1\r\n{lines}\r\n".encode() + frame(TEXT, b"halo") + frame(PING, b"?"))
        got = b""
        while not got.endswith(b"\x81\x04halo"):
            got += link.recv(1000)
        assert got.count(b"\x8a\x01?") == 1


@pytest.mark.parametrize(
    ("line", "headers"),
    [
        ("POST / HTTP/1.1", {}),
        ("GET / HTTP/1.0", {}),
        ("GET / HTTP/1.1", {"Host": ""}),
        ("GET / HTTP/1.1", {"Connection": ""}),
        ("GET / HTTP/1.1", {"Connection": "keep-alive"}),
        ("GET / HTTP/1.1", {"Sec_WebSocket_Key": ""}),
        ("GET / HTTP/1.1", {"Sec_WebSocket_Key": "too short"}),
        ("GET / HTTP/1.1", {"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZ!=="}),
        (
            "GET / HTTP/1.1",
            {"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="},
        ),
        ("GET /\xf1 HTTP/1.1", {}),
    ],
)
def test_what_is_not_right_is_answered_with_400(shared_probe: Probe, line: str, headers: dict[str, str]) -> None:
    assert re.match(r"http/1.[01] 400 ", answer(shared_probe, line, **headers))


@pytest.mark.parametrize("version", ["", "8", "0", "14", "x"])
def test_another_version_is_told_which_one_is_spoken(shared_probe: Probe, version: str) -> None:
    said = answer(shared_probe, Sec_WebSocket_Version=version)
    assert said.startswith("http/1.1 426 ")
    assert "\r\nsec-websocket-version: 13" in said


def test_without_an_upgrade_it_is_a_page(shared_probe: Probe) -> None:
    assert answer(shared_probe, Upgrade="", Connection="close").startswith("http/1.1 200 ")


def test_an_application_may_refuse(shared_probe: Probe) -> None:
    assert answer(shared_probe, "GET /refuse HTTP/1.1").startswith("http/1.1 403 ")


def test_one_who_leaves_before_it_is_open_leaves_nothing_behind(shared_probe: Probe) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in UPGRADE.items())
    for _ in range(50):
        with shared_probe.connect() as link:
            link.sendall(f"GET / HTTP/1.1\r\n{lines}\r\n".encode())
    with opened(shared_probe) as client:
        client.send(PING, b"?")
        assert client.receive() == (PONG, b"?")


def test_a_thousand_come_at_once(shared_probe: Probe) -> None:
    """Counted is what the server works for it, .4 s where nobody else does; a busy machine makes it more."""
    request = "".join(f"{name}: {value}\r\n" for name, value in UPGRADE.items()).encode()
    links = [shared_probe.connect() for _ in range(1000)]
    before = shared_probe.worked()
    for link in links:
        link.sendall(b"GET / HTTP/1.1\r\n" + request + b"\r\n")
    for link in links:
        got = b""
        while not got.endswith(b"\r\n\r\n"):
            got += link.recv(1000)
        assert got.startswith(b"HTTP/1.1 101 ")
    seconds = shared_probe.worked() - before
    for link in links:
        link.close()
    print(f"{seconds:.2f} s for a thousand handshakes")
    assert seconds < 1.5
