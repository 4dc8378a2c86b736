"""A real server is killed in the middle of a lesson and started again: nobody loses anything."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.running import RunningServer


class Educator:
    """An educator's browser, as far as HTTP goes."""

    def __init__(self, server: RunningServer) -> None:
        self.url = server.url
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.csrf = self.ask("/api/people/me")["csrf"]
        name, password = server.sign_in("educator")
        self.csrf = self.ask("/api/people/sign-in", {"username": name, "password": password})["csrf"]

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return json.loads(self.text(path, body))

    def text(self, path: str, body: dict[str, Any] | None = None) -> str:
        headers = {"Content-Type": "application/json", "Accept-Language": "en"}
        if body is not None:
            headers |= {"X-CSRFToken": self.csrf, "Origin": self.url}
        data = None if body is None else json.dumps(body).encode()
        with self.opener.open(urllib.request.Request(self.url + path, data, headers), timeout=20) as answer:
            text: str = answer.read().decode()
            return text

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)


@contextmanager
def socket(server: RunningServer, **headers: str) -> Iterator[ClientConnection]:
    with connect(server.url.replace("http", "ws") + "/live", additional_headers=headers) as link:
        yield link


def say(link: ClientConnection, **message: Any) -> None:
    link.send(json.dumps(message))


def hear(link: ClientConnection, kind: str) -> Any:
    while True:
        message = json.loads(link.recv(timeout=10))
        if message["kind"] == kind:
            return message


def test_L3_what_was_acknowledged_outlives_kill_9_and_what_was_not_is_sent_again(server: RunningServer) -> None:
    educator = Educator(server)
    book = educator.ask("/api/books")[0]
    manifest = educator.ask(f"/api/books/{book['id']}")
    page = next(page for page in manifest["pages"] if page["scene"]["tasks"])
    task = page["scene"]["tasks"][0]
    group = educator.ask("/api/live/groups", {"book": book["id"]})
    place = educator.ask("/api/live/join", {"code": group["code"]})
    hello = {"kind": "hello", "role": "learner", "version": 1, "group": place["group"], "token": place["token"]}
    answer = {
        "kind": "answer",
        "page": page["id"],
        "revision": page["revision"],
        "task": task["id"],
        "language": manifest["book"]["languages"][0],
        "value": "not-it",
    }
    with socket(server) as child:
        say(child, **hello)
        hear(child, "welcome")
        for n in range(1, 21):
            say(child, **answer, n=n)
        acknowledged = 0
        while acknowledged < 10:
            acknowledged = hear(child, "acknowledged")["n"]
        server.restart()
    with socket(server) as child, socket(server, cookie=educator.cookie) as panel:
        say(child, **hello)
        welcome = hear(child, "welcome")
        assert welcome["acknowledged"] >= acknowledged
        assert welcome["learner"] == place["learner"]
        for n in range(1, 21):
            say(child, **answer, n=n)
        while hear(child, "acknowledged")["n"] < 20:
            pass
        say(panel, kind="hello", role="educator", version=1, group=group["id"])
        (row,) = hear(panel, "welcome")["rows"]
        assert row["tries"] == 20
        assert row["connected"] is True
    lines = educator.text(f"/api/reports/groups/{group['id']}/results.csv").splitlines()
    assert len(lines) == 1 + 20
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == [str(n) for n in range(1, 21)]
