"""Several processes on the same ports, and the parent that starts them, starts them again when they die, and ends them.

The ports are shared by SO_REUSEPORT: the kernel deals each new connection to one process's queue, evenly over many,
and a process's queue goes with it, so that whoever was on a process that died comes to another one at once.
"""

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client import multiprocess

STEADY = 30.0
"""Seconds after which a worker that dies is thought to have met an accident, not to be unable to live."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before another is started in the place of one that died soon; twice as long each time."""
END_WITHIN = 15.0
"""Seconds after which a worker that was told to end is killed; its own drain is shorter."""


@dataclass
class Post:
    """A worker's place: who has it, or when the next one gets it."""

    number: int
    process: "subprocess.Popen[bytes] | None" = None
    line: socket.socket | None = None
    name: str = ""
    """As it calls itself among the processes; empty until it serves."""
    started: float = 0.0
    deaths: int = 0
    """In a row, each soon after its start."""
    next_start: float = 0.0
    heard: bytes = b""


@dataclass
class Crew:
    """The parent of the workers. Runs until a signal ends it."""

    places: Sequence[tuple[str, int]]
    """Addresses and ports that the workers share."""
    command: Callable[[int, int], list[str]]
    """What starts a worker, by its number from 0 and the file descriptor of its end of the line."""
    count: int
    measures: Path
    """Folder in which the workers keep what they count, for all of them to add up."""
    ready: Callable[[], None]
    _posts: list[Post] = field(default_factory=list)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _held: list[socket.socket] = field(default_factory=list)
    _was_ready: bool = False
    _ending: float | None = None
    _failed: str | None = None

    def run(self) -> str | None:
        """Why no worker could start, or None."""
        self._empty_measures()
        self._held = [reserve(host, port) for host, port in self.places]
        signals = self._watch_signals()
        self._posts = [Post(number) for number in range(1, self.count + 1)]
        while self._ending is None or any(post.process for post in self._posts):
            self._start_due()
            for key, _ in self._selector.select(self._patience()):
                if key.fileobj is signals:
                    self._signalled(signals.recv(64))
                else:
                    self._hear(*key.data)
            self._kill_late()
        return self._failed

    # Starting, and hearing from them

    def _empty_measures(self) -> None:
        self.measures.mkdir(parents=True, exist_ok=True)
        for old in self.measures.glob("*.db"):
            old.unlink()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(self.measures)

    def _start_due(self) -> None:
        now = time.monotonic()
        for post in self._posts:
            if self._ending is None and post.process is None and post.next_start <= now:
                self._start(post)

    def _start(self, post: Post) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            post.process = subprocess.Popen(self.command(post.number - 1, theirs.fileno()), pass_fds=[theirs.fileno()])
        post.line, post.name, post.heard, post.started = ours, "", b"", time.monotonic()
        self._selector.register(ours, selectors.EVENT_READ, (post, ours))

    def _hear(self, post: Post, line: socket.socket) -> None:
        if post.line is not line:
            # Buried by the signal that came along with its last word.
            return
        try:
            data = line.recv(4096)
        except ConnectionResetError:
            data = b""
        if not data:
            # It dies; the system tells when it has.
            self._selector.unregister(line)
        *words, post.heard = (post.heard + data).split(b"\n")
        for word in words:
            _, post.name = word.decode().split()
        if not self._was_ready and all(post.name for post in self._posts):
            self._was_ready = True
            self.ready()

    def _bury(self) -> None:
        for post in self._posts:
            if post.process is not None and post.process.poll() is not None:
                self._died(post, post.process)

    def _died(self, post: Post, process: "subprocess.Popen[bytes]") -> None:
        if post.line is not None:
            with contextlib.suppress(KeyError):
                self._selector.unregister(post.line)
            post.line.close()
        post.process, post.line = None, None
        multiprocess.mark_process_dead(process.pid, str(self.measures))  # type: ignore[no-untyped-call]  # it has none
        if post.name:
            self._say(f"gone {post.name}")
        if self._ending is None:
            self._replace(post, process.returncode)

    def _replace(self, post: Post, status: int) -> None:
        lived = time.monotonic() - post.started
        why = f"by {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
        if not self._was_ready:
            self._failed = f"a worker ended {why} before it served. What it said stands above."
            self._end("stop")
            return
        post.deaths = post.deaths + 1 if lived < STEADY else 0
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (post.deaths - 1)) if post.deaths else 0.0
        post.next_start = time.monotonic() + wait
        when = f"It lived {lived:.1f} s; the next starts in {wait:g} s." if wait else "Another takes its place."
        print(f"arlearn: worker {post.number} ended {why}. {when}", file=sys.stderr, flush=True)

    # Ending

    def _watch_signals(self) -> socket.socket:
        """Signals as something to read: the numbers that came."""
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)
        signal.set_wakeup_fd(theirs.fileno())
        self._held.append(theirs)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        self._selector.register(ours, selectors.EVENT_READ)
        return ours

    def _signalled(self, numbers: bytes) -> None:
        for number in numbers:
            if number == signal.SIGCHLD:
                self._bury()
            else:
                word = "stop" if number == signal.SIGINT else "end"
                self._end("hurry" if self._ending is not None else word)

    def _end(self, word: str) -> None:
        if self._ending is None:
            self._ending = time.monotonic()
        self._say(word)
        for post in self._posts:
            if post.process is not None and not post.name:
                # It does not listen to anybody yet, and nobody needs it.
                post.process.terminate()

    def _say(self, word: str) -> None:
        for post in self._posts:
            if post.line is not None:
                try:
                    post.line.send(f"{word}\n".encode())
                except OSError:
                    # It is dead too, which is heard next.
                    continue

    def _patience(self) -> float | None:
        """Seconds until something is to be done without anything having happened."""
        now = time.monotonic()
        if self._ending is not None:
            return max(0.0, self._ending + END_WITHIN - now)
        starts = [post.next_start for post in self._posts if post.process is None]
        return max(0.0, min(starts) - now) if starts else None

    def _kill_late(self) -> None:
        if self._ending is not None and time.monotonic() >= self._ending + END_WITHIN:
            for post in self._posts:
                if post.process is not None:
                    post.process.kill()


def reserve(host: str, port: int) -> socket.socket:
    """Holds a shared port without listening on it, so that nobody else takes it while workers come and go."""
    try:
        return _bound(host, port, socket.SO_REUSEPORT)
    except OSError:
        # Connections of a server that was there before are still closing: a weaker hold, which lets others bind, too,
        # while no worker listens.
        return _bound(host, port, socket.SO_REUSEPORT, socket.SO_REUSEADDR)


def _bound(host: str, port: int, *options: int) -> socket.socket:
    held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    for option in options:
        held.setsockopt(socket.SOL_SOCKET, option, 1)
    try:
        held.bind((host, port))
    except OSError:
        held.close()
        raise
    return held
