"""Signing in, opening and joining groups over HTTP, as browsers do it. For a few: the door counts tries by address."""

import json
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

from arlearn.bench.rooms import Place


class Browser:
    """A browser's cookies, and requests with them. Raises urllib.error.HTTPError for what the server refuses."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )
        self._csrf = ""

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer's JSON; a body makes it a POST."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._csrf, "Origin": self.url}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers)  # noqa: S310  (a server of ours)
        with self._opener.open(request, timeout=30) as answer:
            return json.load(answer)

    def sign_in(self, name: str, password: str) -> str:
        """The value of a Cookie header that says who it is."""
        self._csrf = self.ask("/api/people/me")["csrf"]
        self._csrf = self.ask("/api/people/sign-in", {"username": name, "password": password})["csrf"]
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def open_group(self, book: str) -> dict[str, Any]:
        """The new group: its `id` and `code` among others."""
        group: dict[str, Any] = self.ask("/api/live/groups", {"book": book})
        return group


def sign_in(url: str, name: str, password: str) -> str:
    """The value of a Cookie header for the panels of this educator."""
    return Browser(url).sign_in(name, password)


def join(url: str, code: str) -> Place:
    """A child's new place in the group of this code."""
    given = Browser(url).ask("/api/live/join", {"code": code})
    return Place(given["group"], given["token"], given["learner"]["id"])
