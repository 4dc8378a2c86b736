"""`arlearn worker`: prepares what was uploaded, beside a server or on its own.

One process sees to django-q's, looks for jobs that were lost, and ends with its parent, when `arlearn up` is that.
"""

import argparse
import os
import select
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import django
from django import db

from content.pipeline.parent import end_with_parent

ROOT = Path(__file__).resolve().parents[2]
LOOK_EVERY = 2.0
"""Seconds between two looks for jobs that were lost."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("worker", help="prepare uploads, on its own: `arlearn up` starts one itself")
    data = os.environ.get("ARLEARN_DATA") or ROOT / "var"
    parser.add_argument("--data", type=Path, default=data, help="folder of the server (default: %(default)s)")
    parser.add_argument("--line", type=int, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Until a signal comes or the other end of the line (a file descriptor) is closed; 1 when django-q's ended."""
    data = arguments.data.resolve()
    os.environ["ARLEARN_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arlearn.settings")
    # It does not serve, so it has nothing to tell those who measure the serving.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    (data / "tmp").mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(data / "tmp")
    django.setup()
    line = None if arguments.line is None else socket.socket(fileno=arguments.line)
    if line is None:
        print("arlearn: preparing what is uploaded. Stop: Ctrl-C", flush=True)
    return Preparing(line).run()


class Preparing:
    """The process that `arlearn worker` starts."""

    def __init__(self, line: socket.socket | None) -> None:
        # Both need Django to be set up.
        from django_q.cluster import Cluster  # noqa: PLC0415

        from content import uploads  # noqa: PLC0415

        self._uploads = uploads
        self._told, self._tell = socket.socketpair()
        self._tell.setblocking(False)
        self._lines = [self._told, *([line] if line else [])]
        self._cluster: Any = Cluster()
        # After django-q's own, which would wait for a job that is being done; ours is given out again.
        signal.signal(signal.SIGTERM, self._end)
        # Ctrl-C reaches every process at a terminal, and is the server's to hear when there is one.
        signal.signal(signal.SIGINT, signal.SIG_IGN if line else self._end)

    def run(self) -> int:
        # Also when this process is killed, nothing of it goes on.
        end_with_whoever_forks()
        self._cluster.start()
        ended = 0
        self._look(self._uploads.begin_work)
        while not ended and not select.select(self._lines, [], [], LOOK_EVERY)[0]:
            self._look(self._uploads.give_out_due)
            ended = 0 if self._cluster.sentinel.is_alive() else 1
        self._cluster.sentinel.kill()
        self._cluster.sentinel.join()
        self._look(self._uploads.give_back_all)
        return ended

    def _look(self, act: Any) -> None:
        """The database or the queue may be away for a while, or busy."""
        try:
            db.close_old_connections()
            act()
        except Exception as error:
            print(f"arlearn: worker: {type(error).__name__}: {error}", file=sys.stderr, flush=True)

    def _end(self, *_: Any) -> None:
        self._tell.send(b"x")


def end_with_whoever_forks() -> None:
    """What this process forks from now on, and what that forks, dies with the one that it was forked from."""
    forking = os.getpid()

    def before() -> None:
        nonlocal forking
        forking = os.getpid()

    os.register_at_fork(before=before, after_in_child=lambda: end_with_parent(forking))
