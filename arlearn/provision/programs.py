"""The real parts that the tests start: Redis, PostgreSQL, nginx, Chromium. Installed with apt where possible."""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from arlearn.provision.steps import Failed, Program, step


def any_of(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def postgresql() -> bool:
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


NEEDED: dict[str, Callable[[], bool]] = {
    "redis-server": any_of("redis-server", "valkey-server"),
    "postgresql": postgresql,
    "nginx-light": lambda: bool(shutil.which("nginx") or Path("/usr/sbin/nginx").exists()),
    "chromium": any_of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
}
"""Debian's package, and whether what it brings is there."""
LIGHTER = "chromium-headless-shell"
"""Debian's Chromium without its windows, which takes half of the processor's time; Ubuntu has none."""


def missing() -> list[str]:
    return [package for package, present in NEEDED.items() if not present()]


def ensure() -> None:
    """Installs what is missing when this is root on Debian or Ubuntu. Raises Failed with the line to run when not."""
    wanted = missing()
    able = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if wanted and not able:
        raise Failed(f"the tests need {', '.join(wanted)}", advice(wanted), status=2)
    if wanted:
        with step(", ".join(wanted)):
            install(wanted)
    if missing():
        raise Failed(f"the tests still miss {', '.join(missing())}", advice(wanted), status=2)
    if able and not shutil.which(LIGHTER):
        # They can do without.
        with contextlib.suppress(Failed), step(LIGHTER):
            install([LIGHTER])


def install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    for each in (["apt-get", "update"], command):
        Program(each, Path("/"), environment, advice(packages)).run()


def advice(packages: list[str]) -> str:
    return f"Install it and run this again: apt-get install {' '.join(packages)}"
