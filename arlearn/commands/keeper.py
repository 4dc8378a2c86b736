"""Keeps a worker beside the server: starts it, starts another when it dies, and ends it with the server."""

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from arlearn.commands.workers import END_WITHIN, FIRST_WAIT, LONGEST_WAIT, STEADY


class Keeper:
    """Nothing that happens to the worker reaches the server."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._ending = threading.Event()
        self._line: socket.socket | None = None
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        """Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Returns when the worker has ended. What it was at is given out again when another starts."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(END_WITHIN)

    def _keep(self) -> None:
        deaths = 0
        while not self._ending.is_set():
            started = time.monotonic()
            try:
                status = self._one()
            except OSError as error:
                self._say(f"could not be started ({error.strerror})")
                status = None
            if self._ending.is_set():
                return
            deaths = deaths + 1 if time.monotonic() - started < STEADY else 0
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2**deaths)
            if status is not None:
                why = f"by {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
                self._say(f"ended {why}. Another starts in {wait:g} s")
            self._ending.wait(wait)

    def _one(self) -> int:
        """Exit status of a worker, which is told to end when we end: it hears that its line breaks."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            command = [sys.executable, "-m", "arlearn", "worker", "--data", str(self._data)]
            child = subprocess.Popen(
                [*command, "--line", str(theirs.fileno())], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
            theirs.close()
            while child.poll() is None and not self._ending.wait(0.2):
                pass
        try:
            return child.wait(END_WITHIN / 3)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def _say(self, what: str) -> None:
        print(f"arlearn: the worker that prepares uploads {what}.", file=sys.stderr, flush=True)
