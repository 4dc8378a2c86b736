"""The server itself, over bare WebSockets: frames good and bad, slow readers, fast senders, the end, TLS."""

import datetime as dt
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from arlearn.lan.authority import ensure_certificates
from tests.server.raw import BINARY, CLOSE, PING, PONG, TEXT, Probe, SocketClient, read_all, running_probe, split
from tests.services import free_port

MB = 1024 * 1024


@pytest.fixture(scope="module")
def probe() -> Iterator[Probe]:
    with running_probe() as running:
        yield running


@pytest.mark.parametrize(
    ("opcode", "payload"),
    [(TEXT, b""), (BINARY, b""), (TEXT, "halo, ñ".encode()), (BINARY, bytes(range(256))), (TEXT, b"a" * 65536)],
)
def test_messages_are_echoed_empty_ones_too(probe: Probe, opcode: int, payload: bytes) -> None:
    with SocketClient(probe.port) as client:
        client.send(opcode, payload)
        assert client.receive() == (opcode, payload)


def test_the_server_does_not_name_itself(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        assert b"\nserver:" not in client.head.lower()


def test_a_message_in_fragments_is_put_together_around_a_ping(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        client.send(TEXT, b"ma", last=False)
        client.send(PING, b"?")
        client.send(0, b"du")
        assert client.receive() == (PONG, b"?")
        assert client.receive() == (TEXT, b"madu")


def test_a_message_over_64_kb_is_refused_with_1009(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        client.send(TEXT, b"a" * 65537)
        assert client.close_code() == 1009


def test_fragments_that_add_up_to_more_are_refused_with_1009(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        client.send(TEXT, b"a" * 40_000, last=False)
        client.send(0, b"a" * 40_000)
        assert client.close_code() == 1009


def test_text_that_is_not_utf_8_is_refused_with_1007(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        client.send(TEXT, b"\xff\xfe")
        assert client.close_code() == 1007


def test_an_unmasked_frame_is_refused_with_1002(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        client.send(TEXT, b"x", masked=False)
        assert client.close_code() == 1002


def test_a_flood_of_pings_is_answered(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        for number in range(2000):
            client.send(PING, str(number).encode())
        for number in range(2000):
            assert client.receive() == (PONG, str(number).encode())


@pytest.mark.parametrize("code", [1000, 1008, 1011, 1012, 4001])
def test_an_application_may_close_with_any_code(probe: Probe, code: int) -> None:
    with SocketClient(probe.port) as client:
        client.send(TEXT, f"close {code}".encode())
        assert client.close_code() == code


def test_a_reader_that_stalls_is_dropped_and_costs_no_memory(probe: Probe) -> None:
    before = probe.memory()
    with SocketClient(probe.port) as client:
        client.send(TEXT, b"flood")
        time.sleep(0.7)
        assert probe.memory() - before < 20 * MB
        time.sleep(1.8)
        assert len(read_all(client.link)) < 30 * MB


def test_a_sender_that_is_too_fast_is_held_back(probe: Probe) -> None:
    before = probe.memory()
    sent = 0
    with SocketClient(probe.port, "/slow") as client:
        client.link.settimeout(0.5)
        with pytest.raises(TimeoutError):
            while sent < 100 * MB:
                client.send(BINARY, b"a" * 60_000)
                sent += 60_000
    assert sent < 40 * MB
    assert probe.memory() - before < 30 * MB


def test_a_sender_held_back_is_read_from_again(probe: Probe) -> None:
    with SocketClient(probe.port) as client:
        for number in range(1000):
            client.send(TEXT, str(number).encode())
        for number in range(1000):
            assert client.receive() == (TEXT, str(number).encode())


def test_at_the_end_every_socket_hears_that_the_server_restarts() -> None:
    with running_probe() as own, SocketClient(own.port) as client:
        client.send(TEXT, b"x")
        client.receive()
        own.process.terminate()
        assert client.close_code() == 1012
        client.send(CLOSE, b"\x03\xf4")
        assert own.process.wait(5) == 0


def test_one_that_does_not_close_cannot_hold_up_the_end() -> None:
    with running_probe() as own, SocketClient(own.port):
        status, seconds = own.end()
        assert status == 0
        assert seconds < 5


def test_https_and_wss_are_served_beside_http(tmp_path: Path) -> None:
    here = ipaddress.ip_address("127.0.0.1")
    made = ensure_certificates(tmp_path, [here], ["localhost"], dt.datetime.now(dt.UTC))
    port = free_port()
    trusting = ssl.create_default_context(cafile=str(made.authority))
    with running_probe(str(port), str(made.certificate), str(made.key)) as own:
        with SocketClient(port, tls=trusting) as client:
            client.send(TEXT, b"aman")
            assert client.receive() == (TEXT, b"aman")
        bare = socket.create_connection(("127.0.0.1", port), timeout=10)
        with trusting.wrap_socket(bare, server_hostname="localhost") as link:
            link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            _, body = split(read_all(link))
            assert json.loads(body)["scheme"] == "https"
        _, body = own.ask("GET / HTTP/1.1\nHost: x\nConnection: close")
        assert json.loads(body)["scheme"] == "http"
