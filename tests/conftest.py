"""What every test may use. Real parts only: nothing here is skipped when a part is missing, it fails.

    redis, postgresql     a running Service (`.url`, `.stop()`, `.start()`), started on first use, one per test process
    server                a RunningServer (`.url`, `.tls_url`, `.kill()`, `.stop()`, `.restart()`, `.sign_in(role)`) of
                          this test alone, with the demo books, from a copy of a data folder that is made once
    empty_server          the same without demo books and accounts
    shared_server         one for all tests of a process that only look, or that make their own groups
    uploads               a mark: the test's own servers start the worker that prepares uploads
    browser               Chromium for the tests of a module (Playwright's synchronous interface)
    launch                launch(camera=path_of_y4m_or_mjpeg) starts another Chromium that films what the file shows
    recorded              a Recorder: `.requests`, `.errors`, `.paths()`; the test fails when a request went to another
                          host than `recorded.allow(...)` names, or when a page threw an error (take an expected one out
                          of `recorded.errors`)
    visit                 visit(url, device="phone", **options) → Page in a fresh, recorded browser context; devices:
                          phone (360x640), phone-wide (640x360), tablet, laptop; `rung="read"` for a child that chose
                          so before: to draw scenes without a graphics card takes most of a test's time

Server tests (tests/server) run twice: on SQLite and memory, and under `python -m tests.services`, which sets
DATABASE_URL and REDIS_URL. A module with browser tests has no asyncio tests: Playwright holds the thread's event loop.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, expect, sync_playwright

from arlearn.provision.steps import digest
from tests.recording import Recorder
from tests.running import ROOT, UNSAFE_NAME, RunningServer
from tests.services import Service, running_postgresql, running_redis

PATIENCE = 30_000
"""ms that a page may take to show something before a test counts as broken: a busy machine breaks no test; what must
be quick is measured and asserted apart."""
expect.set_options(timeout=PATIENCE)

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    # WebGL in software, as a machine without a graphics card has it.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # Only WebGL: to draw the pages that way, too, takes half of all that the tests take.
    "--disable-gpu-compositing",
    # What leaves the machine fails at once; that it was tried stands in the record.
    # This machine's own address counts as a safe one, over plain HTTP too; another name for it does not.
    f"--host-resolver-rules=MAP {UNSAFE_NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
CHROMIUMS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
"""The first is the same browser without its windows, at half of the processor's time."""
DEVICES: dict[str, tuple[int, int, bool]] = {
    "phone": (360, 640, True),
    "phone-wide": (640, 360, True),
    "tablet": (800, 1280, True),
    "laptop": (1366, 768, False),
}
"""Width, height (CSS px) and whether it is touched."""


def pytest_configure() -> None:
    """Tests that make people in this process need not wait for argon2, which is slow on purpose; real servers do."""
    from django.conf import settings

    fast = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [fast, *settings.PASSWORD_HASHERS]


