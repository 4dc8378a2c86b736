"""Asking the database without holding up the event loop, and without giving up when it is away for a moment.

On a few threads, not by `database_sync_to_async`: that has one thread for a whole process, and a room comes back at
once. Their connections stay open: to open one for each question took longer than the question.
"""

import asyncio
import logging
import math
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import Error, InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 2
"""One waits for the database while the other works on an answer. More would take turns with the event loop: 33 groups
came in 1.8 s with four threads, in 1.2 s with one."""
PATIENCE = 8.0
"""Seconds that somebody who waits for an answer is let wait while the database is away."""
FIRST_RETRY, LONGEST_RETRY = 0.1, 1.0
"""Seconds between tries."""

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live-read")


async def reading(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Asks the database without holding up the event loop; again and again while it is away.

    `ask` changes nothing, or nothing more when it is called twice. What went wrong is raised after PATIENCE.
    """
    return await _asked(PATIENCE, ask, *args, **kwargs)


async def persisting(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """As `reading`, but it never gives up: for what nobody waits for."""
    return await _asked(math.inf, ask, *args, **kwargs)


def let_go() -> None:
    """Closes the threads' connections; the next questions open others. Waits for questions that are being asked."""
    met = threading.Barrier(THREADS)

    def close() -> None:
        # Every thread has one of these, since none gets away before the last has come.
        met.wait()
        connections.close_all()

    for closing in [_threads.submit(close) for _ in range(THREADS)]:
        closing.result()


async def _asked(patience: float, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    now = asyncio.get_running_loop().time
    end, pause = now() + patience, FIRST_RETRY
    while True:
        try:
            return await _in_thread(ask, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            if now() + pause > end:
                raise
            logger.warning("the database did not answer and will be asked again: %s", error)
        await asyncio.sleep(pause)
        pause = min(LONGEST_RETRY, pause * 2)


async def _in_thread(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    def run() -> T:
        try:
            return ask(*args, **kwargs)
        except Error:
            # The connection may be what is broken.
            connections.close_all()
            raise

    return await asyncio.get_running_loop().run_in_executor(_threads, run)
