"""Two servers with PostgreSQL and Redis behind the real nginx, with the configuration that `arlearn nginx` prints, over
HTTPS."""

import asyncio
import gzip
import http.client
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.running import ROOT, RunningServer
from tests.services import Service, free_port, own_folder, unprivileged

MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/arlearn.conf;
}}
"""


def printed(*options: str) -> str:
    command = [sys.executable, "-m", "arlearn", "nginx", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@contextmanager
def running_nginx(upstreams: list[str], certificate: Path, key: Path) -> Iterator[tuple[int, Path]]:
    """Its port, and its error log; as an account that may nothing, in a folder of its own."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(program).exists(), "the tests need nginx: apt-get install nginx-light"
    with own_folder("nginx") as folder:
        for source in (certificate, key):
            shutil.copy(source, folder)
            shutil.chown(folder / source.name, unprivileged() or os.geteuid())
        port = free_port()
        files = ["--certificate", str(folder / certificate.name), "--key", str(folder / key.name)]
        places = [part for upstream in upstreams for part in ("--upstream", upstream)]
        listen = ["--server-name", "localhost", "--listen", f"127.0.0.1:{port}"]
        (folder / "arlearn.conf").write_text(printed(*listen, *places, *files))
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        log = folder / "error.log"
        process = subprocess.Popen(command, cwd=folder, user=unprivileged(), start_new_session=True)
        try:
            end = time.monotonic() + 30
            while not (folder / "nginx.pid").exists() and process.poll() is None and time.monotonic() < end:
                time.sleep(0.02)
            assert process.poll() is None, log.read_text()
            yield port, log
        finally:
            process.send_signal(signal.SIGQUIT if process.poll() is None else 0)
            process.wait(20)


OTHERS = ("contenttypes", "auth.permission")
"""What every database has of its own."""
LOAD = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("loaddata", sys.argv[1], verbosity=0)
"""


def moved(data: Path, postgresql: Service) -> str:
    """What the data folder's database has, in one of PostgreSQL; its address. To make the demo there takes minutes."""
    with psycopg.connect(postgresql.url, autocommit=True) as administrator:
        administrator.execute("CREATE DATABASE city")
    url, all_of_it = postgresql.url.replace("/postgres", "/city"), str(data.parent / "all.json")
    environment = RunningServer(data).environment() | {
        "ARLEARN_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "arlearn.settings",
    }
    without = [part for other in OTHERS for part in ("--exclude", other)]
    dump = [sys.executable, "-m", "django", "dumpdata", *without, "--output", all_of_it]
    subprocess.run(dump, cwd=ROOT, env=environment, check=True)
    load = [sys.executable, "-c", LOAD, all_of_it]
    subprocess.run(load, cwd=ROOT, env=environment | {"DATABASE_URL": url}, check=True)
    return url


@dataclass
class City:
    """Two servers on one data folder and one database, and the proxy before them."""

    servers: list[RunningServer]
    port: int
    log: Path
    trust: ssl.SSLContext

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"


@pytest.fixture(scope="module")
def city(
    redis: Service, postgresql: Service, demo_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[City]:
    data = tmp_path_factory.mktemp("city") / "data"
    shutil.copytree(demo_data, data)
    shared = {"REDIS_URL": redis.url, "DATABASE_URL": moved(data, postgresql), "ARLEARN_PROXIES": "127.0.0.1"}
    (data / "arlearn.sqlite3").unlink()
    servers = [RunningServer(data, "--no-worker", **shared) for _ in range(2)]
    try:
        for server in servers:
            server.start()
        tls = data / "tls"
        upstreams = [f"127.0.0.1:{server.port}" for server in servers]
        with running_nginx(upstreams, tls / "server.pem", tls / "server.key") as (port, log):
            trust = ssl.create_default_context(cafile=str(tls / "authority.pem"))
            yield City(servers, port, log, trust)
    finally:
        for server in servers:
            if server.process is not None:
                server.kill()


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """Asks over HTTPS, from an address of its own, and keeps cookies."""

    def __init__(self, city: City, address: str = "127.0.0.1") -> None:
        self.city, self.address = city, address
        self.cookies: SimpleCookie = SimpleCookie()
        self.csrf = ""

    def ask(self, path: str, body: Any = None, /, *, data: bytes | None = None, **headers: str) -> Answer:
        """`body` as JSON, or `data` as it is, make it a POST."""
        own = (self.address, 0)
        link = http.client.HTTPSConnection(
            "localhost", self.city.port, timeout=60, source_address=own, context=self.city.trust
        )
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            data, sent = json.dumps(body).encode(), {"Content-Type": "application/json", **sent}
        if data is not None:
            sent |= {"X-CSRFToken": self.csrf, "Origin": self.city.url}
        try:
            link.request("GET" if data is None else "POST", path, data, {**sent, "Cookie": self.cookie})
            answer = link.getresponse()
            self.cookies.load("; ".join(answer.headers.get_all("Set-Cookie", [])))
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            link.close()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())

    def sign_in(self, role: str) -> "Browser":
        name, password = self.city.servers[0].sign_in(role)
        self.csrf = self.ask("/api/people/me").json()["csrf"]
        self.csrf = self.ask("/api/people/sign-in", {"username": name, "password": password}).json()["csrf"]
        return self


