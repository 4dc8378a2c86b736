"""Who may connect: so many at once from one address, and so many at all as the process can hold."""

import ipaddress
import resource
from collections import Counter

from arlearn.errors import ProblemKind
from arlearn.serve.problems import CROWDED, SERVER_FULL

SPARE = 256
"""Files that the process needs besides connections: databases, assets, logs."""
MOST_FILES = 65_536
"""What is asked of the system at most; some allow a thousand million, and programs that are started count them."""


def raise_file_limit() -> int:
    """Lets this process have as many files open as the system allows it; how many that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return MOST_FILES if soft == resource.RLIM_INFINITY else soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


class Doors:
    """Counts connections by the address that they come from. This machine itself is not counted: a proxy of ours, or
    what its operator tries."""

    def __init__(self, by_address: int, in_all: int, count_local: bool = False) -> None:
        """`by_address`: 0 for no limit."""
        self._by_address, self._in_all, self._count_local = by_address, in_all, count_local
        self._places: dict[object, str] = {}
        self._counts: Counter[str] = Counter()

    def enter(self, connection: object, host: str) -> ProblemKind | None:
        """Why this connection may not stay; it is to `leave` in either case."""
        place = place_of(host)
        self._places[connection] = place
        self._counts[place] += 1
        if len(self._places) > self._in_all:
            return SERVER_FULL
        local = not self._count_local and is_local(place)
        return CROWDED if self._by_address and not local and self._counts[place] > self._by_address else None

    def leave(self, connection: object) -> None:
        """It is gone. Nothing happens the second time."""
        place = self._places.pop(connection, None)
        if place is not None:
            self._counts[place] -= 1
            if not self._counts[place]:
                del self._counts[place]


def place_of(host: str) -> str:
    """What is counted as one: an IPv4 address, or the /64 of an IPv6 one, which a single machine has to itself."""
    if ":" not in host:
        return host
    address = ipaddress.IPv6Address(host.partition("%")[0])
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address) if address.is_loopback else str(ipaddress.IPv6Network((address, 64), strict=False))


def is_local(place: str) -> bool:
    """Whether it is this machine; a socket of the file system has no address at all."""
    return not place or place == "::1" or place.startswith("127.")
