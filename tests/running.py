"""A real `arlearn up` for tests: its own process, ports and data folder; it can be killed and started again."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.services import free_port

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN = 240.0
"""Seconds. The first start of a data folder makes the demo books."""
UNSAFE_NAME = "arlearn.test"
"""This machine to the tests' Chromium, which trusts it over plain HTTP as little as a phone does a server on a LAN."""


class RunningServer:
    """One server process. `url`, `tls_url` and `unsafe_url` stay the same over restarts."""

    def __init__(self, data: Path, *options: str, **variables: str) -> None:
        self.data = data
        self.options = options
        self.variables = variables
        self.port = free_port()
        self.tls_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.tls_url = f"https://127.0.0.1:{self.tls_port}"
        self.unsafe_url = f"http://{UNSAFE_NAME}:{self.port}"
        self.log = data.parent / f"{data.name}.log"
        self.outside = data.parent / f"{data.name}-outside"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        ports = ["--port", str(self.port), "--tls-port", str(self.tls_port)]
        own = ["--host", "127.0.0.1", *ports, "--data", str(self.data)]
        return [sys.executable, "-m", "arlearn", "up", *own, *self.options]

    def environment(self) -> dict[str, str]:
        """Without the services of this test run, which a server gets only when a test names them.

        The process gets a home and a folder for temporary files of its own; it has no business in either.
        """
        ours = re.compile("ARLEARN_|DJANGO_|(DATABASE|REDIS)_URL")
        kept = {key: value for key, value in os.environ.items() if not ours.match(key)}
        return {**kept, **self.own_folders(), **self.variables}

    def own_folders(self) -> dict[str, str]:
        outside = {"HOME": self.outside / "home", "TMPDIR": self.outside / "tmp"}
        for folder in outside.values():
            folder.mkdir(parents=True, exist_ok=True)
        return {name: str(folder) for name, folder in outside.items()}

    def strays(self) -> list[str]:
        """Files that it left outside its data folder."""
        return sorted(str(path) for path in self.outside.rglob("*") if path.is_file())

    def start(self) -> "RunningServer":
        """Returns when it answers. Raises RuntimeError with what it printed when it does not."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + START_WITHIN
        while time.monotonic() < end and self.process.poll() is None:
            if self.answers():
                return self
            time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"arlearn up did not start (status {self.process.returncode}):\n{self.said()[-4000:]}")

    def answers(self) -> bool:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            link.request("GET", "/")
            return link.getresponse().status < 500
        except OSError:
            return False
        finally:
            link.close()

    def kill(self) -> None:
        """kill -9, as a power cut does it."""
        self.signal(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM, which drains. The exit status."""
        return self.signal(signal.SIGTERM)

    def signal(self, which: signal.Signals) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            os.killpg(self.process.pid, which)
        return self.process.wait(30)

    def restart(self) -> "RunningServer":
        """Killed, and started again on the same ports and data."""
        self.kill()
        return self.start()

    def said(self) -> str:
        """All that it printed, over all its starts."""
        return self.log.read_text(errors="replace")

    def sign_in(self, role: str) -> tuple[str, str]:
        """Name and password of the demo account with a role: educator, creator or admin."""
        accounts = json.loads((self.data / "sign-ins.json").read_text())
        return accounts[role]["name"], accounts[role]["password"]
