"""An educator for tests of the child's side: opens a group and gives orders over a plain WebSocket."""

import contextlib
import http.cookiejar
import json
import time
import urllib.request
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.running import RunningServer

Json = dict[str, Any]


class Educator:
    """Signed in, with one open group at a time; `rows` is the newest row of each learner."""

    def __init__(self, server: RunningServer, role: str = "educator") -> None:
        self.url = server.url
        self.cookies = http.cookiejar.CookieJar()
        self.csrf = ""
        self.rows: dict[str, Json] = {}
        self.control: Json = {}
        self.orders = 0
        self._entered = contextlib.ExitStack()
        name, password = server.sign_in(role)
        self.csrf = self.ask("GET", "/api/people/me")["csrf"]
        self.csrf = self.ask("POST", "/api/people/sign-in", {"username": name, "password": password})["csrf"]

    def ask(self, method: str, path: str, body: Json | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.csrf}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        with opener.open(request) as answer:
            return json.load(answer)

    def open(self, book: str) -> str:
        """Opens a group that reads `book`; its join code."""
        self.group: Json = self.ask("POST", "/api/live/groups", {"book": book})
        self.enter()
        return str(self.group["code"])

    def enter(self) -> None:
        """Connects to the group, also again after being sent away."""
        cookie = "; ".join(f"{one.name}={one.value}" for one in self.cookies)
        address = self.url.replace("http", "ws", 1) + "/live"
        opening = connect(address, additional_headers={"Cookie": cookie, "Origin": self.url}, proxy=None, legacy=False)
        self.connection: ClientConnection = self._entered.enter_context(opening)
        self._send({"kind": "hello", "role": "educator", "version": 1, "group": self.group["id"]})

    def order(self, do: str, **more: Any) -> None:
        self.orders += 1
        self._send({"kind": "command", "id": f"order-{self.orders:04d}", "order": {"do": do, **more}})

    def row(self, wanted: Any, within: float = 8.0) -> Json:
        """The first row, of any learner, for which `wanted(row)` is true. Fails when none comes in time."""
        end = time.monotonic() + within
        while True:
            for row in self.rows.values():
                if wanted(row):
                    return row
            left = end - time.monotonic()
            assert left > 0, f"no such row; there are {list(self.rows.values())}"
            self._hear(left)

    def close(self) -> None:
        self._entered.close()

    def _send(self, message: Json) -> None:
        self.connection.send(json.dumps(message))

    def _hear(self, timeout: float) -> None:
        try:
            message: Json = json.loads(self.connection.recv(timeout=timeout))
        except TimeoutError:
            return
        self.control = message.get("control") or self.control
        for row in message.get("rows", []):
            self.rows[row["learner"]["id"]] = row
        for gone in message.get("gone", []):
            self.rows.pop(gone, None)
        if message["kind"] == "frame":
            self._send({"kind": "credit", "frame": message["frame"]})
