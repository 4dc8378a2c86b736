"""Takes the README's pictures of a real server: `.venv/bin/pytest tests/flows/screenshots.py`. Not part of the tests.

A child whose camera films a printed sheet, a panel with a room of children on sockets, and a scene in the studio.
"""

import io
import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.camera import film
from tests.browser.child import Child
from tests.browser.sheets import glued_into_a_book, printed_labels
from tests.flows.people import Book, Visit, lends_the_camera, sees_the_scene, signs_in, starts_a_group, starts_reading
from tests.running import ROOT, RunningServer

FOLDER = ROOT / "webclient" / "screenshots"
MOST = 1100
"""Pixels of a picture's longer side."""
ROOM = 23
"""Children in the room."""
VIEWS = ("tracking", "reading", "held", "searching")


def keep(page: Page, name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.thumbnail((MOST, MOST))
    picture.save(FOLDER / f"{name}.webp", quality=84, method=6)


def test_reader(server: RunningServer, visit: Visit, launch: Callable[..., Browser], tmp_path: Path) -> None:
    book = Book(server, "tanda-kuning-momo")
    page = book.page(1)
    labels = printed_labels(server.data / "sheets" / f"{book.slug}-60mm-a4.pdf")
    camera = tmp_path / "camera.y4m"
    paper = glued_into_a_book(labels[book.codes[page["id"]]], 3)
    film(camera, [paper], seed=5, hold=3.0, distance=340.0, lean=52.0, azimuth=math.pi)
    child = visit(f"{server.url}/b/{book.slug}/1", browser=launch(camera=camera), device_scale_factor=2)
    child.evaluate("() => { navigator.permissions.query = async () => ({ state: 'prompt' }) }")
    starts_reading(child)
    lends_the_camera(child)
    sees_the_scene(child, page, "tracking")
    child.wait_for_timeout(4000)
    keep(child, "reader")


def test_panel(server: RunningServer, visit: Visit) -> None:
    book = Book(server, "tanda-kuning-momo")
    panel = signs_in(visit, server, "educator", "panel")
    code = starts_a_group(panel, book)
    room = [Child(server.url, code).connect() for _ in range(ROOM)]
    for order, child in enumerate(room):
        page = book.pages[min(order % 4, len(book.pages) - 1)]
        view = VIEWS[order % len(VIEWS)]
        for task in page["scene"]["tasks"][: 1 + order % 3]:
            if task["kind"] == "choice":
                wrong = next(option["id"] for option in task["options"] if option["id"] != task["answer"])
                child.answer(page, task["id"], wrong if order % 5 == 0 else task["answer"])
            elif task["kind"] == "spell":
                child.answer(page, task["id"], task["word"]["id"])
            else:
                child.answer(page, task["id"], task["answer"])
        if order % 3 == 0:
            child.finish(page)
        child.show(page["id"], view, "read" if view == "reading" else "live", hand=order in (4, 17))
    expect(panel.locator(".learner")).to_have_count(ROOM)
    panel.wait_for_timeout(2500)
    keep(panel, "panel")
    for child in room:
        child.leave()


def test_studio(server: RunningServer, visit: Visit) -> None:
    book = Book(server, "tanda-kuning-momo")
    studio = signs_in(visit, server, "creator", "studio")
    studio.goto(f"{server.url}/studio/pages/{book.page(1)['id']}")
    expect(studio.locator("canvas").first).to_be_visible()
    studio.wait_for_timeout(5000)
    keep(studio, "studio")
