"""An operator starts the server with one command, and starts it again; and is told plainly when it cannot start."""

import hashlib
import http.client
import json
import re
import shutil
import signal
import socket
import ssl
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import ROOT, RunningServer
from tests.services import free_port

Refused = Callable[..., str]


@pytest.fixture
def refused(tmp_path: Path) -> Refused:
    """refused(*options, cwd=...): starts a server that cannot start; the one line that it says."""

    def start(*options: str, cwd: Path = ROOT) -> str:
        command = [sys.executable, "-m", "arlearn", "up", "--host", "127.0.0.1", *options]
        environment = RunningServer(tmp_path / "refused").environment()
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 2, done.stderr
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        return done.stderr

    return start


def ports() -> list[str]:
    return ["--port", str(free_port()), "--tls-port", str(free_port())]


def test_the_screen_says_all_that_a_librarian_needs(shared_server: RunningServer) -> None:
    said = shared_server.said()
    for role in ("educator", "creator", "admin"):
        assert all(word in said for word in (role, *shared_server.sign_in(role)))
    for needed in (
        f"http://localhost:{shared_server.port}",
        f"https://localhost:{shared_server.tls_port}",
        "sheets",
        "Ctrl-C",
    ):
        assert needed in said
    authority = (shared_server.data / "tls" / "authority.pem").read_text()
    fingerprint = "".join(re.findall(r"\b(?:[0-9A-F]{2}:?){16}", said))
    digest = ssl.PEM_cert_to_DER_cert(authority)

    assert fingerprint.replace(":", "") == hashlib.sha256(digest).hexdigest().upper()


def test_the_demo_accounts_sign_in(shared_server: RunningServer) -> None:
    for role in ("educator", "creator", "admin"):
        name, password = shared_server.sign_in(role)
        body = json.dumps({"username": name, "password": password}).encode()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        me = json.load(opener.open(f"{shared_server.url}/api/people/me"))
        headers = {"Content-Type": "application/json", "X-CSRFToken": me["csrf"]}
        asked = urllib.request.Request(f"{shared_server.url}/api/people/sign-in", body, headers)
        signed_in = json.load(opener.open(asked))
        assert signed_in["name"] == name
        assert role in signed_in["libraries"][0]["roles"]


def test_what_is_secret_is_its_owners_alone(shared_server: RunningServer) -> None:
    secret = [
        shared_server.data / "sign-ins.json",
        shared_server.data / "secret.key",
        *shared_server.data.glob("tls/*.key"),
    ]
    assert len(secret) == 4
    assert {stat.S_IMODE(file.stat().st_mode) for file in secret} == {0o600}


def test_there_is_a_sheet_of_each_book_for_each_paper(shared_server: RunningServer) -> None:
    sheets = sorted((shared_server.data / "sheets").glob("*.pdf"))
    assert len(sheets) == 4
    assert all(sheet.read_bytes().startswith(b"%PDF-") for sheet in sheets)


def test_a_second_start_takes_seconds_and_changes_nothing(server: RunningServer) -> None:
    server.stop()
    before = {
        file: file.stat().st_mtime_ns for file in server.data.rglob("*") if file.suffix in (".pem", ".key", ".pdf")
    }
    started = time.monotonic()
    server.start()
    assert time.monotonic() - started < 20
    assert {file: file.stat().st_mtime_ns for file in before} == before


def test_after_a_power_cut_it_starts_again_and_ctrl_c_stops_it(server: RunningServer) -> None:
    server.kill()
    server.start()
    started = time.monotonic()
    assert server.signal(signal.SIGINT) == 0
    assert time.monotonic() - started < 4


def test_https_is_trusted_by_a_device_that_has_the_authority(shared_server: RunningServer) -> None:
    trusting = ssl.create_default_context(cafile=str(shared_server.data / "tls" / "authority.pem"))
    for name in ("127.0.0.1", "localhost"):
        bare = socket.create_connection(("127.0.0.1", shared_server.tls_port), timeout=10)
        with trusting.wrap_socket(bare, server_hostname=name) as link:
            link.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert link.recv(12) == b"HTTP/1.1 200"


def test_without_the_demo_it_has_no_accounts_and_no_books(empty_server: RunningServer) -> None:
    books = json.load(urllib.request.urlopen(f"{empty_server.url}/api/books"))
    assert books == []
    assert not (empty_server.data / "sign-ins.json").exists()
    command = [
        sys.executable,
        "-m",
        "arlearn",
        "people",
        "add",
        "bu-rina",
        "--role",
        "admin",
        "--library",
        "Balai Baca",
    ]
    environment = {**empty_server.environment(), "ARLEARN_DATA": str(empty_server.data)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input="rotan-senja-812\n", text=True, check=True, capture_output=True
    )
    assert done.stdout == "bu-rina: admin of Balai Baca\n"


def test_without_tls_there_is_one_port(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data", "--no-demo", "--no-tls").start()
    try:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.tls_port), timeout=2)
        assert "https" not in server.said()
        assert not (server.data / "tls").exists()
    finally:
        server.stop()


