"""What tests of the child's reader share: the demo book, a way into it, and an educator with a group."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.educator import Educator
from tests.browser.reading import BOOK, begin, fetch
from tests.running import RunningServer

Visit = Callable[..., Page]


@pytest.fixture
def manifest(shared_server: RunningServer) -> Any:
    return fetch(f"{shared_server.url}/api/books/{BOOK}")


@pytest.fixture
def enter(shared_server: RunningServer, visit: Visit) -> Callable[..., Page]:
    """enter(path, device="phone", camera=False, **options) → the page of the book behind its cover."""

    def go(path: str = f"/b/{BOOK}", device: str = "phone", camera: bool = False, **options: Any) -> Page:
        page = visit(shared_server.url + path, device, **options)
        begin(page, camera)
        return page

    return go


@pytest.fixture
def educator(shared_server: RunningServer) -> Iterator[Educator]:
    one = Educator(shared_server)
    yield one
    one.close()
