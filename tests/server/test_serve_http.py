"""The server itself, over bare HTTP: bodies, slow and vanishing clients, the end."""

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.processes import until
from tests.server.raw import Probe, read_all, running_probe, split

MB = 1024 * 1024


@pytest.fixture(scope="module")
def probe() -> Iterator[Probe]:
    with running_probe() as running:
        yield running


@pytest.fixture
def own_probe() -> Iterator[Probe]:
    with running_probe() as running:
        yield running


def test_a_client_may_not_name_its_root_path(probe: Probe) -> None:
    _, body = probe.ask("GET / HTTP/1.1\nHost: x\nDaphne-Root-Path: /evil\nConnection: close")
    assert json.loads(body)["root"] == ""


def test_the_server_does_not_name_itself(probe: Probe) -> None:
    head, _ = probe.ask("GET / HTTP/1.1\nHost: x\nConnection: close")
    assert "\nserver:" not in head.lower()


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 100_000])
def test_a_body_within_the_limit_arrives_whole(probe: Probe, size: int) -> None:
    head, body = probe.ask(f"POST / HTTP/1.1\nHost: x\nConnection: close\nContent-Length: {size}", b"y" * size)
    assert head.startswith("HTTP/1.1 200")
    assert json.loads(body)["size"] == size


def test_a_large_body_is_handed_over_in_pieces(probe: Probe) -> None:
    size = 1_000_000
    _, body = probe.ask(f"POST /large HTTP/1.1\nHost: x\nConnection: close\nContent-Length: {size}", b"y" * size)
    told = json.loads(body)
    assert told["size"] == size
    assert told["pieces"] == 16


def test_a_body_over_the_limit_is_refused_in_the_readers_language(probe: Probe) -> None:
    size = 100_001
    for language, word in (("id", "terlalu besar"), ("en", "too large")):
        head = f"POST / HTTP/1.1\nHost: x\nAccept-Language: {language}\nContent-Length: {size}"
        said, body = probe.ask(head, b"y" * size)
        assert said.startswith("HTTP/1.1 413")
        problem = json.loads(body)
        assert problem["code"] == "too_large"
        assert word in problem["message"]


def test_a_chunked_body_is_held_to_the_same_limit(probe: Probe) -> None:
    chunk = b"%x\r\n%s\r\n" % (60_000, b"y" * 60_000)
    head = "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\nConnection: close"
    said, body = probe.ask(head, chunk + b"0\r\n\r\n")
    assert said.startswith("HTTP/1.1 200")
    assert json.loads(body)["size"] == 60_000
    said, _ = probe.ask(head, chunk * 2 + b"0\r\n\r\n")
    assert said.startswith("HTTP/1.1 413")


def test_a_body_without_end_is_cut_off(probe: Probe) -> None:
    before = probe.memory()
    sent = 0
    with probe.connect() as link, pytest.raises((ConnectionResetError, BrokenPipeError)):
        link.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        while sent < 200 * MB:
            link.sendall(b"%x\r\n%s\r\n" % (65536, b"y" * 65536))
            sent += 65536
    assert sent < 20 * MB
    assert probe.memory() - before < 20 * MB


def test_a_client_that_reads_nothing_is_dropped_and_costs_no_memory(probe: Probe) -> None:
    before = probe.memory()
    with probe.connect() as link:
        link.sendall(b"GET /flood HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.7)
        assert probe.memory() - before < 20 * MB
        time.sleep(1.8)
        got = len(read_all(link))
    assert got < 30 * MB


def test_a_client_that_reads_slowly_is_waited_for(probe: Probe) -> None:
    with probe.connect() as link:
        link.sendall(b"GET /flood HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(6):
            time.sleep(0.5)
            # More than the system's buffers hold, so that the server has to go on.
            got = 0
            while got < 4 * MB:
                piece = link.recv(65536)
                assert piece, "dropped although it reads"
                got += len(piece)


def test_a_class_that_comes_at_once_is_let_in(own_probe: Probe) -> None:
    """While the process does not run at all the system itself takes the connections."""
    own_probe.process.send_signal(signal.SIGSTOP)
    links = []
    try:
        started = time.monotonic()
        for _ in range(300):
            links.append(socket.create_connection(("127.0.0.1", own_probe.port), timeout=2))
        assert time.monotonic() - started < 2
    finally:
        own_probe.process.send_signal(signal.SIGCONT)
        for link in links:
            link.close()


def refuses(probe: Probe) -> bool:
    try:
        probe.connect().close()
    except ConnectionRefusedError:
        return True
    return False


def test_at_the_end_a_request_under_way_is_answered_whole(own_probe: Probe) -> None:
    with own_probe.connect() as link:
        link.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.2)
        ended: list[tuple[int, float]] = []
        ending = threading.Thread(target=lambda: ended.append(own_probe.end()))
        ending.start()
        until(lambda: refuses(own_probe), 5)
        assert ending.is_alive(), "it hears nobody any more while the request is under way"
        _, body = split(read_all(link))
        ending.join()
    assert body == b"done" * 50_000
    status, seconds = ended[0]
    assert status == 0
    assert seconds < 4


def test_a_stream_without_end_does_not_hold_up_the_end(own_probe: Probe) -> None:
    with own_probe.connect() as link:
        link.sendall(b"GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
        got = b""
        while b"hello" not in got:
            got += link.recv(65536)
        assert own_probe.end()[1] < 4


def test_ctrl_c_waits_for_nobody_long(own_probe: Probe) -> None:
    with own_probe.connect() as link:
        link.sendall(b"GET /flood HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.2)
        status, seconds = own_probe.end(signal.SIGINT)
    assert status == 0
    assert seconds < 4


def test_a_second_signal_ends_it_at_once(own_probe: Probe) -> None:
    with own_probe.connect() as link:
        link.sendall(b"GET /flood HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.2)
        os.kill(own_probe.process.pid, signal.SIGTERM)
        time.sleep(0.1)
        assert own_probe.end()[1] < 4
