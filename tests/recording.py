"""Watches what a browser asks for, so that a test fails on the first request that leaves this server."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

INSIDE = ("data", "blob", "about", "chrome-error", "chrome", "chrome-extension")
"""Addresses of these schemes never reach a network; the last two are Chromium's own viewer of a PDF."""


class Recorder:
    """Every request, socket and script error of the browser contexts it watches."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.allowed: set[str] = set()

    def allow(self, *urls: str) -> None:
        """This test's own servers; every other host and port is foreign."""
        self.allowed |= {urlsplit(url).netloc for url in urls}

    def watch(self, context: BrowserContext) -> BrowserContext:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("page", self._watch_page)
        return context

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._console(page, said.type, said.text))

    def _console(self, page: Page, kind: str, text: str) -> None:
        # A refusal of the content security policy is a fault of ours even where the page goes on.
        if kind == "error" and "Content Security Policy" in text:
            self.errors.append(f"{page.url}: {text}")

    def foreign(self) -> list[str]:
        return [url for url in self.requests if not self._ours(url)]

    def _ours(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in INSIDE or parts.netloc in self.allowed

    def paths(self, hosts: Iterable[str] = ()) -> list[str]:
        """The paths asked for, in order; for tests that look at what a page loads."""
        return [urlsplit(url).path for url in self.requests if not hosts or urlsplit(url).netloc in hosts]
