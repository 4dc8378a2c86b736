"""Takes a process's own rights away for good: Landlock and namespaces, by ctypes, when the kernel has them.

Numbers from linux/landlock.h, asm-generic/unistd.h and linux/sched.h. Landlock binds the calling thread and those it
makes, so this runs before there is a second one.
"""

import ctypes
import os
from collections.abc import Iterable

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PATH_BENEATH = 1
EXECUTE, READ_FILE, READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
VERSION_ONLY = 1
NO_NEW_PRIVILEGES = 38
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights over files a version of Landlock knows, from the first that knows them."""
TCP_RIGHTS = 0b11
SCOPES = 0b11
"""Abstract sockets and signals, from version 6."""

_libc = ctypes.CDLL(None, use_errno=True)


class Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr; a kernel takes as much of it as it knows."""

    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class Beneath(ctypes.Structure):
    """struct landlock_path_beneath_attr."""

    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def close_files(readable: Iterable[str] = ()) -> str:
    """No file may be opened from now on but to read or start what is there, and no TCP connection made.

    Says what came of it.
    """
    version = _libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_ONLY)
    if version < 1:
        return "landlock off"
    rights = max(count for since, count in FILE_RIGHTS.items() if since <= version)
    rules = Ruleset((1 << rights) - 1, TCP_RIGHTS if version >= 4 else 0, SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _libc.syscall(CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return f"landlock off ({os.strerror(ctypes.get_errno())})"
    try:
        for path in readable:
            _allow(ruleset, path)
        if _libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.syscall(RESTRICT_SELF, ruleset, 0):
            return f"landlock off ({os.strerror(ctypes.get_errno())})"
    finally:
        os.close(ruleset)
    return f"landlock {version}"


def _allow(ruleset: int, path: str) -> None:
    """What is there may be read and started. A path that is not there is left out."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rule = Beneath(EXECUTE | READ_FILE | (READ_FOLDER if os.path.isdir(path) else 0), handle)
    _libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(rule), 0)
    os.close(handle)


def leave_network() -> str:
    """A network of its own, with nothing in it; says what came of it."""
    for flags in (NEW_NETWORK, NEW_USER | NEW_NETWORK):
        if _libc.unshare(flags) == 0:
            return "no network"
    return "network namespace off"
