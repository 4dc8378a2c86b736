"""Servers to be measured: ours as `arlearn up` starts it, and others; each in a process and on cores of its own."""

import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arlearn.bench import watch
from arlearn.bench.rooms import ROOT

START_WITHIN = 120.0
"""Seconds."""
PEERS = Path(__file__).with_name("peers")


def free_port() -> int:
    """One below those that the system deals to clients (32768 on Linux): a client that knocks at a port of its own
    range while nobody listens may be dealt that very port, and be connected to itself (RFC 9293, 3.5)."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311  (no secret)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port


def clean_environment(**variables: str) -> dict[str, str]:
    """Without what the person at the keyboard has set for a server of their own."""
    ours = re.compile("ARLEARN_|DJANGO_|(DATABASE|REDIS)_URL")
    return {**{key: value for key, value in os.environ.items() if not ours.match(key)}, **variables}


@dataclass
class Server:
    """A program that listens on a port of this machine; it can be killed and started again on the same."""

    name: str
    command: list[str]
    environment: dict[str, str]
    port: int
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None  # noqa: S101  (asked for a server that was never started: our own mistake)
        return self.process.pid

    def launch(self, cores: list[int]) -> None:
        """Starts it on these cores; returns at once."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        watch.pin(self.process.pid, cores)

    def start(self, cores: list[int]) -> None:
        """Returns when it listens. Raises RuntimeError with what it printed when it does not."""
        self.launch(cores)
        end = time.monotonic() + START_WITHIN
        while time.monotonic() < end and self.process is not None and self.process.poll() is None:
            if self.listens():
                return
            time.sleep(0.02)
        self.kill()
        raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """kill -9, as a power cut does it; with all that it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def ours(folder: Path, database: str = "", redis: str = "", workers: int = 1) -> Server:
    """`arlearn up` on a data folder below `folder`."""
    port = free_port()
    data = folder / "data"
    services = {"DATABASE_URL": database, "REDIS_URL": redis}
    given = {name: url for name, url in services.items() if url}
    options = ["--host", "127.0.0.1", "--port", str(port), "--data", str(data), "--no-demo", "--no-tls", "--no-worker"]
    if workers > 1:
        options += ["--workers", str(workers)]
    command = [sys.executable, "-m", "arlearn", "up", *options]
    return Server("arlearn", command, clean_environment(ARLEARN_DATA=str(data), **given), port, folder / "arlearn.log")


def channels(folder: Path) -> Server:
    """A consumer as the tutorial of Channels has it, under stock daphne."""
    port = free_port()
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port)]
    application = "arlearn.bench.peers.channels_app:application"
    return Server("channels", [*command, application], clean_environment(), port, folder / "channels.log")


def node(name: str, folder: Path) -> Server:
    """`socketio` or `ws` on Node."""
    port = free_port()
    packages = clean_environment(NODE_PATH=str(ROOT / "webclient" / "node_modules"), NODE_ENV="production")
    return Server(name, ["node", str(PEERS / f"{name}.cjs"), str(port)], packages, port, folder / f"{name}.log")


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """A folder for everything that a run writes, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="arlearn-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(server: Server, cores: list[int]) -> Iterator[Server]:
    server.start(cores)
    try:
        yield server
    finally:
        server.kill()


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The URL of a Redis of our own. Raises RuntimeError when there is none to start."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        raise RuntimeError("several workers need Redis: apt-get install redis-server")
    port = free_port()
    options = {"port": port, "bind": "127.0.0.1", "dir": folder, "save": "", "appendonly": "no"}
    command = [program, *(text for key, value in options.items() for text in (f"--{key}", str(value)))]
    with running(Server("redis", command, clean_environment(), port, folder / "redis.log"), watch.cores()):
        yield f"redis://127.0.0.1:{port}/0"
