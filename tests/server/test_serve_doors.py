"""Who is let in, and for how long: caps by address and in all, heads and bodies that dawdle, connections kept."""

import json
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.server.raw import TEXT, UPGRADE, Probe, SocketClient, frame, read_all, running_probe, split

MB = 1024 * 1024
ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
BY_ADDRESS = 12


@pytest.fixture(scope="module")
def probe() -> Iterator[Probe]:
    with running_probe(by_address=BY_ADDRESS, head=0.6, idle=1, stall=1) as running:
        yield running


def ask(link: socket.socket) -> bytes:
    """A request on a connection that is kept; the answer, which has no more pieces."""
    link.sendall(ASK)
    got = b""
    while not got.endswith(b"0\r\n\r\n"):
        piece = link.recv(65536)
        if not piece:
            raise ConnectionError("closed")
        got += piece
    return got


def refusals(probe: Probe) -> Counter[tuple[str, str]]:
    """What was refused so far, by where and code."""
    _, body = probe.ask("GET /counted HTTP/1.1\nHost: x\nConnection: close")
    lines = [line for line in body.decode().splitlines() if line.startswith("arlearn_refused_total{")]
    return Counter(
        {
            (line.split('where="')[1].split('"')[0], line.split('code="')[1].split('"')[0]): int(
                float(line.split()[-1])
            )
            for line in lines
        }
    )


def test_an_address_has_so_many_connections_and_no_more(probe: Probe) -> None:
    before = refusals(probe)
    clients = [SocketClient(probe.port) for _ in range(BY_ADDRESS)]
    for language, word in (("id", "Tunggu"), ("en", "Wait")):
        head, body = probe.ask(f"GET / HTTP/1.1\nHost: x\nAccept-Language: {language}")
        assert head.startswith("HTTP/1.1 503 ")
        assert "\r\nRetry-After: 5" in head
        told = json.loads(body)
        assert told["code"] == "crowded"
        assert word in told["message"]
    refused = SocketClient(probe.port)
    assert refused.head.startswith(b"HTTP/1.1 503 ")
    # Those who are in notice nothing, and each that leaves makes room.
    clients[0].send(TEXT, b"halo")
    assert clients[0].receive() == (TEXT, b"halo")
    clients.pop().link.close()
    time.sleep(0.1)
    clients.append(SocketClient(probe.port))
    assert clients[-1].head.startswith(b"HTTP/1.1 101 ")
    for client in clients:
        client.link.close()
    time.sleep(0.1)
    assert refusals(probe) - before == {("connect", "crowded"): 3}


def test_a_connection_that_is_only_kept_makes_room(probe: Probe) -> None:
    kept = [probe.connect() for _ in range(BY_ADDRESS)]
    for link in kept:
        ask(link)
    with SocketClient(probe.port) as client:
        assert client.head.startswith(b"HTTP/1.1 101 ")
        # The one that had rested the longest has gone.
        assert kept[0].recv(1) == b""
        ask(kept[1])
    for link in kept:
        link.close()


def test_one_who_is_turned_away_and_says_nothing_is_closed_too(probe: Probe) -> None:
    before = refusals(probe)
    clients = [SocketClient(probe.port) for _ in range(BY_ADDRESS)]
    with probe.connect() as link:
        link.settimeout(5)
        assert link.recv(1) == b""
    for client in clients:
        client.link.close()
    time.sleep(0.1)
    assert refusals(probe) - before == {("connect", "crowded"): 1}


def drip(link: socket.socket, data: bytes, seconds: float) -> bytes:
    """Sends an octet every twentieth of a second, until somebody has had enough; what was said then."""
    end = time.monotonic() + seconds
    link.settimeout(0.05)
    for at in range(len(data)):
        try:
            link.sendall(data[at : at + 1])
            answer = link.recv(65536)
        except TimeoutError:
            assert time.monotonic() < end, "nobody has had enough"
            continue
        link.settimeout(5)
        return answer + read_all(link)
    raise AssertionError("everything was taken")


def test_a_head_has_to_be_whole_in_time_however_busily_it_drips(probe: Probe) -> None:
    with probe.connect() as link:
        head, body = split(drip(link, b"GET / HTTP/1.1\r\nX: " + b"x" * 1000, 3))
    assert head.startswith("HTTP/1.1 408 ")
    assert json.loads(body)["code"] == "too_slow"
    assert refusals(probe)["connect", "too_slow"] >= 1


def test_so_has_the_second_head_on_a_connection_that_is_kept(probe: Probe) -> None:
    with probe.connect() as link:
        ask(link)
        assert drip(link, b"GET / HTTP/1.1\r\nX: " + b"x" * 1000, 3).startswith(b"HTTP/1.1 408 ")


def test_one_who_connects_and_says_nothing_is_closed_without_a_word(probe: Probe) -> None:
    with probe.connect() as link:
        started = time.monotonic()
        assert link.recv(1) == b""
        assert time.monotonic() - started < 3


def test_a_body_may_take_its_time_while_it_goes_on(probe: Probe) -> None:
    with probe.connect() as link:
        link.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n")
        for _ in range(10):
            time.sleep(0.2)
            link.sendall(b"x")
        assert json.loads(split(read_all(link))[1])["size"] == 10


def test_a_body_that_stops_is_not_waited_for(probe: Probe) -> None:
    with probe.connect() as link:
        link.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nxxxxx")
        assert read_all(link).startswith(b"HTTP/1.1 408 ")


def test_a_connection_is_kept_for_another_request_but_not_for_ever(probe: Probe) -> None:
    with probe.connect() as link:
        for _ in range(3):
            ask(link)
            time.sleep(0.5)
        started = time.monotonic()
        assert link.recv(1) == b""
        assert time.monotonic() - started < 3


