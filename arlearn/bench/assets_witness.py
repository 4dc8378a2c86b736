"""Sees whether anything outside a job was touched: by canary files that tell when they were read, and by a port."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONG_AGO = 1_000_000_000
CHANGED = 1_500_000_000
"""Seconds since 1970. A file that was changed after it was read last tells of the next reading, but on noatime."""
SONG = "a canary that nobody may hear"


class Witness:
    """Canaries beside a job's folder and on the loopback address."""

    def __init__(self, folder: Path, listener: socket.socket) -> None:
        self._listener = listener
        self._canaries = [folder / "canary", folder / "canary.png", folder / "canary.mtl"]
        for canary in self._canaries:
            canary.write_text(SONG)
        self.hears = self._hears()
        self._rest()

    @property
    def links(self) -> list[str]:
        """What leads to them, as models may write it."""
        port = self._listener.getsockname()[1]
        plain = [str(canary) for canary in self._canaries]
        up = "../" * 12
        return [
            *plain,
            *(f"file://{name}" for name in plain),
            *(up + name.lstrip("/") for name in plain),
            f"../{self._canaries[0].name}",
            f"..%2f{self._canaries[1].name}",
            plain[1].replace("/", "\\"),
            f"/proc/self/root{plain[0]}",
            f"http://127.0.0.1:{port}/canary.png",
            f"//127.0.0.1:{port}/canary.png",
            f"\\\\127.0.0.1@{port}\\canary.png",
            f"ftp://127.0.0.1:{port}/canary.mtl",
        ]

    def touched(self) -> list[str]:
        """What was read or called since it was asked last."""
        found = [f"{file.name} was read" for file in self._canaries if file.stat().st_atime != LONG_AGO]
        while True:
            try:
                caller, _ = self._listener.accept()
            except BlockingIOError:
                break
            caller.close()
            found.append("somebody called")
        self._rest()
        return found

    def _hears(self) -> bool:
        """Whether the file system tells of readings at all."""
        self._rest()
        self._canaries[0].read_text()
        return self._canaries[0].stat().st_atime != LONG_AGO

    def _rest(self) -> None:
        for canary in self._canaries:
            os.utime(canary, (LONG_AGO, CHANGED))


@contextmanager
def witness(folder: Path) -> Iterator[Witness]:
    """`folder`: an empty one, in which they lie."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield Witness(folder, listener)
