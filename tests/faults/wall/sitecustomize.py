"""Loaded by Python at its start, where PYTHONPATH names this folder: a clock on the wall that a test can move.

WALL_CLOCK names a file that holds, as a C double, the seconds by which it is ahead. The steady clocks stay as they are.
"""

import datetime as dt
import mmap
import os
import struct
import time

if "WALL_CLOCK" in os.environ:
    with open(os.environ["WALL_CLOCK"], "rb") as _file:
        _page = mmap.mmap(_file.fileno(), 8, access=mmap.ACCESS_READ)
    # A class of this name for good, so that it can be a base.
    RealTime = dt.datetime
    _seconds, _nanoseconds = time.time, time.time_ns

    def _ahead() -> float:
        (seconds,) = struct.unpack("d", _page[:8])
        return float(seconds)

    class _Same(type):
        """Times that C code makes are of the real class."""

        def __instancecheck__(cls, thing: object) -> bool:
            return isinstance(thing, RealTime)

    class _Moved(RealTime, metaclass=_Same):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> RealTime:  # type: ignore[override]  # as above
            return RealTime.fromtimestamp(time.time(), tz)

    time.time = lambda: _seconds() + _ahead()
    time.time_ns = lambda: _nanoseconds() + int(_ahead() * 1e9)
    dt.datetime = _Moved  # type: ignore[misc]  # on purpose
