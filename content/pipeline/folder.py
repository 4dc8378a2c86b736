"""A folder of its own for every job, gone when the job is done."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

LEFT = 3600
"""Seconds after which nobody works in a job's folder any more."""


@contextlib.contextmanager
def job_folder() -> Iterator[Path]:
    """An empty folder that is there for as long as the context lasts."""
    jobs = Path(settings.DATA) / "jobs"
    jobs.mkdir(parents=True, exist_ok=True)
    _sweep(jobs)
    folder = Path(tempfile.mkdtemp(dir=jobs))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(jobs: Path) -> None:
    """Removes what was left when a process was killed in the middle of a job."""
    for folder in jobs.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > LEFT:
                shutil.rmtree(folder)
