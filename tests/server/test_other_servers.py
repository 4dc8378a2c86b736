"""The same application under uvicorn and granian: a lesson over sockets and polls, pages, ranges of media, and an end
in peace."""

import json
import re
import shutil
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from arlearn.bench.door import Browser
from tests.running import ROOT, RunningServer

README = (ROOT / "README.md").read_text()
COMMANDS = {line.split()[0]: line.split()[1:] for line in README.splitlines() if "arlearn.asgi:application -" in line}
"""As the README says it: `uvicorn arlearn.asgi:application --port 8000`."""
ENDS_WITHIN = 10
"""Seconds after SIGTERM, with sockets open."""


class OtherServer(RunningServer):
    """A server that is not ours on a data folder that ours has made."""

    def __init__(self, data: Path, name: str) -> None:
        super().__init__(data, ARLEARN_DATA=str(data))
        self.words = ["-m", name, *COMMANDS[name], "--host", "127.0.0.1"]

    def command(self) -> list[str]:
        return [sys.executable, *self.words, "--port", str(self.port)]


@pytest.fixture(params=["uvicorn", "granian"])
def other(request: pytest.FixtureRequest, demo_data: Path, tmp_path: Path) -> Iterator[OtherServer]:
    shutil.copytree(demo_data, tmp_path / "data")
    running = OtherServer(tmp_path / "data", request.param)
    try:
        running.start()
        yield running
    finally:
        if running.process is not None:
            running.kill()


def socket(server: RunningServer, path: str = "/live", **headers: str) -> ClientConnection:
    return connect(server.url.replace("http", "ws") + path, additional_headers=headers, open_timeout=20)


def hear(link: ClientConnection, kind: str) -> Any:
    while True:
        message = json.loads(link.recv(timeout=20))
        if message["kind"] == kind:
            return message


def get(server: RunningServer, path: str, **headers: str) -> Any:
    asked = urllib.request.Request(server.url + path, headers=headers)
    return urllib.request.urlopen(asked, timeout=20)


def pages_are_served(server: RunningServer, media: str) -> None:
    with get(server, "/") as page:
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        script = re.search(r'src="(/static/[^"]+\.js)"', page.read().decode())
    assert script
    with get(server, script[1]) as file:
        assert "immutable" in file.headers["Cache-Control"]
    with get(server, media) as whole:
        content = whole.read()
    with get(server, media, Range="bytes=10-19") as part:
        assert part.status == 206
        assert part.headers["Content-Range"] == f"bytes 10-19/{len(content)}"
        assert part.read() == content[10:20]


class Polls:
    """A child's conversation over HTTP: one request after the other."""

    def __init__(self, server: RunningServer) -> None:
        self.browser = Browser(server.url)
        self.talk: str | None = None
        self.heard = self.said = 0

    def ask(self, *messages: dict[str, Any]) -> list[Any]:
        """Says these, and hears what there is to hear."""
        asked = {"talk": self.talk, "heard": self.heard, "said": self.said, "messages": list(messages)}
        answer = self.browser.ask("/api/live/poll?at=e1sewhere", asked)
        self.talk, self.said = answer["talk"], self.said + len(messages)
        new = answer["messages"][self.heard - answer["said"] :]
        self.heard += len(new)
        return list(new)


def by_polls(server: RunningServer, code: str, panel: ClientConnection, answer: dict[str, Any]) -> None:
    """Another child of the group, where sockets are refused: answers, is seen on the panel, and hears its orders."""
    place = joined(server, code)
    polls = Polls(server)
    (welcome,) = polls.ask(hello_of(place))
    assert welcome["kind"] == "welcome"
    (acknowledged,) = polls.ask(answer)
    assert acknowledged == {"kind": "acknowledged", "n": 1}
    tried_once(panel, place)
    panel.send(json.dumps({"kind": "command", "id": "pause-it", "order": {"do": "pause"}}))
    (control,) = polls.ask()
    assert control["control"]["paused"] is True


def tried_once(panel: ClientConnection, place: Any) -> None:
    """Returns when the panel shows that the child of this place has tried a task."""
    tries: dict[str, int] = {}
    while tries.get(place["learner"]["id"]) != 1:
        frame = hear(panel, "frame")
        panel.send(json.dumps({"kind": "credit", "frame": frame["frame"]}))
        tries |= {row["learner"]["id"]: row["tries"] for row in frame["rows"]}


def joined(server: RunningServer, code: str) -> Any:
    return Browser(server.url).ask("/api/live/join", {"code": code})


def hello_of(place: Any) -> dict[str, Any]:
    return {"kind": "hello", "role": "learner", "version": 1, "group": place["group"], "token": place["token"]}


def test_a_lesson_is_led_under_another_server(other: OtherServer) -> None:
    educator = Browser(other.url)
    cookie = educator.sign_in(*other.sign_in("educator"))
    book = educator.ask("/api/books")[0]
    manifest = educator.ask(f"/api/books/{book['id']}")
    page = next(page for page in manifest["pages"] if page["scene"]["tasks"])
    pages_are_served(other, re.findall(r"/media/[0-9a-f]{64}\.\w+", json.dumps(manifest))[0])

    group = educator.open_group(book["id"])
    place = joined(other, group["code"])
    with socket(other, cookie=cookie) as panel, socket(other) as child:
        panel.send(json.dumps({"kind": "hello", "role": "educator", "version": 1, "group": group["id"]}))
        assert hear(panel, "welcome")["group"] == group["id"]
        child.send(json.dumps(hello_of(place)))
        hear(child, "welcome")
        answer = {
            "kind": "answer",
            "n": 1,
            "page": page["id"],
            "revision": page["revision"],
            "task": page["scene"]["tasks"][0]["id"],
            "language": manifest["book"]["languages"][0],
            "value": "not-it",
        }
        child.send(json.dumps(answer))
        assert hear(child, "acknowledged")["n"] == 1
        tried_once(panel, place)
        by_polls(other, group["code"], panel, answer)

        with pytest.raises(InvalidStatus):
            socket(other, "/elsewhere")

        started = time.monotonic()
        assert other.process is not None
        other.process.terminate()
        for link in (panel, child):
            with pytest.raises(ConnectionClosed):
                while True:
                    link.recv(timeout=ENDS_WITHIN)
        assert other.process.wait(ENDS_WITHIN) in (0, -15), other.said()[-2000:]
        assert time.monotonic() - started < ENDS_WITHIN
    assert "Traceback" not in other.said()