def test_an_answer_may_take_longer_than_any_of_that(probe: Probe) -> None:
    head, body = probe.ask("GET /slow HTTP/1.1\nHost: x\nConnection: close")
    assert head.startswith("HTTP/1.1 200 ")
    assert body == b"done" * 50_000


def test_requests_sent_in_one_go_are_answered_in_order(probe: Probe) -> None:
    with probe.connect() as link:
        link.sendall(ASK * 2 + b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
        answers = read_all(link)
    assert answers.count(b"HTTP/1.1 200 ") == 3
    assert answers.index(b'"size": 0') < answers.index(b'"size": 3')


@pytest.mark.parametrize(
    "lines",
    [f"X: {'x' * 17_000}", "\n".join(f"X-{number}: {'x' * 100}" for number in range(90)) * 2, "X: x\n" * 101],
    ids=["a long line", "many bytes", "many lines"],
)
def test_a_head_that_is_too_large_is_refused(probe: Probe, lines: str) -> None:
    head, body = probe.ask(f"GET / HTTP/1.1\nHost: x\n{lines}")
    assert head.startswith("HTTP/1.1 431 ")
    assert json.loads(body)["code"] == "head_too_large"


def test_a_head_of_usual_size_is_not(probe: Probe) -> None:
    lines = "\n".join(f"X-{number}: {'x' * 150}" for number in range(60))
    assert probe.ask(f"GET / HTTP/1.1\nHost: x\nConnection: close\n{lines}")[0].startswith("HTTP/1.1 200 ")


def test_a_form_with_a_large_file_is_not_read_into_memory(probe: Probe) -> None:
    boundary, size = b"--halo\r\n", 50 * MB
    start = boundary + b'Content-Disposition: form-data; name="file"; filename="a.glb"\r\n\r\n'
    end = b"\r\n--halo--\r\n"
    before, most = probe.memory(), 0
    head = "POST /form HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=halo\r\n"
    with probe.connect() as link, ThreadPoolExecutor() as beside:
        link.sendall(f"{head}Content-Length: {len(start) + size + len(end)}\r\n\r\n".encode() + start)
        for _ in range(50):
            link.sendall(b"x" * MB)
        link.sendall(end)
        answer = beside.submit(read_all, link)
        while not answer.done():
            most = max(most, probe.memory())
            time.sleep(0.002)
    assert json.loads(split(answer.result())[1])["size"] == len(start) + size + len(end)
    assert most - before < 10 * MB


def test_a_process_takes_no_more_connections_than_it_can_hold_files() -> None:
    """It raises its own limit to what it is allowed; 256 of the files are not for connections."""
    with running_probe(files=300, by_address=0) as own:
        limits = Path(f"/proc/{own.process.pid}/limits").read_text()
        assert re.search(r"Max open files +300 +300", limits)
        clients = [SocketClient(own.port) for _ in range(300 - 256)]
        head, body = own.ask("GET / HTTP/1.1\nHost: x")
        assert head.startswith("HTTP/1.1 503 ")
        assert json.loads(body)["code"] == "server_full"
        clients.pop().link.close()
        time.sleep(0.1)
        clients.append(SocketClient(own.port))
        assert clients[-1].head.startswith(b"HTTP/1.1 101 ")
        for client in clients:
            client.link.close()


WRONG_FRAMES = {
    "protocol_broken": frame(TEXT, b"halo", mask=b""),
    "not_utf8": frame(TEXT, b"\xff"),
    "too_large": frame(TEXT, b"x" * (65 * 1024)),
}
SHORT_KEY = {**UPGRADE, "Sec-WebSocket-Key": "eA=="}
OTHER_VERSION = {**UPGRADE, "Sec-WebSocket-Version": "12"}


def test_L58_what_no_application_sees_is_counted_with_its_code(probe: Probe) -> None:
    """Each twice as bad as it need be, and counted once."""
    before = refusals(probe)
    for wrong in WRONG_FRAMES.values():
        with SocketClient(probe.port) as client:
            client.link.sendall(wrong * 2)
            client.close_code()
    for headers in (SHORT_KEY, OTHER_VERSION):
        SocketClient(probe.port, headers=headers).link.close()
    chunk = b"%x\r\n%s\r\n" % (60_000, b"y" * 60_000)
    for length, body in (
        ("Content-Length: 200000", b"y" * 200_000),
        ("Transfer-Encoding: chunked", chunk * 4 + b"0\r\n\r\n"),
    ):
        assert probe.ask(f"POST / HTTP/1.1\nHost: x\n{length}", body)[0].startswith("HTTP/1.1 413 ")
    probe.ask("GET / HTTP/1.1\nHost: x\n" + "X: x\n" * 101)
    with probe.connect() as slow, probe.connect() as deaf, SocketClient(probe.port) as deaf_socket:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nxxxxx")
        deaf.sendall(b"GET /flood HTTP/1.1\r\nHost: x\r\n\r\n")
        deaf_socket.send(TEXT, b"flood")
        expected = Counter({("socket", code): 1 for code in WRONG_FRAMES})
        expected.update(
            {("connect", code): 1 for code in ("handshake_malformed", "handshake_version", "head_too_large")}
        )
        expected.update({("http", "too_large"): 2, ("connect", "too_slow"): 1})
        expected.update({(where, "not_reading"): 1 for where in ("http", "socket")})
        until = time.monotonic() + 15
        while (counted := refusals(probe) - before) != expected:
            assert time.monotonic() < until, counted
            time.sleep(0.1)
