"""What workers do; named by `content.uploads` and called by django-q."""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator

from django.db import connections

from arlearn.errors import Problem
from content import uploads
from content.actions import prepare_asset
from content.models import Asset
from content.problems import REFUSALS

SAID_AGAIN = 3600.0
"""Seconds after which a process says once more why uploads wait, which it finds for each of them twice a minute."""

log = logging.getLogger(__name__)
_said: dict[str, float] = {}
"""When, by the code of the reason."""


def prepare(pk: int) -> None:
    """Prepares the asset, when that is this worker's to do. Ends in any case: what failed is given out again."""
    asset = uploads.claim(pk)
    if asset is None:
        return
    try:
        with _heard(asset):
            prepare_asset(asset)
    except Problem as problem:
        if problem.code in REFUSALS:
            log.info("refused: %s", problem.code)
        else:
            _say(problem)
            uploads.put_off(asset, problem)
    except Exception:
        log.exception("preparing %s did not work", asset)
        uploads.put_back(asset)


def _say(reason: Problem) -> None:
    now = time.monotonic()
    if now - _said.get(reason.code, -SAID_AGAIN) >= SAID_AGAIN:
        _said[reason.code] = now
        log.warning("uploads wait: %s", reason)


@contextlib.contextmanager
def _heard(asset: Asset) -> Iterator[None]:
    """Says while the block runs that its worker lives."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(uploads.LEASE.total_seconds() / 3):
                try:
                    uploads.still_at(asset)
                except Exception:
                    log.warning("a worker could not say that it lives", exc_info=True)
        finally:
            connections.close_all()

    beating = threading.Thread(target=beat, daemon=True)
    beating.start()
    try:
        yield
    finally:
        done.set()
        beating.join()
