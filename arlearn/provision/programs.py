"""The real parts that the tests start: Redis, PostgreSQL, nginx, Chromium. Installed with apt where possible."""

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
    "chromium": any_of("chromium", "chromium-browser", "google-chrome"),
}
"""Debian's package, and whether what it brings is there."""


def missing() -> list[str]:
    return [package for package, present in NEEDED.items() if not present()]


def ensure() -> None:
    """Installs what is missing when this is root on Debian or Ubuntu. Raises Failed with the line to run when not."""
    wanted = missing()
    if not wanted:
        return
    advice = f"Install it and run this again: apt-get install {' '.join(wanted)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failed(f"the tests need {', '.join(wanted)}", advice, status=2)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *wanted]
    with step(", ".join(wanted)):
        for command in (["apt-get", "update"], install):
            Program(command, Path("/"), environment, advice).run()
    if missing():
        raise Failed(f"the tests still miss {', '.join(missing())}", advice, status=2)