class Line:
    """A client's socket through the proxy."""

    def __init__(self, link: ClientConnection) -> None:
        self.link = link

    async def say(self, **message: Any) -> None:
        await self.link.send(json.dumps(message))

    async def hear(self, kind: str) -> Any:
        while True:
            message = json.loads(await asyncio.wait_for(self.link.recv(), 20))
            if message["kind"] == kind:
                return message


async def opened(city: City, hello: Any, **headers: str) -> tuple[Line, Any]:
    url = f"wss://localhost:{city.port}/live"
    line = Line(await connect(url, ssl=city.trust, additional_headers=headers))
    await line.say(**hello)
    return line, await line.hear("welcome")


async def served_by(city: City, line: Line) -> RunningServer:
    """Which server is at the other end. One of them is held for a moment: who still answers is served by the other."""
    first, second = city.servers
    assert first.process is not None
    os.kill(first.process.pid, signal.SIGSTOP)
    try:
        await line.say(kind="ping")
        await asyncio.wait_for(line.hear("pong"), 1.5)
    except TimeoutError:
        return first
    finally:
        os.kill(first.process.pid, signal.SIGCONT)
    return second


def test_polls_of_one_conversation_come_to_one_server(city: City) -> None:
    for number in range(8):
        child = Browser(city)
        path = f"/api/live/poll?at=talk{number}"
        ping = {"kind": "ping"}
        began = child.ask(path, {"talk": None, "heard": 0, "said": 0, "messages": [ping]}).json()
        assert began["taken"] == 1
        for said in range(1, 4):
            asked = {"talk": began["talk"], "heard": said, "said": said, "messages": [ping]}
            answer = child.ask(path, asked)
            assert answer.status == 200, answer.body
            assert answer.json()["taken"] == said + 1


def test_each_child_is_counted_by_its_own_address(city: City) -> None:
    code = {"code": "BBBBBB"}

    def tries(count: int, address: str, **headers: str) -> list[int]:
        return [Browser(city, address).ask("/api/live/join", code, data=None, **headers).status for _ in range(count)]

    assert tries(30, "127.0.0.2") == [404] * 30
    # From now on one is looked at in two seconds.
    assert 429 in tries(6, "127.0.0.2")
    # What a client says of itself does not help it, nor does it harm others.
    assert 429 in tries(6, "127.0.0.2", X_Forwarded_For="127.0.0.3")
    assert tries(6, "127.0.0.3") == [404] * 6


def test_measures_are_not_for_everybody_behind_the_proxy(city: City) -> None:
    # For who is on this machine itself, as the proxy saw it; this one says it is not.
    assert Browser(city).ask("/metrics", X_Forwarded_For="203.0.113.5").status == 404
    assert b"arlearn_refused_total" in Browser(city).ask("/metrics").body


def test_media_come_in_ranges_and_nothing_is_packed_twice(city: City) -> None:
    browser = Browser(city)
    book = browser.ask("/api/books").json()[0]
    manifest = browser.ask(f"/api/books/{book['id']}", Accept_Encoding="gzip")
    assert manifest.headers["Content-Encoding"] == "gzip"
    text = gzip.decompress(manifest.body).decode()
    address = text[text.index("/media/") :].split('"')[0]
    whole = browser.ask(address)
    part = browser.ask(address, Range="bytes=10-19")
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.body)}"
    assert "immutable" in part.headers["Cache-Control"]
    page = browser.ask("/")
    script = page.body.decode().split('src="')[1].split('"')[0]
    plain = browser.ask(script).body
    for encoding in ("gzip", "br"):
        packed = browser.ask(script, Accept_Encoding=encoding)
        assert packed.headers["Content-Encoding"] == encoding
        assert int(packed.headers["Content-Length"]) < len(plain) / 2
    assert gzip.decompress(browser.ask(script, Accept_Encoding="gzip").body) == plain