ORDER = ("browser/test_panel", "browser/test_studio", "browser/test_reader", "faults", "browser", "flows", "server")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest journeys first: a process that is given one last works on while the others have ended.

    What is tested of one file stays in one process, and all faults in one: two at once would be faults of each other.
    """

    def place(item: pytest.Item) -> str:
        return item.path.relative_to(ROOT / "tests").as_posix()

    def rank(item: pytest.Item) -> int:
        return next(n for n, start in enumerate((*ORDER, "")) if place(item).startswith(start))

    for item in items:
        group = "faults" if place(item).startswith("faults") else place(item)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=rank)


@pytest.fixture(scope="session")
def redis() -> Iterator[Service]:
    with running_redis() as service:
        yield service


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Service]:
    with running_postgresql() as service:
        yield service


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite tests run on a file, as the server does: a database in memory locks in other ways between threads."""
    from django.db import connections

    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(Path(os.environ["ARLEARN_DATA"]) / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """PostgreSQL drops no database to which somebody is connected still."""
    from arlearn.live import asking

    yield
    asking.let_go()


@pytest.fixture(scope="session")
def demo_data() -> Path:
    """A data folder with the demo books, to be copied; made once for all processes, anew when our Python changes."""
    sources = [ROOT / package for package in ("arlearn", "content", "markers")]
    kept = ROOT / "var" / "tests"
    kept.mkdir(parents=True, exist_ok=True)
    data = kept / f"demo-{digest(sources, ROOT)[:16]}"
    with locked(kept / "lock"):
        if not data.exists():
            newest_first = sorted(kept.glob("demo-*"), key=lambda old: old.stat().st_mtime, reverse=True)
            for old in [kept / "making", kept / "making-outside", *newest_first[3:]]:
                shutil.rmtree(old, ignore_errors=True)
            making = RunningServer(kept / "making").start()
            making.stop()
            assert making.strays() == [], "written outside the data folder"
            making.data.rename(data)
    return data


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Held by one process at a time, and let go by a process that dies."""
    import fcntl

    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shared_server(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    yield from _running(demo_data, tmp_path_factory.mktemp("shared") / "data", "--no-worker")


@pytest.fixture
def server(demo_data: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    yield from _running(demo_data, tmp_path / "data", *_worker(request))


@pytest.fixture
def empty_server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    yield from _running(None, tmp_path / "data", "--no-demo", *_worker(request))


def _worker(request: pytest.FixtureRequest) -> list[str]:
    """Only tests that are marked `uploads` wait for a worker to start."""
    return [] if request.node.get_closest_marker("uploads") else ["--no-worker"]


def _running(template: Path | None, data: Path, *options: str) -> Iterator[RunningServer]:
    if template:
        shutil.copytree(template, data)
    running = RunningServer(data, *options)
    try:
        yield running.start()
    finally:
        if running.process is not None:
            running.stop()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


def _chromium(playwright: Playwright, *flags: str) -> Browser:
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    assert program, "the tests need Chromium: apt-get install chromium-headless-shell"
    return playwright.chromium.launch(executable_path=program, args=[*BROWSER_FLAGS, *flags])


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = _chromium(playwright)
    yield running
    running.close()


@pytest.fixture
def launch(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """launch(camera=None, microphone=None): another Chromium, its camera showing a .y4m or .mjpeg file and its
    microphone hearing a .wav file, both in a loop."""
    started: list[Browser] = []

    def start(camera: Path | None = None, microphone: Path | None = None) -> Browser:
        flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
        if camera:
            flags.append(f"--use-file-for-fake-video-capture={camera}")
        if microphone:
            flags.append(f"--use-file-for-fake-audio-capture={microphone}")
        started.append(_chromium(playwright, *flags))
        return started[-1]

    yield start
    for running in started:
        running.close()


@pytest.fixture
def recorded() -> Iterator[Recorder]:
    recorder = Recorder()
    yield recorder
    assert not recorder.foreign(), "requests that left this server"
    assert not recorder.errors, "errors in the page"


@pytest.fixture
def visit(request: pytest.FixtureRequest, recorded: Recorder) -> Iterator[Callable[..., Page]]:
    """visit(url, device="phone", browser=None, rung=None, **options of Browser.new_context) → Page, loaded."""
    contexts: list[BrowserContext] = []

    def open_page(
        url: str, device: str = "phone", browser: Browser | None = None, rung: str | None = None, **options: Any
    ) -> Page:
        width, height, touch = DEVICES[device]
        chosen = browser or request.getfixturevalue("browser")
        context = chosen.new_context(
            viewport=ViewportSize(width=width, height=height),
            has_touch=touch,
            is_mobile=touch,
            ignore_https_errors=True,
            **{"locale": "id-ID", **options},
        )
        contexts.append(recorded.watch(context))
        context.set_default_timeout(PATIENCE)
        if rung:
            # An empty page has no storage.
            context.add_init_script(f"try {{ localStorage['arlearn.rung'] ??= '{rung}' }} catch {{}}")
        recorded.allow(url)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
