"""A page in Chromium that draws as the reader does, for benches: a file of webclient/bench in it, and nothing else."""

import mimetypes
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, Route, sync_playwright

from arlearn.bench.markers_node import bundled

__all__ = ["ADDRESS", "Error", "drawing_page"]

ADDRESS = "http://models.test/"
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]


@contextmanager
def drawing_page(name: str, files: Mapping[str, Path], **options: Any) -> Iterator[Page]:
    """The page with webclient/bench/`name`.ts in it; `files`: what it may ask for, by URL; `options`: of its context.

    Nothing that it asks for leaves this process. Raises RuntimeError when something is missing here.
    """
    script = bundled("vite.render.config.ts", "--mode", name) / f"{name}.js"
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        raise RuntimeError("there is no Chromium here: apt-get install chromium-headless-shell")

    def answer(route: Route) -> None:
        path = files.get(route.request.url)
        if path is not None:
            kind = mimetypes.guess_type(path.name)[0] or "model/gltf-binary"
            route.fulfill(body=path.read_bytes(), content_type=kind)
        elif route.request.url == ADDRESS:
            route.fulfill(body="<!doctype html><title>models</title>", content_type="text/html")
        else:
            inside = script.parent / route.request.url.removeprefix(ADDRESS)
            route.fulfill(body=inside.read_bytes() if inside.is_file() else b"", content_type="text/javascript")

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(**options)
        page.route("**/*", answer)
        page.goto(ADDRESS)
        page.add_script_tag(url=f"{ADDRESS}{script.name}", type="module")
        page.wait_for_function("['pictures', 'draw', 'mindar'].some((name) => name in globalThis)")
        yield page
        browser.close()
