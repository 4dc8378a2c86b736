"""Who may connect: so many at once from one address, and so many at all as the process can hold."""

import ipaddress
import resource
from collections import Counter
from collections.abc import Callable, Sequence

from arlearn.errors import ProblemKind
from arlearn.serve.forwarded import Network, among, networks
from arlearn.serve.problems import CROWDED, SERVER_FULL

SPARE = 256
"""Files that the process needs besides connections: databases, assets, logs."""
MOST_FILES = 65_536
"""What is asked of the system at most; some allow a thousand million, and programs that are started count them."""

LOCAL = tuple(networks("127.0.0.0/8, ::1"))


def raise_file_limit() -> int:
    """Lets this process have as many files open as the system allows it; how many that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return MOST_FILES if soft == resource.RLIM_INFINITY else soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


class Doors:
    """Counts connections by the address that they come from. One that is only kept for another request makes room for
    a new one."""

    def __init__(self, by_address: int, in_all: int, uncounted: Sequence[Network]) -> None:
        """`by_address`: 0 for no limit. `uncounted` have none: this machine, and proxies, behind which everybody is."""
        self._by_address, self._in_all, self._uncounted = by_address, in_all, uncounted
        self._places: dict[object, str] = {}
        self._counts: Counter[str] = Counter()
        self._resting: dict[str, dict[object, Callable[[], None]]] = {}

    def enter(self, connection: object, host: str) -> ProblemKind | None:
        """Why this connection may not stay; it is to `leave` in either case."""
        place = place_of(host)
        self._places[connection] = place
        self._counts[place] += 1
        many = 0 < self._by_address < self._counts[place]
        if many and not among(host, self._uncounted) and not self._make_room(place):
            return CROWDED
        if len(self._places) > self._in_all and not self._make_room(next(iter(self._resting), place)):
            return SERVER_FULL
        return None

    def rest(self, connection: object, close: Callable[[], None]) -> None:
        """It waits for nothing; `close` is called when somebody else needs its place."""
        place = self._places.get(connection)
        if place is not None:
            self._resting.setdefault(place, {})[connection] = close

    def stir(self, connection: object) -> None:
        """It does not rest any more."""
        place = self._places.get(connection, "")
        resting = self._resting.get(place)
        if resting is not None:
            resting.pop(connection, None)
            if not resting:
                del self._resting[place]

    def leave(self, connection: object) -> None:
        """It is gone. Nothing happens the second time."""
        if connection not in self._places:
            return
        self.stir(connection)
        place = self._places.pop(connection)
        self._counts[place] -= 1
        if not self._counts[place]:
            del self._counts[place]

    def _make_room(self, place: str) -> bool:
        """Closes the one there that has rested the longest."""
        for connection, close in self._resting.get(place, {}).items():
            self.stir(connection)
            close()
            return True
        return False


def place_of(host: str) -> str:
    """What is counted as one: an IPv4 address, or the /64 of an IPv6 one, which a single machine may have to itself."""
    if ":" not in host:
        return host
    address = ipaddress.IPv6Address(host)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return host if address.is_link_local else str(ipaddress.IPv6Network((address.packed, 64), strict=False))