@pytest.mark.parametrize("option", ["--port", "--tls-port"])
def test_a_port_in_use_is_said_in_a_line(refused: Refused, tmp_path: Path, option: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refused(*ports(), option, port, "--data", str(tmp_path / "data"))
    assert port in said
    assert option in said


def test_a_folder_that_cannot_be_written_is_said_in_a_line(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = refused(*ports(), "--data", str(tmp_path / "file"))
    assert str(tmp_path / "file") in said
    assert "--data" in said


def test_a_second_server_on_the_same_folder_is_said_in_a_line(refused: Refused, shared_server: RunningServer) -> None:
    assert "another arlearn is running" in refused(*ports(), "--data", str(shared_server.data))


def test_a_missing_web_client_is_said_in_a_line(refused: Refused, tmp_path: Path) -> None:
    for package in ("arlearn", "content", "markers"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    assert "make run" in refused(*ports(), "--data", str(tmp_path / "data"), cwd=tmp_path)


def test_a_python_that_is_too_old_is_said_in_a_line() -> None:
    pretend = "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_module('arlearn.bootstrap')"
    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "3.11" in done.stderr
    assert "3.9" in done.stderr


def test_an_unknown_verb_of_the_preparation_is_said_in_a_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "arlearn.bootstrap", "fly"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 2


def test_nothing_outside_the_data_folder_is_written(shared_server: RunningServer) -> None:
    assert shared_server.strays() == []


def answer(
    server: RunningServer, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    link.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = link.getresponse()
    return response, response.read()


@pytest.mark.parametrize("path", ["/", "/panel", "/studio", "/m/ABC", "/M/ABC", "/J/ABC123"])
def test_pages_may_load_from_this_server_only(shared_server: RunningServer, path: str) -> None:
    response, body = answer(shared_server, path)
    assert response.status == 200
    assert body.startswith(b"<!doctype html>")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert f"ws://127.0.0.1:{shared_server.port}" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert response.headers["Permissions-Policy"].startswith("camera=(self)")
    # Nothing can listen to a child.
    assert ("microphone=(self)" in response.headers["Permissions-Policy"]) == (path == "/studio")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Server"] is None


def test_hashed_files_are_kept_for_ever_and_sent_small(shared_server: RunningServer) -> None:
    _, body = answer(shared_server, "/")
    script = re.search(rb'src="(/static/assets/[^"]+\.js)"', body)
    assert script
    plain, whole = answer(shared_server, script[1].decode())
    packed, small = answer(shared_server, script[1].decode(), Accept_Encoding="br, gzip")
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "br"
    assert len(small) < len(whole)
    for response in (plain, packed):
        assert "immutable" in response.headers["Cache-Control"]
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-0", 206, 0, 0),
        ("bytes=5-9", 206, 5, 9),
        ("bytes=5-", 206, 5, None),
        ("bytes=-7", 206, -7, None),
        ("bytes=0-99999999", 206, 0, None),
        ("bytes=5-2", 200, 0, None),
        ("bytes=-", 200, 0, None),
        ("bytes=0-1,3-4", 200, 0, None),
        ("lines=0-1", 200, 0, None),
    ],
)
def test_media_are_sent_in_the_ranges_that_are_asked(
    shared_server: RunningServer, asked: str, status: int, first: int, last: int | None
) -> None:
    file = next((shared_server.data / "media").glob("*.glb"))
    content = file.read_bytes()
    size = len(content)
    start = first % size
    end = size - 1 if last is None else last
    response, body = answer(shared_server, f"/media/{file.name}", Range=asked)
    assert response.status == status
    assert body == content[start : end + 1]
    assert response.headers["Content-Range"] == (f"bytes {start}-{end}/{size}" if status == 206 else None)
    assert response.headers["Content-Length"] == str(len(body))


def test_media_are_kept_for_ever(shared_server: RunningServer) -> None:
    file = next((shared_server.data / "media").glob("*.glb"))
    response, body = answer(shared_server, f"/media/{file.name}")
    assert (response.status, body) == (200, file.read_bytes())
    assert response.headers["Content-Type"] == "model/gltf-binary"
    assert "immutable" in response.headers["Cache-Control"]
    tag = response.headers["ETag"]
    again, nothing = answer(shared_server, f"/media/{file.name}", If_None_Match=tag)
    assert (again.status, nothing) == (304, b"")
    stale, whole = answer(shared_server, f"/media/{file.name}", Range="bytes=0-1", If_Range='"another"')
    assert (stale.status, whole) == (200, body)
    head, nothing = answer(shared_server, f"/media/{file.name}", method="HEAD")
    assert (head.status, nothing, head.headers["Content-Length"]) == (200, b"", str(len(body)))
    past, _ = answer(shared_server, f"/media/{file.name}", Range=f"bytes={len(body)}-")
    assert (past.status, past.headers["Content-Range"]) == (416, f"bytes */{len(body)}")


@pytest.mark.parametrize(
    "name", ["x.glb", "../secret.key", "%2e%2e%2fsecret.key", "0" * 64 + ".html", "0" * 64 + ".glb"]
)
def test_no_other_file_is_reached_through_media(shared_server: RunningServer, name: str) -> None:
    response, _ = answer(shared_server, f"/media/{name}")
    assert response.status == 404
