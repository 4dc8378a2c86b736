"""Real Redis and PostgreSQL for the tests: free ports, a folder of their own, an unprivileged account.

`python -m tests.services COMMAND ...` starts both, sets REDIS_URL and DATABASE_URL and runs the command with them.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

START_WITHIN = 30.0
"""Seconds for a program to become ready."""


class Service:
    """A program that can be stopped, killed and started again on the same port with the same data."""

    def __init__(self, command: list[str], folder: Path, ready: Callable[[], bool], url: str) -> None:
        self.command = command
        self.folder = folder
        self.ready = ready
        self.url = url
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Service":
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=unprivileged(),
            )
        end = time.monotonic() + START_WITHIN
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            if self.ready():
                return self
            time.sleep(0.02)
        raise RuntimeError(f"{self.command[0]} did not start:\n{(self.folder / 'log').read_text()[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT is PostgreSQL's quick and clean stop; SIGKILL is the power cut."""
        if self.process is None or self.process.poll() is not None:
            return
        # The whole group: a killed postgres leaves its workers behind.
        send = os.killpg if how == signal.SIGKILL else os.kill
        send(self.process.pid, how)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged() -> str | None:
    """The account for the services when this is root, which PostgreSQL refuses to run as."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise RuntimeError("there is no unprivileged account to run the services as")


@contextlib.contextmanager
def own_folder(name: str) -> Iterator[Path]:
    """A temporary folder that the unprivileged account may write."""
    folder = Path(tempfile.mkdtemp(prefix=f"arlearn-{name}-"))
    try:
        account = unprivileged()
        if account:
            shutil.chown(folder, account)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running_redis() -> Iterator[Service]:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        raise RuntimeError("the tests need Redis: apt-get install redis-server")
    with own_folder("redis") as folder:
        port = free_port()

        def ready() -> bool:
            try:
                with socket.create_connection(("127.0.0.1", port), 0.5) as link:
                    link.sendall(b"PING\r\n")
                    return link.recv(5) == b"+PONG"
            except OSError:
                return False

        options = {"port": port, "bind": "127.0.0.1", "dir": folder, "save": "", "appendonly": "no"}
        command = [program, *(text for key, value in options.items() for text in (f"--{key}", str(value)))]
        service = Service(command, folder, ready, f"redis://127.0.0.1:{port}/0")
        try:
            yield service.start()
        finally:
            service.stop(signal.SIGTERM)


@contextlib.contextmanager
def running_postgresql() -> Iterator[Service]:
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    initdb = str(newest[-1]) if newest else shutil.which("initdb")
    if not initdb:
        raise RuntimeError("the tests need PostgreSQL: apt-get install postgresql")
    programs = Path(initdb).parent
    with own_folder("postgresql") as folder:
        port = free_port()
        make = [
            initdb,
            "-D",
            "data",
            "-U",
            "arlearn",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        subprocess.run(make, cwd=folder, check=True, stdout=subprocess.DEVNULL, user=unprivileged())
        options = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
            # The data of a test run need not outlive a crash of the machine.
            "fsync": "off",
            "full_page_writes": "off",
            "max_connections": 100,
        }
        command = [str(programs / "postgres"), "-D", "data"]
        for key, value in options.items():
            command += ["-c", f"{key}={value}"]
        asks = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-d", "postgres"]
        url = f"postgresql://arlearn@127.0.0.1:{port}/postgres"
        service = Service(command, folder, lambda: subprocess.run(asks).returncode == 0, url)
        try:
            yield service.start()
        finally:
            service.stop()


def main(command: list[str]) -> int:
    if not command:
        sys.exit("usage: python -m tests.services COMMAND ...")
    with running_redis() as redis, running_redis() as another, running_postgresql() as postgresql:
        # Redis carries what is published to every database in it, so each process of pytest-xdist has its own Redis.
        own = {"REDIS_URL_gw0": redis.url, "REDIS_URL_gw1": another.url}
        environment = {**os.environ, **own, "REDIS_URL": redis.url, "DATABASE_URL": postgresql.url}
        return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
