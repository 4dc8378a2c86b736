"""What tests in Chromium share: the demo book and ways into it, an educator with a group, a creator with a model."""

import contextlib
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trimesh
from playwright.sync_api import Page, expect
from websockets.exceptions import ConnectionClosed

from content.gltf.container import unpack
from content.gltf.glb import pack
from tests.browser.child import Child
from tests.browser.educator import Educator
from tests.browser.panel import Book
from tests.browser.reading import BOOK, begin, fetch
from tests.recording import Recorder
from tests.running import RunningServer

FAKE_CAMERA = Path(__file__).with_name("fake-camera.js")
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


@pytest.fixture(scope="module")
def own(shared_server: RunningServer) -> list[dict[str, str]]:
    """The markers of the book's pages, in their order."""
    manifest = fetch(f"{shared_server.url}/api/books/{BOOK}")
    markers = fetch(f"{shared_server.url}/api/markers/books/{manifest['book']['id']}")["markers"]
    return [one for page in manifest["pages"] for one in markers if one["page"] == page["id"]]


@pytest.fixture
def open_book(shared_server: RunningServer, visit: Visit, recorded: Recorder) -> Callable[..., Page]:
    """open_book(setting="", **options) → the book with the fake camera; `setting` runs before the page's own code."""

    def go(setting: str = "", **options: Any) -> Page:
        page = visit("about:blank", **options)
        recorded.allow(shared_server.url)
        page.add_init_script(FAKE_CAMERA.read_text() + setting)
        page.goto(f"{shared_server.url}/b/{BOOK}")
        return page

    return go


@pytest.fixture
def educator(shared_server: RunningServer) -> Iterator[Educator]:
    one = Educator(shared_server)
    yield one
    one.close()


@pytest.fixture
def book(shared_server: RunningServer) -> Book:
    return Book(shared_server.url)


def sign_in(page: Page, name: str, password: str) -> None:
    """In whichever language the page is."""
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("button[type=submit]").click()


@pytest.fixture
def educate(visit: Visit) -> Callable[..., Page]:
    """educate(server, device="laptop") → the panel's first screen, signed in."""

    def enter(server: RunningServer, device: str = "laptop", **options: Any) -> Page:
        page = visit(f"{server.url}/panel", device, **options)
        sign_in(page, *server.sign_in("educator"))
        expect(page.get_by_role("heading", name="Mulai kelompok baru")).to_be_visible()
        return page

    return enter


@pytest.fixture
def children() -> Iterator[Callable[..., list[Child]]]:
    """children(server, code, count) → connected, with the sign of life that phones give; they leave at the end."""
    all_of_them: list[Child] = []
    over = threading.Event()

    def live() -> None:
        while not over.wait(3):
            for child in all_of_them:
                with contextlib.suppress(ConnectionClosed, AssertionError):
                    child.ping()

    def join(server: RunningServer, code: str, count: int) -> list[Child]:
        new = [Child(server.url, code).connect() for _ in range(count)]
        all_of_them.extend(new)
        return new

    living = threading.Thread(target=live, daemon=True)
    living.start()
    yield join
    over.set()
    living.join()
    for child in all_of_them:
        if child.connection is not None:
            child.leave()


@pytest.fixture
def create(visit: Visit) -> Callable[..., Page]:
    """create(server, device="laptop") → the studio's first screen, signed in."""

    def enter(server: RunningServer, device: str = "laptop", **options: Any) -> Page:
        page = visit(f"{server.url}/studio", device, **options)
        sign_in(page, *server.sign_in("creator"))
        expect(page.locator(".tile").first).to_be_visible()
        return page

    return enter


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A red block, taller than wide, as a GLB."""
    block = trimesh.creation.box(extents=(1, 2, 1))
    block.visual.vertex_colors = [200, 60, 40, 255]
    file = tmp_path / "balok_merah.glb"
    scene: Any = trimesh.Scene(block)  # whose export has no types
    file.write_bytes(scene.export(file_type="glb"))
    return file


@pytest.fixture
def moving(model: Path) -> Path:
    """The block with a movement, `naik`: it rises a little, and sinks."""
    document, binary = unpack(model.read_bytes())
    times, places = struct.pack("<3f", 0, 0.5, 1), struct.pack("<9f", 0, 0, 0, 0, 0.1, 0, 0, 0, 0)
    body = bytes(binary or b"") + times + places
    start = len(body) - len(times) - len(places)
    views, accessors = document["bufferViews"], document["accessors"]
    views += [
        {"buffer": 0, "byteOffset": start, "byteLength": len(times)},
        {"buffer": 0, "byteOffset": start + len(times), "byteLength": len(places)},
    ]
    accessors += [
        {"bufferView": len(views) - 2, "componentType": 5126, "count": 3, "type": "SCALAR", "min": [0], "max": [1]},
        {"bufferView": len(views) - 1, "componentType": 5126, "count": 3, "type": "VEC3"},
    ]
    document["buffers"][0]["byteLength"] = len(body)
    [node] = [at for at, each in enumerate(document["nodes"]) if "mesh" in each]
    document["nodes"][node].pop("matrix", None)
    document["animations"] = [
        {
            "name": "naik",
            "samplers": [{"input": len(accessors) - 2, "output": len(accessors) - 1}],
            "channels": [{"sampler": 0, "target": {"node": node, "path": "translation"}}],
        }
    ]
    model.write_bytes(pack(document, body))
    return model
