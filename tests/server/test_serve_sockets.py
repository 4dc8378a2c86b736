"""Sockets whose clients read slowly, send fast or flood; the short way; the end of the server; TLS."""

import datetime as dt
import ipaddress
import json
import signal
import socket
import ssl
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from arlearn.lan.authority import ensure_certificates
from tests.server.raw import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    Probe,
    SocketClient,
    frame,
    read_all,
    running_probe,
    split,
)
from tests.services import free_port

MB = 1024 * 1024


@pytest.fixture(scope="module")
def probe() -> Iterator[Probe]:
    """Soon out of patience with one who does not read."""
    with running_probe() as running:
        yield running


def test_twenty_readers_that_stall_cost_less_than_a_megabyte_each(probe: Probe) -> None:
    """Each is sent 80 MB of texts, by the short way while it takes them."""
    before = probe.memory()
    clients = [SocketClient(probe.port) for _ in range(20)]
    for client in clients:
        client.link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.send(TEXT, b"pour")
    time.sleep(1)
    grown = probe.memory() - before
    for client in clients:
        client.link.close()
    print(f"{grown / 20 / 1024:.0f} kB each")
    assert grown / 20 < MB


def test_a_reader_that_stalls_is_dropped_and_costs_no_memory(probe: Probe) -> None:
    before = probe.memory()
    with SocketClient(probe.port) as client:
        client.send(TEXT, b"flood")
        time.sleep(0.7)
        assert probe.memory() - before < 20 * MB
        time.sleep(1.8)
        assert len(read_all(client.link)) < 30 * MB


def test_a_slow_reader_misses_nothing_and_gets_it_in_order(shared_probe: Probe) -> None:
    with SocketClient(shared_probe.port) as client:
        client.send(TEXT, b"pour")
        for number in range(300):
            assert int(client.receive()[1][:8]) == number
        time.sleep(0.5)
        for number in range(300, 2000):
            assert int(client.receive()[1][:8]) == number


def test_a_sender_that_is_too_fast_is_held_back(probe: Probe) -> None:
    before = probe.memory()
    sent, message = 0, frame(BINARY, b"a" * 60_000)
    with SocketClient(probe.port, "/slow") as client:
        client.link.settimeout(0.5)
        with pytest.raises(TimeoutError):
            while sent < 100 * MB:
                client.link.sendall(message)
                sent += len(message)
    assert sent < 40 * MB
    assert probe.memory() - before < 30 * MB


def test_a_sender_of_tiny_texts_fills_no_memory_either(probe: Probe) -> None:
    """64 kB that are read at once hold 9,000 of them."""
    before = probe.memory()
    tiny = frame(TEXT, b"a") * 9000
    clients = [SocketClient(probe.port, "/slow") for _ in range(20)]
    for client in clients:
        client.link.settimeout(5)
        client.link.sendall(tiny)
    time.sleep(0.3)
    assert probe.memory() - before < 20 * 300_000
    for client in clients:
        client.link.close()


def test_a_sender_held_back_is_read_from_again(shared_probe: Probe) -> None:
    with SocketClient(shared_probe.port) as client:
        client.link.sendall(b"".join(frame(TEXT, str(number).encode()) for number in range(1000)))
        for number in range(1000):
            assert client.receive() == (TEXT, str(number).encode())


def test_a_flood_of_pings_is_answered_and_leaves_time_for_others(shared_probe: Probe) -> None:
    with SocketClient(shared_probe.port) as flooding, SocketClient(shared_probe.port) as other:
        for _ in range(5):
            flooding.link.sendall(frame(PING, b"?") * 2000)
            started = time.monotonic()
            other.send(TEXT, b"and me")
            assert other.receive() == (TEXT, b"and me")
            assert time.monotonic() - started < 0.5
            for _ in range(2000):
                assert flooding.receive() == (PONG, b"?")


def test_one_who_pings_and_does_not_read_is_owed_one_pong(shared_probe: Probe) -> None:
    with SocketClient(shared_probe.port) as client:
        client.send(TEXT, b"pour")
        time.sleep(0.3)
        client.link.sendall(frame(PING, b"?" * 125) * 2000 + frame(PING, b"last"))
        time.sleep(0.3)
        heard = [client.receive() for _ in range(2001)]
        assert [payload for opcode, payload in heard if opcode == PONG] == [b"last"]


def test_what_goes_the_short_way_overtakes_nothing(shared_probe: Probe) -> None:
    texts = [b"one", b"later two", b"three", b"four", b"later five", b"later six", b"seven"]
    with SocketClient(shared_probe.port, "/short") as client:
        client.link.sendall(b"".join(frame(TEXT, text) for text in texts))
        assert [client.receive()[1] for _ in texts] == texts
        for text in texts:
            client.send(TEXT, text)
        assert [client.receive()[1] for _ in texts] == texts


def test_at_the_end_every_socket_hears_within_a_second_that_the_server_restarts() -> None:
    with running_probe(by_address=600) as own:
        clients = [SocketClient(own.port, "/short" if number % 2 else "/") for number in range(500)]
        started = time.monotonic()
        own.process.send_signal(signal.SIGTERM)
        assert {client.close_code() for client in clients} == {1012}
        seconds = time.monotonic() - started
        for client in clients:
            client.send(CLOSE, struct.pack("!H", 1012))
        assert own.process.wait(8) == 0
        for client in clients:
            client.link.close()
    print(f"{seconds:.2f} s until the last of 500 knew")
    assert seconds < 1.5


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
    trusting.set_alpn_protocols(["h2", "http/1.1"])
    with running_probe(str(port), str(made.certificate), str(made.key)) as own:
        for path in ("/", "/short"):
            with SocketClient(port, path, trusting) as client:
                for size in (4, 300, 65536):
                    client.send(TEXT, b"aman" * (size // 4))
                    assert client.receive() == (TEXT, b"aman" * (size // 4))
                client.send(PING, b"?")
                assert client.receive() == (PONG, b"?")
        bare = socket.create_connection(("127.0.0.1", port), timeout=10)
        with trusting.wrap_socket(bare, server_hostname="localhost") as link:
            assert link.selected_alpn_protocol() == "http/1.1"
            link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            _, body = split(read_all(link))
            assert json.loads(body)["scheme"] == "https"
        _, body = own.ask("GET / HTTP/1.1\nHost: x\nConnection: close")
        assert json.loads(body)["scheme"] == "http"
