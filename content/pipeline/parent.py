"""A process that ends with the one that started it, however that one ends."""

import ctypes
import os
import signal
import sys

PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of linux/prctl.h."""


def end_with_parent(parent: int) -> None:
    """The kernel kills this process when its parent dies, whose id `parent` is. Elsewhere than on Linux: nothing."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        # It died before it could be said.
        os._exit(1)