def test_a_model_is_uploaded_and_one_that_is_too_large_is_refused_by_us(city: City) -> None:
    creator = Browser(city).sign_in("creator")
    library = creator.ask("/api/people/me").json()["libraries"][0]["id"]
    edge = "arlearn-edge"

    def upload(content: bytes) -> Answer:
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="library"\r\n\r\n{library}\r\n'.encode(),
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="x.glb"\r\n'.encode(),
            b"Content-Type: model/gltf-binary\r\n\r\n" + content + f"\r\n--{edge}--\r\n".encode(),
        ]
        kind = f"multipart/form-data; boundary={edge}"
        return creator.ask("/api/studio/assets", data=b"".join(parts), Content_Type=kind, Accept_Language="en")

    model = next(path for path in (city.servers[0].data / "media").glob("*.glb"))
    taken = upload(model.read_bytes())
    assert taken.status == 200, taken.body
    # More than nginx takes for any other address; it is our own refusal that comes back.
    for size, code in ((17, "upload_not_known"), (51, "too_large")):
        refused = upload(b"x" * (size * 1024 * 1024))
        assert refused.headers["Content-Type"].startswith("application/json"), refused.body
        assert refused.json()["code"] == code


# The last one: afterwards one of the servers is dead.


async def test_L25_a_group_on_two_servers_outlives_the_death_of_the_one_that_serves_its_panel(city: City) -> None:
    educator = await asyncio.to_thread(Browser(city).sign_in, "educator")
    assert {name: bool(morsel["secure"]) for name, morsel in educator.cookies.items()} == {
        "sessionid": True,
        "csrftoken": True,
    }
    book = educator.ask("/api/books").json()[0]
    manifest = educator.ask(f"/api/books/{book['id']}").json()
    page = next(page for page in manifest["pages"] if page["scene"]["tasks"])
    group = educator.ask("/api/live/groups", {"book": book["id"]}).json()
    assert urlsplit(group["join_url"]).scheme == "https"
    place = Browser(city).ask("/api/live/join", {"code": group["code"]}).json()
    hello = {"kind": "hello", "role": "learner", "version": 1, "group": place["group"], "token": place["token"]}
    leads = {"kind": "hello", "role": "educator", "version": 1, "group": group["id"]}
    signed_in = {"Cookie": educator.cookie, "Origin": city.url}
    panel, begun = await opened(city, leads, **signed_in)
    # The proxy gives a newcomer to whoever has fewer.
    child, _ = await opened(city, hello)
    one, other = await served_by(city, panel), await served_by(city, child)
    assert one is not other

    async def answered(tries: int) -> None:
        task = page["scene"]["tasks"][0]["id"]
        seen = {"page": page["id"], "revision": page["revision"], "language": manifest["book"]["languages"][0]}
        await child.say(kind="answer", n=tries, **seen, task=task, value="not-it")
        await child.hear("acknowledged")
        while True:
            frame = await panel.hear("frame")
            await panel.say(kind="credit", frame=frame["frame"])
            if any(row["tries"] == tries and row["connected"] for row in frame["rows"]):
                return

    await answered(1)
    await panel.say(kind="command", id="pause-it", order={"do": "pause"})
    assert (await child.hear("control"))["control"]["paused"] is True

    await panel.hear("done")
    asked, shown = await opened(city, leads, **signed_in)
    await asked.link.close()

    one.kill()
    with pytest.raises(Exception, match="close"):
        await panel.hear("nothing")
    panel, welcome = await opened(city, {**leads, "resume": begun["mark"]}, **signed_in)
    # Another replica: it cannot tell what this panel has missed, and says everything.
    assert welcome["whole"] is True
    assert welcome["mark"]["hub"] != begun["mark"]["hub"]
    same = ("epoch", "seq", "code", "control", "rows")
    assert {name: welcome[name] for name in same} == {name: shown[name] for name in same}
    await answered(2)
    # Who comes now, comes in as well.
    await child.link.close()
    child, welcome = await opened(city, hello)
    assert (welcome["acknowledged"], welcome["control"]["paused"]) == (2, True)
    await answered(3)
    for _ in range(20):
        assert Browser(city).ask("/api/books").status == 200
    for line in (child, panel):
        await line.link.close()
